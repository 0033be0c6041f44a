/* eval/area - what a claim's area is called: the canonical label, with its item. */
#ifndef EVAL_AREA_H
#define EVAL_AREA_H

#include "eval/context.h"

/* The canonical label of a claim with its item ("2(2)① iii"); as written when it names no clause. */
struct text_view eval_area_of(struct eval_context *context, const struct doc_claim *claim);

/* Whether both labels name a clause, and the same clause and item; a label that names none is like no other. */
bool eval_area_same(const struct doc_label *a, const struct doc_label *b);

#endif
