/* doc/amount - amounts of money in every notation of submission.md, as exact integers in yen.
 *
 * "1.5億円", "１，６４６百万円", "1億5,000万円", "▲0.3億円", "（１１．１億円）" after an amount = the previous year's,
 * seven dashes for none, and the marker words of the pack. Units, signs and none-marks are notation: amount.def. A
 * figure carries the precision it was shown with: `step` is the value of one unit in its last digit (1.5億円:
 * 10,000,000). No floating point anywhere; overflow is an error. Memory is taken only to fold a text in which a marker
 * word may stand, and given back before the call returns. */
#ifndef DOC_AMOUNT_H
#define DOC_AMOUNT_H

#include "base/buf.h"
#include "doc/vocabulary.h"
#include "text/sentence.h"
#include "text/source.h"

#include <stdbool.h>
#include <stdint.h>

enum doc_amount_kind {
    DOC_AMOUNT_ABSENT, /* the field is not there */
    DOC_AMOUNT_WRONG,  /* it is there and could not be read (an observation says why) */
    DOC_AMOUNT_FIGURE,
    DOC_AMOUNT_NONE,      /* a dash or "none" */
    DOC_AMOUNT_ITEM_ONLY, /* no figure asked for */
    DOC_AMOUNT_ELSEWHERE, /* in another ministry's request */
    DOC_AMOUNT_PART_OF    /* a figure that is part of a larger sum: yen holds it, never added */
};

enum doc_amount_bound { DOC_EXACT, DOC_ABOUT, DOC_AT_LEAST, DOC_AT_MOST };

struct doc_money {
    int64_t yen;
    int64_t step; /* yen; 1 for figures in yen: exact */
};

struct doc_amount {
    enum doc_amount_kind kind;
    enum doc_amount_bound bound;
    struct doc_money money;       /* FIGURE, PART_OF */
    enum doc_amount_kind earlier; /* ABSENT, or what stood in （ ）: FIGURE, PART_OF or NONE */
    enum doc_amount_bound earlier_bound;
    struct doc_money earlier_money;
    struct text_view earlier_written; /* between the brackets, as in the file */
    bool relisted;                    /* the listed-again marker stood in it, or beside it */
    bool newly;                       /* NONE, in the word that says so of the previous year */
    struct text_view written;         /* as in the file */
    int64_t bare_unit, earlier_unit;  /* yen of the unit that a figure without one is counted in; 0: it has its own */
    struct text_span span;
};

enum doc_amount_error {
    DOC_AMOUNT_OK,
    DOC_AMOUNT_UNPARSABLE, /* *out_bad: the part not understood, byte offsets in the text */
    DOC_AMOUNT_NO_UNIT,    /* a bare number and no unit for the file */
    DOC_AMOUNT_OVERFLOW,
    DOC_AMOUNT_GONE,     /* *out_bad: "all gone", or a minus in （ ）; both belong to differences */
    DOC_AMOUNT_NO_MEMORY /* the text could not be folded: nothing is known about it */
};

/* Reads `text` (as written, not folded). unit_yen: value of the file's unit for bare numbers, 0 when none. `words` may
 * be NULL (no markers). On anything but OK *out_amount is untouched, on OK *out_bad. `written` is the trimmed text,
 * `span` is the caller's. A listed-again marker alone is NONE with `relisted`. Text without anything in it is
 * UNPARSABLE. */
enum doc_amount_error doc_amount_parse(struct text_view text, int64_t unit_yen, const struct doc_vocabulary *words,
                                       struct doc_amount *out_amount, struct text_range *out_bad);

/* Yen of one unit word (円 千円 万円 百万円 億円 … million yen), blanks and brackets around it allowed; 0 when it is
 * none. */
int64_t doc_amount_unit(struct text_view text);

/* The amount in plain notation: half-width figures, 円 where it was left out (150億 -> 150億円), one unit where there
 * were two. It says the same as before, or could not be read before and can be now. Trimmed text when it is plain
 * already, the text as it is when it can't be read; lives in the arena or is a part of `text`. Only memory fails. */
enum status doc_amount_plain(struct arena *arena, struct text_view text, int64_t unit_yen,
                             const struct doc_vocabulary *words, struct text_view *out_text) MUST_CHECK;
/* The unit word that a text such as 単位：（百万円） or 百万 means, as tables of amounts have it; empty when none. */
struct text_view doc_amount_unit_meant(struct text_view text);

/* Appends what a message puts behind `written`: the unit that a figure without one is counted in, such as its column's;
 * nothing when the figure has its own. */
void doc_amount_add_unit(struct buf *out, const struct doc_amount *amount);

/* The first word for a unit of so many yen; empty when there is none. */
struct text_view doc_amount_unit_word(int64_t yen);
/* Whether two amounts say the same, however they are written. */
bool doc_amount_same(const struct doc_amount *a, const struct doc_amount *b);
/* Whether a yen sign stands in the text: what it says is in yen, whatever the unit of its column. */
bool doc_amount_has_sign(struct text_view text);

/* True when the money is known to be there or known to be none (FIGURE or NONE). */
bool doc_amount_is_figure(const struct doc_amount *amount);

/* Appends yen exactly in the largest of 百万円, 千円, 円 that loses nothing: 1,646百万円 (ja), 1,646 million yen (en).
 */
void doc_amount_write(struct buf *out, int64_t yen, bool english);

#endif
