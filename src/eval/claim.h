/* eval/claim - one claim judged: does the text justify the clause that it claims? */
#ifndef EVAL_CLAIM_H
#define EVAL_CLAIM_H

#include "eval/criterion.h"

/* Judges claim number `claim` of the subject's request. */
struct eval_claim eval_claim_judge(struct eval_context *context, const struct eval_subject *subject, uint32_t claim,
                                   bool steps);

/* Whether a criterion can justify or limit this claim: a claim on an item is judged by that item's `any` criteria, and
 * by `must` criteria of that item or of the clause as a whole. */
bool eval_claim_concerns(const struct eval_claim *claim, const struct rule_criterion *rule);

#endif
