/* eval/suggest - which clauses a text would justify, claimed or not.
 *
 * Every clause that the pack marks `suggest: true` is tried over the text; one with an `any` criterion met is a
 * suggestion. Best first: most criteria met, then most evidence, then pack order. */
#ifndef EVAL_SUGGEST_H
#define EVAL_SUGGEST_H

#include "eval/result.h"
#include "eval/scope.h"
#include "eval/subject.h"

/* Suggestions from one claim's justification (claim an index), or from summary and all justifications (RULE_NONE). */
struct eval_suggestions eval_suggest(struct eval_context *context, const struct eval_subject *subject, uint32_t claim);

#endif
