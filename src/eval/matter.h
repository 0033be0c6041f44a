/* eval/matter - which sentences speak of the same matter.
 *
 * Japanese leaves out what the sentence before has named: 端末を全て調べる。見つけた穴はその日のうちに塞ぐ。 A sentence
 * therefore goes on with the matter of the one before it, unless it opens a new one: by a word for that (なお), or by
 * naming a theme of its own (庁舎の警備は…). The words are the pack's (`reach`, rule/guard.def); one without
 * such words joins any two neighbours within a paragraph. Items of a list may go on with each other. */
#ifndef EVAL_MATTER_H
#define EVAL_MATTER_H

#include "eval/text.h"

/* Whether a sentence (its index), not the first, goes on with the matter of the one before; false, and the context's
 * status set, when memory is out. */
bool eval_matter_goes_on(struct eval_context *context, struct eval_text *text, size_t sentence);

#endif
