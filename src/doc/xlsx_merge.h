/* doc/xlsx_merge - merged cells of a sheet (private to doc/xlsx*.c). A merged range has its value in its first cell;
 * where it runs over several rows, that value is meant for all of them. */
#ifndef DOC_XLSX_MERGE_H
#define DOC_XLSX_MERGE_H

#include "doc/table.h"
#include "doc/xlsx_book.h"

struct doc_xlsx_merge {
    uint32_t column, first, last; /* rows; all from 1 */
};

/* Those over several rows. */
struct doc_xlsx_merges {
    struct doc_xlsx_merge *items;
    size_t count, capacity;
};

/* Adds "B3:C7"; STATUS_LIMIT or STATUS_INVALID after a diagnostic, STATUS_NO_MEMORY. */
enum status doc_xlsx_merge_add(struct doc_xlsx_book *book, struct doc_xlsx_merges *merges,
                               const char *reference) MUST_CHECK;
/* Gives the rows of each range the text of its first cell, noted as continued. */
enum status doc_xlsx_merges_fill(struct doc_xlsx_book *book, const struct doc_xlsx_merges *merges,
                                 struct doc_record *records, size_t count) MUST_CHECK;

#endif
