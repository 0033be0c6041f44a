/* eval/guard - why something that looks like evidence does not count (rules.md, "Guards").
 *
 * Word lists are pack data. A guard looks at one hit: sense at the companions of its concept, negated and hedged at
 * the phrase that the hit stands in. Order: sense, negated, hedged. */
#ifndef EVAL_GUARD_H
#define EVAL_GUARD_H

#include "eval/text.h"

/* The words that deny or leave open what stands before them in its phrase: the guard that fits first, or NONE. */
enum eval_guard eval_guard_of_phrase(struct eval_context *context, struct eval_text *text, uint32_t hit_begin,
                                     uint32_t hit_end);

#endif
