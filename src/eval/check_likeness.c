/* Justifications of one request that say the same under two clauses. */
#include "eval/area.h"
#include "eval/check.h"
#include "eval/likeness.h"

#define CLAIMS_MOST 32 /* compared with each other; so many claims are a finding of their own (COM-CLAIM-MANY) */

static void report_twins(struct eval_context *context, const struct doc_claim *first, const struct doc_claim *second,
                         int64_t share, struct eval_check_report *out_report)
{
    eval_report_text(out_report, "area", eval_area_of(context, second));
    eval_report_text(out_report, "twin", eval_area_of(context, first));
    eval_report_number(out_report, "share", share);
    out_report->value.text = &second->justification;
    out_report->value.span = second->justification.span;
}

/* One finding a request: the first claim whose text stands already under another clause. */
bool eval_check_near_duplicate(struct eval_context *context, const struct eval_subject *subject,
                               const struct rule_check_use *use, struct eval_check_report *out_report)
{
    const struct doc_request *request = subject->request;
    size_t count = request->claim_count < CLAIMS_MOST ? request->claim_count : CLAIMS_MOST;
    struct eval_print prints[CLAIMS_MOST];
    out_report->field = use->of.field;
    if (count < 2) return true; /* most requests have one claim, and nobody to be like */
    for (size_t i = 0; i < count; i++) {
        prints[i] = eval_print_of(context, request->claims[i].justification.value, use);
        for (size_t j = 0; j < i; j++) {
            int64_t share = eval_print_share(&prints[i], &prints[j], use->percent);
            if (share < use->percent || eval_area_same(&request->claims[i].label, &request->claims[j].label)) continue;
            report_twins(context, &request->claims[j], &request->claims[i], share, out_report);
            return false;
        }
    }
    return true;
}
