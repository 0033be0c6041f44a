#include "doc/table_columns.h"

#include "doc/table_tier.h"
#include "doc/year.h"

#include <string.h>

#define HEADER_ROWS 30 /* a header further down belongs to another table */
#define NAMES_LEAST 2  /* fields that make a row a header */
#define NAMES_SURE  3  /* beyond doubt, where one of them names requests */

/* ---- the header */

/* What the map says of a header, whole or without its unit; NULL when it has no such one. */
static enum status find_mapped(struct arena *arena, const struct doc_vocabulary *words,
                               const struct doc_column_map *map, struct text_view header,
                               const struct doc_mapped_column **out_mapped)
{
    const struct text_view names[] = {text_view_trim(header), doc_heading_name(header)};
    *out_mapped = NULL;
    for (size_t n = 0; n < 2; n++) {
        struct text_folded folded;
        enum status status = text_fold(words->folder, arena, names[n], &folded);
        if (status != STATUS_OK) return status;
        for (size_t i = 0; i < map->column_count && !*out_mapped; i++)
            if (text_view_equal(map->columns[i].folded, folded.text)) *out_mapped = &map->columns[i];
    }
    return STATUS_OK;
}

static void apply(const struct doc_mapped_column *mapped, const struct doc_vocabulary *words, struct doc_column *column)
{
    column->mapped = mapped;
    column->owner = mapped->owner;
    column->field = mapped->field;
    column->number = 0;
    column->year = 0;
    column->serial = false;
    if (column->unit_yen == 0) column->unit_yen = mapped->unit_yen;
    column->heading = mapped->header;
    if (mapped->owner != DOC_OF_NOBODY) doc_column_relabel(words, column);
}

static enum status read_cell(struct arena *arena, const struct doc_cell *cell, const struct doc_vocabulary *words,
                             const struct doc_column_map *map, struct doc_column *column)
{
    const struct doc_mapped_column *mapped = NULL;
    enum status status = doc_column_named(arena, words, cell->text, column);
    if (status == STATUS_OK && map && cell->text.len > 0) status = find_mapped(arena, words, map, cell->text, &mapped);
    column->header_unit = column->unit_yen;
    if (mapped) apply(mapped, words, column);
    column->key.span = cell->span;
    return status;
}

static enum status read_row(struct arena *arena, const struct doc_record *record, const struct doc_vocabulary *words,
                            const struct doc_column_map *map, struct doc_column *columns, size_t *out_named)
{
    enum status status = STATUS_OK;
    *out_named = 0;
    for (size_t i = 0; i < record->count && status == STATUS_OK; i++) {
        status = read_cell(arena, &record->cells[i], words, map, &columns[i]);
        *out_named += columns[i].owner != DOC_OF_NOBODY;
    }
    return status;
}

/* Takes the field from columns that have it by name alone where the map gives it to another. */
static void yield_to_map(struct doc_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        for (size_t m = 0; m < columns->count && !columns->items[i].mapped; m++) {
            const struct doc_column *by_map = &columns->items[m];
            bool same = by_map->mapped && by_map->owner != DOC_OF_NOBODY && by_map->owner == columns->items[i].owner &&
                        by_map->field == columns->items[i].field;
            if (same) columns->items[i].owner = DOC_OF_NOBODY;
        }
}

static bool has(const struct doc_columns *columns, enum doc_owner owner, enum doc_field field)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].owner == owner && columns->items[i].field == field) return true;
    return false;
}

/* The column of amounts that a year marks as what is asked for; NULL when none does. */
static const struct doc_column *dated_amount(const struct doc_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        const struct doc_column *column = &columns->items[i];
        if (column->owner == DOC_OF_REQUEST && column->field == DOC_FIELD_AMOUNT && column->year > 0) return column;
    }
    return NULL;
}

/* Whether the heading is what amounts are called within a list (金額): beside another amount it is not the request's.
 */
static bool is_share_by_name(const struct doc_vocabulary *words, const struct doc_column *column)
{
    return text_view_equal(column->heading, doc_item_label(words, DOC_FIELD_BREAKDOWN, DOC_FIELD_AMOUNT, TEXT_JA)) ||
           text_view_equal(column->heading, doc_item_label(words, DOC_FIELD_PRIORITIES, DOC_FIELD_AMOUNT, TEXT_JA));
}

/* A second column of amounts that the name alone does not place is the breakdown's, or the claims' share. */
static void place_amounts(const struct doc_vocabulary *words, struct doc_columns *columns)
{
    const struct doc_column *asked = NULL, *dated = dated_amount(columns);
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        if (column->owner != DOC_OF_REQUEST || column->field != DOC_FIELD_AMOUNT) continue;
        bool same = asked && text_view_equal(asked->key.value, column->key.value); /* two columns for one field */
        if (column->mapped || same || column->year > 0) {
            asked = column;
            continue;
        }
        if (!asked && dated && is_share_by_name(words, column)) asked = dated;
        if (asked && has(columns, DOC_OF_ROW, DOC_FIELD_ITEM) && !has(columns, DOC_OF_ROW, DOC_FIELD_AMOUNT))
            column->owner = DOC_OF_ROW;
        else if (asked && has(columns, DOC_OF_CLAIM, DOC_FIELD_AREA)) column->owner = DOC_OF_CLAIM;
        asked = column;
    }
}

/* The other columns yield to the one that is kept. */
static void keep_only(struct doc_columns *columns, const struct doc_column *kept)
{
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        bool same = column->owner == kept->owner && column->field == kept->field;
        if (same && column != kept && (column->year > 0 || column->serial)) column->owner = DOC_OF_NOBODY;
    }
}

/* The column of a field that is it beyond doubt, else the one of the year that is wanted (0: any), else the one of the
 * last year, else the first running number. */
static struct doc_column *best_of(struct doc_columns *columns, enum doc_field field, int wanted)
{
    struct doc_column *best = NULL;
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        if (column->owner != DOC_OF_REQUEST || column->field != field) continue;
        if (column->year == 0 && !column->serial) return column;
        const bool hit = wanted > 0 && column->year == wanted, beaten = best && wanted > 0 && best->year == wanted;
        if (!best || hit || (!beaten && column->year > best->year)) best = column;
    }
    return best;
}

/* A running number is the id where nothing else is. Of amounts of several years that of the file's year (0: not known)
 * is asked for, else the last year's; what was voted counts for the year before that one. */
static void place_doubtful(struct doc_columns *columns, int file_year)
{
    static const struct {
        enum doc_field field;
        int behind; /* years behind the file's */
    } fields[] = {{DOC_FIELD_ID, 0}, {DOC_FIELD_AMOUNT, 0}, {DOC_FIELD_SUPPLEMENTARY, 1}, {DOC_FIELD_SPECIAL, 0}};
    int asked = file_year;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const int wanted = file_year > 0 ? file_year - fields[i].behind : 0;
        const struct doc_column *best = best_of(columns, fields[i].field, wanted);
        if (best) keep_only(columns, best);
        if (best && fields[i].field == DOC_FIELD_AMOUNT && best->year > 0) asked = best->year;
    }
    const struct doc_column *previous = best_of(columns, DOC_FIELD_PREVIOUS, asked > 0 ? asked - 1 : 0);
    if (previous) keep_only(columns, previous);
}

static bool is_same_field(const struct doc_column *a, const struct doc_column *b)
{
    return a->owner != DOC_OF_NOBODY && a->owner == b->owner && a->field == b->field && a->number == b->number;
}

static void note_lists_and_twins(struct doc_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        if (column->owner != DOC_OF_NOBODY && column->number > columns->lists) columns->lists = column->number;
        for (size_t before = i; before > 0 && column->twin == 0; before--)
            if (is_same_field(column, &columns->items[before - 1])) column->twin = before;
    }
}

static bool names_requests(const struct doc_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (columns[i].owner == DOC_OF_REQUEST &&
            (columns[i].field == DOC_FIELD_ID || columns[i].field == DOC_FIELD_TITLE))
            return true;
    return false;
}

/* Whether a row that names requests and as many fields is the header beyond doubt: a further row that names more is the
 * lower one of two, or stands on the next page. */
static bool is_sure(const struct doc_columns *found, size_t named)
{
    return found->items && named >= NAMES_SURE && names_requests(found->items, found->count);
}

/* The fiscal year in a cell that stands behind its name, in the rows above the header; 0 when there is none. */
static enum status year_above(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                              size_t rows, int *out_year)
{
    *out_year = 0;
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i + 1 < table->records[r].count; i++) {
            const struct doc_cell *cells = table->records[r].cells;
            struct doc_column column;
            int year = 0;
            if (!doc_year_parse(text_view_trim(cells[i + 1].text), &year)) continue;
            enum status status = doc_column_named(arena, words, cells[i].text, &column);
            if (status != STATUS_OK) return status;
            if (column.owner == DOC_OF_SUBMISSION && column.field == DOC_FIELD_FISCAL_YEAR) *out_year = year;
        }
    return STATUS_OK;
}

enum status doc_columns_find(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                             const struct doc_column_map *map, struct doc_columns *out_columns)
{
    size_t rows = table->count < HEADER_ROWS ? table->count : HEADER_ROWS, best = NAMES_LEAST - 1;
    *out_columns = (struct doc_columns){.items = NULL};
    for (size_t r = 0; r < rows && !is_sure(out_columns, best); r++) {
        const struct doc_record *record = &table->records[r];
        struct doc_column *columns = arena_alloc(arena, (record->count + 1) * sizeof *columns);
        size_t named = 0;
        enum status status = columns ? read_row(arena, record, words, map, columns, &named) : STATUS_NO_MEMORY;
        if (status != STATUS_OK) return status;
        if (named <= best) continue;
        best = named;
        *out_columns = (struct doc_columns){.items = columns, .count = record->count, .header = r};
    }
    if (!out_columns->items) return STATUS_OK;
    enum status status = doc_tiers_read(arena, table, words, out_columns);
    place_amounts(words, out_columns);
    int year = 0;
    if (status == STATUS_OK) status = year_above(arena, table, words, out_columns->first, &year);
    place_doubtful(out_columns, year);
    yield_to_map(out_columns);
    note_lists_and_twins(out_columns);
    return status;
}

size_t doc_table_width(const struct doc_table *table)
{
    size_t count = 1;
    for (size_t i = 0; i < table->count; i++)
        if (table->records[i].count > count) count = table->records[i].count;
    return count;
}
