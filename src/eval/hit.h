/* eval/hit - where a text speaks about a concept (rules.md, "Concepts" and "Guards").
 *
 * Hits are the concept's own terms and patterns less what lies inside an `except`, joined by those of the concepts it
 * includes, leftmost-longest; each then carries the first guard that removes it. The anchor of a clause is not looked
 * at here: it belongs to the scope (eval/scope.h). Worked out once per text and concept. */
#ifndef EVAL_HIT_H
#define EVAL_HIT_H

#include "eval/result.h"
#include "eval/text.h"

/* Hits of a concept in one text of the request; never NULL (empty on failure). */
const struct eval_hits *eval_hits_of(struct eval_context *context, const struct eval_texts *request,
                                     struct eval_text *text, uint32_t concept);

/* The same before the guards that ask for the words around a hit: of these, only the sense is told. They may overlap;
 * there is one (with the right sense) exactly when eval_hits_of has one. */
const struct eval_hits *eval_hits_in_sense(struct eval_context *context, const struct eval_texts *request,
                                           struct eval_text *text, uint32_t concept);

/* What made the guard of a hit of `concept` in this text, which is not NONE. */
struct eval_cause eval_hit_cause(struct eval_context *context, const struct eval_texts *request, struct eval_text *text,
                                 uint32_t concept, const struct eval_hit *hit);

/* Index of the first hit (of hits ordered by begin) that begins at or after `from`: found by halving, since a text may
 * have very many. */
size_t eval_hit_from(const struct eval_hits *hits, uint32_t from);

#endif
