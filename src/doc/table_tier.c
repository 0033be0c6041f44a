#include "doc/table_tier.h"

#include "doc/amount.h"
#include "doc/year.h"

#include <string.h>

#define YEARS_LEAST 2 /* in a row above the header that goes with it */

struct reading {
    struct arena *arena;
    const struct doc_vocabulary *words;
    struct doc_columns *columns;
    const struct doc_record *header;
};

/* Nothing, or what a cell merged with the one above says once more. */
static bool is_blank(const struct doc_cell *cell)
{
    return text_view_trim(cell->text).len == 0 || (cell->note && cell->note->continued);
}

static bool is_amount(const struct doc_column *column)
{
    return column->owner == DOC_OF_REQUEST && doc_field_type(column->field) == DOC_TYPE_AMOUNT;
}

/* ---- headings in two rows */

/* What the two say together, in either order; owner NOBODY when that is no amount of a request. */
static enum status name_together(struct reading *it, struct text_view a, struct text_view b,
                                 struct doc_column *out_column)
{
    const struct text_view orders[2][2] = {{a, b}, {b, a}};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < 2 && status == STATUS_OK; i++) {
        char *both = arena_alloc(it->arena, a.len + b.len + 1);
        if (!both) return STATUS_NO_MEMORY;
        memcpy(both, orders[i][0].at, orders[i][0].len);
        memcpy(both + orders[i][0].len, orders[i][1].at, orders[i][1].len);
        status = doc_column_named(it->arena, it->words, (struct text_view){both, a.len + b.len}, out_column);
        if (status == STATUS_OK && is_amount(out_column)) return STATUS_OK;
    }
    *out_column = (struct doc_column){.owner = DOC_OF_NOBODY, .field = DOC_FIELD_COUNT};
    return status;
}

/* The text of a heading, or of the last one to the left of it: headings over several columns stand in the first. */
static struct text_view heading_over(const struct doc_record *record, size_t column)
{
    for (size_t i = column < record->count ? column + 1 : record->count; i-- > 0;)
        if (!is_blank(&record->cells[i])) return text_view_trim(record->cells[i].text);
    return (struct text_view){"", 0};
}

static void replace(struct doc_column *column, const struct doc_column *by, struct text_span span)
{
    *column = *by;
    column->header_unit = column->unit_yen;
    column->key.span = span;
}

static bool is_item(const struct doc_column *column)
{
    return column->owner == DOC_OF_CLAIM || column->owner == DOC_OF_ROW;
}

/* Whether only amounts, fields of lists and what has no name yet may be meant by the row, and nothing in it is a figure
 * itself. */
static bool may_go_on(const struct reading *it, const struct doc_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct doc_column *column = i < it->columns->count ? &it->columns->items[i] : NULL;
        struct doc_amount amount;
        struct text_range bad;
        if (is_blank(&record->cells[i])) continue;
        if (!column || column->mapped) return false;
        if (column->owner != DOC_OF_NOBODY && !is_amount(column) && !is_item(column)) return false;
        if (doc_amount_parse(record->cells[i].text, 1, it->words, &amount, &bad) == DOC_AMOUNT_OK) return false;
    }
    return true;
}

/* What a cell of the lower row makes of its column: an amount together with the heading above or by itself, or a field
 * of a list by itself; owner NOBODY when it is none of these. */
static enum status name_lower(struct reading *it, const struct doc_record *record, size_t at, struct doc_column *column)
{
    const struct text_view lower = text_view_trim(record->cells[at].text);
    enum status status = name_together(it, heading_over(it->header, at), lower, column);
    if (status == STATUS_OK && column->owner == DOC_OF_NOBODY)
        status = doc_column_named(it->arena, it->words, lower, column);
    if (!is_amount(column) && !is_item(column)) column->owner = DOC_OF_NOBODY;
    return status;
}

/* Whether a cell below a field of a list is no name: then the row is one of the table's. */
static bool is_value(const struct doc_column *above, const struct doc_column *named)
{
    return is_item(above) && named->owner == DOC_OF_NOBODY;
}

/* 要求額 above 令和2年度, or the reverse; 重点分野 above 分野 and 理由. Whether the row goes on with the header: it
 * names one such field at least. */
static enum status read_lower(struct reading *it, const struct doc_record *record, bool *out_goes_on)
{
    struct doc_columns *columns = it->columns;
    *out_goes_on = false;
    if (!may_go_on(it, record)) return STATUS_OK;
    struct doc_column *named = arena_alloc(it->arena, (record->count + 1) * sizeof *named);
    if (!named) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < record->count && i < columns->count; i++) {
        if (is_blank(&record->cells[i])) continue;
        enum status status = name_lower(it, record, i, &named[i]);
        if (status != STATUS_OK || is_value(&columns->items[i], &named[i])) return status;
    }
    for (size_t i = 0; i < record->count && i < columns->count; i++) {
        if (is_blank(&record->cells[i]) || named[i].owner == DOC_OF_NOBODY) continue;
        replace(&columns->items[i], &named[i], record->cells[i].span);
        *out_goes_on = true;
    }
    return STATUS_OK;
}

/* Titles and fields of the file stand above headers too, and may well be a year: headings are years side by side. */
static size_t count_years(const struct doc_record *record)
{
    size_t years = 0;
    int year = 0;
    for (size_t i = 0; i < record->count; i++)
        years += !is_blank(&record->cells[i]) && doc_year_parse(record->cells[i].text, &year);
    return years;
}

/* 令和2年度 above 要求額. Whether the row goes with the header. */
static enum status read_upper(struct reading *it, const struct doc_record *record, bool *out_goes_on)
{
    struct doc_columns *columns = it->columns;
    *out_goes_on = false;
    if (count_years(record) < YEARS_LEAST) return STATUS_OK;
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *known = &columns->items[i], column;
        const struct text_view upper = heading_over(record, i), lower = text_view_trim(it->header->cells[i].text);
        const bool own = i < record->count && !is_blank(&record->cells[i]); /* no heading over several columns */
        const bool open = !known->mapped && (known->owner == DOC_OF_NOBODY || (own && is_amount(known)));
        int year = 0;
        if (!open || lower.len == 0 || !doc_year_parse(upper, &year)) continue;
        enum status status = name_together(it, upper, lower, &column);
        if (status != STATUS_OK) return status;
        if (column.year == 0) continue;
        replace(known, &column, it->header->cells[i].span);
        *out_goes_on = true;
    }
    return STATUS_OK;
}

/* ---- units */

/* The unit that a cell below the header gives to its column; 0 when it says anything else. */
static int64_t unit_below(const struct doc_columns *columns, const struct doc_record *record, size_t at)
{
    const struct doc_column *column = at < columns->count ? &columns->items[at] : NULL;
    if (!column || (column->owner != DOC_OF_NOBODY && doc_field_type(column->field) != DOC_TYPE_AMOUNT)) return 0;
    return doc_amount_unit(doc_amount_unit_meant(record->cells[at].text));
}

/* Whether the row has units alone, for columns whose headings name none. */
static bool has_units_alone(const struct doc_columns *columns, const struct doc_record *record)
{
    size_t units = 0;
    for (size_t i = 0; i < record->count; i++) {
        if (is_blank(&record->cells[i])) continue;
        const int64_t unit = unit_below(columns, record, i);
        if (unit == 0) return false; /* so it is for a cell beyond the columns */
        if (columns->items[i].unit_yen > 0 && columns->items[i].unit_yen != unit) return false;
        units++;
    }
    return units > 0;
}

static void take_units(struct doc_columns *columns, const struct doc_record *record)
{
    for (size_t i = 0; i < record->count && i < columns->count; i++)
        if (!is_blank(&record->cells[i]))
            columns->items[i].unit_yen = columns->items[i].header_unit = unit_below(columns, record, i);
}

enum status doc_tiers_read(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                           struct doc_columns *columns)
{
    struct reading it = {arena, words, columns, &table->records[columns->header]};
    bool goes_on = false;
    enum status status = STATUS_OK;
    columns->first = columns->header;
    columns->below = columns->header + 1;
    if (columns->header > 0) status = read_upper(&it, &table->records[columns->header - 1], &goes_on);
    if (status == STATUS_OK && goes_on) columns->first--;
    if (status == STATUS_OK && columns->below < table->count)
        status = read_lower(&it, &table->records[columns->below], &goes_on);
    if (status == STATUS_OK && goes_on && columns->below < table->count) columns->below++;
    if (status == STATUS_OK && columns->below < table->count &&
        has_units_alone(columns, &table->records[columns->below]))
        take_units(columns, &table->records[columns->below++]);
    return status;
}
