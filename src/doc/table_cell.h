/* doc/table_cell - what a cell says in its column, and what is to be said about a table (private to doc/table_*.c).
 *
 * A cell with an error, a formula without a value and a number that means one thing stored and another shown are
 * diagnostics; hidden rows, columns and sheets are remarks: read, and said to be so. */
#ifndef DOC_TABLE_CELL_H
#define DOC_TABLE_CELL_H

#include "doc/observation.h"
#include "doc/table_columns.h"
#include "text/diagnostic.h"

struct doc_cell_reader {
    struct arena *arena;
    struct text_diagnostics *diagnostics;
    int64_t unit_yen; /* of the file, as far as it stands above the header; 0: none */
    struct doc_observation *remarks;
    size_t remark_count, remark_capacity;
};

/* The text of a cell as this column takes it: of a date in a column of years the year. */
struct text_view doc_cell_text(const struct doc_cell *cell, const struct doc_column *column);
/* The value of a cell in this column. NULL when memory is out. */
const struct doc_node *doc_cell_value(struct doc_cell_reader *reader, const struct doc_cell *cell,
                                      struct doc_column *column);
/* Tells the source its cells, for messages: row, column and the name of the column. */
enum status doc_cells_tell(struct arena *arena, const struct doc_table *table,
                           const struct doc_columns *columns) MUST_CHECK;
/* Remarks on what is hidden in the table. */
enum status doc_cells_hidden(struct doc_cell_reader *reader, const struct doc_table *table) MUST_CHECK;
/* Adds a remark; arguments are borrowed. */
enum status doc_cell_remark(struct doc_cell_reader *reader, enum doc_observation_code code, struct text_span span,
                            struct text_view a, struct text_view b, struct text_view c) MUST_CHECK;

#endif
