#include "review/over_set.h"

#include "text/place.h"

#include <stdlib.h>

/* A request that a finding speaks of. */
struct member {
    const struct review_finding *finding;
    size_t index;          /* of the finding */
    struct text_view area; /* of the claim */
    size_t request;        /* in the old round, or REVIEW_NONE */
};

struct members {
    struct member *items;
    size_t count;
};

/* ---- finding requests */

static int compare_places(const struct review_side *side, struct text_view path, size_t document,
                          struct text_place place)
{
    int order = text_view_compare(side->submission->path, path);
    if (order == 0) order = (side->submission->document > document) - (side->submission->document < document);
    if (order == 0)
        order = place.cell == 0 && text_place_compare(side->request->start, place) > 0; /* rows: of sheets */
    return order;
}

/* The request that the place is in: the last one of its document that does not begin behind it; or REVIEW_NONE. */
static size_t request_at(const struct review_round *round, struct text_view path, size_t document,
                         struct text_place place)
{
    size_t low = 0, high = round->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_places(&round->sides[middle], path, document, place) <= 0) low = middle + 1;
        else high = middle;
    }
    if (low == 0) return REVIEW_NONE;
    const struct review_submission *submission = round->sides[low - 1].submission;
    bool within = submission->document == document && text_view_equal(submission->path, path);
    return within ? low - 1 : REVIEW_NONE;
}

struct counting {
    struct review_over_set *set;
    struct members *members;
    bool is_old;
    size_t spoken_of, found; /* requests of one finding: all, and those that the other round has too */
};

static void add_member(struct counting *it, struct member member, size_t request)
{
    size_t partner = request == REVIEW_NONE ? REVIEW_NONE : it->set->round->partner[request];
    it->spoken_of++;
    if (partner != REVIEW_NONE && review_has_matter(it->set->other->sides[partner].request, member.area)) it->found++;
    member.request = it->is_old ? request : partner;
    it->members->items[it->members->count++] = member;
}

static void add_members(struct counting *it, size_t index)
{
    const struct review_finding *finding = &it->set->stored->findings[index];
    const struct review_round *round = it->set->round;
    struct member member = {.finding = finding, .index = index, .area = finding->area};
    it->spoken_of = it->found = 0;
    add_member(it, member, request_at(round, finding->path, finding->document, finding->range.start));
    for (size_t i = 0; i < finding->relation_count; i++) {
        const struct review_relation *relation = &finding->relations[i];
        if (relation->previous) continue;
        member.area = relation->area;
        add_member(it, member, request_at(round, relation->path, relation->document, relation->start));
    }
    it->set->partner[index] = REVIEW_NONE;
    it->set->rooted[index] = it->found >= (it->spoken_of < 2 ? it->spoken_of : 2);
}

static enum status open_set(struct arena *arena, struct review_over_set *set, bool is_old, struct members *out_members)
{
    size_t count = set->stored->finding_count, most = count;
    struct counting it = {.set = set, .members = out_members, .is_old = is_old};
    for (size_t i = 0; i < count; i++)
        most += set->stored->findings[i].relation_count;
    *out_members = (struct members){arena_alloc(arena, (most + 1) * sizeof *out_members->items), 0};
    set->partner = arena_alloc(arena, (count + 1) * sizeof *set->partner);
    set->rooted = arena_alloc(arena, (count + 1) * sizeof *set->rooted);
    if (!out_members->items || !set->partner || !set->rooted) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        add_members(&it, i);
    return STATUS_OK;
}

/* ---- following */

typedef int comparison(const struct member *, const struct member *);

static int compare_fingerprints(const struct member *a, const struct member *b)
{
    return text_view_compare(a->finding->fingerprint, b->finding->fingerprint);
}

static int compare_requests(const struct member *a, const struct member *b)
{
    int order = (a->request > b->request) - (a->request < b->request);
    return order != 0 ? order : text_view_compare(a->finding->rule, b->finding->rule);
}

static int compare_claims(const struct member *a, const struct member *b)
{
    int order = compare_requests(a, b);
    return order != 0 ? order : text_view_compare(a->area, b->area);
}

static int in_order(const struct member *a, const struct member *b, comparison *compare)
{
    int order = compare(a, b);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static int sort_fingerprints(const void *a, const void *b)
{
    return in_order(a, b, compare_fingerprints);
}

static int sort_claims(const void *a, const void *b)
{
    return in_order(a, b, compare_claims);
}

static int sort_requests(const void *a, const void *b)
{
    return in_order(a, b, compare_requests);
}

static int same_request(const void *a, const void *b)
{
    return compare_requests(a, b);
}

struct pass {
    comparison *compare;
    int (*sort)(const void *, const void *);
    bool by_request;
};

static const struct pass passes[] = {{compare_fingerprints, sort_fingerprints, false},
                                     {compare_claims, sort_claims, true},
                                     {compare_requests, sort_requests, true}};

static bool is_out(const struct review_over_set *set, const struct member *member, const struct pass *pass)
{
    return set->partner[member->index] != REVIEW_NONE || (pass->by_request && member->request == REVIEW_NONE);
}

static void join(struct review_over_set *before, struct members *olds, struct review_over_set *after,
                 struct members *news, const struct pass *pass)
{
    if (olds->count > 1) qsort(olds->items, olds->count, sizeof *olds->items, pass->sort);
    if (news->count > 1) qsort(news->items, news->count, sizeof *news->items, pass->sort);
    for (size_t i = 0, j = 0; i < olds->count && j < news->count;) {
        const struct member *old = &olds->items[i], *new = &news->items[j];
        bool old_out = is_out(before, old, pass), new_out = is_out(after, new, pass);
        int order = old_out ? -1 : new_out ? 1 : pass->compare(old, new);
        if (order == 0) {
            before->partner[old->index] = new->index;
            after->partner[new->index] = old->index;
        }
        i += order <= 0;
        j += order >= 0;
    }
}

/* Near copies make other groups in another order: a finding that only speaks of requests of which the old round said
 * the same, in other groups, is no step back. Needs the old ones in the order of the last pass. */
static enum status uproot_known(struct arena *arena, const struct members *olds, struct review_over_set *after,
                                const struct members *news)
{
    bool *fresh = arena_alloc(arena, (after->stored->finding_count + 1) * sizeof *fresh);
    if (!fresh) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < news->count; i++) {
        const struct member *member = &news->items[i];
        bool known = olds->count > 0 && bsearch(member, olds->items, olds->count, sizeof *olds->items, same_request);
        if (member->request != REVIEW_NONE && !known) fresh[member->index] = true;
    }
    for (size_t i = 0; i < after->stored->finding_count; i++)
        if (!fresh[i]) after->rooted[i] = false;
    return STATUS_OK;
}

enum status review_follow_over_set(struct arena *arena, struct review_over_set *before, struct review_over_set *after)
{
    struct members olds, news;
    enum status status = open_set(arena, before, true, &olds);
    if (status == STATUS_OK) status = open_set(arena, after, false, &news);
    for (size_t i = 0; i < sizeof passes / sizeof *passes && status == STATUS_OK; i++)
        join(before, &olds, after, &news, &passes[i]);
    if (status == STATUS_OK) status = uproot_known(arena, &olds, after, &news);
    return status;
}
