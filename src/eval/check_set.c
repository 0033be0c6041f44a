#include "eval/area.h"
#include "eval/check.h"

static size_t count_same(const struct doc_request *request, size_t claim)
{
    size_t count = 0;
    for (size_t i = 0; i < request->claim_count; i++)
        count += eval_area_same(&request->claims[i].label, &request->claims[claim].label);
    return count;
}

/* No clause (and item) is claimed twice: points at the second claim. */
bool eval_check_unique(struct eval_context *context, const struct eval_subject *subject,
                       const struct rule_check_use *use, struct eval_check_report *out_report)
{
    const struct doc_request *request = subject->request;
    for (size_t i = 1; i < request->claim_count; i++)
        for (size_t j = request->claims[i].label.result == DOC_LABEL_OK ? 0 : i; j < i; j++) {
            if (!eval_area_same(&request->claims[i].label, &request->claims[j].label)) continue;
            eval_report_text(out_report, "area", eval_area_of(context, &request->claims[i]));
            eval_report_number(out_report, "count", (int64_t)count_same(request, i));
            out_report->value.text = &request->claims[i].area;
            out_report->value.span = request->claims[i].area.span;
            out_report->field = use->of.field;
            return false;
        }
    return true;
}

bool eval_check_count(struct eval_context *context, const struct eval_subject *subject,
                      const struct rule_check_use *use, struct eval_check_report *out_report)
{
    struct eval_value list = eval_value_at(context, subject, &use->of, 0);
    if (list.number <= use->at_most) return true;
    eval_report_number(out_report, "count", list.number);
    eval_report_number(out_report, "limit", use->at_most);
    out_report->value.span = subject->request->title.span;
    out_report->field = use->of.field;
    return false;
}

static bool unknown_ministry(const struct eval_context *context, struct eval_check_report *out_report)
{
    const struct doc_submission *submission = context->submission;
    if (submission->ministry_text.value.len == 0 || submission->ministry != (size_t)-1) return false;
    struct text_view nearest = {"", 0};
    if (submission->ministry_nearest != (size_t)-1)
        nearest = context->rules->words.ministries[submission->ministry_nearest].name;
    eval_report_text(out_report, "value", submission->ministry_text.value);
    eval_report_text(out_report, "nearest", nearest);
    out_report->value.text = &submission->ministry_text;
    out_report->value.span = submission->ministry_text.span;
    return true;
}

static bool ungoverned_year(const struct eval_context *context, struct eval_check_report *out_report)
{
    const struct doc_submission *submission = context->submission;
    if (submission->year == 0 || rule_set_governs(context->rules, submission->year)) return false;
    eval_report_text(out_report, "value", submission->year_text.value);
    eval_report_text(out_report, "nearest", context->rules->info.title.in[TEXT_JA]);
    out_report->value.text = &submission->year_text;
    out_report->value.span = submission->year_text.span;
    return true;
}

/* The ministry stands in the year's register; the year is one that the pack governs. */
bool eval_check_register(struct eval_context *context, const struct eval_subject *subject,
                         const struct rule_check_use *use, struct eval_check_report *out_report)
{
    (void)subject;
    out_report->field = use->of.field;
    return use->of.field == DOC_FIELD_MINISTRY ? !unknown_ministry(context, out_report)
                                               : !ungoverned_year(context, out_report);
}
