#include "eval/area.h"
#include "eval/check.h"

static bool is_failed(const struct eval_claim *claim)
{
    return claim && claim->verdict == EVAL_CLAIM_UNJUSTIFIED;
}

/* The claim failed although a criterion would hold, were its evidence not removed by this guard. */
bool eval_check_guarded_only(struct eval_context *context, const struct eval_subject *subject,
                             const struct rule_check_use *use, struct eval_check_report *out_report)
{
    const struct eval_claim *claim = subject->judged_claim;
    (void)context;
    for (size_t i = 0; is_failed(claim) && i < claim->criterion_count; i++) {
        const struct eval_criterion *criterion = &claim->criteria[i];
        struct text_view guard = text_view_of(eval_guard_name(criterion->guard));
        if (criterion->state != EVAL_STATE_GUARDED || !text_view_equal(guard, use->guard) ||
            criterion->evidence_count == 0) /* memory was out */
            continue;
        size_t e = 0;
        while (e + 1 < criterion->evidence_count && criterion->evidence[e].guard != criterion->guard)
            e++;
        eval_report_evidence(out_report, "text", criterion->evidence[e].span);
        eval_report_coded(out_report, "guard", EVAL_GUARD, (int)criterion->guard);
        out_report->value.text = &claim->doc->justification;
        out_report->value.span = criterion->evidence[e].span;
        out_report->field = DOC_FIELD_JUSTIFICATION;
        return false;
    }
    return true;
}

bool eval_check_clause(struct eval_context *context, const struct eval_subject *subject,
                       const struct rule_check_use *use, struct eval_check_report *out_report)
{
    const struct eval_claim *claim = subject->judged_claim;
    (void)use;
    if (claim->reason != EVAL_REASON_NOT_CLAIMABLE && claim->reason != EVAL_REASON_NOT_OPEN) return true;
    eval_report_text(out_report, "area", eval_area_of(context, subject->claim));
    eval_report_coded(out_report, "reason", EVAL_REASON, (int)claim->reason);
    out_report->value.text = &subject->claim->area;
    out_report->value.span = subject->claim->area.span;
    out_report->field = DOC_FIELD_AREA;
    return false;
}

static bool demand_unknown(const struct eval_request *request)
{
    for (size_t i = 0; request && i < request->criterion_count; i++)
        if (request->criteria[i].state == EVAL_STATE_UNKNOWN) return true;
    return false;
}

bool eval_check_judged(struct eval_context *context, const struct eval_subject *subject,
                       const struct rule_check_use *use, struct eval_check_report *out_report)
{
    const struct eval_claim *claim = subject->judged_claim;
    (void)use;
    if (claim ? claim->verdict != EVAL_CLAIM_UNKNOWN : !demand_unknown(subject->judged)) return true;
    if (claim) {
        eval_report_text(out_report, "area", eval_area_of(context, subject->claim));
        out_report->value.text = &subject->claim->justification;
        out_report->value.span = eval_value_span(&subject->claim->justification);
        out_report->field = DOC_FIELD_JUSTIFICATION;
    }
    return false;
}
