/* Criteria are the same when their ids are, as they stand or after the pack's own beginning (A-1.1-b, B-1.1-b), else
 * when they ask for the same in the same words. A rule for whom a criterion is (`applies`) is compared part by part,
 * since names of ministries, not their places in a register, are what it says. */
#include "rule/edition_part.h"

struct criteria {
    const struct rule_criterion **items; /* NULL once matched */
    size_t count;
};

static enum status collect(const struct rule_editions *in, const struct rule_set *set, uint32_t clause,
                           struct criteria *out_criteria)
{
    *out_criteria = (struct criteria){arena_alloc(in->arena, (set->criterion_count + 1) * sizeof(void *)), 0};
    if (!out_criteria->items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < set->criterion_count; i++)
        if (set->criteria[i].clause == clause) out_criteria->items[out_criteria->count++] = &set->criteria[i];
    return STATUS_OK;
}

/* ---- when two are the same */

static bool is_same_id(const struct rule_criterion *a, const struct rule_criterion *b)
{
    return text_view_equal(a->id, b->id);
}

static bool is_alike(const struct rule_criterion *a, const struct rule_criterion *b)
{
    return rule_edition_same_id(a->id, b->id);
}

static bool asks_the_same(const struct rule_criterion *a, const struct rule_criterion *b)
{
    return text_view_equal(a->asks.in[TEXT_JA], b->asks.in[TEXT_JA]);
}

static bool same_address(const struct rule_address *a, const struct rule_address *b)
{
    return a->field == b->field && a->list == b->list && a->parent == b->parent;
}

static bool same_compare(const struct rule_compare *a, const struct rule_compare *b)
{
    if (!a || !b) return a == b;
    bool same = same_address(&a->address, &b->address) && a->comparison == b->comparison && a->present == b->present &&
                a->literal_count == b->literal_count;
    for (size_t i = 0; same && i < a->literal_count; i++)
        same = text_view_equal(a->literals[i].folded, b->literals[i].folded);
    return same;
}

static bool same_concept(const struct rule_editions *in, uint32_t old, uint32_t new)
{
    const struct rule_concept *a = &in->old->concepts[old], *b = &in->new->concepts[new];
    return text_view_equal(a->name, b->name) && text_view_equal(a->label.in[TEXT_JA], b->label.in[TEXT_JA]);
}

static bool same_predicate(const struct rule_editions *in, const struct rule_predicate *old,
                           const struct rule_predicate *new)
{
    if (!old || !new) return old == new;
    if (old->op != new->op || old->number != new->number || old->operand_count != new->operand_count) return false;
    if (old->op == RULE_OP_CONCEPT && !same_concept(in, old->concept, new->concept)) return false;
    if (!same_compare(old->compare, new->compare)) return false;
    for (size_t i = 0; i < old->operand_count; i++)
        if (!same_predicate(in, &old->operands[i], &new->operands[i])) return false;
    return true;
}

/* ---- changes */

struct changes {
    struct rule_criterion_change *items;
    size_t count, capacity;
};

static enum status add(const struct rule_editions *in, struct changes *to, const struct rule_criterion *old,
                       const struct rule_criterion *new)
{
    struct rule_criterion_change change = {.old = old, .new = new};
    if (old && new) {
        change.mode = old->mode != new->mode;
        change.level = old->level != new->level;
        change.who = !same_predicate(in, old->applies, new->applies);
        change.asks = !asks_the_same(old, new);
        if (!change.mode && !change.level && !change.who && !change.asks && is_alike(old, new)) return STATUS_OK;
    }
    struct rule_criterion_change *items = arena_grow(in->arena, to->items, to->count, &to->capacity, sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    to->items = items;
    items[to->count++] = change;
    return STATUS_OK;
}

static enum status match(const struct rule_editions *in, struct changes *to, struct criteria *old, struct criteria *new,
                         bool (*is_same)(const struct rule_criterion *a, const struct rule_criterion *b))
{
    enum status status = STATUS_OK;
    for (size_t n = 0; n < new->count; n++)
        for (size_t o = 0; o < old->count && status == STATUS_OK && new->items[n]; o++) {
            if (!old->items[o] || !is_same(old->items[o], new->items[n])) continue;
            status = add(in, to, old->items[o], new->items[n]);
            old->items[o] = new->items[n] = NULL;
        }
    return status;
}

static enum status add_rest(const struct rule_editions *in, struct changes *to, const struct criteria *rest, bool old)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < rest->count && status == STATUS_OK; i++)
        if (rest->items[i]) status = add(in, to, old ? rest->items[i] : NULL, old ? NULL : rest->items[i]);
    return status;
}

enum status rule_edition_criteria(const struct rule_editions *in, uint32_t old, uint32_t new,
                                  struct rule_clause_change *change)
{
    struct criteria before, after;
    struct changes changes = {0};
    enum status status = collect(in, in->old, old, &before);
    if (status == STATUS_OK) status = collect(in, in->new, new, &after);
    if (status == STATUS_OK) status = match(in, &changes, &before, &after, is_same_id);
    if (status == STATUS_OK) status = match(in, &changes, &before, &after, is_alike);
    if (status == STATUS_OK) status = match(in, &changes, &before, &after, asks_the_same);
    if (status == STATUS_OK) status = add_rest(in, &changes, &before, true);
    if (status == STATUS_OK) status = add_rest(in, &changes, &after, false);
    change->criteria = changes.items;
    change->criterion_count = changes.count;
    return status;
}
