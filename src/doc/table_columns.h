/* doc/table_columns - which column of a table holds which field (private to doc/table_*.c). */
#ifndef DOC_TABLE_COLUMNS_H
#define DOC_TABLE_COLUMNS_H

#include "doc/table.h"
#include "doc/table_heading.h"

struct doc_columns {
    struct doc_column *items;
    size_t count;
    size_t header;  /* index of the header among the records */
    size_t first;   /* of the first row that goes with it: itself, or years above it */
    size_t below;   /* of the first row below it and all that goes with it */
    uint32_t lists; /* the highest number of a numbered column */
};

/* Finds the header among the first rows; items NULL when no row names two fields. What the map (NULL: none) says of a
 * header outranks the words: no other column is of a field that the map gives to one. */
enum status doc_columns_find(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                             const struct doc_column_map *map, struct doc_columns *out_columns) MUST_CHECK;

/* Cells of its longest row, at least 1. */
size_t doc_table_width(const struct doc_table *table);

#endif
