/* doc/table_map - the table columns of another system, told by a file (--columns): which header holds which field,
 * what marks mean "none" there, which rows are left out, what the table itself does not say.
 *
 *     format: juten-columns/1
 *     columns: {事業名: title, 要求額: {field: amount, unit: 千円}, 状態: {field: category, values: {前年度: 継続}},
 * 区分: ~} leave_out: [{column: 行の種類, values: [計, 小計]}, {column: 会計, except: ['']}] none: ['-', 該当なし]
 *     constants: {fiscal_year: 2020}
 *
 * Read by doc/table_map_read, put to use by doc/table_apply. Immutable once read; lives in the arena given. */
#ifndef DOC_TABLE_MAP_H
#define DOC_TABLE_MAP_H

#include "doc/vocabulary.h"

#include <stdbool.h>
#include <stdint.h>

/* Of whom a column's field is. */
enum doc_owner { DOC_OF_NOBODY, DOC_OF_SUBMISSION, DOC_OF_REQUEST, DOC_OF_ROW, DOC_OF_CLAIM };

/* A cell's text and what it stands for. */
struct doc_translation {
    struct text_view from, to; /* without blanks around them */
};

struct doc_mapped_column {
    struct text_view header, folded; /* as the map has it; folded */
    enum doc_owner owner;            /* NOBODY: not to be read, whatever its name */
    enum doc_field field;
    int64_t unit_yen; /* of bare numbers, where the header names no unit; 0: none given */
    const struct doc_translation *values;
    size_t value_count;
};

/* Rows whose cell in the column is one of the values, or is none of them. */
struct doc_left_out {
    struct text_view column, folded;
    const struct text_view *values; /* an empty one is an empty cell */
    size_t value_count;
    bool except;
};

/* A field that has the same value everywhere, where the table does not say it. */
struct doc_constant {
    enum doc_owner owner; /* SUBMISSION or REQUEST */
    enum doc_field field;
    struct text_view value;
};

struct doc_column_map {
    const struct doc_mapped_column *columns;
    size_t column_count;
    const struct doc_left_out *left_out;
    size_t left_out_count;
    const struct text_view *none; /* cells that say nothing; in a column of amounts: none */
    size_t none_count;
    const struct doc_constant *constants;
    size_t constant_count;
};

#endif
