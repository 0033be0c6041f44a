/* doc/decimal - the numbers of a workbook as decimal digits: no floating point, no exponents, no binary noise
 * (0.30000000000000004 is 0.3, as every spreadsheet shows it: 15 digits count). */
#ifndef DOC_DECIMAL_H
#define DOC_DECIMAL_H

#include "base/buf.h"
#include "text/view.h"

#include <stdbool.h>

#define DOC_DECIMAL_DIGITS 15

/* 0.d1d2d3… times ten to the `point`; no zeros at either end. Zero has no digits. */
struct doc_decimal {
    bool negative;
    char digits[DOC_DECIMAL_DIGITS];
    int count;
    int point;
};

/* Reads "-12.5", "1.2E8"; false when the text is no number, or one beyond what a double holds. */
bool doc_decimal_parse(struct text_view text, struct doc_decimal *out_decimal);
/* Rounds to that many digits behind the point, halves away from zero. */
void doc_decimal_round(struct doc_decimal *decimal, int places);

/* Appends the digits without a sign: at least `whole` before the point and `places` behind it. */
void doc_decimal_write(struct buf *out, const struct doc_decimal *decimal, int whole, int places, bool grouped);
/* The whole part when it is no more than `most`; -1 otherwise, and for a negative number. */
int64_t doc_decimal_whole(const struct doc_decimal *decimal, int64_t most);

#endif
