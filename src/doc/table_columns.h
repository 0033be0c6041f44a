/* doc/table_columns - which column of a table holds which field (private to doc/table_*.c). */
#ifndef DOC_TABLE_COLUMNS_H
#define DOC_TABLE_COLUMNS_H

#include "doc/table.h"
#include "doc/table_map.h"

struct doc_column {
    enum doc_owner owner; /* NOBODY: not read */
    enum doc_field field;
    int64_t unit_yen;    /* of bare numbers in it; 0: the file's */
    struct doc_node key; /* the name, without its unit; of a mapped column of requests a name of its field */
    const struct doc_mapped_column *mapped; /* NULL: known by its name alone */
    int64_t header_unit;                    /* that the header names; 0: none */
    bool scaled, hidden;                    /* said of a number in it: its format scales, or shows nothing */
};

struct doc_columns {
    struct doc_column *items;
    size_t count;
    size_t header; /* index of the header among the records */
};

/* Finds the header among the first rows; items NULL when no row names two fields. What the map (NULL: none) says of a
 * header outranks the words: no other column is of a field that the map gives to one. */
enum status doc_columns_find(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                             const struct doc_column_map *map, struct doc_columns *out_columns) MUST_CHECK;

/* What one name stands for, in any spelling; owner NOBODY when it is no field. */
enum status doc_column_named(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                             struct doc_column *out_column) MUST_CHECK;

/* The text without one pair of brackets around all of it, of any kind and width; *out_had whether there was one. */
struct text_view doc_column_unbracketed(struct text_view text, bool *out_had);

/* Cells of its longest row, at least 1. */
size_t doc_table_width(const struct doc_table *table);

#endif
