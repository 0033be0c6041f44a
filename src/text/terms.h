/* text/terms - all terms of all concepts in one pass over folded text.
 *
 * A bigram-indexed literal matcher: each term hangs in a table under its first two code points; at every character of
 * the text the chain of its bigram is compared. Cost per byte does not grow with the number of terms that don't occur,
 * and building takes a fraction of a millisecond (an Aho-Corasick automaton costs ten times that at every start).
 * Boundaries: a term that begins (ends) with an ASCII letter or digit matches only where no ASCII letter or digit
 * stands before (after) it; a term wholly in katakana that is not `inside` only where no katakana stands on either
 * side. Immutable after text_terms_build; scans may run in any number of threads. */
#ifndef TEXT_TERMS_H
#define TEXT_TERMS_H

#include "base/arena.h"
#include "base/status.h"
#include "text/view.h"

#include <stdbool.h>
#include <stdint.h>

struct text_terms;

struct text_term {
    struct text_view text; /* folded, two code points or more */
    uint32_t owner;        /* whose term this is: opaque to the matcher (a concept and a kind) */
    bool inside;           /* a katakana term that may lie within a longer run of katakana; ignored for others */
};

struct text_term_hit {
    uint32_t begin; /* folded bytes */
    uint32_t end;
    uint32_t owner;
};

struct text_term_hits {
    struct text_term_hit *items; /* in order of begin, then longest first, then owner */
    size_t count;
    size_t capacity;
};

/* Terms are copied as views: their bytes must live as long as the arena. The same text may have several owners; given
 * twice to one owner it is one term. STATUS_INVALID when a term has fewer than two code points. */
enum status text_terms_build(struct arena *arena, const struct text_term *terms, size_t count,
                             struct text_terms **out_terms) MUST_CHECK;

/* All occurrences, overlapping ones too; hits grow in the arena. */
enum status text_terms_scan(const struct text_terms *terms, struct arena *arena, struct text_view folded,
                            struct text_term_hits *out_hits) MUST_CHECK;

/* True when the folded text consists of katakana only, and how many letters it has (untouched when false). */
bool text_term_is_katakana(struct text_view folded, size_t *out_letters);

#endif
