/* text/fold_compose - a second writing over an already folded text, with the map all the way back. Private to fold.
 *
 * The middle text is what the first folding gave; stretches of it are taken in order, as they are or replaced. */
#ifndef TEXT_FOLD_COMPOSE_H
#define TEXT_FOLD_COMPOSE_H

#include "text/fold_out.h"

struct text_fold_compose {
    const struct text_folded *middle;
    size_t run;          /* run of the middle text that is being taken from */
    uint32_t source_len; /* of what the middle text was made of */
    struct text_fold_out out;
};

/* Begins; the middle text must live until the end. */
void text_fold_compose_begin(struct text_fold_compose *compose, struct arena *arena, const struct text_folded *middle);

/* Takes middle bytes [begin, end) character for character; `bytes` has end - begin bytes. */
void text_fold_compose_keep(struct text_fold_compose *compose, const char *bytes, uint32_t begin, uint32_t end);

/* Puts `text` in the place of middle bytes [begin, end), which are not none. */
void text_fold_compose_put(struct text_fold_compose *compose, struct text_view text, uint32_t begin, uint32_t end);

/* Gives the result, which leads back to what the middle text was made of. */
enum status text_fold_compose_end(struct text_fold_compose *compose, struct text_folded *out_folded) MUST_CHECK;

/* The folding `second` of middle->text as a folding of middle's source; *out_folded may be *middle. */
enum status text_fold_compose(struct arena *arena, const struct text_folded *middle, const struct text_folded *second,
                              struct text_folded *out_folded) MUST_CHECK;

#endif
