/* doc/amount_carry - an amount that leaves a table: the unit of its column goes with it. */
#ifndef DOC_AMOUNT_CARRY_H
#define DOC_AMOUNT_CARRY_H

#include "base/arena.h"
#include "doc/amount.h"

struct doc_amount_units {
    int64_t own_yen;  /* of the column */
    int64_t file_yen; /* of bare numbers where the amount goes; 0: none */
};

/* The text that means under file_yen what `text` means under own_yen: itself where that is so (also when it is no
 * amount at all), else with the unit behind each of its figures. STATUS_INVALID when that would mean something else,
 * STATUS_NO_MEMORY. */
enum status doc_amount_carry(struct arena *arena, struct text_view text, struct doc_amount_units units,
                             const struct doc_vocabulary *words, struct text_view *out_text) MUST_CHECK;

#endif
