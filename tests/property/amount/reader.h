/* property/amount/reader - a second reader of amounts, as unlike doc/amount as can be, to judge what it reads.
 *
 * Tokens become letters, regular expressions say what is an amount, and a figure's digits are laid out by decimal
 * places from right to left. Slow, and without a word on what is wrong.
 *
 *     約１億5,000万円 （▲0.3億円）   ->   "adbd,dddby (^d.dby)" */
#ifndef PROPERTY_AMOUNT_READER_H
#define PROPERTY_AMOUNT_READER_H

#include "doc/amount.h"

/* How many tokens of the notation there are, and the text of one. */
size_t amount_token_count(void);
const char *amount_token(size_t i);

/* True when the text is an amount; *out_amount then says which (written and span are left empty). */
bool amount_reader_read(struct text_view text, int64_t unit_yen, struct doc_amount *out_amount);

#endif
