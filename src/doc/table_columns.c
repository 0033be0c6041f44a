#include "doc/table_columns.h"

#include "doc/table_tier.h"

#include <string.h>

#define HEADER_ROWS 30 /* a header further down belongs to another table */
#define NAMES_LEAST 2  /* fields that make a row a header */

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

/* The other columns yield to the one that is kept. */
static void keep_only(struct doc_columns *columns, const struct doc_column *kept)
{
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        bool same = column->owner == kept->owner && column->field == kept->field;
        if (same && column != kept && (column->year > 0 || column->serial)) column->owner = DOC_OF_NOBODY;
    }
}

/* The column of a field that is it beyond doubt, else the one of the last year, else the first running number. */
static struct doc_column *best_of(struct doc_columns *columns, enum doc_field field)
{
    struct doc_column *best = NULL;
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        if (column->owner != DOC_OF_REQUEST || column->field != field) continue;
        if (column->year == 0 && !column->serial) return column;
        if (!best || column->year > best->year) best = column;
    }
    return best;
}

/* A running number is the id where nothing else is. Of amounts of several years the last year's is asked for; what was
 * voted counts for the year before that one. */
static void place_doubtful(struct doc_columns *columns)
{
    static const enum doc_field fields[] = {DOC_FIELD_ID, DOC_FIELD_AMOUNT, DOC_FIELD_SUPPLEMENTARY, DOC_FIELD_SPECIAL};
    int asked = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct doc_column *best = best_of(columns, fields[i]);
        if (best) keep_only(columns, best);
        if (best && fields[i] == DOC_FIELD_AMOUNT) asked = best->year;
    }
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        if (column->field == DOC_FIELD_PREVIOUS && column->year > 0 && asked > 0 && column->year != asked - 1)
            column->owner = DOC_OF_NOBODY;
    }
    const struct doc_column *previous = best_of(columns, DOC_FIELD_PREVIOUS);
    if (previous) keep_only(columns, previous);
}

static bool has(const struct doc_columns *columns, enum doc_owner owner, enum doc_field field)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].owner == owner && columns->items[i].field == field) return true;
    return false;
}

/* A second column of amounts that the name alone does not place is the breakdown's, or the claims' share. */
static void place_amounts(struct doc_columns *columns)
{
    const struct doc_column *asked = NULL;
    for (size_t i = 0; i < columns->count; i++) {
        struct doc_column *column = &columns->items[i];
        if (column->owner != DOC_OF_REQUEST || column->field != DOC_FIELD_AMOUNT) continue;
        bool same = asked && text_view_equal(asked->key.value, column->key.value); /* two columns for one field */
        if (column->mapped || same) {
            asked = column;
            continue;
        }
        if (asked && has(columns, DOC_OF_ROW, DOC_FIELD_ITEM) && !has(columns, DOC_OF_ROW, DOC_FIELD_AMOUNT))
            column->owner = DOC_OF_ROW;
        else if (asked && has(columns, DOC_OF_CLAIM, DOC_FIELD_AREA)) column->owner = DOC_OF_CLAIM;
        asked = column;
    }
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

enum status doc_columns_find(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                             const struct doc_column_map *map, struct doc_columns *out_columns)
{
    size_t rows = table->count < HEADER_ROWS ? table->count : HEADER_ROWS, best = NAMES_LEAST - 1;
    *out_columns = (struct doc_columns){.items = NULL};
    for (size_t r = 0; r < rows; r++) {
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
    place_doubtful(out_columns);
    place_amounts(out_columns);
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
