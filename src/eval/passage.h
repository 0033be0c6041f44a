/* eval/passage - where a text says one thing: a sentence, or two that are read together (rules.md, `sentence`), of
 * which the second goes on with the matter of the first (eval/matter.h). */
#ifndef EVAL_PASSAGE_H
#define EVAL_PASSAGE_H

#include "eval/scope.h"

struct eval_passage {
    struct eval_text *text; /* NULL: none */
    struct text_range range;
};

/* A walk over the passages of a scope: every sentence by itself, then those with the one that goes on with its matter.
 * Begins as {.scope = …}. */
struct eval_passages {
    const struct eval_scope *scope;
    size_t text, sentence;
    bool joined;
};

/* The next passage in *out_passage; false when there is no more. */
bool eval_passages_next(struct eval_context *context, struct eval_passages *walk, struct eval_passage *out_passage);

#endif
