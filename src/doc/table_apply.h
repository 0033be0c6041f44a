/* doc/table_apply - a map of columns put to use on one table (private to doc/table_*.c). */
#ifndef DOC_TABLE_APPLY_H
#define DOC_TABLE_APPLY_H

#include "doc/table_cell.h"

struct doc_applied_map {
    const struct doc_column_map *map; /* NULL: none, and nothing below does anything */
    const struct doc_table *table;
    const struct doc_columns *columns;
    size_t *at;    /* of each rule for rows to leave out: the index of its column */
    size_t *count; /* of each: rows that it has left out */
};

/* Finds the columns of the rules. Diagnostics, with STATUS_OK: one of them is missing, a field is given to two columns,
 * header and map name different units. STATUS_NO_MEMORY. `columns` stays the caller's. */
enum status doc_applied_map_open(struct doc_applied_map *it, struct arena *arena, const struct doc_vocabulary *words,
                                 struct text_diagnostics *diagnostics) MUST_CHECK;

/* Whether the row is not to be read; counts it. */
bool doc_applied_map_leaves_out(struct doc_applied_map *it, const struct doc_record *record);
/* Whether a column is one that a rule looks at, or that the map says is not to be read. */
bool doc_applied_map_knows(const struct doc_applied_map *it, size_t column);

/* Whether a cell's text is a mark for none. */
bool doc_applied_map_is_none(const struct doc_applied_map *it, struct text_view text);
/* What a cell stands for in its column: a mark for none a dash, a text with a translation that; else itself. */
struct text_view doc_applied_map_value(const struct doc_applied_map *it, const struct doc_column *column,
                                       struct text_view text);

/* Remarks: mapped headers that the table does not have, unless another column has the field; rows left out. */
enum status doc_applied_map_tell(const struct doc_applied_map *it, struct doc_cell_reader *reader) MUST_CHECK;

#endif
