/* Rules over the set that find the same request again: an id that two files of one year give, and the amount that an
 * earlier year's file gives for what `previous` speaks of. Requests are put in order once; each is then looked up in a
 * few steps. */
#include "eval/set_part.h"

#include <stdlib.h>

/* A request under the name by which it is looked for. */
struct named {
    int year;
    struct text_view first, second; /* an id alone, or ministry and folded title */
    uint32_t request;
};

struct names {
    struct named *items;
    size_t count;
};

static int compare_names(const struct named *a, const struct named *b)
{
    int order = (a->year > b->year) - (a->year < b->year);
    if (order == 0) order = text_view_compare(a->first, b->first);
    return order != 0 ? order : text_view_compare(a->second, b->second);
}

static int compare_named(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = compare_names(x, y);
    return order != 0 ? order : (x->request > y->request) - (x->request < y->request);
}

enum naming { BY_ID, BY_TITLE };

static struct named name_of(const struct eval_set *set, size_t request, enum naming naming)
{
    const struct eval_set_request *it = &set->requests[request];
    const struct eval_set_submission *home = eval_set_home(set, it);
    struct named named = {.year = home->year, .request = (uint32_t)request};
    named.first = naming == BY_ID ? it->id : home->ministry;
    named.second = naming == BY_ID ? (struct text_view){"", 0} : it->folded_title;
    return named;
}

static bool has_name(const struct named *named, enum naming naming)
{
    return naming == BY_ID ? named->first.len > 0 : named->second.len > 0;
}

/* The requests that were checked, or those of earlier years, in the order of their names. */
static enum status sort_names(struct eval_set *set, bool previous, enum naming naming, struct names *out_names)
{
    struct names names = {arena_alloc(set->arena, (set->request_count + 1) * sizeof *names.items), 0};
    if (!names.items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < set->request_count; i++) {
        struct named named = name_of(set, i, naming);
        if (eval_set_home(set, &set->requests[i])->previous == previous && has_name(&named, naming))
            names.items[names.count++] = named;
    }
    if (names.count > 1) qsort(names.items, names.count, sizeof *names.items, compare_named);
    *out_names = names;
    return STATUS_OK;
}

/* ---- ids */

/* Those that bear the id in other files than the first; within one file each is found by itself (eval/check_id). */
static enum status find_shared(struct eval_set *set, const struct named *bearers, size_t count)
{
    const struct eval_set_request *first = &set->requests[bearers[0].request];
    struct eval_set_relation *relations = arena_alloc(set->arena, count * sizeof *relations);
    struct eval_set_finding finding = {.relations = relations};
    const struct eval_set_request *other = NULL;
    if (!relations) return STATUS_NO_MEMORY;
    for (size_t i = 1; i < count; i++) {
        const struct eval_set_request *bearer = &set->requests[bearers[i].request];
        if (bearer->submission == first->submission) continue;
        struct eval_set_relation *relation = &relations[finding.relation_count++];
        *relation = (struct eval_set_relation){eval_set_place_of(set, bearer), -1};
        relation->place.start = bearer->id_start;
        relation->place.end = bearer->id_end;
        if (!other) other = bearer;
    }
    if (!other) return STATUS_OK;
    struct eval_check_report report = {.field = DOC_FIELD_ID};
    eval_report_text(&report, "id", first->id);
    eval_report_text(&report, "title", other->title);
    finding.place = eval_set_place_of(set, first);
    finding.place.start = first->id_start;
    finding.place.end = first->id_end;
    eval_set_take_report(&finding, &report);
    return eval_set_find(set, RULE_CHECK_OWN_ID, first, finding, first->id);
}

enum status eval_set_ids(struct eval_set *set)
{
    const struct rule_form *form;
    struct names names;
    enum status status = sort_names(set, false, BY_ID, &names);
    for (size_t i = 0, end; status == STATUS_OK && i < names.count; i = end) {
        for (end = i + 1; end < names.count && compare_names(&names.items[i], &names.items[end]) == 0;)
            end++;
        const struct eval_set_request *first = &set->requests[names.items[i].request];
        if (end - i > 1 && rule_set_case(eval_set_home(set, first)->rules, RULE_CHECK_OWN_ID, &form))
            status = find_shared(set, &names.items[i], end - i);
    }
    return status;
}

/* ---- earlier figures */

/* The first request of that name, or NULL. */
static const struct eval_set_request *find_named(const struct eval_set *set, const struct names *names,
                                                 const struct named *wanted)
{
    size_t low = 0, high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_names(&names->items[middle], wanted) < 0) low = middle + 1;
        else high = middle;
    }
    bool found = low < names->count && compare_names(&names->items[low], wanted) == 0;
    return found ? &set->requests[names->items[low].request] : NULL;
}

/* The same request a year before: by its id, else by ministry and title. */
static const struct eval_set_request *earlier_of(const struct eval_set *set, size_t request, const struct names by[])
{
    for (int naming = BY_ID; naming <= BY_TITLE; naming++) {
        struct named wanted = name_of(set, request, (enum naming)naming);
        wanted.year--;
        const struct eval_set_request *found =
            has_name(&wanted, (enum naming)naming) ? find_named(set, &by[naming], &wanted) : NULL;
        if (found) return found;
    }
    return NULL;
}

static bool is_comparable(const struct doc_amount *amount)
{
    return amount->bound == DOC_EXACT && (amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_NONE);
}

static enum status compare_earlier(struct eval_set *set, const struct eval_set_request *request,
                                   const struct eval_set_request *earlier)
{
    struct eval_check_report report = {.field = DOC_FIELD_PREVIOUS};
    if (!is_comparable(&request->previous) || !is_comparable(&earlier->amount) ||
        eval_check_same_figure(&request->previous, &earlier->amount, &report))
        return STATUS_OK;
    struct eval_set_relation *relation = arena_alloc(set->arena, sizeof *relation);
    if (!relation) return STATUS_NO_MEMORY;
    *relation = (struct eval_set_relation){eval_set_place_of(set, earlier), -1};
    relation->place.start = earlier->title_start;
    relation->place.end = earlier->title_end;
    struct eval_set_finding finding = {.place = eval_set_place_of(set, request),
                                       .relations = relation,
                                       .relation_count = 1};
    finding.place.start = request->previous_start;
    finding.place.end = request->previous_end;
    eval_set_take_report(&finding, &report);
    return eval_set_find(set, RULE_CHECK_PREVIOUS, request, finding, request->previous.written);
}

enum status eval_set_previous(struct eval_set *set)
{
    const struct rule_form *form;
    struct names by[BY_TITLE + 1];
    enum status status = sort_names(set, true, BY_ID, &by[BY_ID]);
    if (status == STATUS_OK) status = sort_names(set, true, BY_TITLE, &by[BY_TITLE]);
    for (size_t i = 0; status == STATUS_OK && i < set->request_count; i++) {
        const struct eval_set_submission *home = eval_set_home(set, &set->requests[i]);
        if (home->previous || !rule_set_case(home->rules, RULE_CHECK_PREVIOUS, &form)) continue;
        const struct eval_set_request *earlier = earlier_of(set, i, by);
        if (earlier) status = compare_earlier(set, &set->requests[i], earlier);
    }
    return status;
}
