#include "doc/table_apply.h"

#include <string.h>

#define NOWHERE     ((size_t)-1)
#define NAMES_SHOWN 50 /* in one remark */

static const struct text_view none;

/* ---- opening */

/* The column of that header: by its text alone, since the words need not know it. */
static enum status find_header(struct doc_applied_map *it, struct arena *arena, const struct doc_vocabulary *words,
                               struct text_view folded_name, size_t *out_index)
{
    const struct doc_record *header = &it->table->records[it->columns->header];
    *out_index = NOWHERE;
    for (size_t i = 0; i < header->count && *out_index == NOWHERE; i++) {
        struct text_folded folded;
        enum status status = text_fold(words->folder, arena, text_view_trim(header->cells[i].text), &folded);
        if (status != STATUS_OK) return status;
        if (text_view_equal(folded.text, folded_name)) *out_index = i;
    }
    return STATUS_OK;
}

static enum status find_rules(struct doc_applied_map *it, struct arena *arena, const struct doc_vocabulary *words,
                              struct text_diagnostics *diagnostics)
{
    const struct doc_column_map *map = it->map;
    it->at = arena_alloc(arena, (map->left_out_count + 1) * sizeof *it->at);
    it->count = arena_alloc(arena, (map->left_out_count + 1) * sizeof *it->count);
    if (!it->at || !it->count) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < map->left_out_count; i++) {
        enum status status = find_header(it, arena, words, map->left_out[i].folded, &it->at[i]);
        if (status != STATUS_OK) return status;
        if (it->at[i] == NOWHERE)
            text_diagnostics_add(diagnostics, DIAGNOSTIC_TABLE_RULE_COLUMN, NULL,
                                 it->table->records[it->columns->header].span, map->left_out[i].column, none, none);
    }
    return STATUS_OK;
}

static void check_columns(const struct doc_applied_map *it, struct text_diagnostics *diagnostics)
{
    const struct doc_columns *columns = it->columns;
    for (size_t i = 0; i < columns->count; i++) {
        const struct doc_column *column = &columns->items[i];
        if (!column->mapped || column->owner == DOC_OF_NOBODY) continue;
        bool differs =
            column->mapped->unit_yen > 0 && column->header_unit > 0 && column->mapped->unit_yen != column->header_unit;
        if (differs)
            text_diagnostics_add(diagnostics, DIAGNOSTIC_TABLE_UNIT, NULL, column->key.span, column->mapped->header,
                                 none, none);
        for (size_t before = 0; before < i; before++)
            if (columns->items[before].mapped && columns->items[before].owner == column->owner &&
                columns->items[before].field == column->field)
                text_diagnostics_add(diagnostics, DIAGNOSTIC_TABLE_COLUMN_TWICE, NULL, column->key.span,
                                     column->mapped->header, columns->items[before].mapped->header,
                                     text_view_of(doc_field_name(column->field)));
    }
}

enum status doc_applied_map_open(struct doc_applied_map *it, struct arena *arena, const struct doc_vocabulary *words,
                                 struct text_diagnostics *diagnostics)
{
    if (!it->map) return STATUS_OK;
    check_columns(it, diagnostics);
    return find_rules(it, arena, words, diagnostics);
}

/* ---- rows and cells */

static bool fits(const struct doc_left_out *rule, struct text_view text)
{
    for (size_t i = 0; i < rule->value_count; i++)
        if (text_view_equal(rule->values[i], text)) return !rule->except;
    return rule->except;
}

bool doc_applied_map_leaves_out(struct doc_applied_map *it, const struct doc_record *record)
{
    for (size_t i = 0; it->map && i < it->map->left_out_count; i++) {
        struct text_view text = {"", 0};
        if (it->at[i] < record->count) text = text_view_trim(record->cells[it->at[i]].text);
        if (it->at[i] == NOWHERE || !fits(&it->map->left_out[i], text)) continue;
        it->count[i]++;
        return true;
    }
    return false;
}

bool doc_applied_map_knows(const struct doc_applied_map *it, size_t column)
{
    for (size_t i = 0; it->map && i < it->map->left_out_count; i++)
        if (it->at[i] == column) return true;
    return column < it->columns->count && it->columns->items[column].mapped;
}

bool doc_applied_map_is_none(const struct doc_applied_map *it, struct text_view text)
{
    if (!it->map || it->map->none_count == 0) return false;
    struct text_view trimmed = text_view_trim(text);
    for (size_t i = 0; i < it->map->none_count; i++)
        if (text_view_equal(it->map->none[i], trimmed)) return true;
    return false;
}

struct text_view doc_applied_map_value(const struct doc_applied_map *it, const struct doc_column *column,
                                       struct text_view text)
{
    const struct doc_mapped_column *mapped = column->mapped;
    if (doc_applied_map_is_none(it, text)) return text_view_of("-");
    struct text_view trimmed = mapped && mapped->value_count > 0 ? text_view_trim(text) : text;
    for (size_t i = 0; mapped && i < mapped->value_count; i++)
        if (text_view_equal(mapped->values[i].from, trimmed)) return mapped->values[i].to;
    return text;
}

/* ---- what is said of it */

static bool is_taken(const struct doc_columns *columns, const struct doc_mapped_column *mapped)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].mapped == mapped ||
            (columns->items[i].owner == mapped->owner && columns->items[i].field == mapped->field))
            return true;
    return false;
}

static void add_name(struct buf *names, size_t count, struct text_view name)
{
    if (count > NAMES_SHOWN) return;
    if (count > 0) buf_add_string(names, ", ");
    if (count == NAMES_SHOWN) buf_add_string(names, "...");
    else buf_add(names, name.at, name.len);
}

/* The remark with the words as its last argument, if there are any. */
static enum status tell(const struct doc_applied_map *it, struct doc_cell_reader *reader,
                        enum doc_observation_code code, size_t rows, struct buf *words)
{
    struct buf digits;
    buf_init(&digits);
    buf_add_int(&digits, (int64_t)rows);
    const char *kept = arena_copy(reader->arena, words->bytes ? words->bytes : "", words->len);
    const char *number = arena_copy(reader->arena, digits.bytes ? digits.bytes : "", digits.len);
    struct text_view shown = {kept, words->len}, count = {number, digits.len};
    bool failed = !kept || !number || buf_status(words) != STATUS_OK || buf_status(&digits) != STATUS_OK;
    buf_clear(&digits);
    if (failed) return STATUS_NO_MEMORY;
    if (shown.len == 0) return STATUS_OK;
    struct text_span header = it->table->records[it->columns->header].span;
    return doc_cell_remark(reader, code, header, shown, count, none);
}

static enum status tell_absent(const struct doc_applied_map *it, struct doc_cell_reader *reader)
{
    struct buf names;
    size_t count = 0;
    buf_init(&names);
    for (size_t i = 0; i < it->map->column_count; i++)
        if (it->map->columns[i].owner != DOC_OF_NOBODY && !is_taken(it->columns, &it->map->columns[i]))
            add_name(&names, count++, it->map->columns[i].header);
    enum status status = tell(it, reader, DOC_SAW_TABLE_COLUMNS_ABSENT, count, &names);
    buf_clear(&names);
    return status;
}

/* "3 (kind 2, year 1)": as many as each rule has left out. */
static enum status tell_left_out(const struct doc_applied_map *it, struct doc_cell_reader *reader)
{
    struct buf names;
    size_t rows = 0, count = 0;
    buf_init(&names);
    for (size_t i = 0; i < it->map->left_out_count; i++) {
        if (it->count[i] == 0) continue;
        rows += it->count[i];
        add_name(&names, count++, it->map->left_out[i].column);
        if (count > NAMES_SHOWN) continue;
        buf_add_char(&names, ' ');
        buf_add_int(&names, (int64_t)it->count[i]);
    }
    enum status status = tell(it, reader, DOC_SAW_TABLE_ROWS_LEFT_OUT, rows, &names);
    buf_clear(&names);
    return status;
}

enum status doc_applied_map_tell(const struct doc_applied_map *it, struct doc_cell_reader *reader)
{
    if (!it->map) return STATUS_OK;
    enum status status = tell_absent(it, reader);
    return status == STATUS_OK ? tell_left_out(it, reader) : status;
}
