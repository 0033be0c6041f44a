#include "eval/form.h"

#include "eval/area.h"
#include "eval/check.h"
#include "eval/predicate.h"

#define EVERY_TEXT 0xFFFFFFFFu

/* The report of the first check under a predicate that is violated; false when there is none. */
static bool violated_check(struct eval_context *context, const struct eval_subject *subject,
                           const struct rule_predicate *predicate, struct eval_check_report *out_report)
{
    if (predicate->op == RULE_OP_CHECK) return !eval_check(context, subject, predicate->check, out_report);
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (violated_check(context, subject, &predicate->operands[i], out_report)) return true;
    return false;
}

static const struct rule_compare *first_compare(const struct rule_predicate *predicate)
{
    if (predicate->op == RULE_OP_FIELD) return predicate->compare;
    for (size_t i = 0; i < predicate->operand_count; i++) {
        const struct rule_compare *found = first_compare(&predicate->operands[i]);
        if (found) return found;
    }
    return NULL;
}

static const struct rule_check_use *first_check(const struct rule_predicate *predicate)
{
    if (predicate->op == RULE_OP_CHECK) return predicate->check;
    for (size_t i = 0; i < predicate->operand_count; i++) {
        const struct rule_check_use *found = first_check(&predicate->operands[i]);
        if (found) return found;
    }
    return NULL;
}

static struct text_span subject_span(const struct eval_context *context, const struct eval_subject *subject)
{
    if (subject->row) return subject->row->span;
    if (subject->claim) return subject->claim->area.span.source ? subject->claim->area.span : subject->claim->span;
    if (subject->request)
        return subject->request->title.span.source ? subject->request->title.span : subject->request->span;
    return context->submission->ministry_text.span.source ? context->submission->ministry_text.span
                                                          : context->submission->span;
}

static void point_at_field(const struct eval_context *context, const struct eval_subject *subject, enum doc_field field,
                           struct eval_check_report *report)
{
    struct rule_address address = {.field = field, .list = DOC_FIELD_COUNT};
    report->value = eval_value_at(context, subject, &address, 0);
    report->field = field;
}

static struct text_view value_text(const struct eval_value *value)
{
    if (value->text) return value->text->value;
    return value->amount ? value->amount->written : (struct text_view){"", 0};
}

static struct eval_finding finding_of(struct eval_context *context, const struct eval_subject *subject,
                                      const struct rule_form *form, const struct eval_check_report *report)
{
    struct eval_finding finding = {.rule = form->id, .severity = form->severity, .event = EVAL_EVENT_FORM};
    finding.span = report->value.span.source ? report->value.span : subject_span(context, subject);
    finding.field = report->field;
    finding.text = value_text(&report->value);
    finding.request = subject->request_index;
    finding.claim = subject->claim_index;
    finding.observed = subject->observed;
    if (subject->claim) finding.area = eval_area_of(context, subject->claim);
    if (subject->row) finding.row = subject->row->item.value;
    if (!eval_check_keep(context->arena, report, &finding)) context->status = STATUS_NO_MEMORY;
    return finding;
}

static const struct rule_wording *message_of(const struct rule_case *use, const struct eval_subject *subject)
{
    if (use->messages && subject->observed) return &use->messages[subject->observed->code];
    return &use->message;
}

static void report_violation(struct eval_context *context, const struct eval_subject *subject,
                             const struct rule_form *form, const struct rule_case *use, struct eval_findings *findings)
{
    struct eval_check_report report = {.field = DOC_FIELD_COUNT};
    const struct rule_compare *compare = first_compare(use->require);
    const struct rule_check_use *check = first_check(use->require);
    if (!violated_check(context, subject, use->require, &report) && compare && compare->address.list == DOC_FIELD_COUNT)
        point_at_field(context, subject, compare->address.field, &report);
    if (use->at != DOC_FIELD_COUNT) point_at_field(context, subject, use->at, &report);
    struct eval_finding finding = finding_of(context, subject, form, &report);
    finding.message = message_of(use, subject);
    finding.within_clause = check && eval_check_explains(check->check);
    finding.on_rows = check && check->check == RULE_CHECK_SUM && check->of.list == DOC_FIELD_BREAKDOWN;
    finding.not_judged = check && check->check == RULE_CHECK_JUDGED;
    eval_findings_add(findings, finding);
}

/* Whether judging a predicate looks at any text; most form rules only compare values. */
static bool reads_text(const struct rule_predicate *predicate)
{
    if (!predicate) return false;
    if (predicate->op == RULE_OP_CONCEPT) return true;
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (reads_text(&predicate->operands[i])) return true;
    return false;
}

static bool is_violated(struct eval_context *context, const struct eval_subject *subject, const struct rule_case *use)
{
    struct eval_scope scope = {.anchored = EVAL_TRUE};
    uint32_t fields = use->fields ? use->fields : EVERY_TEXT;
    if (subject->texts && (reads_text(use->when) || reads_text(use->require)))
        scope = eval_scope_of(context, subject->texts, fields, subject->claim_index);
    struct eval_window window = {.scope = &scope, .subject = subject};
    if (use->when && eval_predicate(context, use->when, window, NULL) != EVAL_TRUE) return false;
    return eval_predicate(context, use->require, window, NULL) == EVAL_FALSE;
}

/* Rules that say why a claim failed speak only for failed claims, and only the first of them. */
static bool is_silenced(const struct eval_subject *subject, const struct rule_case *use, bool *explained)
{
    const struct rule_check_use *check = first_check(use->require);
    if (!check || !eval_check_explains(check->check)) return false;
    return *explained || !subject->judged_claim || subject->judged_claim->verdict != EVAL_CLAIM_UNJUSTIFIED;
}

void eval_forms(struct eval_context *context, const struct eval_subject *subject, struct eval_findings *findings)
{
    bool explained = false;
    for (size_t f = 0; f < context->rules->form_count; f++) {
        const struct rule_form *form = &context->rules->forms[f];
        if (!(form->given >> subject->given & 1)) continue;
        for (size_t c = 0; c < form->case_count; c++) {
            const struct rule_case *use = &form->cases[c];
            if (use->given != subject->given || is_silenced(subject, use, &explained) ||
                !is_violated(context, subject, use))
                continue;
            report_violation(context, subject, form, use, findings);
            explained |= findings->count > 0 && findings->items[findings->count - 1].within_clause;
        }
    }
}
