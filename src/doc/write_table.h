/* doc/write_table - submissions laid out as a table that doc/table_read reads back as the same: a header with the names
 * of fields, below it a row per request, and further rows where it has more claims or breakdown rows than one.
 *
 * Ministry, year and unit stand with every request, the printed total with the first. Only fields that some request
 * fills in have a column, and id, title, ministry and year. */
#ifndef DOC_WRITE_TABLE_H
#define DOC_WRITE_TABLE_H

#include "doc/write.h"

struct doc_sheet_column {
    enum doc_field field;
    enum doc_home home; /* of whom it is */
    struct text_view name;
};

struct doc_sheet {
    const struct doc_sheet_column *columns;
    size_t column_count;
    const struct doc_written_member **cells; /* row by row, without the header; NULL: empty */
    size_t row_count;
};

/* Lays out `count` submissions as one table. What a table cannot hold is a diagnostic. STATUS_INVALID after one,
 * STATUS_NO_MEMORY. Empty fields are counted in writing->dropped. */
enum status doc_write_table(struct doc_writing *writing, const struct doc_written *submissions, size_t count,
                            struct doc_sheet *out_sheet) MUST_CHECK;

/* The id, else the title, of the request that a row is of: for messages. */
struct text_view doc_sheet_request(const struct doc_sheet *sheet, size_t row);
/* Refuses a cell whose text no table can hold: DIAGNOSTIC_CONVERT_… with the request, the field and `what`. */
enum status doc_sheet_refuse(struct doc_writing *writing, const struct doc_sheet *sheet, size_t row, size_t column,
                             enum diagnostic_code code, struct text_view what) MUST_CHECK;

#endif
