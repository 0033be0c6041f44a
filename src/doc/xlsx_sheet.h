/* doc/xlsx_sheet - one sheet of a workbook as a table (private to doc/xlsx*.c, doc/workbook.c). */
#ifndef DOC_XLSX_SHEET_H
#define DOC_XLSX_SHEET_H

#include "doc/table.h"
#include "doc/xlsx_book.h"

/* Reads the sheet into a table whose source holds the texts of the cells, one after another, each ended by LF. A cell
 * that is merged with one above it gets that one's text. STATUS_INVALID or STATUS_LIMIT after a diagnostic,
 * STATUS_NO_MEMORY. */
enum status doc_xlsx_sheet_read(struct doc_xlsx_book *book, const struct doc_xlsx_sheet *sheet,
                                struct doc_table *out_table) MUST_CHECK;

#endif
