#include "eval/criterion.h"

#include "eval/possible.h"

#define ALL_TEXTS                                                                                                      \
    (EVAL_FIELD(DOC_FIELD_TITLE) | EVAL_FIELD(DOC_FIELD_SUMMARY) | EVAL_FIELD(DOC_FIELD_JUSTIFICATION) |               \
     EVAL_FIELD(DOC_FIELD_OUTCOME) | EVAL_FIELD(DOC_FIELD_OFFSET) | EVAL_FIELD(DOC_FIELD_CIO_COORDINATION))

/* An `any` criterion reads the claim's justification; a `must` all texts, since it may be stated anywhere; the note is
 * read for request-level criteria only (submission.md). */
static struct eval_scope scope_of(struct eval_context *context, const struct eval_subject *subject,
                                  const struct rule_criterion *rule, uint32_t claim)
{
    bool any = rule->mode == RULE_MODE_ANY;
    uint32_t fields = any ? EVAL_FIELD(DOC_FIELD_JUSTIFICATION) : ALL_TEXTS;
    if (rule->level == RULE_LEVEL_REQUEST) fields |= EVAL_FIELD(DOC_FIELD_NOTE);
    if (rule->fields) fields = rule->fields;
    return eval_scope_of(context, subject->texts, fields, any ? claim : RULE_NONE);
}

/* A demand on the whole request is no evidence for a clause: the anchor is asked of claims only. */
static enum eval_truth anchor_of(struct eval_context *context, const struct eval_subject *subject,
                                 const struct rule_criterion *rule, uint32_t claim)
{
    return rule->level == RULE_LEVEL_CLAIM ? eval_anchored(context, subject->texts, rule->clause, claim) : EVAL_TRUE;
}

static struct eval_scope anchored_scope_of(struct eval_context *context, const struct eval_subject *subject,
                                           const struct rule_criterion *rule, uint32_t claim)
{
    struct eval_scope scope = scope_of(context, subject, rule, claim);
    scope.anchored = anchor_of(context, subject, rule, claim);
    return scope;
}

static enum eval_truth applies(struct eval_context *context, const struct eval_subject *subject,
                               const struct rule_criterion *rule)
{
    if (!rule->applies) return EVAL_TRUE;
    struct eval_scope scope = eval_scope_of(context, subject->texts, ALL_TEXTS, RULE_NONE);
    struct eval_window window = {.scope = &scope, .subject = subject};
    return eval_predicate(context, rule->applies, window, NULL);
}

static void keep_evidence(struct eval_context *context, struct eval_criterion *criterion,
                          const struct eval_evidence_list *found)
{
    struct eval_evidence *items = found->count > 0 ? eval_alloc(context, found->count * sizeof *items) : NULL;
    if (!items) return;
    for (size_t i = 0; i < found->count; i++)
        items[i] = found->items[i];
    criterion->evidence = items;
    criterion->evidence_count = found->count;
}

/* Most criteria ask for words that the texts do not have, with or without guards; that needs no second look, and no
 * anchor. Where an anchor is in doubt, so is what was not found (eval/predicate.c). */
static bool is_out_of_reach(struct eval_context *context, const struct eval_subject *subject,
                            const struct rule_criterion *rule, uint32_t claim, struct eval_scope *scope)
{
    if (!eval_may_be_possible(context, rule->evidence, scope)) return true;
    scope->anchored = anchor_of(context, subject, rule, claim);
    const bool possible = eval_is_possible(context, rule->evidence, scope);
    if (possible) scope->possible = rule->evidence;
    return scope->anchored != EVAL_UNKNOWN && !possible;
}

static void judge_evidence(struct eval_context *context, struct eval_criterion *criterion, struct eval_window window)
{
    struct eval_evidence_list surviving, raw;
    surviving.count = raw.count = 0;
    enum eval_truth truth = eval_predicate(context, criterion->rule->evidence, window, &surviving);
    enum eval_truth on_all = truth;
    if (truth == EVAL_FALSE) {
        window.raw = true;
        on_all = eval_predicate(context, criterion->rule->evidence, window, &raw);
    }
    criterion->state = eval_state_of(truth, on_all);
    if (criterion->state == EVAL_STATE_GUARDED) criterion->guard = eval_first_guard(&raw);
    keep_evidence(context, criterion, criterion->state == EVAL_STATE_GUARDED ? &raw : &surviving);
}

static void keep_nearness(struct eval_context *context, struct eval_criterion *criterion, struct eval_window window,
                          enum eval_steps steps)
{
    struct eval_nearness nearness = eval_nearest(context, criterion->rule->evidence, window, steps);
    criterion->steps = nearness.steps;
    criterion->step_count = nearness.step_count;
    criterion->hit_leaves = nearness.hits;
    criterion->leaf_count = nearness.leaves;
}

struct eval_criterion eval_criterion_judge(struct eval_context *context, const struct eval_subject *subject,
                                           const struct rule_criterion *rule, uint32_t claim, bool steps)
{
    struct eval_criterion criterion = {.rule = rule, .state = EVAL_STATE_NOT_APPLICABLE};
    enum eval_truth applicable = applies(context, subject, rule);
    if (applicable == EVAL_FALSE) return criterion;
    struct eval_scope scope = scope_of(context, subject, rule, claim);
    struct eval_window window = {.scope = &scope, .subject = subject};
    criterion.state = EVAL_STATE_UNMET;
    if (!is_out_of_reach(context, subject, rule, claim, &scope)) judge_evidence(context, &criterion, window);
    if (applicable == EVAL_UNKNOWN) criterion.state = EVAL_STATE_UNKNOWN;
    if (!steps) return criterion;
    scope.anchored = anchor_of(context, subject, rule, claim);
    keep_nearness(context, &criterion, window, EVAL_STEPS_ALL);
    return criterion;
}

void eval_criterion_measure(struct eval_context *context, const struct eval_subject *subject,
                            struct eval_criterion *criterion, uint32_t claim, bool steps)
{
    struct eval_scope scope = anchored_scope_of(context, subject, criterion->rule, claim);
    struct eval_window window = {.scope = &scope, .subject = subject};
    keep_nearness(context, criterion, window, steps ? EVAL_STEPS_NEAREST : EVAL_STEPS_NONE);
}

struct eval_criterion eval_criterion_try(struct eval_context *context, const struct eval_subject *subject,
                                         const struct rule_criterion *rule, uint32_t claim)
{
    struct eval_criterion criterion = {.rule = rule, .state = EVAL_STATE_UNMET};
    struct eval_scope scope = scope_of(context, subject, rule, claim);
    struct eval_window window = {.scope = &scope, .subject = subject};
    struct eval_evidence_list found;
    found.count = 0;
    if (is_out_of_reach(context, subject, rule, claim, &scope)) return criterion;
    if (scope.anchored == EVAL_FALSE && eval_needs_words(context, rule->evidence, &scope)) return criterion;
    if (eval_predicate(context, rule->evidence, window, &found) != EVAL_TRUE) return criterion;
    if (applies(context, subject, rule) != EVAL_TRUE) return criterion;
    criterion.state = EVAL_STATE_MET;
    keep_evidence(context, &criterion, &found);
    return criterion;
}

bool eval_criterion_found(struct eval_context *context, const struct eval_subject *subject,
                          const struct rule_criterion *rule, uint32_t claim)
{
    struct eval_scope scope = anchored_scope_of(context, subject, rule, claim);
    struct eval_window window = {.scope = &scope, .subject = subject};
    return eval_predicate(context, rule->evidence, window, NULL) == EVAL_TRUE;
}
