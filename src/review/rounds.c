#include "review/rounds.h"

#include "eval/check.h"

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

/* ---- matching requests */

struct key {
    struct text_view ministry, name;
    size_t request; /* index among all of the round */
};

struct round {
    const struct review_stored *stored;
    struct review_side *sides; /* all requests, in order */
    size_t count;
    bool *taken;
};

struct comparing {
    struct arena *arena;
    struct round before, after;
    size_t *partner;          /* by request of the new round: that of the old, or REVIEW_NONE */
    enum review_match *match; /* by request of the new round */
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
    round->taken = room_for(it, count, sizeof *round->taken);
    if (it->status != STATUS_OK) return;
    for (size_t i = 0; i < stored->submission_count; i++)
        for (size_t r = 0; r < stored->submissions[i].request_count; r++)
            round->sides[round->count++] =
                (struct review_side){&stored->submissions[i], &stored->submissions[i].requests[r]};
}

static int compare_keys(const struct key *x, const struct key *y)
{
    int order = text_view_compare(x->name, y->name);
    return order != 0 ? order : text_view_compare(x->ministry, y->ministry);
}

static int compare_placed_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int order = compare_keys(x, y);
    return order != 0 ? order : (x->request > y->request) - (x->request < y->request);
}

/* What a request is called in one way of matching: one name, or one for each of its claims' texts. */
static size_t names_of(const struct review_request *request, enum review_match match)
{
    return match == REVIEW_BY_TEXT ? request->claim_count : 1;
}

static struct text_view name_of(const struct review_request *request, enum review_match match, size_t index)
{
    if (match == REVIEW_BY_ID) return request->id;
    return match == REVIEW_BY_TITLE ? request->title : request->claims[index].text_sha256;
}

struct keys {
    struct key *items;
    size_t count;
};

/* The names of all requests of the old round that are still free. */
static struct keys sort_keys(struct comparing *it, enum review_match match)
{
    const struct round *round = &it->before;
    struct keys keys = {NULL, 0};
    size_t most = 0;
    for (size_t i = 0; i < round->count; i++)
        most += names_of(round->sides[i].request, match);
    keys.items = room_for(it, most, sizeof *keys.items);
    for (size_t i = 0; keys.items && i < round->count; i++)
        for (size_t n = 0; !round->taken[i] && n < names_of(round->sides[i].request, match); n++) {
            struct text_view name = name_of(round->sides[i].request, match, n);
            if (name.len > 0) keys.items[keys.count++] = (struct key){round->sides[i].submission->ministry, name, i};
        }
    if (keys.count > 1) qsort(keys.items, keys.count, sizeof *keys.items, compare_placed_keys);
    return keys;
}

/* The first key that is not before this one. */
static size_t lower_bound(const struct keys *keys, const struct key *wanted)
{
    size_t low = 0, high = keys->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(&keys->items[middle], wanted) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Whether two requests have more than an id in common. */
static bool resemble(const struct review_request *a, const struct review_request *b)
{
    if (a->title.len > 0 && text_view_equal(a->title, b->title)) return true;
    for (size_t i = 0; i < a->claim_count; i++)
        for (size_t j = 0; j < b->claim_count; j++)
            if (a->claims[i].text_sha256.len > 0 && text_view_equal(a->claims[i].text_sha256, b->claims[j].text_sha256))
                return true;
    return false;
}

/* A free request of that name, of that ministry; of any when `anywhere`, since a request may change hands, but an id
 * that two ministries use alone proves nothing. */
static size_t find_free(const struct comparing *it, const struct keys *keys, const struct review_side *side,
                        struct text_view name, bool anywhere)
{
    struct text_view ministry = side->submission->ministry;
    const struct key wanted = {anywhere ? (struct text_view){"", 0} : ministry, name, 0};
    for (size_t i = lower_bound(keys, &wanted); i < keys->count; i++) {
        const struct key *key = &keys->items[i];
        if (!text_view_equal(key->name, name)) break;
        if (!anywhere && !text_view_equal(key->ministry, ministry)) break;
        if (it->before.taken[key->request]) continue;
        if (!anywhere || resemble(side->request, it->before.sides[key->request].request)) return key->request;
    }
    return REVIEW_NONE;
}

static void match_one(struct comparing *it, const struct keys *keys, enum review_match match, size_t index,
                      bool anywhere)
{
    const struct review_side *side = &it->after.sides[index];
    for (size_t n = 0; n < names_of(side->request, match) && it->partner[index] == REVIEW_NONE; n++) {
        struct text_view name = name_of(side->request, match, n);
        size_t found = name.len > 0 ? find_free(it, keys, side, name, anywhere) : REVIEW_NONE;
        if (found == REVIEW_NONE) continue;
        it->partner[index] = found;
        it->match[index] = match;
        it->before.taken[found] = true;
    }
}

static void match_round(struct comparing *it, enum review_match match, bool anywhere)
{
    struct keys keys = sort_keys(it, match);
    for (size_t i = 0; it->status == STATUS_OK && i < it->after.count; i++)
        if (it->partner[i] == REVIEW_NONE) match_one(it, &keys, match, i, anywhere);
}

/* Within the ministry first: ids and titles of others may be the same by chance. */
static void match_requests(struct comparing *it)
{
    for (int match = REVIEW_BY_ID; match < REVIEW_UNMATCHED; match++) {
        match_round(it, (enum review_match)match, false);
        match_round(it, (enum review_match)match, true);
    }
}

/* ---- findings of a request */

struct found {
    const struct review_finding **items;
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

static void collect(struct comparing *it, const struct round *round, const struct review_side *side,
                    struct found *out_found)
{
    struct stretch stretches[2] = {{NULL, 0}, {NULL, 0}};
    if (side->request && side->submission->finding_count > 0)
        stretches[0] = stretch_of(side->submission->findings, side->submission->finding_count, side);
    if (side->request && round->stored->finding_count > 0)
        stretches[1] = stretch_of(round->stored->findings, round->stored->finding_count, side);
    *out_found = (struct found){room_for(it, stretches[0].count + stretches[1].count, sizeof *out_found->items), 0};
    for (size_t s = 0; out_found->items && s < 2; s++)
        for (size_t i = 0; i < stretches[s].count; i++)
            if (!stretches[s].findings[i].on_file) out_found->items[out_found->count++] = &stretches[s].findings[i];
}

static bool same_matter(const struct review_finding *a, const struct review_finding *b)
{
    return text_view_equal(a->rule, b->rule) && text_view_equal(a->area, b->area) &&
           text_view_equal(a->criterion, b->criterion);
}

static bool claims(const struct review_request *request, struct text_view area)
{
    for (size_t i = 0; i < request->claim_count; i++)
        if (text_view_equal(request->claims[i].area, area)) return true;
    return false;
}

/* A finding that the old round did not have. */
static enum review_change kind_of_new(const struct review_request *before, const struct review_finding *finding)
{
    bool old_matter = before && (finding->area.len == 0 || claims(before, finding->area));
    return old_matter && finding->severity != RULE_NOTE ? REVIEW_REGRESSED : REVIEW_NEW;
}

static void note(struct comparing *it, struct review_finding_change *list, size_t *count,
                 struct review_finding_change change)
{
    list[(*count)++] = change;
    it->rounds->findings[change.change]++;
}

static void compare_findings(struct comparing *it, struct review_request_change *change)
{
    struct found before, after;
    collect(it, &it->before, &change->before, &before);
    collect(it, &it->after, &change->after, &after);
    bool *met = room_for(it, before.count, sizeof *met);
    change->findings = room_for(it, before.count + after.count, sizeof *change->findings);
    if (it->status != STATUS_OK) return;
    for (size_t i = 0; i < after.count; i++) {
        size_t old = 0;
        while (old < before.count && (met[old] || !same_matter(before.items[old], after.items[i])))
            old++;
        struct review_finding_change found = {.after = after.items[i]};
        found.change = old < before.count ? REVIEW_OPEN : kind_of_new(change->before.request, after.items[i]);
        if (old < before.count) {
            found.before = before.items[old];
            met[old] = true;
        }
        note(it, change->findings, &change->finding_count, found);
    }
    for (size_t i = 0; i < before.count; i++) {
        struct review_finding_change gone = {change->after.request ? REVIEW_FIXED : REVIEW_WITHDRAWN, before.items[i],
                                             NULL};
        if (!met[i]) note(it, change->findings, &change->finding_count, gone);
    }
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

static int64_t money_in(const struct review_side *side, enum review_money money)
{
    return side->request ? review_money_of(side->request, money) : 0;
}

/* Whether the texts are the same, whatever the order of the claims. */
static bool same_texts(const struct review_request *a, const struct review_request *b)
{
    if (a->claim_count != b->claim_count || !text_view_equal(a->text_sha256, b->text_sha256)) return false;
    for (size_t i = 0; i < a->claim_count; i++) {
        bool found = false;
        for (size_t j = 0; j < b->claim_count && !found; j++)
            found = text_view_equal(a->claims[i].area, b->claims[j].area) &&
                    text_view_equal(a->claims[i].item, b->claims[j].item) &&
                    text_view_equal(a->claims[i].text_sha256, b->claims[j].text_sha256);
        if (!found) return false;
    }
    return true;
}

static void compare_requests(struct comparing *it, struct review_request_change *change)
{
    struct review_rounds *rounds = it->rounds;
    const struct review_request *before = change->before.request, *after = change->after.request;
    for (int money = REVIEW_AMOUNT; money < REVIEW_MONIES; money++) {
        int64_t difference = eval_add_yen(money_in(&change->after, (enum review_money)money),
                                          -money_in(&change->before, (enum review_money)money));
        change->difference[money] = difference;
        change->money_moved[money] = before && after && difference != 0;
    }
    rounds->amount_difference = eval_add_yen(rounds->amount_difference, change->difference[REVIEW_AMOUNT]);
    rounds->added += !before;
    rounds->withdrawn += !after;
    compare_findings(it, change);
    if (!before || !after) return;
    change->renamed = !text_view_equal(before->title, after->title);
    change->renumbered = !text_view_equal(before->id, after->id);
    change->moved = !text_view_equal(change->before.submission->ministry, change->after.submission->ministry);
    change->text_changed = !same_texts(before, after);
    rounds->matched++;
    rounds->text_changed += change->text_changed;
    rounds->amount_moved += change->money_moved[REVIEW_AMOUNT];
}

static void list_requests(struct comparing *it)
{
    struct review_rounds *rounds = it->rounds;
    rounds->requests = room_for(it, it->before.count + it->after.count, sizeof *rounds->requests);
    for (size_t i = 0; it->status == STATUS_OK && i < it->after.count; i++) {
        struct review_request_change *change = &rounds->requests[rounds->request_count++];
        change->after = it->after.sides[i];
        change->match = it->match[i];
        if (it->partner[i] != REVIEW_NONE) change->before = it->before.sides[it->partner[i]];
        compare_requests(it, change);
    }
    for (size_t i = 0; it->status == STATUS_OK && i < it->before.count; i++) {
        if (it->before.taken[i]) continue;
        struct review_request_change *change = &rounds->requests[rounds->request_count++];
        change->before = it->before.sides[i];
        change->match = REVIEW_UNMATCHED;
        compare_requests(it, change);
    }
}

/* ---- findings on files */

static size_t count_on_files(const struct review_stored *stored)
{
    size_t count = 0;
    for (size_t i = 0; i < stored->submission_count; i++)
        for (size_t f = 0; f < stored->submissions[i].finding_count; f++)
            count += stored->submissions[i].findings[f].on_file;
    return count;
}

static void collect_on_files(struct comparing *it, const struct review_stored *stored, struct found *out_found)
{
    *out_found = (struct found){room_for(it, count_on_files(stored), sizeof *out_found->items), 0};
    for (size_t i = 0; out_found->items && i < stored->submission_count; i++)
        for (size_t f = 0; f < stored->submissions[i].finding_count; f++)
            if (stored->submissions[i].findings[f].on_file)
                out_found->items[out_found->count++] = &stored->submissions[i].findings[f];
}

/* Submissions are what they are by ministry and year: both are in the fingerprint. */
static void compare_on_files(struct comparing *it)
{
    struct found before, after;
    collect_on_files(it, it->before.stored, &before);
    collect_on_files(it, it->after.stored, &after);
    bool *met = room_for(it, before.count, sizeof *met);
    struct review_finding_change *list = room_for(it, before.count + after.count, sizeof *list);
    it->rounds->on_files = list;
    for (size_t i = 0; it->status == STATUS_OK && i < after.count; i++) {
        size_t old = 0;
        while (old < before.count &&
               (met[old] || !text_view_equal(before.items[old]->fingerprint, after.items[i]->fingerprint)))
            old++;
        struct review_finding_change change = {REVIEW_NEW, NULL, after.items[i]};
        if (old < before.count) {
            change.change = REVIEW_OPEN;
            change.before = before.items[old];
            met[old] = true;
        }
        note(it, list, &it->rounds->on_file_count, change);
    }
    for (size_t i = 0; it->status == STATUS_OK && i < before.count; i++)
        if (!met[i])
            note(it, list, &it->rounds->on_file_count,
                 (struct review_finding_change){REVIEW_FIXED, before.items[i], NULL});
}

/* ---- */

static bool same_rules(const struct review_stored *a, const struct review_stored *b)
{
    for (size_t i = 0; i < a->pack_count; i++)
        for (size_t j = 0; j < b->pack_count; j++)
            if (text_view_equal(a->packs[i].id, b->packs[j].id) &&
                !text_view_equal(a->packs[i].sha256, b->packs[j].sha256))
                return false;
    return true;
}

enum status review_rounds_compare(struct arena *arena, const struct review_stored *before,
                                  const struct review_stored *after, struct review_rounds *out_rounds)
{
    struct comparing it = {.arena = arena, .rounds = out_rounds};
    *out_rounds = (struct review_rounds){.before = before, .after = after, .same_rules = same_rules(before, after)};
    open_round(&it, &it.before, before);
    open_round(&it, &it.after, after);
    it.partner = room_for(&it, it.after.count, sizeof *it.partner);
    it.match = room_for(&it, it.after.count, sizeof *it.match);
    for (size_t i = 0; it.status == STATUS_OK && i < it.after.count; i++) {
        it.partner[i] = REVIEW_NONE;
        it.match[i] = REVIEW_UNMATCHED;
    }
    if (it.status == STATUS_OK) match_requests(&it);
    if (it.status == STATUS_OK) list_requests(&it);
    if (it.status == STATUS_OK) compare_on_files(&it);
    return it.status;
}
