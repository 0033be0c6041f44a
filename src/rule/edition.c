#include "rule/edition.h"

#include "rule/edition_part.h"

/* ---- sentences */

struct sentences {
    struct rule_sentence_change *items;
    size_t count, capacity;
};

static enum status add_sentence(const struct rule_editions *in, struct sentences *to, const struct rule_sentence *old,
                                const struct rule_sentence *new)
{
    struct rule_sentence_change *items = arena_grow(in->arena, to->items, to->count, &to->capacity, sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    to->items = items;
    items[to->count++] = (struct rule_sentence_change){old, new};
    return STATUS_OK;
}

/* The same sentence in another edition of its clause; of two with its print the one with its number. */
static const struct rule_sentence *find_same(const struct rule_clause *clause, const struct rule_sentence *sentence)
{
    const struct rule_sentence *found = NULL;
    for (size_t i = 0; clause && i < clause->sentence_count; i++) {
        const struct rule_sentence *other = &clause->sentences[i];
        if (!text_view_equal(other->print, sentence->print)) continue;
        if (text_view_equal(other->at, sentence->at)) return other;
        if (!found) found = other;
    }
    return found;
}

/* A sentence of both editions is a change when it has another number or kind. */
static enum status compare_sentences(const struct rule_editions *in, struct rule_clause_change *change)
{
    struct sentences found = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; change->old && i < change->old->sentence_count && status == STATUS_OK; i++)
        if (!find_same(change->new, &change->old->sentences[i]))
            status = add_sentence(in, &found, &change->old->sentences[i], NULL);
    for (size_t i = 0; change->new &&i < change->new->sentence_count &&status == STATUS_OK; i++) {
        const struct rule_sentence *new = &change->new->sentences[i];
        const struct rule_sentence *old = find_same(change->old, new);
        if (old && text_view_equal(old->at, new->at) && old->kind == new->kind) continue;
        status = add_sentence(in, &found, old, new);
    }
    change->sentences = found.items;
    change->sentence_count = found.count;
    return status;
}

/* ---- clauses */

static void mark(struct rule_clause_change *change)
{
    const struct rule_clause *old = change->old, *new = change->new;
    change->moved = !text_view_equal(old->label, new->label);
    change->renamed = !text_view_equal(old->heading.in[TEXT_JA], new->heading.in[TEXT_JA]);
    change->opened = new->claimable && !old->claimable;
    change->closed = old->claimable && !new->claimable;
    change->remade = change->criterion_count > 0;
    for (size_t i = 0; i < change->sentence_count; i++) {
        bool both = change->sentences[i].old && change->sentences[i].new;
        change->reworded |= !both;
        change->renumbered |= both;
    }
}

static enum status compare_clause(const struct rule_editions *in, uint32_t old, uint32_t new,
                                  struct rule_clause_change *out_change)
{
    struct rule_clause_change change = {.old = old == RULE_NONE ? NULL : &in->old->clauses[old],
                                        .new = new == RULE_NONE ? NULL : &in->new->clauses[new]};
    enum status status = compare_sentences(in, &change);
    if (status == STATUS_OK) status = rule_edition_criteria(in, old, new, &change);
    if (change.old && change.new) mark(&change);
    *out_change = change;
    return status;
}

/* The clause of the new edition that has most of the sentences of one that is gone. */
static const struct rule_clause *heir_of(const struct rule_set *new, const struct rule_clause *gone)
{
    const struct rule_clause *heir = NULL;
    size_t most = 0;
    for (size_t i = 0; i < new->clause_count; i++) {
        size_t shared = rule_edition_shared(gone, &new->clauses[i]);
        if (shared <= most) continue;
        most = shared;
        heir = &new->clauses[i];
    }
    return heir;
}

static bool is_continued(const uint32_t *old_of_new, size_t count, uint32_t old)
{
    for (size_t i = 0; i < count; i++)
        if (old_of_new[i] == old) return true;
    return false;
}

enum status rule_editions_compare(struct arena *arena, const struct rule_set *old, const struct rule_set *new,
                                  struct rule_edition_changes *out_changes)
{
    struct rule_editions in = {.old = old, .new = new, .arena = arena};
    size_t count = 0;
    uint32_t *old_of_new = arena_alloc(arena, (new->clause_count + 1) * sizeof *old_of_new);
    struct rule_clause_change *changes =
        arena_alloc(arena, (old->clause_count + new->clause_count + 1) * sizeof *changes);
    enum status status = old_of_new && changes ? rule_edition_match(&in, old_of_new) : STATUS_NO_MEMORY;
    for (uint32_t n = 0; n < new->clause_count &&status == STATUS_OK; n++)
        status = compare_clause(&in, old_of_new[n], n, &changes[count++]);
    for (uint32_t o = 0; o < old->clause_count && status == STATUS_OK; o++) {
        if (is_continued(old_of_new, new->clause_count, o)) continue;
        status = compare_clause(&in, o, RULE_NONE, &changes[count]);
        changes[count++].heir = heir_of(new, &old->clauses[o]);
    }
    if (status == STATUS_OK) *out_changes = (struct rule_edition_changes){changes, count};
    return status;
}
