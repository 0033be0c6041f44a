/* Rules over the set that find the same request again: an id that two files of one year give, and the amount that an
 * earlier year's file gives for what `previous` speaks of. Requests are put in order once; each is then looked up in a
 * few steps. */
#include "eval/set_details.h"

#include <stdlib.h>

enum naming { BY_ID, BY_TITLE };

/* A request under the name by which it is looked for. */
struct named {
    int year;
    struct eval_set_name name;
    uint32_t request;
};

struct names {
    struct named *items;
    size_t count;
};

static int compare_names(const struct named *a, const struct named *b)
{
    const uint64_t *x = a->name.words, *y = b->name.words;
    int order = (a->year > b->year) - (a->year < b->year);
    if (order == 0) order = (x[0] > y[0]) - (x[0] < y[0]);
    return order != 0 ? order : (x[1] > y[1]) - (x[1] < y[1]);
}

static int compare_named(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = compare_names(x, y);
    return order != 0 ? order : (x->request > y->request) - (x->request < y->request);
}

static bool has_name(const struct named *named)
{
    return named->name.words[0] != 0 || named->name.words[1] != 0;
}

/* The requests that were checked, or those of earlier years, in the order of their names. */
static enum status sort_names(const struct eval_set *set, struct arena *arena, bool previous, enum naming naming,
                              struct names *out_names)
{
    struct names names = {arena_alloc(arena, (set->request_count + 1) * sizeof *names.items), 0};
    if (!names.items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < set->request_count; i++) {
        const struct eval_set_submission *home = eval_set_home(set, &set->requests[i]);
        struct named named = {home->year, naming == BY_ID ? set->names[i].id : set->names[i].title, (uint32_t)i};
        if (home->previous == previous && has_name(&named)) names.items[names.count++] = named;
    }
    if (names.count > 1) qsort(names.items, names.count, sizeof *names.items, compare_named);
    *out_names = names;
    return STATUS_OK;
}

/* ---- ids */

/* Those that bear the id in other files than the first; within one file each is found by itself (eval/check_id). */
static enum status relate_bearers(struct eval_set *set, const struct named *bearers, size_t count,
                                  struct eval_set_relation *relations, size_t *out_count)
{
    enum status status = STATUS_OK;
    const uint32_t home = set->requests[bearers[0].request].submission;
    *out_count = 0;
    for (size_t i = 1; i < count && status == STATUS_OK; i++) {
        const struct eval_set_request *bearer = &set->requests[bearers[i].request];
        struct eval_set_request_details details;
        if (bearer->submission == home) continue;
        status = eval_set_get_request(set, set->arena, bearer, &details);
        struct eval_set_relation *relation = &relations[(*out_count)++];
        *relation = (struct eval_set_relation){eval_set_place_of(set, bearer, &details), -1};
        relation->place.start = details.id_start;
        relation->place.end = details.id_end;
    }
    return status;
}

static enum status find_shared(struct eval_set *set, const struct named *bearers, size_t count)
{
    const struct eval_set_request *first = &set->requests[bearers[0].request];
    struct eval_set_relation *relations = arena_alloc(set->arena, count * sizeof *relations);
    struct eval_set_finding finding = {.relations = relations};
    struct eval_set_request_details details;
    if (!relations) return STATUS_NO_MEMORY;
    enum status status = relate_bearers(set, bearers, count, relations, &finding.relation_count);
    if (status != STATUS_OK || finding.relation_count == 0) return status;
    status = eval_set_get_request(set, set->arena, first, &details);
    if (status != STATUS_OK) return status;
    struct eval_check_report report = {.field = DOC_FIELD_ID};
    eval_report_text(&report, "id", details.id);
    eval_report_text(&report, "title", relations[0].place.title);
    finding.place = eval_set_place_of(set, first, &details);
    finding.place.start = details.id_start;
    finding.place.end = details.id_end;
    finding.place.line = details.id_line;
    if (!eval_set_take_report(set, &finding, &report)) return STATUS_NO_MEMORY;
    return eval_set_find(set, RULE_CHECK_OWN_ID, first, finding, details.id);
}

enum status eval_set_ids(struct eval_set *set)
{
    const struct rule_form *form;
    struct names names = {NULL, 0};
    struct arena *scratch = arena_new();
    enum status status = scratch ? sort_names(set, scratch, false, BY_ID, &names) : STATUS_NO_MEMORY;
    for (size_t i = 0, end; status == STATUS_OK && i < names.count; i = end) {
        for (end = i + 1; end < names.count && compare_names(&names.items[i], &names.items[end]) == 0;)
            end++;
        const struct eval_set_request *first = &set->requests[names.items[i].request];
        if (end - i > 1 && rule_set_case(eval_set_home(set, first)->rules, RULE_CHECK_OWN_ID, &form))
            status = find_shared(set, &names.items[i], end - i);
    }
    arena_free(scratch);
    return status;
}

/* ---- earlier figures */

#define NOBODY UINT32_MAX

/* Who is the same request as whom, a year apart. An earlier one goes with one request of a year later at most. */
struct pairing {
    struct names now[BY_TITLE + 1], then[BY_TITLE + 1];
    uint32_t *earlier; /* by request: what it was, or NOBODY */
    bool *taken;       /* by request of earlier years */
};

/* Where the requests of that name begin, or would. */
static size_t begin_of(const struct names *names, const struct named *wanted)
{
    size_t low = 0, high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_names(&names->items[middle], wanted) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool is_named(const struct names *names, size_t index, const struct named *wanted)
{
    return index < names->count && compare_names(&names->items[index], wanted) == 0;
}

static void pair(struct pairing *pairing, const struct named *now, const struct named *then)
{
    pairing->earlier[now->request] = then->request;
    pairing->taken[then->request] = true;
}

/* Bearers of one id, in their order; an id that is given twice has its own finding. */
static void pair_ids(struct pairing *pairing, const struct named *now, size_t count, const struct named *wanted)
{
    const struct names *names = &pairing->then[BY_ID];
    size_t then = begin_of(names, wanted);
    for (size_t i = 0; i < count && is_named(names, then, wanted); i++)
        pair(pairing, &now[i], &names->items[then++]);
}

/* A title tells which request is meant only when one alone bears it in either year; of this year's, ids have told what
 * some are already. */
static void pair_titles(struct pairing *pairing, const struct named *now, size_t count, const struct named *wanted)
{
    const struct names *names = &pairing->then[BY_TITLE];
    size_t then = begin_of(names, wanted), unpaired = 0;
    const struct named *own = NULL;
    for (size_t i = 0; i < count; i++) {
        if (pairing->earlier[now[i].request] != NOBODY) continue;
        own = &now[i];
        unpaired++;
    }
    if (unpaired != 1 || !is_named(names, then, wanted) || is_named(names, then + 1, wanted)) return;
    if (!pairing->taken[names->items[then].request]) pair(pairing, own, &names->items[then]);
}

static void pair_by(struct pairing *pairing, enum naming naming)
{
    const struct names *names = &pairing->now[naming];
    for (size_t i = 0, end; i < names->count; i = end) {
        struct named wanted = names->items[i];
        for (end = i + 1; is_named(names, end, &wanted);)
            end++;
        wanted.year--;
        (naming == BY_ID ? pair_ids : pair_titles)(pairing, &names->items[i], end - i, &wanted);
    }
}

/* All that share an id are paired before any title is looked at: else a namesake could take another's place. */
static enum status pair_requests(const struct eval_set *set, struct arena *arena, struct pairing *pairing)
{
    enum status status = STATUS_OK;
    pairing->earlier = arena_alloc(arena, (set->request_count + 1) * sizeof *pairing->earlier);
    pairing->taken = arena_alloc(arena, (set->request_count + 1) * sizeof *pairing->taken);
    if (!pairing->earlier || !pairing->taken) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < set->request_count; i++)
        pairing->earlier[i] = NOBODY;
    for (enum naming naming = BY_ID; naming <= BY_TITLE && status == STATUS_OK; naming++) {
        status = sort_names(set, arena, false, naming, &pairing->now[naming]);
        if (status == STATUS_OK) status = sort_names(set, arena, true, naming, &pairing->then[naming]);
        if (status == STATUS_OK) pair_by(pairing, naming);
    }
    return status;
}

/* An amount listed again is a part of another request's. */
static bool is_comparable(const struct doc_amount *amount)
{
    return amount->bound == DOC_EXACT && !amount->relisted &&
           (amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_NONE);
}

/* The two requests of a pair, and what is said of them. */
struct pair {
    const struct eval_set_request *now, *then;
    struct eval_set_request_details details, earlier;
};

static enum status get_pair(struct eval_set *set, struct arena *arena, struct pair *pair)
{
    enum status status = eval_set_get_request(set, arena, pair->now, &pair->details);
    return status == STATUS_OK ? eval_set_get_request(set, arena, pair->then, &pair->earlier) : status;
}

static bool is_same_figure(const struct pair *pair, struct eval_check_report *report)
{
    return pair->details.amount.relisted || !is_comparable(&pair->details.previous) ||
           !is_comparable(&pair->earlier.amount) ||
           eval_check_same_figure(&pair->details.previous, &pair->earlier.amount, report);
}

/* The finding points to the two amounts: the pair is read again, to stay. */
static enum status find_other_figure(struct eval_set *set, const struct eval_set_request *now,
                                     const struct eval_set_request *then)
{
    struct eval_set_relation *relation = arena_alloc(set->arena, sizeof *relation);
    struct pair *pair = arena_alloc(set->arena, sizeof *pair);
    if (!relation || !pair) return STATUS_NO_MEMORY;
    *pair = (struct pair){.now = now, .then = then};
    enum status status = get_pair(set, set->arena, pair);
    if (status != STATUS_OK) return status;
    struct eval_check_report report = {.field = DOC_FIELD_PREVIOUS};
    (void)is_same_figure(pair, &report);
    *relation = (struct eval_set_relation){eval_set_place_of(set, then, &pair->earlier), -1};
    relation->place.start = pair->earlier.title_start;
    relation->place.end = pair->earlier.title_end;
    struct eval_set_finding finding = {.place = eval_set_place_of(set, now, &pair->details),
                                       .relations = relation,
                                       .relation_count = 1};
    finding.place.start = pair->details.previous_start;
    finding.place.end = pair->details.previous_end;
    finding.place.line = pair->details.previous_line;
    if (!eval_set_take_report(set, &finding, &report)) return STATUS_NO_MEMORY;
    return eval_set_find(set, RULE_CHECK_PREVIOUS, now, finding, pair->details.previous.written);
}

static enum status compare_earlier(struct eval_set *set, struct arena *scratch, const struct eval_set_request *now,
                                   const struct eval_set_request *then)
{
    struct pair pair = {.now = now, .then = then};
    struct eval_check_report report = {.field = DOC_FIELD_PREVIOUS};
    enum status status = get_pair(set, scratch, &pair);
    if (status == STATUS_OK && !is_same_figure(&pair, &report)) status = find_other_figure(set, now, then);
    arena_clear(scratch);
    return status;
}

static bool has_earlier(const struct eval_set *set)
{
    for (size_t i = 0; i < set->submission_count; i++)
        if (set->submissions[i].previous) return true;
    return false;
}

static enum status compare_pairs(struct eval_set *set, const struct pairing *pairing)
{
    const struct rule_form *form;
    struct arena *scratch = arena_new();
    enum status status = scratch ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; status == STATUS_OK && i < set->request_count; i++) {
        uint32_t earlier = pairing->earlier[i];
        if (earlier != NOBODY &&
            rule_set_case(eval_set_home(set, &set->requests[i])->rules, RULE_CHECK_PREVIOUS, &form))
            status = compare_earlier(set, scratch, &set->requests[i], &set->requests[earlier]);
    }
    arena_free(scratch);
    return status;
}

enum status eval_set_previous(struct eval_set *set)
{
    struct pairing pairing = {0};
    if (!has_earlier(set)) return STATUS_OK;
    struct arena *arena = arena_new();
    enum status status = arena ? pair_requests(set, arena, &pairing) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = compare_pairs(set, &pairing);
    arena_free(arena);
    return status;
}
