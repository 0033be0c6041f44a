#include "doc/table_columns.h"

#include "doc/amount.h"

#include <string.h>

#define HEADER_ROWS 30 /* a header further down belongs to another table */
#define NAMES_LEAST 2  /* fields that make a row a header */

/* ---- names */

struct name {
    struct text_view text; /* without the unit */
    int64_t unit_yen;
};

/* Length of the bracket that opens or closes there; 0 when none does. */
static size_t bracket_at(struct text_view text, const char *const *marks)
{
    for (size_t i = 0; marks[i]; i++)
        if (text_view_starts(text, text_view_of(marks[i]))) return strlen(marks[i]);
    return 0;
}

static const char *const open[] = {"(", "\xEF\xBC\x88", "[", "\xEF\xBC\xBB", "\xE3\x80\x90", "\xE3\x80\x94", NULL};
static const char *const close[] = {")", "\xEF\xBC\x89", "]", "\xEF\xBC\xBD", "\xE3\x80\x91", "\xE3\x80\x95", NULL};

/* "要求額（百万円）", "要求額［単位：百万円］": 要求額 in 百万円; brackets of any kind and width, also mixed. Brackets
 * that hold no unit stay. */
static struct name split(struct text_view text)
{
    struct name name = {text_view_trim(text), 0};
    size_t begin = (size_t)-1, inside = 0, end = name.text.len;
    for (size_t at = 0, len; at < name.text.len; at++) {
        struct text_view rest = text_view_part(name.text, at, name.text.len);
        if ((len = bracket_at(rest, open)) > 0) {
            begin = at;
            inside = at + len;
        }
        if ((len = bracket_at(rest, close)) > 0 && at + len == name.text.len) end = at;
    }
    if (begin == (size_t)-1 || end == name.text.len || inside > end) return name;
    name.unit_yen = doc_amount_unit(doc_amount_unit_meant(text_view_part(name.text, inside, end)));
    if (name.unit_yen > 0) name.text = text_view_trim(text_view_part(name.text, 0, begin));
    return name;
}

static enum doc_owner owner_of(enum doc_field field)
{
    unsigned homes = doc_field_homes(field);
    if (homes & DOC_IN_SUBMISSION) return DOC_OF_SUBMISSION;
    if (homes & DOC_IN_REQUEST) return DOC_OF_REQUEST;
    return homes & DOC_IN_ROW ? DOC_OF_ROW : DOC_OF_CLAIM;
}

/* A list has no cell of its own: its name heads what its items are known by. */
static struct doc_column column_of(enum doc_field field)
{
    if (field == DOC_FIELD_BREAKDOWN) return (struct doc_column){.owner = DOC_OF_ROW, .field = DOC_FIELD_ITEM};
    if (field == DOC_FIELD_PRIORITIES) return (struct doc_column){.owner = DOC_OF_CLAIM, .field = DOC_FIELD_AREA};
    if (field == DOC_FIELD_REQUESTS) return (struct doc_column){.owner = DOC_OF_REQUEST, .field = DOC_FIELD_TITLE};
    return (struct doc_column){.owner = owner_of(field), .field = field};
}

/* "番　号", "要 求 額": blanks that only spread a name that is no field with them. */
static enum status drop_blanks(struct arena *arena, const struct doc_vocabulary *words, struct text_folded *name)
{
    bool known = doc_words_find(&words->columns, name->text) >= 0 || doc_words_find(&words->fields, name->text) >= 0;
    if (known || text_view_find(name->text, text_view_of(" "), 0) == (size_t)-1) return STATUS_OK;
    name->text = doc_word_without_blanks(arena, name->text);
    return name->text.at ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status doc_column_named(struct arena *arena, const struct doc_vocabulary *words, struct text_view text,
                             struct doc_column *out_column)
{
    struct name name = split(text);
    struct text_folded folded;
    *out_column = (struct doc_column){.owner = DOC_OF_NOBODY, .field = DOC_FIELD_COUNT};
    if (name.text.len == 0) return STATUS_OK;
    enum status status = text_fold(words->folder, arena, name.text, &folded);
    if (status == STATUS_OK) status = drop_blanks(arena, words, &folded);
    if (status != STATUS_OK) return status;
    int column = doc_words_find(&words->columns, folded.text), field = doc_words_find(&words->fields, folded.text);
    if (column >= 0)
        *out_column =
            (struct doc_column){.owner = column / DOC_FIELD_COUNT == DOC_FIELD_BREAKDOWN ? DOC_OF_ROW : DOC_OF_CLAIM,
                                .field = (enum doc_field)(column % DOC_FIELD_COUNT),
                                .unit_yen = 0};
    else if (field >= 0) *out_column = column_of((enum doc_field)field);
    out_column->unit_yen = name.unit_yen;
    out_column->key = (struct doc_node){.kind = DOC_SCALAR, .quoted = true, .value = name.text};
    return STATUS_OK;
}

/* ---- the header */

/* What the map says of a header, whole or without its unit; NULL when it has no such one. */
static enum status find_mapped(struct arena *arena, const struct doc_vocabulary *words,
                               const struct doc_column_map *map, struct text_view header,
                               const struct doc_mapped_column **out_mapped)
{
    const struct text_view names[] = {text_view_trim(header), split(header).text};
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
    if (column->unit_yen == 0) column->unit_yen = mapped->unit_yen;
    if (mapped->owner == DOC_OF_NOBODY) return;
    struct text_view label = words->field_labels[mapped->field];
    column->key.value = label.len > 0 ? label : text_view_of(doc_field_name(mapped->field));
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

enum status doc_columns_find(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                             const struct doc_column_map *map, struct doc_columns *out_columns)
{
    size_t rows = table->count < HEADER_ROWS ? table->count : HEADER_ROWS, best = NAMES_LEAST - 1;
    *out_columns = (struct doc_columns){NULL, 0, 0};
    for (size_t r = 0; r < rows; r++) {
        const struct doc_record *record = &table->records[r];
        struct doc_column *columns = arena_alloc(arena, (record->count + 1) * sizeof *columns);
        size_t named = 0;
        enum status status = columns ? read_row(arena, record, words, map, columns, &named) : STATUS_NO_MEMORY;
        if (status != STATUS_OK) return status;
        if (named <= best) continue;
        best = named;
        *out_columns = (struct doc_columns){columns, record->count, r};
    }
    place_amounts(out_columns);
    yield_to_map(out_columns);
    return STATUS_OK;
}

size_t doc_table_width(const struct doc_table *table)
{
    size_t count = 1;
    for (size_t i = 0; i < table->count; i++)
        if (table->records[i].count > count) count = table->records[i].count;
    return count;
}

struct text_view doc_column_unbracketed(struct text_view text, bool *out_had)
{
    struct text_view trimmed = text_view_trim(text);
    size_t first = bracket_at(trimmed, open), last = 0;
    for (size_t i = 0; close[i]; i++) {
        size_t len = strlen(close[i]);
        bool ends = trimmed.len >= first + len && memcmp(trimmed.at + trimmed.len - len, close[i], len) == 0;
        if (ends) last = len;
    }
    *out_had = first > 0 && last > 0;
    return *out_had ? text_view_trim(text_view_part(trimmed, first, trimmed.len - last)) : trimmed;
}
