/* doc/amount_hide - taking the figures out of a running text, for copies that must not show money.
 *
 * Every run of digits goes, whatever it counts, with the powers of ten behind it, and in its place stands the same mark
 * however long it was: not even the size is left. Kanji numerals go where a unit of money follows or a power of ten
 * from 10,000 on stands behind a digit. Rather too much than too little: dates and numbers of people go too. */
#ifndef DOC_AMOUNT_HIDE_H
#define DOC_AMOUNT_HIDE_H

#include "base/arena.h"
#include "base/status.h"
#include "text/view.h"

struct doc_hidden {
    struct text_view text; /* in the arena */
    struct doc_hidden_run {
        size_t begin, end; /* bytes of the text as it was */
        size_t at;         /* where the mark stands in the new one */
    } * runs;              /* in order */
    size_t count, capacity;
};

/* Writes the text (valid UTF-8) without its figures. STATUS_NO_MEMORY. */
enum status doc_amount_hide(struct arena *arena, struct text_view text, struct doc_hidden *out_hidden) MUST_CHECK;
/* Where a byte of the old text stands in the new one; one within a figure at its mark's begin, or behind it when it is
 * the `end` of something. */
size_t doc_hidden_place(const struct doc_hidden *hidden, size_t byte, bool end);

#endif
