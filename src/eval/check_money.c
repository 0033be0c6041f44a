/* Money is compared within what the displayed precisions allow: half a unit of each figure, added up. To stay in whole
 * yen everything is doubled: figures in 百万円 shown as 649+78+311+114+86+408 = 1,646 against 16.5億円 differ by
 * 4百万円; the allowance is 6 x half a 百万円 and half of 0.1億円 = 8百万円. */
#include "eval/check.h"

/* A sum beyond 9.2e18 yen differs from any amount that can be written. */
int64_t eval_add_yen(int64_t a, int64_t b)
{
    if (b > 0 && a > INT64_MAX - b) return INT64_MAX;
    if (b < 0 && a < INT64_MIN - b) return INT64_MIN;
    return a + b;
}

struct total {
    int64_t yen;
    int64_t twice_allowance;        /* yen, doubled */
    size_t parts;                   /* added up; rightly left out are those that another sum holds */
    bool unknown;                   /* a part is absent or unreadable: something else says so */
    const struct doc_amount *rough; /* the first part that is only approximate, or NULL */
};

static int64_t twice_half_step(const struct doc_money *money)
{
    return money->step > 1 ? money->step : 0;
}

static void add_part(struct total *total, const struct doc_amount *part)
{
    total->parts++;
    if (part->kind == DOC_AMOUNT_ABSENT || part->kind == DOC_AMOUNT_WRONG) total->unknown = true;
    if (part->kind != DOC_AMOUNT_FIGURE) return; /* none, item only, elsewhere: nothing to add */
    if (part->bound != DOC_EXACT && !total->rough) total->rough = part;
    total->yen = eval_add_yen(total->yen, part->money.yen);
    total->twice_allowance = eval_add_yen(total->twice_allowance, twice_half_step(&part->money));
}

/* A request that asks in the supplementary budget alone has no part in the sum of amounts. */
static bool asks_apart(const struct eval_context *context, const struct rule_address *list, size_t index)
{
    if (list->list != DOC_FIELD_REQUESTS || list->field != DOC_FIELD_AMOUNT) return false;
    const struct doc_request *request = &doc_submission_whole(context->submission)->requests[index];
    return request->amount.kind == DOC_AMOUNT_ABSENT && request->supplementary.kind != DOC_AMOUNT_ABSENT;
}

static bool is_left_out(const struct eval_context *context, const struct eval_subject *subject,
                        const struct rule_address *list, size_t index, const struct doc_amount *part)
{
    const struct doc_row *row = eval_row_at(subject, list, index);
    return part->relisted || part->kind == DOC_AMOUNT_PART_OF || (row && (row->relisted || row->partial)) ||
           asks_apart(context, list, index);
}

static struct total sum_list(const struct eval_context *context, const struct eval_subject *subject,
                             const struct rule_address *list)
{
    struct total total = {0};
    size_t count = eval_value_count(context, subject, list);
    for (size_t i = 0; i < count; i++) {
        struct eval_value value = eval_value_at(context, subject, list, i);
        if (value.kind == EVAL_VALUE_AMOUNT && !is_left_out(context, subject, list, i, value.amount))
            add_part(&total, value.amount);
    }
    return total;
}

static bool is_comparable(const struct total *total)
{
    return total->parts > 0 && !total->unknown && !total->rough;
}

static int64_t size_of(int64_t difference)
{
    return difference < 0 ? (difference == INT64_MIN ? INT64_MAX : -difference) : difference;
}

static bool within_allowance(int64_t difference, int64_t twice_allowance)
{
    int64_t size = size_of(difference);
    return size <= INT64_MAX / 2 && 2 * size <= twice_allowance;
}

bool eval_check_sum(struct eval_context *context, const struct eval_subject *subject, const struct rule_check_use *use,
                    struct eval_check_report *out_report)
{
    const struct rule_address *against = use->has_equals ? &use->equals : &use->at_most_of;
    struct eval_value target = eval_value_at(context, subject, against, 0);
    if (target.kind != EVAL_VALUE_AMOUNT || target.amount->kind != DOC_AMOUNT_FIGURE ||
        target.amount->bound != DOC_EXACT)
        return true;
    struct total total = sum_list(context, subject, &use->of);
    int64_t difference = eval_add_yen(total.yen, -target.amount->money.yen);
    int64_t twice_allowance = eval_add_yen(total.twice_allowance, twice_half_step(&target.amount->money));
    if (!is_comparable(&total) || within_allowance(difference, twice_allowance) || (!use->has_equals && difference < 0))
        return true;
    eval_report_yen(out_report, "sum", total.yen);
    eval_report_amount(out_report, "total", target.amount);
    eval_report_yen(out_report, "difference", size_of(difference));
    eval_report_yen(out_report, "tolerance", twice_allowance / 2);
    out_report->value = target;
    out_report->field = against->field;
    return false;
}

bool eval_check_same_figure(const struct doc_amount *previous, const struct doc_amount *amount,
                            struct eval_check_report *out_report)
{
    struct total left = {0}, right = {0};
    add_part(&left, previous);
    add_part(&right, amount);
    int64_t difference = eval_add_yen(left.yen, -right.yen);
    int64_t twice_allowance = eval_add_yen(left.twice_allowance, right.twice_allowance);
    if (within_allowance(difference, twice_allowance)) return true;
    eval_report_amount(out_report, "previous", previous);
    eval_report_amount(out_report, "amount", amount);
    eval_report_yen(out_report, "difference", size_of(difference));
    eval_report_yen(out_report, "tolerance", twice_allowance / 2);
    return false;
}

/* A sum that was not compared, since a figure is only approximate or every part belongs to another sum. */
bool eval_check_compared(struct eval_context *context, const struct eval_subject *subject,
                         const struct rule_check_use *use, struct eval_check_report *out_report)
{
    struct eval_value target = eval_value_at(context, subject, &use->equals, 0);
    if (target.kind != EVAL_VALUE_AMOUNT || target.amount->kind != DOC_AMOUNT_FIGURE ||
        eval_value_count(context, subject, &use->of) == 0)
        return true;
    struct total total = sum_list(context, subject, &use->of);
    if (target.amount->bound != DOC_EXACT) total.rough = target.amount;
    if (total.unknown || is_comparable(&total)) return true;
    eval_report_text(out_report, "text", total.rough ? total.rough->written : (struct text_view){"", 0});
    eval_report_amount(out_report, "total", target.amount);
    out_report->value = target;
    out_report->field = use->equals.field;
    return false;
}

/* What is listed again is a part of another request's amount, in one year and maybe not in the other. */
static bool figures(const struct eval_value *a, const struct eval_value *b)
{
    return a->kind == EVAL_VALUE_AMOUNT && b->kind == EVAL_VALUE_AMOUNT && a->amount->kind == DOC_AMOUNT_FIGURE &&
           b->amount->kind == DOC_AMOUNT_FIGURE && !a->amount->relisted && !b->amount->relisted;
}

/* Growth in percent of previous, rounded down, without overflow (beyond 9e16 yen previous is rounded to 100 yen). */
static int64_t growth_percent(int64_t amount, int64_t previous)
{
    if (amount <= previous) return 0;
    int64_t growth = amount - previous;
    if (growth > INT64_MAX / 100) return previous < 100 ? INT64_MAX : growth / (previous / 100);
    return growth * 100 / previous;
}

bool eval_check_increase(struct eval_context *context, const struct eval_subject *subject,
                         const struct rule_check_use *use, struct eval_check_report *out_report)
{
    struct eval_value amount = eval_value_at(context, subject, &use->of, 0);
    struct eval_value previous = eval_value_at(context, subject, &use->over, 0);
    if (!figures(&amount, &previous) || previous.amount->money.yen <= 0 || amount.amount->money.yen <= 0 ||
        growth_percent(amount.amount->money.yen, previous.amount->money.yen) < use->percent)
        return true;
    eval_report_amount(out_report, "amount", amount.amount);
    eval_report_amount(out_report, "previous", previous.amount);
    eval_report_number(out_report, "percent", growth_percent(amount.amount->money.yen, previous.amount->money.yen));
    out_report->value = amount;
    out_report->field = use->of.field;
    return false;
}

/* Whether the category fits the figures: new has none before, continuing has one, expanded asks for more than before.
 */
static bool category_fits(enum doc_category category, const struct doc_amount *amount,
                          const struct doc_amount *previous)
{
    bool before = previous->kind == DOC_AMOUNT_FIGURE && previous->money.yen > 0;
    bool none_before = previous->kind == DOC_AMOUNT_NONE || previous->kind == DOC_AMOUNT_ABSENT ||
                       (previous->kind == DOC_AMOUNT_FIGURE && previous->money.yen == 0);
    if (previous->kind == DOC_AMOUNT_ABSENT && amount->kind == DOC_AMOUNT_WRONG)
        return true; /* it may stand in there */
    if (category == DOC_CATEGORY_NEW) return !before;
    if (category == DOC_CATEGORY_CONTINUING) return !none_before;
    if (amount->relisted || previous->relisted) return true; /* one may be a part of the other's whole */
    return amount->kind != DOC_AMOUNT_FIGURE || !before || amount->money.yen > previous->money.yen;
}

bool eval_check_category(struct eval_context *context, const struct eval_subject *subject,
                         const struct rule_check_use *use, struct eval_check_report *out_report)
{
    (void)context;
    const struct doc_request *request = subject->request;
    if (request->category != use->expect || category_fits(use->expect, &request->amount, &request->previous))
        return true;
    eval_report_text(out_report, "category", request->category_text.value);
    eval_report_amount(out_report, "amount", &request->amount);
    eval_report_amount(out_report, "previous", &request->previous);
    out_report->value.span = request->category_text.span;
    out_report->field = DOC_FIELD_CATEGORY;
    return false;
}
