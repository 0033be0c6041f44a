/* Checks on how a justification is worded as a whole; what they find tells why a claim failed. */
#include "eval/check.h"

#include "eval/wording.h"

/* The judged claim's justification among the texts of its request; NULL when it is empty. */
static struct eval_text *text_of(const struct eval_subject *subject, const struct rule_check_use *use)
{
    for (size_t i = 0; i < subject->texts->count; i++) {
        struct eval_text *text = &subject->texts->items[i];
        bool own = text->claim == subject->claim_index || text->claim == RULE_NONE;
        if (text->field == use->of.field && own && text->folded.text.len > 0) return text;
    }
    return NULL;
}

static void point_at(const struct eval_context *context, const struct eval_subject *subject,
                     const struct rule_check_use *use, struct eval_check_report *report)
{
    report->value = eval_value_at(context, subject, &use->of, 0);
    report->field = use->of.field;
}

bool eval_check_listed(struct eval_context *context, const struct eval_subject *subject,
                       const struct rule_check_use *use, struct eval_check_report *out_report)
{
    struct eval_text *text = text_of(subject, use);
    for (size_t i = 0; text && i < text->sentences.count; i++)
        if (eval_wording_at(context, text, text->sentences.items[i].begin).guard != EVAL_GUARD_LISTED) return true;
    if (!text) return true;
    point_at(context, subject, use, out_report);
    return false;
}

bool eval_check_parroted(struct eval_context *context, const struct eval_subject *subject,
                         const struct rule_check_use *use, struct eval_check_report *out_report)
{
    struct eval_text *text = text_of(subject, use);
    struct eval_copied share = {0};
    if (text) share = eval_wording_copied(context, text->folded.text);
    if (share.copied == 0 || share.copied * 100 < share.grams * (size_t)use->percent) return true;
    eval_report_number(out_report, "own", (int64_t)((share.grams - share.copied) * 100 / share.grams));
    eval_report_number(out_report, "percent", use->percent);
    point_at(context, subject, use, out_report);
    return false;
}
