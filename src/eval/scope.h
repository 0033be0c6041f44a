/* eval/scope - which texts a predicate is judged over.
 *
 * A request's texts are opened once, in a fixed order: title, summary, the justifications, outcome, offset,
 * cio_coordination, note. A scope is a selection of them; `anchored` says whether the clause's anchor stands in title,
 * summary or justification, without which no hit counts (guard: sense); unknown when a limit hid it. */
#ifndef EVAL_SCOPE_H
#define EVAL_SCOPE_H

#include "eval/text.h"

struct eval_scope {
    const struct eval_texts *request; /* all texts, for companions that look over the request */
    struct eval_text **texts;
    size_t count;
    struct eval_text **about; /* title and summary, and the texts: what tells what the request is about */
    size_t about_count;
    struct bitset concepts, about_concepts; /* that any of the texts may have (eval_text_may_have) */
    enum eval_truth anchored;
    const struct rule_predicate *possible; /* of which eval_is_possible is known to be true; NULL: of none yet */
};

#define EVAL_FIELD(field) (1u << (field))

/* Opens all texts of a request. */
struct eval_texts eval_texts_open(struct eval_context *context, const struct doc_request *request);

/* The texts whose field is in `fields` (bits); justifications only of `claim` unless it is RULE_NONE. Anchored. */
struct eval_scope eval_scope_of(struct eval_context *context, const struct eval_texts *request, uint32_t fields,
                                uint32_t claim);

/* Whether any of the anchor's concepts is found (unguarded by sense) in title, summary or the claim's justification. */
enum eval_truth eval_anchored(struct eval_context *context, const struct eval_texts *request, uint32_t clause,
                              uint32_t claim);

/* The scope that `about` looks at: this one with title and summary. */
struct eval_scope eval_scope_about(const struct eval_scope *scope);

#endif
