#include "eval/claim.h"

bool eval_claim_concerns(const struct eval_claim *claim, const struct rule_criterion *rule)
{
    if (claim->item == 0 || rule->item == claim->item) return true;
    return rule->mode == RULE_MODE_MUST && rule->item == 0;
}

static struct eval_claim_facts facts_of(const struct eval_claim *claim)
{
    struct eval_claim_facts facts = {0};
    for (size_t i = 0; i < claim->criterion_count; i++) {
        const struct eval_criterion *criterion = &claim->criteria[i];
        bool any = criterion->rule->mode == RULE_MODE_ANY;
        if (!eval_claim_concerns(claim, criterion->rule)) continue;
        facts.open |= any && criterion->state != EVAL_STATE_NOT_APPLICABLE;
        facts.any_met |= any && criterion->state == EVAL_STATE_MET;
        facts.any_unknown |= any && criterion->state == EVAL_STATE_UNKNOWN;
        facts.must_missing |= !any && (criterion->state == EVAL_STATE_UNMET || criterion->state == EVAL_STATE_GUARDED);
        facts.must_unknown |= !any && criterion->state == EVAL_STATE_UNKNOWN;
    }
    return facts;
}

static bool reserved_met(struct eval_context *context, const struct eval_subject *subject,
                         const struct eval_claim *claim, uint32_t index)
{
    for (size_t i = 0; i < claim->criterion_count; i++) {
        const struct eval_criterion *criterion = &claim->criteria[i];
        if (criterion->state == EVAL_STATE_NOT_APPLICABLE && criterion->rule->mode == RULE_MODE_ANY &&
            eval_criterion_found(context, subject, criterion->rule, index))
            return true;
    }
    return false;
}

static bool other_item_met(const struct eval_claim *claim)
{
    for (size_t i = 0; i < claim->criterion_count; i++)
        if (claim->criteria[i].state == EVAL_STATE_MET && claim->criteria[i].rule->mode == RULE_MODE_ANY &&
            !eval_claim_concerns(claim, claim->criteria[i].rule))
            return true;
    return false;
}

/* By the share of parts that hold; of two guarded ones, all of whose parts were found, the one with more parts. */
static bool is_nearer(const struct eval_criterion *it, const struct eval_criterion *best)
{
    if (it->state == EVAL_STATE_GUARDED) return it->leaf_count > best->leaf_count;
    return it->hit_leaves * best->leaf_count > best->hit_leaves * it->leaf_count;
}

/* The `any` criterion that the text comes nearest to; guarded ones first, since that is what the writer must mend. */
static size_t nearest_of(const struct eval_claim *claim)
{
    size_t nearest = (size_t)-1;
    for (size_t i = 0; i < claim->criterion_count; i++) {
        const struct eval_criterion *it = &claim->criteria[i];
        if (it->rule->mode != RULE_MODE_ANY || !eval_claim_concerns(claim, it->rule) ||
            it->state == EVAL_STATE_NOT_APPLICABLE)
            continue;
        const struct eval_criterion *best = nearest == (size_t)-1 ? NULL : &claim->criteria[nearest];
        bool guarded = it->state == EVAL_STATE_GUARDED;
        bool best_guarded = best && best->state == EVAL_STATE_GUARDED;
        if (!best || (guarded && !best_guarded) || (guarded == best_guarded && is_nearer(it, best))) nearest = i;
    }
    return nearest;
}

static enum eval_reason reason_of(struct eval_context *context, const struct eval_subject *subject,
                                  const struct eval_claim *claim, uint32_t index)
{
    const struct eval_criterion *nearest = claim->nearest == (size_t)-1 ? NULL : &claim->criteria[claim->nearest];
    if (claim->doc->justification.value.len == 0) return EVAL_REASON_NO_TEXT;
    if (reserved_met(context, subject, claim, index)) return EVAL_REASON_RESERVED;
    if (other_item_met(claim)) return EVAL_REASON_OTHER_ITEM;
    if (eval_anchored(context, subject->texts, claim->clause, index) == EVAL_FALSE) return EVAL_REASON_ANCHOR;
    if (nearest && nearest->state == EVAL_STATE_GUARDED) return EVAL_REASON_GUARDED;
    return nearest && nearest->hit_leaves > 0 ? EVAL_REASON_PARTS : EVAL_REASON_NOTHING;
}

/* Judges the clause's criteria; the array that claim->criteria is, for what is added to it; NULL when memory is out. */
static struct eval_criterion *judge_criteria(struct eval_context *context, const struct eval_subject *subject,
                                             struct eval_claim *claim, uint32_t index, bool steps)
{
    const struct rule_clause *clause = &context->rules->clauses[claim->clause];
    struct eval_criterion *criteria = eval_alloc(context, (clause->criterion_count + 1) * sizeof *criteria);
    if (!criteria) return NULL;
    for (size_t i = 0; i < clause->criterion_count; i++)
        criteria[i] =
            eval_criterion_judge(context, subject, &context->rules->criteria[clause->criteria[i]], index, steps);
    claim->criteria = criteria;
    claim->criterion_count = clause->criterion_count;
    return criteria;
}

/* Only a claim that failed asks how near its text came; that search is by far the dearest part of judging. */
static void explain_failure(struct eval_context *context, const struct eval_subject *subject, struct eval_claim *claim,
                            struct eval_criterion *criteria, uint32_t index)
{
    for (size_t i = 0; criteria && i < claim->criterion_count; i++)
        if (criteria[i].steps == NULL && criteria[i].state != EVAL_STATE_NOT_APPLICABLE &&
            criteria[i].rule->mode == RULE_MODE_ANY && eval_claim_concerns(claim, criteria[i].rule))
            eval_criterion_measure(context, subject, &criteria[i], index, false);
    claim->nearest = nearest_of(claim);
    if (criteria && claim->nearest != (size_t)-1 && criteria[claim->nearest].steps == NULL)
        eval_criterion_measure(context, subject, &criteria[claim->nearest], index, true);
    claim->reason = reason_of(context, subject, claim, index);
}

/* A clause (or item) that the pack has no criteria for (yet) cannot be judged: a person must. */
static bool is_covered(const struct eval_claim *claim)
{
    for (size_t i = 0; i < claim->criterion_count; i++)
        if (claim->criteria[i].rule->mode == RULE_MODE_ANY && eval_claim_concerns(claim, claim->criteria[i].rule))
            return true;
    return false;
}

static void judge_open_claim(struct eval_context *context, const struct eval_subject *subject, struct eval_claim *claim,
                             uint32_t index, bool steps)
{
    struct eval_criterion *criteria = judge_criteria(context, subject, claim, index, steps);
    claim->verdict = is_covered(claim) ? eval_claim_of(facts_of(claim)) : EVAL_CLAIM_UNKNOWN;
    if (claim->verdict == EVAL_CLAIM_INVALID) claim->reason = EVAL_REASON_NOT_OPEN;
    if (claim->verdict == EVAL_CLAIM_UNJUSTIFIED) explain_failure(context, subject, claim, criteria, index);
}

struct eval_claim eval_claim_judge(struct eval_context *context, const struct eval_subject *subject, uint32_t index,
                                   bool steps)
{
    const struct doc_claim *doc = &subject->request->claims[index];
    struct eval_claim claim = {.doc = doc,
                               .clause = RULE_NONE,
                               .verdict = EVAL_CLAIM_INVALID,
                               .reason = EVAL_REASON_NO_CLAUSE,
                               .nearest = (size_t)-1};
    if (doc->label.result != DOC_LABEL_OK) return claim;
    claim.clause = (uint32_t)doc->label.clause;
    claim.item = (uint32_t)doc->label.item;
    claim.reason = EVAL_REASON_NONE;
    if (context->rules->clauses[claim.clause].claimable) judge_open_claim(context, subject, &claim, index, steps);
    else claim.reason = EVAL_REASON_NOT_CLAIMABLE;
    return claim;
}
