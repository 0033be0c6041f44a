/* doc/label - the table of the guideline's clauses. A clause's label must be just what the grammar writes for its
 * numbers (letters in any case), so that every label shown anywhere is the canonical one. */
#include "doc/label_part.h"

/* True when the bytes at *at are the piece, latin letters in any case; moves on. */
static bool takes(struct text_view label, size_t *at, struct text_view piece)
{
    if (label.len - *at < piece.len) return false;
    for (size_t i = 0; i < piece.len; i++) {
        unsigned char a = (unsigned char)label.at[*at + i];
        unsigned char b = (unsigned char)piece.at[i];
        bool letters = (a | 0x20) >= 'a' && (a | 0x20) <= 'z' && a < 0x80 && b < 0x80;
        if (a != b && !(letters && (a | 0x20) == (b | 0x20))) return false;
    }
    *at += piece.len;
    return true;
}

static bool is_canonical(const struct doc_label_grammar *grammar, struct text_view label,
                         const struct doc_label_numbers *numbers)
{
    size_t at = 0;
    for (size_t i = 0; i < numbers->depth; i++) {
        char bytes[32];
        size_t len = doc_numeral_write(grammar->levels[i].numeral, numbers->levels[i], bytes);
        if (len == 0 || !takes(label, &at, grammar->levels[i].before)) return false;
        if (!takes(label, &at, (struct text_view){bytes, len}) || !takes(label, &at, grammar->levels[i].after)) {
            return false;
        }
    }
    return at == label.len;
}

/* Reads a canonical label into the entry; false when it is none. */
static bool read_numbers(const struct doc_label_table *table, struct doc_clause_name *name)
{
    struct doc_label_tokens tokens;
    struct doc_label_numbers numbers;
    doc_label_cut(&table->grammar, name->label, &tokens);
    if (tokens.count == 0 || tokens.count > table->grammar.level_count) return false;
    if (doc_label_assign(&table->grammar, tokens.items, tokens.count, 0, &numbers) != DOC_LABEL_FITS) return false;
    if (numbers.item != 0 || !is_canonical(&table->grammar, name->label, &numbers)) return false;
    memcpy(name->numbers, numbers.levels, sizeof name->numbers);
    name->depth = numbers.depth;
    return true;
}

size_t doc_label_find(const struct doc_label_table *table, const struct doc_label_numbers *numbers)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct doc_clause_name *name = &table->entries[i].name;
        size_t bytes = numbers->depth * sizeof *numbers->levels;
        if (name->depth == numbers->depth && memcmp(name->numbers, numbers->levels, bytes) == 0) return i;
    }
    return DOC_LABEL_NOWHERE;
}

static enum status add_key(const struct doc_label_table *table, struct arena *arena, struct doc_label_entry *entry,
                           struct text_view heading)
{
    if (heading.len == 0) return STATUS_OK;
    enum status status = doc_heading_key(table->folder, arena, heading, &entry->keys[entry->key_count]);
    if (status == STATUS_OK) entry->key_count++;
    return status;
}

static enum status fill_keys(const struct doc_label_table *table, struct arena *arena, struct doc_label_entry *entry)
{
    const struct doc_clause_name *name = &entry->name;
    size_t headings = sizeof name->headings / sizeof *name->headings;
    enum status status = STATUS_OK;
    entry->keys = arena_alloc(arena, (headings + name->alias_count) * sizeof *entry->keys);
    if (!entry->keys) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < headings && status == STATUS_OK; i++) {
        status = add_key(table, arena, entry, name->headings[i]);
    }
    for (size_t i = 0; i < name->alias_count && status == STATUS_OK; i++) {
        status = add_key(table, arena, entry, name->aliases[i]);
    }
    return status;
}

/* Item names that are no numeral keep the value 0, which no label says. */
static enum status fill_items(struct arena *arena, struct doc_label_entry *entry)
{
    const struct doc_clause_name *name = &entry->name;
    if (name->item_count == 0) return STATUS_OK;
    entry->item_values = arena_alloc(arena, name->item_count * sizeof *entry->item_values);
    if (!entry->item_values) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < name->item_count; i++) {
        struct doc_label_tokens tokens;
        struct doc_label_grammar plain = {.level_count = 0};
        doc_label_cut(&plain, name->items[i], &tokens);
        bool whole = tokens.count == 1 && tokens.items[0].end == name->items[i].len;
        entry->item_values[i] = whole ? tokens.items[0].value : 0;
    }
    return STATUS_OK;
}

static enum status add_clause(struct doc_label_table *table, struct arena *arena, const struct doc_clause_name *clause)
{
    struct doc_label_entry *entry = &table->entries[table->count];
    entry->name = *clause;
    if (!read_numbers(table, &entry->name)) return STATUS_INVALID;
    struct doc_label_numbers numbers = {.depth = entry->name.depth};
    memcpy(numbers.levels, entry->name.numbers, sizeof numbers.levels);
    if (doc_label_find(table, &numbers) != DOC_LABEL_NOWHERE) return STATUS_INVALID;
    enum status status = fill_keys(table, arena, entry);
    if (status == STATUS_OK) status = fill_items(arena, entry);
    if (status == STATUS_OK) table->count++;
    return status;
}

enum status doc_label_table_new(struct arena *arena, const struct text_folder *folder,
                                const struct doc_label_grammar *grammar, const struct doc_clause_name *clauses,
                                size_t count, struct doc_label_table **out_table, size_t *out_bad)
{
    struct doc_label_table *table = arena_alloc(arena, sizeof *table);
    if (!table) return STATUS_NO_MEMORY;
    table->folder = folder;
    table->grammar = *grammar;
    table->entries = arena_alloc(arena, (count + 1) * sizeof *table->entries);
    if (!table->entries) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        enum status status = add_clause(table, arena, &clauses[i]);
        if (status == STATUS_INVALID) *out_bad = i;
        if (status != STATUS_OK) return status;
    }
    *out_table = table;
    return STATUS_OK;
}

size_t doc_label_count(const struct doc_label_table *table)
{
    return table->count;
}

const struct doc_clause_name *doc_label_clause(const struct doc_label_table *table, size_t index)
{
    return &table->entries[index].name;
}
