/* text/fold_context - the part of folding that looks at neighbours: blanks and line breaks, dashes and long-vowel
 * marks. Takes normalised characters in order and writes the folded text. Private to fold.
 *
 * What neighbours decide:
 *   a dash directly after katakana is U+30FC; U+30FC after anything but kana is '-'; other dashes are '-'
 *   the U+30FC at the end of a run of katakana go when three letters or more remain
 *   a gap of blanks is one blank, and nothing between a Japanese character and an ASCII letter or digit
 *   a gap with one line break is a line feed, and nothing between two Japanese characters; with more, two line feeds */
#ifndef TEXT_FOLD_CONTEXT_H
#define TEXT_FOLD_CONTEXT_H

#include "text/fold_class.h"
#include "text/fold_out.h"

struct text_fold_context {
    const struct text_fold_classes *classes;
    struct text_fold_out out;
    enum text_fold_class previous; /* of the last folded character; FOLD_BLANK at the start */
    bool in_gap;
    unsigned breaks;  /* line breaks in the gap so far, counted up to two */
    uint32_t gap_end; /* in the source */
};

/* Begins with room for `expected` bytes. */
void text_fold_context_begin(struct text_fold_context *context, const struct text_fold_classes *classes,
                             struct arena *arena, size_t expected);

/* A blank, or a line break (CR LF is one), that ends at `source_end`. */
void text_fold_blank(struct text_fold_context *context, uint32_t source_end, bool is_break);

/* One normalised character that comes from the source up to `source_end`. `plain`: from one character of its length. */
void text_fold_push(struct text_fold_context *context, uint32_t point, uint32_t source_end, bool plain);

/* Source up to `source_end` gives no character. */
void text_fold_skip(struct text_fold_context *context, uint32_t source_end);

/* Bytes that end at `source_end` and stand for themselves but for ASCII capitals: classes up to FOLD_CAPITAL, and
 * U+30FC with kana before and a katakana letter after it. `first` and `last`: classes of the first and last character.
 */
void text_fold_copy(struct text_fold_context *context, struct text_view bytes, uint32_t source_end,
                    enum text_fold_class first, enum text_fold_class last);

/* Writes what is pending and gives the result. */
enum status text_fold_context_end(struct text_fold_context *context, struct text_folded *out_folded) MUST_CHECK;

#endif
