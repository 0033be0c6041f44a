/* text/gram - character n-grams of folded text as hashes: how much of one text stands in another, whatever the order.
 *
 * Only letters and digits count; marks, blanks and line breaks are stepped over, so that punctuation hides nothing. A
 * gram is TEXT_GRAM_LETTERS letters in a row (three: with two, texts on one subject look alike; with four, a paraphrase
 * that exchanges every other word looks like a text of its own). Hashes are FNV-1a over the letters' bytes. */
#ifndef TEXT_GRAM_H
#define TEXT_GRAM_H

#include "base/arena.h"
#include "base/status.h"
#include "text/terms.h"
#include "text/view.h"

#include <stdint.h>

#define TEXT_GRAM_LETTERS 3

struct text_gram {
    uint32_t hash;
    uint32_t begin; /* folded bytes [begin, end), marks between the letters included */
    uint32_t end;
};

struct text_grams {
    struct text_gram *items; /* in the order of the text */
    size_t count;
};

/* The grams of a folded text: one for each letter that has two more after it; none for a shorter text. */
enum status text_grams(struct arena *arena, struct text_view folded, struct text_grams *out_grams) MUST_CHECK;

/* Drops the grams that touch one of the stretches (in the matcher's order: by begin, longest first). */
void text_grams_without(struct text_grams *grams, const struct text_term_hits *stretches);

#endif
