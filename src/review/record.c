#include "review/record.h"

#include "eval/check.h"
#include "text/place.h"

#include <stdlib.h>

static const char *const detail_names[REVIEW_DETAILS] = {
#define DETAIL(code, name) name,
#include "review/detail.def"
#undef DETAIL
};

struct text_view review_detail_below(const struct review_detail *detail)
{
    return detail->kind == REVIEW_DETAIL_BASIS ? (struct text_view){0} : detail->text;
}

const char *review_detail_name(enum review_detail_kind kind)
{
    return detail_names[kind];
}

const char *review_waiver_state_name(enum review_waiver_state state)
{
    static const char *const names[REVIEW_WAIVER_STATES] = {
#define WAIVER_STATE(code, name) name,
#include "review/waiver.def"
#undef WAIVER_STATE
    };
    return names[state];
}

const char *review_rule_kind_name(enum review_rule_kind kind)
{
    static const char *const names[] = {[REVIEW_RULE_CLAUSE] = "clause",
                                        [REVIEW_RULE_CRITERION] = "criterion",
                                        [REVIEW_RULE_DEMAND] = "demand",
                                        [REVIEW_RULE_FORM] = "form"};
    return names[kind];
}

const char *review_category_name(enum doc_category category)
{
    static const char *const names[] = {[DOC_CATEGORY_NONE] = NULL,
                                        [DOC_CATEGORY_NEW] = "new",
                                        [DOC_CATEGORY_CONTINUING] = "continuing",
                                        [DOC_CATEGORY_EXPANDED] = "expanded"};
    return names[category];
}

const char *review_amount_kind_name(enum doc_amount_kind kind)
{
    static const char *const names[] = {
        [DOC_AMOUNT_ABSENT] = NULL,           [DOC_AMOUNT_WRONG] = NULL,
        [DOC_AMOUNT_FIGURE] = "figure",       [DOC_AMOUNT_NONE] = "none",
        [DOC_AMOUNT_ITEM_ONLY] = "item_only", [DOC_AMOUNT_ELSEWHERE] = "elsewhere",
        [DOC_AMOUNT_PART_OF] = "part_of",
    };
    return names[kind];
}

const char *review_severity_name(enum rule_severity severity)
{
    static const char *const names[] = {[RULE_NOTE] = "note", [RULE_WARNING] = "warning", [RULE_ERROR] = "error"};
    return names[severity];
}

static int compare_rules(const void *a, const void *b)
{
    const struct review_rule *x = a, *y = b;
    return text_view_compare(x->id, y->id);
}

void review_rules_sort(struct review_rule *rules, size_t count)
{
    if (count > 1) qsort(rules, count, sizeof *rules, compare_rules);
}

const struct review_rule *review_rule_of(const struct review_pack *pack, struct text_view id)
{
    const struct review_rule key = {.id = id};
    return pack->rule_count > 0 ? bsearch(&key, pack->rules, pack->rule_count, sizeof key, compare_rules) : NULL;
}

int64_t review_figure(const struct review_amount *amount)
{
    return amount->kind == DOC_AMOUNT_FIGURE && !amount->relisted ? amount->yen : 0;
}

bool review_is_asked(const struct review_request *request)
{
    const struct review_amount *amount = &request->amount;
    return amount->kind == DOC_AMOUNT_FIGURE && !amount->relisted && amount->yen >= 0;
}

int64_t review_asked(const struct review_request *request)
{
    return review_is_asked(request) ? request->amount.yen : 0;
}

int64_t review_parts_sum(const struct review_request *request, bool *out_whole)
{
    int64_t sum = 0;
    *out_whole = request->part_count > 0;
    for (size_t i = 0; i < request->part_count; i++) {
        const struct review_part *part = &request->parts[i];
        if (part->partial || part->amount.relisted || part->amount.kind == DOC_AMOUNT_PART_OF) continue;
        if (part->amount.kind == DOC_AMOUNT_ABSENT || part->amount.kind == DOC_AMOUNT_WRONG) *out_whole = false;
        sum = eval_add_yen(sum, review_figure(&part->amount));
    }
    return sum;
}

bool review_is_open(const struct review_finding *finding)
{
    return !finding->waived || !finding->waived->holds;
}

int64_t review_unjustified(const struct review_request *request)
{
    int64_t asked = review_asked(request), sum = 0;
    for (size_t i = 0; i < request->claim_count && sum < asked; i++) {
        const struct review_claim *claim = &request->claims[i];
        if (claim->verdict != EVAL_CLAIM_UNJUSTIFIED) continue;
        bool own = claim->amount.kind == DOC_AMOUNT_FIGURE && claim->amount.yen >= 0; /* as review/matrix has it */
        int64_t share = own ? review_figure(&claim->amount) : asked;
        sum = share < asked - sum ? sum + share : asked;
    }
    return sum;
}

struct text_view review_area_of(const struct review_claim *claim)
{
    return claim->area.len > 0 ? claim->area : claim->area_as_written;
}

bool review_claims_area(const struct review_request *request, struct text_view area)
{
    for (size_t i = 0; i < request->claim_count; i++)
        if (text_view_equal(review_area_of(&request->claims[i]), area)) return true;
    return false;
}

/* Whether the area is the claim's label, a blank and its item. */
static bool names_item(const struct review_claim *claim, struct text_view area)
{
    size_t before = claim->area.len + 1;
    return claim->item.len > 0 && area.len == before + claim->item.len && text_view_starts(area, claim->area) &&
           area.at[before - 1] == ' ' && text_view_equal(text_view_part(area, before, area.len), claim->item);
}

bool review_has_matter(const struct review_request *request, struct text_view area)
{
    if (area.len == 0 || review_claims_area(request, area)) return true;
    for (size_t i = 0; i < request->claim_count; i++)
        if (names_item(&request->claims[i], area)) return true;
    return false;
}

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

struct review_finding_key review_finding_key_of(const struct review_finding *finding)
{
    return (struct review_finding_key){.path = finding->path,
                                       .rule = finding->rule,
                                       .area = finding->area,
                                       .start = finding->range.start,
                                       .document = finding->document};
}

int review_finding_key_compare(const struct review_finding_key *a, const struct review_finding_key *b)
{
    int order = text_view_compare(a->path, b->path);
    if (order == 0) order = compare_numbers(a->document, b->document);
    if (order == 0) order = text_place_compare(a->start, b->start);
    if (order == 0) order = text_view_compare(a->rule, b->rule);
    return order != 0 ? order : text_view_compare(a->area, b->area);
}

int review_finding_compare(const struct review_finding *a, const struct review_finding *b)
{
    const struct review_finding_key x = review_finding_key_of(a), y = review_finding_key_of(b);
    return review_finding_key_compare(&x, &y);
}

/* What stood first, stays first: the pointers go into one array. */
static int compare_pointers(const void *a, const void *b)
{
    const struct review_finding *x = *(const struct review_finding *const *)a;
    const struct review_finding *y = *(const struct review_finding *const *)b;
    int order = review_finding_compare(x, y);
    return order != 0 ? order : (x > y) - (x < y);
}

enum status review_findings_sort(struct arena *arena, struct review_finding *findings, size_t count)
{
    if (count < 2) return STATUS_OK;
    const struct review_finding **order = arena_alloc(arena, count * sizeof *order);
    struct review_finding *sorted = arena_alloc(arena, count * sizeof *sorted);
    if (!order || !sorted) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        order[i] = &findings[i];
    qsort(order, count, sizeof *order, compare_pointers);
    for (size_t i = 0; i < count; i++)
        sorted[i] = *order[i];
    memcpy(findings, sorted, count * sizeof *sorted);
    return STATUS_OK;
}

void review_totals_count(struct review_totals *totals, const struct review_finding *finding)
{
    if (review_is_open(finding)) totals->findings[finding->severity]++;
    else totals->waived++;
}

void review_totals_add(struct review_totals *to, const struct review_totals *from)
{
    to->files += from->files;
    to->requests += from->requests;
    to->claims += from->claims;
    to->criteria += from->criteria;
    to->skipped += from->skipped;
    to->errors += from->errors;
    to->waived += from->waived;
    for (int severity = RULE_NOTE; severity <= RULE_ERROR; severity++)
        to->findings[severity] += from->findings[severity];
}
