#include "doc/table_above.h"

#include "doc/amount.h"
#include "doc/year.h"

#include <string.h>

/* What parts a name from its value in one cell: colons; or a blank, after which only what is a year or a unit is a
 * value. */
static const char *const parts[] = {":", "\xEF\xBC\x9A", " ", "\xE3\x80\x80"}; /* U+FF1A, U+3000 */
enum { PARTS = sizeof parts / sizeof *parts, COLONS = 2 };

/* A pair of cells outranks what was found within one, which has no map of its own. */
static void drop_joined(struct doc_table_building *it, enum doc_field field)
{
    size_t kept = 0;
    for (size_t i = 0; i < it->above_count; i++) {
        bool same = text_view_equal(it->above[i].key->value, text_view_of(doc_field_name(field)));
        if (!same || it->above[i].value->map) it->above[kept++] = it->above[i];
    }
    it->above_count = kept;
}

/* "年度 | 令和2年度": a name of the file's field and its value beside it. */
static bool take_pair(struct doc_table_building *it, const struct doc_cell *name, const struct doc_cell *value)
{
    struct doc_column column, beside;
    if (it->above_count == DOC_FIELD_COUNT) return false;
    enum status status = doc_column_named(it->arena, it->words, name->text, &column);
    if (status == STATUS_OK) status = doc_column_named(it->arena, it->words, value->text, &beside);
    if (status != STATUS_OK) it->status = status;
    bool header = status == STATUS_OK && beside.owner != DOC_OF_NOBODY; /* the upper row of one in two rows */
    if (status != STATUS_OK || column.owner != DOC_OF_SUBMISSION || header) return false;
    drop_joined(it, column.field);
    it->above[it->above_count++] =
        (struct doc_member){doc_table_key(it, column.field, name->span), doc_table_value(it, value, &column)};
    if (column.field == DOC_FIELD_UNIT) it->cells.unit_yen = doc_amount_unit(text_view_trim(value->text));
    return true;
}

static bool has_colon(struct text_view text)
{
    for (size_t i = 0; i < COLONS; i++)
        if (text_view_find(text, text_view_of(parts[i]), 0) != (size_t)-1) return true;
    return false;
}

static bool has_above(const struct doc_table_building *it, enum doc_field field)
{
    for (size_t i = 0; i < it->above_count; i++)
        if (text_view_equal(it->above[i].key->value, text_view_of(doc_field_name(field)))) return true;
    return false;
}

/* A field of the file and its value within one cell; the value's text has no bytes of its own. */
static bool take_within(struct doc_table_building *it, const struct doc_cell *cell, enum doc_field field,
                        struct text_view value)
{
    int year = 0;
    bool bad = (field == DOC_FIELD_UNIT && doc_amount_unit(value) == 0) ||
               (field == DOC_FIELD_FISCAL_YEAR && !doc_year_parse(value, &year)) || value.len == 0 ||
               has_colon(value); /* more than one such in the cell */
    if (bad || it->above_count == DOC_FIELD_COUNT || has_above(it, field)) return false;
    const struct doc_node *node =
        doc_table_node(it, (struct doc_node){.kind = DOC_SCALAR, .quoted = true, .span = cell->span, .value = value});
    it->above[it->above_count++] = (struct doc_member){doc_table_key(it, field, cell->span), node};
    if (field == DOC_FIELD_UNIT) it->cells.unit_yen = doc_amount_unit(value);
    return true;
}

/* "（単位：百万円）", "年度：令和2年度", "(百万円)": name and value in one cell above the header. */
static bool take_joined(struct doc_table_building *it, const struct doc_cell *cell)
{
    struct doc_column column;
    bool bracketed = false;
    const struct text_view text = doc_column_unbracketed(cell->text, &bracketed);
    if (bracketed && take_within(it, cell, DOC_FIELD_UNIT, text)) return true;
    for (size_t i = 0; i < PARTS; i++) {
        size_t at = text_view_find(text, text_view_of(parts[i]), 0);
        if (at == (size_t)-1) continue;
        enum status status = doc_column_named(it->arena, it->words, text_view_part(text, 0, at), &column);
        if (status != STATUS_OK) it->status = status;
        bool proves = i < COLONS || column.field == DOC_FIELD_UNIT || column.field == DOC_FIELD_FISCAL_YEAR;
        bool field = status == STATUS_OK && column.owner == DOC_OF_SUBMISSION && proves;
        struct text_view value = text_view_trim(text_view_part(text, at + strlen(parts[i]), text.len));
        if (field && take_within(it, cell, column.field, value)) return true;
    }
    return false;
}

static void read_alone(struct doc_table_building *it, const struct doc_cell *cell)
{
    if (it->status != STATUS_OK) return; /* the cell before it failed */
    if (!take_joined(it, cell)) doc_table_leave(it, DOC_LEFT_TITLE, cell, cell->text);
}

/* Pairs of cells side by side, from the first that has something in it; what is no pair stands alone. */
void doc_table_read_above(struct doc_table_building *it, const struct doc_record *record)
{
    const struct doc_cell *name = NULL;
    bool pairs = true;
    for (size_t i = 0; i < record->count && it->status == STATUS_OK; i++) {
        const struct doc_cell *cell = &record->cells[i];
        if (cell->text.len == 0) continue;
        if (!pairs) read_alone(it, cell);
        else if (!name) name = cell;
        else {
            pairs = take_pair(it, name, cell);
            if (!pairs) read_alone(it, name);
            if (!pairs) read_alone(it, cell);
            name = NULL;
        }
    }
    if (name) read_alone(it, name);
}
