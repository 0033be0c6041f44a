/* eval/wording - whether a sentence is worded at all, and whose wording it is: the guards `listed` and `parroted`
 * (rules.md, "Guards").
 *
 * Listed: so many items between joiners (、・／ and the ends of sentences without a predicate) and no predicate among
 * them. Parroted: so large a share of the sentence's grams stands in the guideline's prints, and no long stretch of the
 * sentence is the writer's own. */
#ifndef EVAL_WORDING_H
#define EVAL_WORDING_H

#include "eval/text.h"

/* LISTED, PARROTED or NONE for the sentence that holds a folded offset, with its figure. */
struct eval_wording eval_wording_at(struct eval_context *context, struct eval_text *text, uint32_t at);

/* How much of a text is the guideline's: its grams, and those of them that the prints hold. */
struct eval_copied {
    size_t grams;
    size_t copied;
};
struct eval_copied eval_wording_copied(struct eval_context *context, struct text_view folded);

#endif
