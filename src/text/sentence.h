/* text/sentence - where sentences and phrases end in ministry prose (rules.md, "Text first").
 *
 * Sentences end at a sentence mark (not inside corner or other brackets), at a blank line, at a line break before a
 * bullet or number mark, after a line wholly in 【】 or 〈〉, and at a line break after a line shorter than two thirds
 * of the text's longest line; any other line break is soft. In text taken from a PDF (TEXT_SENTENCE_EXTRACT) a blank
 * line is soft too when the line before does not end a sentence or an article and is no numbered heading. A short line
 * that ends with a comma is soft; a heading in brackets also begins something new (text/mark.h). Works on source text
 * (unfolded), byte offsets; sentences are trimmed, ordered, not empty, and do not overlap.
 *
 * A phrase runs from the end of the previous predicate in the sentence to the next; what ends one (し、 せず、 ため、)
 * is data of the common pack. Works on folded text. */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include "base/arena.h"
#include "base/status.h"
#include "text/terms.h"
#include "text/view.h"

#include <stdint.h>

struct text_range {
    uint32_t begin;
    uint32_t end;
};

struct text_ranges {
    const struct text_range *items;
    size_t count;
};

enum text_sentence_mode { TEXT_SENTENCE_TYPED, TEXT_SENTENCE_EXTRACT };

/* text_sentences cuts a text into sentences by the rules above. */
enum status text_sentences(struct arena *arena, struct text_view text, enum text_sentence_mode mode,
                           struct text_ranges *out_sentences) MUST_CHECK;

/* Where phrases end in a folded text, from what the term matcher found of the phrase-end strings (in its order):
 * leftmost-longest, without overlap; ascending offsets, each just after an occurrence. */
enum status text_phrase_ends(struct arena *arena, const struct text_term_hits *found, uint32_t **out_ends,
                             size_t *out_count) MUST_CHECK;

/* The phrase of a sentence that holds folded byte `at`. An end strictly inside the sentence closes a phrase. */
struct text_range text_phrase_at(struct text_range sentence, const uint32_t *ends, size_t end_count, uint32_t at);

#endif
