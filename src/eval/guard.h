/* eval/guard - why something that looks like evidence does not count (rules.md, "Guards").
 *
 * Word lists and thresholds are pack data. Sense and outdated are told where hits are made (eval/hit.c), since they
 * belong to the concept; here are the guards that look at where a hit stands: negated and hedged at its phrase, listed
 * and parroted at its sentence (eval/wording.h). Asked in this order. */
#ifndef EVAL_GUARD_H
#define EVAL_GUARD_H

#include "eval/result.h"
#include "eval/text.h"

/* The first guard that removes a hit on folded bytes [begin, end), or NONE. */
enum eval_guard eval_guard_of(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end);

/* What made it: the denying or undecided word with its ending, or the figure of the sentence; nothing when the hit is
 * not removed here. */
struct eval_cause eval_guard_cause(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end);

/* Whether an older edition that is named at folded byte `at` is told about as history (に代わる), not relied on. */
bool eval_guard_is_history(struct eval_context *context, struct eval_text *text, uint32_t at);

#endif
