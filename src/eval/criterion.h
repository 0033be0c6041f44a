/* eval/criterion - one criterion judged over a request's texts: its state, evidence, and how near it came. */
#ifndef EVAL_CRITERION_H
#define EVAL_CRITERION_H

#include "eval/predicate.h"

/* Judges a criterion for a claim (index into the request's claims) or, level request, for RULE_NONE. With `steps` the
 * reasoning is kept too, with all alternatives. */
struct eval_criterion eval_criterion_judge(struct eval_context *context, const struct eval_subject *subject,
                                           const struct rule_criterion *rule, uint32_t claim, bool steps);

/* Whether a criterion applies and is met, with its evidence: MET, or UNMET for every other state. Why it is not met is
 * not looked for, which is most of the work of judging. */
struct eval_criterion eval_criterion_try(struct eval_context *context, const struct eval_subject *subject,
                                         const struct rule_criterion *rule, uint32_t claim);

/* Adds to a judged, applicable criterion how near the text came; with `steps` the reasoning of the nearest
 * alternative too. */
void eval_criterion_measure(struct eval_context *context, const struct eval_subject *subject,
                            struct eval_criterion *criterion, uint32_t claim, bool steps);

/* Whether its evidence is there, `applies` aside: for text that meets what is reserved for another requester. */
bool eval_criterion_found(struct eval_context *context, const struct eval_subject *subject,
                          const struct rule_criterion *rule, uint32_t claim);

#endif
