#include "doc/table_unread.h"

#include "text/nearest.h"
#include "text/place.h"
#include "text/utf8.h"

#define NAMES_SHOWN  50 /* in one remark */
#define POINTS_LEAST 3  /* of two letters one that differs makes another word */

struct search {
    struct doc_cell_reader *reader;
    const struct doc_table *table;
    const struct doc_columns *columns;
    const struct doc_vocabulary *words;
    struct buf names; /* of the columns that no field's name comes close to */
    size_t name_count;
    struct text_span first; /* the header of the first of them */
    bool mapped;            /* a map says which columns are meant */
};

/* Which columns have something in them below the header. */
static enum status find_filled(struct search *it, const bool **out_filled, size_t *out_count)
{
    const struct doc_table *table = it->table;
    size_t widest = 0;
    for (size_t r = it->columns->below; r < table->count; r++)
        if (table->records[r].count > widest) widest = table->records[r].count;
    bool *filled = arena_alloc(it->reader->arena, (widest + 1) * sizeof *filled);
    if (!filled) return STATUS_NO_MEMORY;
    for (size_t r = it->columns->below; r < table->count; r++)
        for (size_t c = 0; c < table->records[r].count; c++)
            filled[c] |= table->records[r].cells[c].text.len > 0;
    *out_filled = filled;
    *out_count = widest;
    return STATUS_OK;
}

static bool is_read(const struct doc_columns *columns, const struct doc_column *wanted)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].owner == wanted->owner && columns->items[i].field == wanted->field) return true;
    return false;
}

/* The name of a field that the header comes close to and that no column bears; empty when there is none. */
static enum status find_nearest(struct search *it, struct text_view name, struct text_view *out_nearest)
{
    const struct doc_words *const lists[] = {&it->words->fields, &it->words->columns};
    size_t count = it->words->fields.count + it->words->columns.count, at = 0;
    struct text_view *entries = arena_alloc(it->reader->arena, (count + 1) * sizeof *entries);
    struct text_folded folded;
    struct doc_column column;
    *out_nearest = (struct text_view){"", 0};
    if (!entries || text_fold(it->words->folder, it->reader->arena, name, &folded) != STATUS_OK)
        return STATUS_NO_MEMORY;
    for (int list = 0; list < 2; list++)
        for (size_t i = 0; i < lists[list]->count; i++)
            entries[at++] = lists[list]->items[i].folded;
    size_t nearest = text_nearest(folded.text, entries, count);
    if (nearest == (size_t)-1) return STATUS_OK;
    size_t a = text_utf8_count(folded.text), b = text_utf8_count(entries[nearest]);
    if (a < POINTS_LEAST && b < POINTS_LEAST) return STATUS_OK;
    enum status status = doc_column_named(it->reader->arena, it->words, entries[nearest], &column);
    if (status == STATUS_OK && !is_read(it->columns, &column)) *out_nearest = entries[nearest];
    return status;
}

/* The longest name of a field that no request or claim may lack, that no column bears, and that the heading holds
 * ("該当する重点分野"); *out_nearest stays when there is none. */
static enum status find_within(struct search *it, struct text_view heading, struct text_view *out_nearest)
{
    struct text_folded folded;
    enum status status = text_fold(it->words->folder, it->reader->arena, heading, &folded);
    for (size_t i = 0; i < it->words->fields.count && status == STATUS_OK; i++) {
        const struct doc_word *word = &it->words->fields.items[i];
        struct doc_column column;
        bool longer = word->folded.len > out_nearest->len && text_utf8_count(word->folded) > 1;
        if (!longer || (doc_field_needed((enum doc_field)word->meaning) & (DOC_IN_REQUEST | DOC_IN_CLAIM)) == 0 ||
            text_view_find(folded.text, word->folded, 0) == (size_t)-1)
            continue;
        status = doc_column_named(it->reader->arena, it->words, word->folded, &column);
        if (status == STATUS_OK && !is_read(it->columns, &column)) *out_nearest = word->folded;
    }
    return status;
}

/* "D 備考2", or its letter alone. */
static void add_name(struct buf *words, size_t column, struct text_view name)
{
    text_column_name(words, (uint32_t)column + 1);
    if (name.len > 0) buf_add_char(words, ' ');
    buf_add(words, name.at, name.len);
}

static enum status tell_near(struct search *it, size_t column, struct text_view name, struct text_view nearest)
{
    struct buf words;
    buf_init(&words);
    add_name(&words, column, name);
    const char *kept = arena_copy(it->reader->arena, words.bytes ? words.bytes : "", words.len);
    struct text_view shown = {kept, words.len};
    enum status status = kept ? buf_status(&words) : STATUS_NO_MEMORY;
    buf_clear(&words);
    if (status != STATUS_OK) return status;
    return doc_cell_remark(it->reader, DOC_SAW_TABLE_COLUMN_UNKNOWN, it->columns->items[column].key.span, shown,
                           nearest, (struct text_view){0});
}

static void add_to_rest(struct search *it, size_t column, struct text_view name, struct text_span span)
{
    if (it->name_count == 0) it->first = span;
    if (++it->name_count > NAMES_SHOWN + 1) return;
    if (it->name_count > 1) buf_add_string(&it->names, ", ");
    if (it->name_count > NAMES_SHOWN) buf_add_string(&it->names, "...");
    else add_name(&it->names, column, name);
}

static enum status look_at(struct search *it, size_t column)
{
    const struct doc_record *header = &it->table->records[it->columns->header];
    bool headed = column < it->columns->count;
    if (headed && it->columns->items[column].owner != DOC_OF_NOBODY) return STATUS_OK;
    struct text_view name = headed ? text_view_trim(header->cells[column].text) : (struct text_view){"", 0};
    struct text_view nearest = {"", 0};
    enum status status = name.len > 0 ? find_nearest(it, it->columns->items[column].heading, &nearest) : STATUS_OK;
    if (status == STATUS_OK && name.len > 0 && nearest.len == 0 && !it->mapped)
        status = find_within(it, it->columns->items[column].heading, &nearest);
    if (status != STATUS_OK) return status;
    if (nearest.len > 0) return tell_near(it, column, name, nearest);
    add_to_rest(it, column, name, headed ? header->cells[column].span : header->span);
    return STATUS_OK;
}

static enum status tell_rest(struct search *it)
{
    const struct text_view none = {0};
    if (it->name_count == 0) return STATUS_OK;
    const char *kept = arena_copy(it->reader->arena, it->names.bytes, it->names.len);
    struct text_view names = {kept, it->names.len};
    if (!kept || buf_status(&it->names) != STATUS_OK) return STATUS_NO_MEMORY;
    return doc_cell_remark(it->reader, DOC_SAW_TABLE_COLUMNS_UNREAD, it->first, names, none, none);
}

enum status doc_columns_tell_unread(struct doc_cell_reader *reader, const struct doc_applied_map *map,
                                    const struct doc_vocabulary *words)
{
    struct search it = {
        .reader = reader, .table = map->table, .columns = map->columns, .words = words, .mapped = map->map != NULL};
    const bool *filled;
    size_t count = 0;
    buf_init(&it.names);
    enum status status = find_filled(&it, &filled, &count);
    for (size_t c = 0; c < count && status == STATUS_OK; c++)
        if (filled[c] && !doc_applied_map_knows(map, c)) status = look_at(&it, c);
    if (status == STATUS_OK) status = tell_rest(&it);
    buf_clear(&it.names);
    return status;
}

static bool is_filled(const struct doc_record *record, size_t column)
{
    return column < record->count && record->cells[column].text.len > 0;
}

/* The index and one of a column before this one that is the same field, where both have something in the row. */
static size_t filled_twin(const struct doc_columns *columns, const struct doc_record *record, size_t column)
{
    size_t twin = is_filled(record, column) ? columns->items[column].twin : 0;
    while (twin > 0 && !is_filled(record, twin - 1))
        twin = columns->items[twin - 1].twin;
    return twin;
}

bool doc_columns_tell_twice(const struct doc_columns *columns, const struct doc_record *record,
                            struct text_diagnostics *diagnostics)
{
    for (size_t i = 0; i < columns->count; i++) {
        const size_t twin = filled_twin(columns, record, i);
        if (twin == 0) continue;
        const struct text_span first = columns->items[twin - 1].key.span, second = columns->items[i].key.span;
        text_diagnostics_add(diagnostics, DIAGNOSTIC_TABLE_TWICE, NULL, second, text_span_view(first),
                             text_span_view(second), (struct text_view){0});
        return true;
    }
    return false;
}
