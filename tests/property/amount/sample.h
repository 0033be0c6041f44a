/* property/amount/sample - random amounts, written together with what they mean.
 *
 * Every notation of submission.md: units and compounds of them, decimals, commas, both widths, kanji numerals with
 * powers and in places, signs, markers, dashes and words for none, the previous year's figure in brackets, blanks. The
 * generator does its own arithmetic; nothing of src/ takes part in it. The caller clears `text`. */
#ifndef PROPERTY_AMOUNT_SAMPLE_H
#define PROPERTY_AMOUNT_SAMPLE_H

#include "doc/amount.h"

#include <stdbool.h>
#include <stdint.h>

struct amount_sample {
    uint64_t *state; /* of the random numbers */
    struct buf text;
    int64_t unit_yen; /* of the file */
    struct doc_amount means;
    bool wide;     /* full-width digits */
    bool mixed;    /* some in the other width */
    bool grouped;  /* with commas; kanji: legal forms */
    bool bare;     /* figures without a unit */
    size_t digits; /* the first run of arabic digits; both 0 when there is none */
    size_t digits_end;
};

/* A number from 0 to limit - 1 / true once in so many times. */
int64_t amount_below(uint64_t *state, int64_t limit);
bool amount_chance(uint64_t *state, int64_t one_in);

/* Fills the sample; it keeps `state`. */
void amount_sample_make(struct amount_sample *sample, uint64_t *state);

#endif
