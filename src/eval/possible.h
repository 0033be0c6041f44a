/* eval/possible - whether a predicate can hold at all, told without looking at single sentences.
 *
 * Most criteria ask for words that a text does not have. That is seen at once from what the scan of its terms saw, or
 * else from the hits of the whole text, and saves walking its sentences. Wrong in one direction only: true is a
 * perhaps, false is certain. */
#ifndef EVAL_POSSIBLE_H
#define EVAL_POSSIBLE_H

#include "eval/scope.h"
#include "rule/predicate.h"

/* The same as eval_is_possible, by a look at the scan alone: cheap, and more often true. */
bool eval_may_be_possible(struct eval_context *context, const struct rule_predicate *predicate,
                          const struct eval_scope *scope);

/* False only when the predicate is false in every sentence of the scope's texts, whatever guards its hits have. */
bool eval_is_possible(struct eval_context *context, const struct rule_predicate *predicate,
                      const struct eval_scope *scope);

/* True only when the predicate is false wherever no hit counts. */
bool eval_needs_words(struct eval_context *context, const struct rule_predicate *predicate,
                      const struct eval_scope *scope);

#endif
