/* Which clause continues which: every old clause is held against every new one, and the pairs are taken from the best
 * on, each clause once. What counts, in this order:
 *     same label and same heading        the same clause, however its sentences were reworded
 *     sentences with the same print      a clause that moved to another place
 *     similar headings                   moved and reworded
 *     criteria with the same id          the same, under another heading
 * A pair in which none of these holds is none: what is left of the old edition is gone, what is left of the new is new.
 */
#include "rule/edition_part.h"

#include "text/utf8.h"

#include <stdlib.h>

#define SIMILAR_PERCENT 50 /* of the pairs of neighbouring characters, when two headings are similar */
#define HEADING_MOST    128

struct pair {
    uint32_t old, new;
    bool same_place; /* label and heading */
    size_t prints;
    uint32_t similarity; /* of the headings, in percent */
    size_t ids;
    bool same_label;
};

/* ---- how much two clauses have in common */

size_t rule_edition_shared(const struct rule_clause *old, const struct rule_clause *new)
{
    size_t shared = 0;
    for (size_t i = 0; i < old->sentence_count; i++) {
        bool found = false;
        for (size_t j = 0; j < new->sentence_count && !found; j++)
            found = text_view_equal(old->sentences[i].print, new->sentences[j].print);
        shared += found;
    }
    return shared;
}

/* Code points of a folded heading; those beyond the room are left out. */
static size_t points_of(struct text_view text, uint32_t points[HEADING_MOST])
{
    size_t count = 0;
    for (size_t at = 0; at < text.len && count < HEADING_MOST; count++)
        at += text_utf8_decode(text_view_part(text, at, text.len), &points[count]);
    return count;
}

/* Pairs of neighbouring characters that both have, twice over all pairs (Dice), in percent. */
static uint32_t similarity_of(struct text_view a, struct text_view b)
{
    uint32_t x[HEADING_MOST], y[HEADING_MOST];
    bool used[HEADING_MOST] = {false};
    size_t x_count = points_of(a, x), y_count = points_of(b, y), shared = 0;
    if (text_view_equal(a, b)) return 100;
    if (x_count < 2 || y_count < 2) return 0;
    for (size_t i = 0; i + 1 < x_count; i++)
        for (size_t j = 0; j + 1 < y_count; j++) {
            if (used[j] || x[i] != y[j] || x[i + 1] != y[j + 1]) continue;
            used[j] = true;
            shared++;
            break;
        }
    return (uint32_t)(200 * shared / (x_count + y_count - 2));
}

static struct text_view after_prefix(struct text_view id)
{
    size_t dash = text_view_find(id, text_view_of("-"), 0);
    return dash == (size_t)-1 ? id : text_view_part(id, dash + 1, id.len);
}

bool rule_edition_same_id(struct text_view a, struct text_view b)
{
    return text_view_equal(after_prefix(a), after_prefix(b));
}

static bool has_id(const struct rule_set *set, uint32_t clause, struct text_view id)
{
    for (size_t i = 0; i < set->criterion_count; i++)
        if (set->criteria[i].clause == clause && rule_edition_same_id(set->criteria[i].id, id)) return true;
    return false;
}

static size_t shared_ids(const struct rule_editions *in, uint32_t old, uint32_t new)
{
    size_t shared = 0;
    for (size_t i = 0; i < in->old->criterion_count; i++)
        shared += in->old->criteria[i].clause == old && has_id(in->new, new, in->old->criteria[i].id);
    return shared;
}

/* ---- pairs */

static struct pair pair_of(const struct rule_editions *in, uint32_t old, uint32_t new,
                           const struct text_view *old_folded, const struct text_view *new_folded)
{
    const struct rule_clause *a = &in->old->clauses[old], *b = &in->new->clauses[new];
    struct pair pair = {.old = old,
                        .new = new,
                        .prints = rule_edition_shared(a, b),
                        .similarity = similarity_of(old_folded[old], new_folded[new]),
                        .ids = shared_ids(in, old, new),
                        .same_label = text_view_equal(a->label, b->label)};
    pair.same_place = pair.same_label && pair.similarity == 100;
    return pair;
}

static bool is_pair(const struct pair *pair)
{
    return pair->same_place || pair->prints > 0 || pair->similarity >= SIMILAR_PERCENT || pair->ids > 0;
}

static int compare_sizes(size_t a, size_t b)
{
    return (a < b) - (a > b); /* the larger comes first */
}

static int best_first(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    const int orders[] = {compare_sizes(a->same_place, b->same_place),
                          compare_sizes(a->prints, b->prints),
                          compare_sizes(a->same_label, b->same_label),
                          compare_sizes(a->similarity, b->similarity),
                          compare_sizes(a->ids, b->ids),
                          compare_sizes(b->old, a->old),
                          compare_sizes(b->new, a->new)};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (orders[i] != 0) return orders[i];
    return 0;
}

static enum status fold_headings(const struct rule_editions *in, const struct rule_set *set,
                                 struct text_view **out_folded)
{
    struct text_view *folded = arena_alloc(in->arena, (set->clause_count + 1) * sizeof *folded);
    enum status status = folded ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < set->clause_count && status == STATUS_OK; i++) {
        struct text_folded heading;
        status = text_fold(set->words.folder, in->arena, set->clauses[i].heading.in[TEXT_JA], &heading);
        if (status == STATUS_OK) folded[i] = heading.text;
    }
    *out_folded = folded;
    return status;
}

/* Takes the pairs from the best on. */
static enum status settle(const struct rule_editions *in, struct pair *pairs, size_t count, uint32_t *out_old_of_new)
{
    bool *taken = arena_alloc(in->arena, in->old->clause_count + 1);
    if (!taken) return STATUS_NO_MEMORY;
    if (count > 1) qsort(pairs, count, sizeof *pairs, best_first);
    for (size_t i = 0; i < in->new->clause_count; i++)
        out_old_of_new[i] = RULE_NONE;
    for (size_t i = 0; i < count; i++) {
        if (taken[pairs[i].old] || out_old_of_new[pairs[i].new] != RULE_NONE) continue;
        taken[pairs[i].old] = true;
        out_old_of_new[pairs[i].new] = pairs[i].old;
    }
    return STATUS_OK;
}

enum status rule_edition_match(const struct rule_editions *in, uint32_t *out_old_of_new)
{
    struct text_view *old_folded, *new_folded;
    size_t count = 0;
    struct pair *pairs = arena_alloc(in->arena, (in->old->clause_count * in->new->clause_count + 1) * sizeof *pairs);
    if (!pairs) return STATUS_NO_MEMORY;
    enum status status = fold_headings(in, in->old, &old_folded);
    if (status == STATUS_OK) status = fold_headings(in, in->new, &new_folded);
    if (status != STATUS_OK) return status;
    for (uint32_t o = 0; o < in->old->clause_count; o++)
        for (uint32_t n = 0; n < in->new->clause_count; n++) {
            pairs[count] = pair_of(in, o, n, old_folded, new_folded);
            count += is_pair(&pairs[count]);
        }
    return settle(in, pairs, count, out_old_of_new);
}
