/* doc/xlsx_text - what texts, names and days must be in a workbook. */
#ifndef DOC_XLSX_TEXT_H
#define DOC_XLSX_TEXT_H

#include "base/date.h"
#include "text/view.h"

#include <stdint.h>

#define DOC_XLSX_NAME       28 /* characters; a sheet's name may have 31, and some are for a number behind it */
#define DOC_XLSX_NAME_BYTES (4 * DOC_XLSX_NAME)

/* A name that a sheet may have: without the characters that are refused, and not too long. */
void doc_xlsx_name(struct text_view wanted, char out_name[DOC_XLSX_NAME_BYTES + 1]);
/* "_x000D_" in a text would be read as a character: its first mark is escaped so itself. */
bool doc_xlsx_looks_escaped(struct text_view text, size_t at);
/* UTF-16 units of a text. */
size_t doc_xlsx_units(struct text_view text);
/* A day as spreadsheets count it; 0 for what is no date (YYYY-MM-DD). */
int64_t doc_xlsx_day(struct text_view date);
/* The other way; false for a number that is no day of this or the next century. */
bool doc_xlsx_date(int64_t day, char out_date[DATE_LEN + 1]);

#endif
