#include "eval/suggest.h"

#include "eval/criterion.h"

#include <stdlib.h>

#define SUGGESTING_TEXTS (EVAL_FIELD(DOC_FIELD_SUMMARY) | EVAL_FIELD(DOC_FIELD_JUSTIFICATION))

static bool is_claimed(const struct doc_request *request, uint32_t clause)
{
    for (size_t i = 0; i < request->claim_count; i++)
        if (request->claims[i].label.result == DOC_LABEL_OK && request->claims[i].label.clause == clause) return true;
    return false;
}

static struct eval_criterion judge(struct eval_context *context, const struct eval_subject *subject,
                                   const struct rule_criterion *rule, uint32_t claim)
{
    struct rule_criterion over_all = *rule;
    if (claim != RULE_NONE) return eval_criterion_try(context, subject, rule, claim);
    over_all.fields = SUGGESTING_TEXTS;
    struct eval_criterion judged = eval_criterion_try(context, subject, &over_all, RULE_NONE);
    judged.rule = rule;
    return judged;
}

static void try_clause(struct eval_context *context, const struct eval_subject *subject, uint32_t index, uint32_t claim,
                       struct eval_suggestion *suggestion)
{
    const struct rule_clause *clause = &context->rules->clauses[index];
    *suggestion = (struct eval_suggestion){.clause = index, .claimed = is_claimed(subject->request, index)};
    for (size_t i = 0; i < clause->criterion_count; i++) {
        const struct rule_criterion *rule = &context->rules->criteria[clause->criteria[i]];
        if (rule->mode != RULE_MODE_ANY) continue;
        struct eval_criterion judged = judge(context, subject, rule, claim);
        if (judged.state != EVAL_STATE_MET) continue;
        suggestion->met++;
        if (judged.evidence_count > suggestion->best.evidence_count) suggestion->best = judged;
    }
}

static int by_strength(const void *a, const void *b)
{
    const struct eval_suggestion *x = a, *y = b;
    if (x->met != y->met) return x->met > y->met ? -1 : 1;
    if (x->best.evidence_count != y->best.evidence_count)
        return x->best.evidence_count > y->best.evidence_count ? -1 : 1;
    return x->clause < y->clause ? -1 : 1;
}

static struct eval_suggestions keep(struct eval_context *context, const struct eval_suggestion *items, size_t count)
{
    struct eval_suggestion *kept = count > 0 ? eval_alloc(context, count * sizeof *kept) : NULL;
    for (size_t i = 0; kept && i < count; i++)
        kept[i] = items[i];
    return (struct eval_suggestions){kept, kept ? count : 0};
}

struct eval_suggestions eval_suggest(struct eval_context *context, const struct eval_subject *subject, uint32_t claim)
{
    const struct rule_set *rules = context->rules;
    struct eval_suggestion *items = eval_scratch(context, (rules->clause_count + 1) * sizeof *items);
    size_t count = 0;
    for (uint32_t c = 0; items && c < rules->clause_count; c++) {
        if (!rules->clauses[c].suggest || !rules->clauses[c].claimable) continue;
        try_clause(context, subject, c, claim, &items[count]);
        count += items[count].met > 0;
    }
    if (count > 1) qsort(items, count, sizeof *items, by_strength);
    return keep(context, items, count);
}
