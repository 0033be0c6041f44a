/* text/fold_spelling - spelling variants replaced in folded text. Private to fold; immutable once made. */
#ifndef TEXT_FOLD_SPELLING_H
#define TEXT_FOLD_SPELLING_H

#include "text/fold.h"
#include "text/terms.h"

struct text_fold_spelling {
    struct text_terms *from;
    const struct text_view *to; /* by index of the rule */
};

/* Rules whose both sides are folded. STATUS_INVALID with *out_bad: one that could not be applied once and for all. */
enum status text_fold_spelling_new(struct arena *arena, const struct text_spelling *rules, size_t count,
                                   struct text_fold_spelling *out_spelling, size_t *out_bad) MUST_CHECK;

/* Replaces every occurrence, the leftmost first and at one place the longest. *out_folded may be *folded itself; it is
 * untouched when *out_changed is false. */
enum status text_fold_respell(const struct text_fold_spelling *spelling, struct arena *arena,
                              const struct text_folded *folded, struct text_folded *out_folded,
                              bool *out_changed) MUST_CHECK;

#endif
