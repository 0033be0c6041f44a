#include "review/rounds.h"

#include "eval/check.h"
#include "review/follow.h"
#include "review/over_set.h"

#include <stdlib.h>

const char *review_match_name(enum review_match match)
{
    static const char *const names[REVIEW_MATCHES] = {
        [REVIEW_BY_ID] = "id", [REVIEW_BY_TITLE] = "title", [REVIEW_BY_TEXT] = "text"};
    return names[match];
}

const char *review_change_name(enum review_change change)
{
    static const char *const names[REVIEW_CHANGES] = {
#define CHANGE(code, name) name,
#include "review/change.def"
#undef CHANGE
    };
    return names[change];
}

const char *review_money_name(enum review_money money)
{
    static const char *const names[REVIEW_MONIES] = {
        [REVIEW_AMOUNT] = "amount", [REVIEW_SUPPLEMENTARY] = "supplementary", [REVIEW_SPECIAL] = "special"};
    return names[money];
}

/* ---- the requests of a round */

struct round {
    const struct review_stored *stored;
    struct review_side *sides; /* all requests, in order */
    struct review_round pairs;
    struct review_over_set over_set;
};

struct comparing {
    struct arena *arena;
    struct round before, after;
    struct review_rounds *rounds;
    enum status status;
};

static void *room_for(struct comparing *it, size_t count, size_t size)
{
    void *room = arena_alloc(it->arena, (count + 1) * size);
    if (!room) it->status = STATUS_NO_MEMORY;
    return room;
}

static void open_round(struct comparing *it, struct round *round, const struct review_stored *stored)
{
    size_t count = 0;
    for (size_t i = 0; i < stored->submission_count; i++)
        count += stored->submissions[i].request_count;
    round->stored = stored;
    round->sides = room_for(it, count, sizeof *round->sides);
    round->pairs = (struct review_round){.sides = round->sides,
                                         .partner = room_for(it, count, sizeof *round->pairs.partner),
                                         .match = room_for(it, count, sizeof *round->pairs.match)};
    if (it->status != STATUS_OK) return;
    for (size_t i = 0; i < stored->submission_count; i++)
        for (size_t r = 0; r < stored->submissions[i].request_count; r++)
            round->sides[round->pairs.count++] =
                (struct review_side){&stored->submissions[i], &stored->submissions[i].requests[r]};
}

/* ---- findings of a request */

/* Findings of one round that are followed together. */
struct found {
    struct review_standing *items;
    size_t count;
};

/* Where findings at or behind a place of a submission begin in a list in the order of places. */
static size_t first_at(const struct review_finding *findings, size_t count, const struct review_submission *submission,
                       struct text_place place)
{
    const struct review_finding sought = {.path = submission->path,
                                          .document = submission->document,
                                          .range = {.start = place}};
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (review_finding_compare(&findings[middle], &sought) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Findings of a list that stand on this request: between its beginning and that of the next. */
struct stretch {
    const struct review_finding *findings;
    size_t count;
};

static struct stretch stretch_of(const struct review_finding *findings, size_t count, const struct review_side *side)
{
    const struct review_submission *submission = side->submission;
    const struct review_request *next = side->request + 1;
    bool last = next == submission->requests + submission->request_count;
    struct text_place behind = {.line = UINT32_MAX, .byte = UINT32_MAX};
    size_t begin = first_at(findings, count, submission, side->request->start);
    size_t end = first_at(findings, count, submission, last ? behind : next->start);
    return (struct stretch){findings + begin, end - begin};
}

/* Those of its submission; findings over the set are followed before, all together. */
static void collect(struct comparing *it, const struct review_side *side, struct found *out_found)
{
    struct stretch stretch = {NULL, 0};
    if (side->request && side->submission->finding_count > 0)
        stretch = stretch_of(side->submission->findings, side->submission->finding_count, side);
    *out_found = (struct found){room_for(it, stretch.count, sizeof *out_found->items), 0};
    for (size_t i = 0; out_found->items && i < stretch.count; i++)
        if (!stretch.findings[i].on_file)
            out_found->items[out_found->count++] = (struct review_standing){.finding = &stretch.findings[i]};
}

static struct stretch over_set_of(const struct round *round, const struct review_side *side)
{
    if (!side->request || round->stored->finding_count == 0) return (struct stretch){NULL, 0};
    return stretch_of(round->stored->findings, round->stored->finding_count, side);
}

static void note(struct comparing *it, struct review_finding_change *list, size_t *count,
                 struct review_finding_change change)
{
    list[(*count)++] = change;
    it->rounds->findings[change.change]++;
}

static enum review_change kind_of_new(bool old_matter, const struct review_finding *finding)
{
    return old_matter && finding->severity != RULE_NOTE ? REVIEW_REGRESSED : REVIEW_NEW;
}

static void note_new(struct comparing *it, struct review_request_change *change, const struct review_finding *before,
                     const struct review_finding *after, bool old_matter)
{
    enum review_change kind = before ? REVIEW_OPEN : kind_of_new(old_matter, after);
    note(it, change->findings, &change->finding_count, (struct review_finding_change){kind, before, after});
}

static void note_gone(struct comparing *it, struct review_request_change *change, const struct review_finding *before,
                      bool still_matter)
{
    enum review_change kind = still_matter ? REVIEW_FIXED : REVIEW_WITHDRAWN;
    note(it, change->findings, &change->finding_count, (struct review_finding_change){kind, before, NULL});
}

static bool has_matter(const struct review_request *request, const struct review_finding *finding)
{
    return request && review_has_matter(request, finding->area);
}

/* Those that stand on this request in the new round; and those that stood on it in the old, and nowhere in the new. */
static void note_over_set(struct comparing *it, struct review_request_change *change, struct stretch stretch,
                          bool is_new)
{
    const struct review_over_set *set = is_new ? &it->after.over_set : &it->before.over_set;
    for (size_t i = 0; i < stretch.count; i++) {
        const struct review_finding *finding = &stretch.findings[i];
        size_t index = (size_t)(finding - set->stored->findings), partner = set->partner[index];
        bool followed = partner != REVIEW_NONE;
        if (is_new)
            note_new(it, change, followed ? &it->before.stored->findings[partner] : NULL, finding, set->rooted[index]);
        else if (!followed) note_gone(it, change, finding, set->rooted[index]);
    }
}

static void compare_findings(struct comparing *it, struct review_request_change *change)
{
    struct found before, after;
    struct stretch olds = over_set_of(&it->before, &change->before), news = over_set_of(&it->after, &change->after);
    collect(it, &change->before, &before);
    collect(it, &change->after, &after);
    change->findings = room_for(it, before.count + after.count + olds.count + news.count, sizeof *change->findings);
    if (it->status == STATUS_OK)
        it->status = review_follow(it->arena, before.items, before.count, after.items, after.count);
    if (it->status != STATUS_OK) return;
    for (size_t i = 0; i < after.count; i++) {
        const struct review_standing *new = &after.items[i];
        const struct review_finding *old = new->partner != REVIEW_NONE ? before.items[new->partner].finding : NULL;
        note_new(it, change, old, new->finding, has_matter(change->before.request, new->finding));
    }
    note_over_set(it, change, news, true);
    for (size_t i = 0; i < before.count; i++)
        if (before.items[i].partner == REVIEW_NONE)
            note_gone(it, change, before.items[i].finding, has_matter(change->after.request, before.items[i].finding));
    note_over_set(it, change, olds, false);
}

/* ---- requests */

const struct review_amount *review_amount_of(const struct review_request *request, enum review_money money)
{
    const struct review_amount *const amounts[REVIEW_MONIES] = {[REVIEW_AMOUNT] = &request->amount,
                                                                [REVIEW_SUPPLEMENTARY] = &request->supplementary,
                                                                [REVIEW_SPECIAL] = &request->special};
    return amounts[money];
}

int64_t review_money_of(const struct review_request *request, enum review_money money)
{
    return review_figure(review_amount_of(request, money));
}

static int64_t less(int64_t a, int64_t b)
{
    return eval_add_yen(a, b == INT64_MIN ? INT64_MAX : -b);
}

static int64_t money_in(const struct review_side *side, enum review_money money)
{
    return side->request ? review_money_of(side->request, money) : 0;
}

bool review_has_yen(const struct review_amount *amount)
{
    return amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_PART_OF;
}

/* Moved also when no sum is: an item without a figure gets one of 0, or a part of another amount grows. */
static void compare_money(struct review_request_change *change, enum review_money money)
{
    if (!change->before.request || !change->after.request) return;
    const struct review_amount *before = review_amount_of(change->before.request, money);
    const struct review_amount *after = review_amount_of(change->after.request, money);
    bool alike = before->kind == after->kind && before->relisted == after->relisted;
    change->comparable[money] = before->kind == after->kind && review_has_yen(before);
    if (change->comparable[money])
        change->difference[money] = alike ? less(after->yen, before->yen)
                                          : less(money_in(&change->after, money), money_in(&change->before, money));
    change->money_moved[money] = !alike || change->difference[money] != 0;
}

static bool is_added_up(const struct review_request *request)
{
    return request->amount.kind == DOC_AMOUNT_FIGURE && !request->amount.relisted;
}

/* A figure that becomes an item without one is no cut: nobody knows what is asked for now. */
static void sum_amount(struct review_rounds *rounds, const struct review_request_change *change)
{
    int64_t difference = less(money_in(&change->after, REVIEW_AMOUNT), money_in(&change->before, REVIEW_AMOUNT));
    const struct review_request *before = change->before.request, *after = change->after.request;
    bool uncompared =
        before && after && !change->comparable[REVIEW_AMOUNT] && is_added_up(before) != is_added_up(after);
    rounds->amount_uncompared += uncompared;
    if (!uncompared) rounds->amount_difference = eval_add_yen(rounds->amount_difference, difference);
}

static int compare_claims(const void *a, const void *b)
{
    const struct review_claim *x = *(const struct review_claim *const *)a, *y = *(const struct review_claim *const *)b;
    int order = text_view_compare(review_area_of(x), review_area_of(y));
    if (order == 0) order = text_view_compare(x->item, y->item);
    return order != 0 ? order : text_view_compare(x->text_sha256, y->text_sha256);
}

static const struct review_claim **sort_claims(struct comparing *it, const struct review_request *request)
{
    const struct review_claim **claims = room_for(it, request->claim_count, sizeof *claims);
    for (size_t i = 0; claims && i < request->claim_count; i++)
        claims[i] = &request->claims[i];
    if (claims && request->claim_count > 1) qsort(claims, request->claim_count, sizeof *claims, compare_claims);
    return claims;
}

/* Whether the texts are the same, whatever the order of the claims. */
static bool same_texts(struct comparing *it, const struct review_request *a, const struct review_request *b)
{
    if (a->claim_count != b->claim_count || !text_view_equal(a->text_sha256, b->text_sha256)) return false;
    const struct review_claim **olds = sort_claims(it, a), **news = sort_claims(it, b);
    bool same = olds && news;
    for (size_t i = 0; same && i < a->claim_count; i++)
        same = compare_claims(&olds[i], &news[i]) == 0;
    return same;
}

/* How far a verdict is from a pass; the order of the list of verdicts means nothing. */
static int distance_from_pass(enum eval_request_verdict verdict)
{
    static const int distances[EVAL_REQUESTS] = {
        [EVAL_REQUEST_PASS] = 0, [EVAL_REQUEST_EXPLAIN] = 1, [EVAL_REQUEST_UNKNOWN] = 2, [EVAL_REQUEST_FAIL] = 3};
    return distances[verdict];
}

static void compare_pair(struct comparing *it, struct review_request_change *change)
{
    struct review_rounds *rounds = it->rounds;
    const struct review_request *before = change->before.request, *after = change->after.request;
    change->renamed = !text_view_equal(before->title, after->title);
    change->renumbered = !text_view_equal(before->id, after->id);
    change->moved = !text_view_equal(change->before.submission->ministry, change->after.submission->ministry);
    change->text_changed = !same_texts(it, before, after);
    int further = distance_from_pass(after->verdict) - distance_from_pass(before->verdict);
    rounds->better += further < 0;
    rounds->worse += further > 0;
    rounds->matched++;
    rounds->text_changed += change->text_changed;
    rounds->amount_moved += change->money_moved[REVIEW_AMOUNT];
}

static void compare_requests(struct comparing *it, struct review_request_change *change)
{
    struct review_rounds *rounds = it->rounds;
    for (int money = REVIEW_AMOUNT; money < REVIEW_MONIES; money++)
        compare_money(change, (enum review_money)money);
    sum_amount(rounds, change);
    rounds->added += !change->before.request;
    rounds->withdrawn += !change->after.request;
    compare_findings(it, change);
    if (change->before.request && change->after.request) compare_pair(it, change);
}

static struct review_request_change *next_change(struct comparing *it, enum review_match match)
{
    struct review_request_change *change = &it->rounds->requests[it->rounds->request_count++];
    change->match = match;
    return change;
}

static void list_requests(struct comparing *it)
{
    const struct review_round *olds = &it->before.pairs, *news = &it->after.pairs;
    it->rounds->requests = room_for(it, olds->count + news->count, sizeof *it->rounds->requests);
    for (size_t i = 0; it->status == STATUS_OK && i < news->count; i++) {
        struct review_request_change *change = next_change(it, news->match[i]);
        change->after = news->sides[i];
        if (news->partner[i] != REVIEW_NONE) change->before = olds->sides[news->partner[i]];
        compare_requests(it, change);
    }
    for (size_t i = 0; it->status == STATUS_OK && i < olds->count; i++) {
        if (olds->partner[i] != REVIEW_NONE) continue;
        struct review_request_change *change = next_change(it, REVIEW_UNMATCHED);
        change->before = olds->sides[i];
        compare_requests(it, change);
    }
}

/* ---- findings on files */

/* Which submission of the old round each one of the new goes on from. */
struct heirs {
    size_t *home;    /* by submission of the new round: of the old one, or REVIEW_NONE */
    bool *continued; /* by submission of the old round */
};

static int compare_submitters(const void *a, const void *b)
{
    const struct review_submission *x = *(const struct review_submission *const *)a;
    const struct review_submission *y = *(const struct review_submission *const *)b;
    int order = text_view_compare(x->ministry, y->ministry);
    return order != 0 ? order : (x->year > y->year) - (x->year < y->year);
}

/* By ministry and year, for those of which no request is found again. */
static void find_submitters(struct comparing *it, struct heirs *heirs)
{
    const struct review_stored *old = it->before.stored, *new = it->after.stored;
    const struct review_submission **sorted = room_for(it, old->submission_count, sizeof *sorted);
    if (!sorted) return;
    for (size_t i = 0; i < old->submission_count; i++)
        sorted[i] = &old->submissions[i];
    if (old->submission_count > 1) qsort(sorted, old->submission_count, sizeof *sorted, compare_submitters);
    for (size_t i = 0; i < new->submission_count && old->submission_count > 0; i++) {
        const struct review_submission *submission = &new->submissions[i];
        const struct review_submission **found =
            bsearch(&submission, sorted, old->submission_count, sizeof *sorted, compare_submitters);
        if (found && heirs->home[i] == REVIEW_NONE) heirs->home[i] = (size_t)(*found - old->submissions);
        if (found) heirs->continued[*found - old->submissions] = true;
    }
}

/* By the requests that both hold, so also when the ministry's name was put right. */
static void find_heirs(struct comparing *it, struct heirs *heirs)
{
    const struct review_stored *old = it->before.stored, *new = it->after.stored;
    const struct review_round *news = &it->after.pairs;
    *heirs = (struct heirs){room_for(it, new->submission_count, sizeof *heirs->home),
                            room_for(it, old->submission_count, sizeof *heirs->continued)};
    if (it->status != STATUS_OK) return;
    for (size_t i = 0; i < new->submission_count; i++)
        heirs->home[i] = REVIEW_NONE;
    for (size_t i = 0; i < news->count; i++) {
        if (news->partner[i] == REVIEW_NONE) continue;
        size_t from = (size_t)(it->before.sides[news->partner[i]].submission - old->submissions);
        size_t to = (size_t)(news->sides[i].submission - new->submissions);
        if (heirs->home[to] == REVIEW_NONE) heirs->home[to] = from;
        heirs->continued[from] = true;
    }
    find_submitters(it, heirs);
}

/* `home`: of each submission, or NULL: itself. */
static void collect_on_files(struct comparing *it, const struct review_stored *stored, const size_t *home,
                             struct found *out_found)
{
    size_t most = 0;
    for (size_t i = 0; i < stored->submission_count; i++)
        most += stored->submissions[i].finding_count;
    *out_found = (struct found){room_for(it, most, sizeof *out_found->items), 0};
    for (size_t i = 0; out_found->items && i < stored->submission_count; i++)
        for (size_t f = 0; f < stored->submissions[i].finding_count; f++)
            if (stored->submissions[i].findings[f].on_file)
                out_found->items[out_found->count++] =
                    (struct review_standing){.finding = &stored->submissions[i].findings[f],
                                             .home = home ? home[i] : i};
}

static void compare_on_files(struct comparing *it)
{
    struct heirs heirs;
    struct found before, after;
    struct review_rounds *rounds = it->rounds;
    find_heirs(it, &heirs);
    if (it->status != STATUS_OK) return;
    collect_on_files(it, it->before.stored, NULL, &before);
    collect_on_files(it, it->after.stored, heirs.home, &after);
    rounds->on_files = room_for(it, before.count + after.count, sizeof *rounds->on_files);
    if (it->status == STATUS_OK)
        it->status = review_follow(it->arena, before.items, before.count, after.items, after.count);
    for (size_t i = 0; it->status == STATUS_OK && i < after.count; i++) {
        const struct review_standing *standing = &after.items[i];
        struct review_finding_change change = {REVIEW_OPEN, NULL, standing->finding};
        if (standing->partner != REVIEW_NONE) change.before = before.items[standing->partner].finding;
        else change.change = kind_of_new(standing->home != REVIEW_NONE, standing->finding);
        note(it, rounds->on_files, &rounds->on_file_count, change);
    }
    for (size_t i = 0; it->status == STATUS_OK && i < before.count; i++) {
        enum review_change gone = heirs.continued[before.items[i].home] ? REVIEW_FIXED : REVIEW_WITHDRAWN;
        if (before.items[i].partner == REVIEW_NONE)
            note(it, rounds->on_files, &rounds->on_file_count,
                 (struct review_finding_change){gone, before.items[i].finding, NULL});
    }
}

/* ---- the rules of both */

static bool same_pack(const struct review_pack *a, const struct review_pack *b)
{
    return text_view_equal(a->id, b->id) && text_view_equal(a->sha256, b->sha256);
}

/* A request that is in both rounds is to be judged alike in both. */
static bool same_rules(const struct review_rounds *rounds)
{
    for (size_t i = 0; i < rounds->request_count; i++) {
        const struct review_request_change *change = &rounds->requests[i];
        if (change->before.request && change->after.request &&
            !same_pack(change->before.submission->pack, change->after.submission->pack))
            return false;
    }
    return true;
}

enum status review_rounds_compare(struct arena *arena, const struct review_stored *before,
                                  const struct review_stored *after, struct review_rounds *out_rounds)
{
    struct comparing it = {.arena = arena, .rounds = out_rounds};
    *out_rounds = (struct review_rounds){.before = before, .after = after};
    open_round(&it, &it.before, before);
    open_round(&it, &it.after, after);
    if (it.status == STATUS_OK) it.status = review_pair(arena, &it.before.pairs, &it.after.pairs);
    it.before.over_set = (struct review_over_set){before, &it.before.pairs, &it.after.pairs, NULL, NULL};
    it.after.over_set = (struct review_over_set){after, &it.after.pairs, &it.before.pairs, NULL, NULL};
    if (it.status == STATUS_OK) it.status = review_follow_over_set(arena, &it.before.over_set, &it.after.over_set);
    if (it.status == STATUS_OK) list_requests(&it);
    if (it.status == STATUS_OK) compare_on_files(&it);
    if (it.status == STATUS_OK) out_rounds->same_rules = same_rules(out_rounds);
    return it.status;
}
