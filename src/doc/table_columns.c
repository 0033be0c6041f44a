#include "doc/table_columns.h"

#include "doc/table_place.h"
#include "doc/table_tier.h"

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
    if (status == STATUS_OK) status = doc_columns_place(arena, table, words, out_columns);
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
