/* eval/claim - one claim judged: does the text justify the clause that it claims? */
#ifndef EVAL_CLAIM_H
#define EVAL_CLAIM_H

#include "eval/criterion.h"

/* Judges claim number `claim` of the subject's request. */
struct eval_claim eval_claim_judge(struct eval_context *context, const struct eval_subject *subject, uint32_t claim,
                                   bool steps);

#endif
