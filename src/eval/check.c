#include "eval/check.h"

#include <assert.h>
#include <string.h>

static void report(struct eval_check_report *to, struct eval_argument argument)
{
    assert(to->argument_count < EVAL_ARGUMENTS);
    to->arguments[to->argument_count++] = argument;
}

void eval_report_text(struct eval_check_report *to, const char *name, struct text_view text)
{
    report(to, (struct eval_argument){.name = name, .kind = EVAL_TEXT, .text = text});
}

void eval_report_evidence(struct eval_check_report *to, const char *name, struct text_span span)
{
    report(to, (struct eval_argument){.name = name, .kind = EVAL_EVIDENCE, .span = span});
}

void eval_report_number(struct eval_check_report *to, const char *name, int64_t number)
{
    report(to, (struct eval_argument){.name = name, .kind = EVAL_NUMBER, .number = number});
}

void eval_report_yen(struct eval_check_report *to, const char *name, int64_t yen)
{
    report(to, (struct eval_argument){.name = name, .kind = EVAL_YEN, .number = yen});
}

void eval_report_coded(struct eval_check_report *to, const char *name, enum eval_argument_kind kind, int code)
{
    report(to, (struct eval_argument){.name = name, .kind = kind, .number = code});
}

void eval_report_amount(struct eval_check_report *to, const char *name, const struct doc_amount *amount)
{
    report(to, (struct eval_argument){.name = name, .kind = EVAL_AMOUNT, .amount = amount});
}

bool eval_check_keep(struct arena *arena, const struct eval_check_report *report, struct eval_finding *finding)
{
    size_t size = report->argument_count * sizeof *report->arguments;
    struct eval_argument *arguments = arena_alloc(arena, size);
    if (!arguments) return false;
    memcpy(arguments, report->arguments, size);
    finding->arguments = arguments;
    finding->argument_count = report->argument_count;
    return true;
}

/* One thing that the reader noticed: violated when its code is among those that the rule names. */
static bool check_reading(struct eval_context *context, const struct eval_subject *subject,
                          const struct rule_check_use *use, struct eval_check_report *out_report)
{
    const struct doc_observation *seen = subject->observed;
    if (!seen || !(use->codes >> seen->code & 1)) return true;
    for (size_t i = 0; i < DOC_OBSERVATION_ARGUMENTS && doc_observation_argument(seen->code, i); i++)
        eval_report_text(out_report, doc_observation_argument(seen->code, i), seen->arguments[i]);
    if (seen->field != DOC_FIELD_COUNT) {
        struct rule_address address = {.field = seen->field, .list = DOC_FIELD_COUNT};
        out_report->value = eval_value_at(context, subject, &address, 0);
    }
    out_report->value.span = seen->span;
    out_report->field = seen->field;
    return false;
}

static eval_check_function *const functions[RULE_CHECKS] = {
    [RULE_CHECK_READING] = check_reading,
    [RULE_CHECK_SUM] = eval_check_sum,
    [RULE_CHECK_COMPARED] = eval_check_compared,
    [RULE_CHECK_INCREASE] = eval_check_increase,
    [RULE_CHECK_CATEGORY] = eval_check_category,
    [RULE_CHECK_UNIQUE] = eval_check_unique,
    [RULE_CHECK_OWN_ID] = eval_check_own_id,
    [RULE_CHECK_NEAR_DUPLICATE] = eval_check_near_duplicate,
    [RULE_CHECK_COUNT] = eval_check_count,
    [RULE_CHECK_OWN_TEXT] = eval_check_own_text,
    [RULE_CHECK_PLACEHOLDER] = eval_check_placeholder,
    [RULE_CHECK_GUARDED_ONLY] = eval_check_guarded_only,
    [RULE_CHECK_LISTED] = eval_check_listed,
    [RULE_CHECK_PARROTED] = eval_check_parroted,
    [RULE_CHECK_CITED_OUTDATED] = eval_check_cited_outdated,
    [RULE_CHECK_REGISTER] = eval_check_register,
    [RULE_CHECK_CLAUSE] = eval_check_clause,
    [RULE_CHECK_FIGURE] = eval_check_figure,
    [RULE_CHECK_JUDGED] = eval_check_judged,
};

bool eval_check(struct eval_context *context, const struct eval_subject *subject, const struct rule_check_use *use,
                struct eval_check_report *out_report)
{
    *out_report = (struct eval_check_report){.field = DOC_FIELD_COUNT};
    return functions[use->check](context, subject, use, out_report);
}

bool eval_check_explains(enum rule_check check)
{
    return check == RULE_CHECK_PLACEHOLDER || check == RULE_CHECK_GUARDED_ONLY || check == RULE_CHECK_PARROTED ||
           check == RULE_CHECK_LISTED;
}
