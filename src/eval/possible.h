/* eval/possible - whether a predicate can hold at all, told without looking at single sentences.
 *
 * Most criteria ask for words that a text does not have. That is seen at once from the hits of the whole text, and
 * saves walking its sentences. Wrong in one direction only: true is a perhaps, false is certain. */
#ifndef EVAL_POSSIBLE_H
#define EVAL_POSSIBLE_H

#include "eval/scope.h"
#include "rule/predicate.h"

/* False only when the predicate is false in every sentence of the scope's texts, whatever guards its hits have. */
bool eval_is_possible(struct eval_context *context, const struct rule_predicate *predicate,
                      const struct eval_scope *scope);

#endif
