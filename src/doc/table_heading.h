/* doc/table_heading - what the heading of a column says (private to doc/table_*.c and doc/content).
 *
 *     要求額（百万円）         a field, and the unit of bare numbers under it
 *     理由２, 内訳金額（2）    a field of the second claim, of the second breakdown row, that the row of the table has
 *     令和2年度要求額          an amount, and the fiscal year that it is of; what was voted for a year is the previous
 * amount No.                     a running number: the id, where no other column is */
#ifndef DOC_TABLE_HEADING_H
#define DOC_TABLE_HEADING_H

#include "doc/node.h"
#include "doc/table_map.h"

struct doc_column {
    enum doc_owner owner; /* NOBODY: not read */
    enum doc_field field;
    uint32_t number;  /* of a column of claims or breakdown rows: which one of the row it is part of; 0: not numbered */
    int year;         /* of a column of amounts: the fiscal year that its heading names; 0: none */
    bool serial;      /* an id by the name of a running number */
    size_t twin;      /* the index and one of the last column before it that is the same field; 0: none is */
    int64_t unit_yen; /* of bare numbers in it; 0: the file's */
    struct text_view heading; /* without its unit */
    struct doc_node key; /* a name of the field, where the heading is none: of a mapped column, say; else the heading */
    const struct doc_mapped_column *mapped; /* NULL: known by its name alone */
    int64_t header_unit;                    /* that the header names; 0: none */
    bool scaled, hidden;                    /* said of a number in it: its format scales, or shows nothing */
};

/* What one heading stands for, in any spelling; owner NOBODY when it is no field. */
enum status doc_column_named(struct arena *arena, const struct doc_vocabulary *words, struct text_view heading,
                             struct doc_column *out_column) MUST_CHECK;

/* Names the column by its field. */
void doc_column_relabel(const struct doc_vocabulary *words, struct doc_column *column);

/* The heading without its unit. */
struct text_view doc_heading_name(struct text_view heading);

/* The text without one pair of brackets around all of it, of any kind and width; *out_had whether there was one. */
struct text_view doc_column_unbracketed(struct text_view text, bool *out_had);

#endif
