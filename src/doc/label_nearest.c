/* doc/label - candidates for a label that no clause has: clauses of the same parent first (the more levels they share,
 * the better), then those that end in the same numeral (２① is nearer to 2(1)① than to 1), then by the edit distance of
 * the labels, then by how far the first differing number is away. */
#include "doc/label_part.h"

#include "text/nearest.h"

struct rank {
    size_t clause;
    bool first;
    size_t shared;
    bool same_end;
    uint32_t distance;
    int64_t gap;
};

#define WRITTEN (DOC_LABEL_TOKENS * 34)

/* The tokens in canonical characters, brackets as they stood, for the edit distance: ２① -> 2①. */
static struct text_view write_tokens(const struct doc_label_tokens *tokens, char out_bytes[WRITTEN])
{
    size_t len = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct doc_label_token *token = &tokens->items[i];
        if (token->bracketed) out_bytes[len++] = '(';
        len += doc_numeral_write(token->kind, token->value, out_bytes + len);
        if (token->bracketed) out_bytes[len++] = ')';
    }
    return (struct text_view){out_bytes, len};
}

static bool same_end(const struct doc_label_table *table, const struct doc_clause_name *name,
                     const struct doc_label_tokens *tokens)
{
    const struct doc_label_token *last = &tokens->items[tokens->count - 1];
    return name->numbers[name->depth - 1] == last->value &&
           table->grammar.levels[name->depth - 1].numeral == last->kind;
}

static struct rank rank_of(const struct doc_label_table *table, size_t clause, const struct doc_label_numbers *numbers)
{
    const struct doc_clause_name *name = &table->entries[clause].name;
    struct rank rank = {.clause = clause};
    size_t depth = name->depth < numbers->depth ? name->depth : numbers->depth;
    while (rank.shared < depth && name->numbers[rank.shared] == numbers->levels[rank.shared]) {
        rank.shared++;
    }
    if (rank.shared < depth) {
        int64_t asked = numbers->levels[rank.shared];
        int64_t given = name->numbers[rank.shared];
        rank.gap = asked > given ? asked - given : given - asked;
    }
    return rank;
}

static bool better(const struct rank *a, const struct rank *b)
{
    if (a->first != b->first) return a->first;
    if (a->shared != b->shared) return a->shared > b->shared;
    if (a->same_end != b->same_end) return a->same_end;
    if (a->distance != b->distance) return a->distance < b->distance;
    return a->gap < b->gap;
}

struct best {
    struct rank items[DOC_LABEL_NEAREST];
    size_t count;
};

/* Inserts in order; equals keep the order of the table. */
static void offer(struct best *best, struct rank rank)
{
    size_t at = best->count;
    while (at > 0 && better(&rank, &best->items[at - 1])) {
        at--;
    }
    if (at == DOC_LABEL_NEAREST) return;
    size_t kept = best->count < DOC_LABEL_NEAREST ? best->count : DOC_LABEL_NEAREST - 1;
    memmove(&best->items[at + 1], &best->items[at], (kept - at) * sizeof *best->items);
    best->items[at] = rank;
    best->count = kept + 1;
}

static void keep(const struct best *best, struct doc_label *label)
{
    label->nearest_count = best->count;
    for (size_t i = 0; i < best->count; i++) {
        label->nearest[i] = best->items[i].clause;
    }
}

void doc_label_nearest(const struct doc_label_table *table, const struct doc_label_numbers *numbers,
                       const struct doc_label_tokens *tokens, size_t first, struct doc_label *label)
{
    char bytes[WRITTEN];
    struct best best = {.count = 0};
    struct text_view written = write_tokens(tokens, bytes);
    for (size_t i = 0; i < table->count; i++) {
        struct rank rank = rank_of(table, i, numbers);
        rank.first = i == first;
        rank.same_end = same_end(table, &table->entries[i].name, tokens);
        rank.distance = text_distance(written, table->entries[i].name.label);
        offer(&best, rank);
    }
    keep(&best, label);
}

void doc_heading_nearest(const struct doc_label_table *table, struct text_view key, size_t first,
                         struct doc_label *label)
{
    struct best best = {.count = 0};
    for (size_t i = 0; i < table->count; i++) {
        const struct doc_label_entry *entry = &table->entries[i];
        struct rank rank = {.clause = i, .first = i == first, .distance = UINT32_MAX};
        for (size_t k = 0; k < entry->key_count; k++) {
            uint32_t distance = 0;
            if (doc_heading_resembles(key, entry->keys[k], &distance) && distance < rank.distance) {
                rank.distance = distance;
            }
        }
        if (rank.first || rank.distance != UINT32_MAX) offer(&best, rank);
    }
    keep(&best, label);
}
