/* doc/amount_scan - private to amount: a cursor over one amount's text, and the figure scanner.
 *
 * Errors stick: the first one and its place are kept. Owned by doc_amount_parse, which gives the folding's memory back.
 */
#ifndef DOC_AMOUNT_SCAN_H
#define DOC_AMOUNT_SCAN_H

#include "doc/amount.h"

struct doc_scan {
    struct text_view text;
    size_t at;
    int64_t unit_yen;
    const struct doc_vocabulary *words; /* may be NULL */
    struct arena *scratch;              /* made when the first word is met */
    struct text_folded folded;          /* of the whole text */
    enum doc_amount_error error;
    struct text_range bad;
};

/* A figure with its unit: what one run of terms says. */
struct doc_figure {
    struct doc_money money;
    bool has_unit; /* false: a bare number, counted in the file's unit (not at all when there is none) */
    bool negative; /* a sign stands before it, also before a zero */
};

/* The text that is not read yet. */
struct text_view doc_scan_left(const struct doc_scan *scan);
/* Keeps the first error; returns false, so that readers can `return doc_scan_fail(…)`. */
bool doc_scan_fail(struct doc_scan *scan, enum doc_amount_error error, size_t begin, size_t end);
/* Skips blanks within the line / and line ends too. */
void doc_scan_blanks(struct doc_scan *scan);
void doc_scan_space(struct doc_scan *scan);
/* Takes one of a NULL-ended list of marks; NULL when none stands here. */
const char *doc_scan_take(struct doc_scan *scan, const char *const *marks);

/* Takes the longest marker word that stands here: an enum doc_marker, -1 when there is none or memory is out. */
int doc_scan_marker(struct doc_scan *scan);
/* Whether the whole text ends with a word of that marker. */
bool doc_scan_ends(struct doc_scan *scan, enum doc_marker marker);
/* Takes an opening bracket; returns its pair, or -1. */
int doc_scan_open(struct doc_scan *scan);
/* Takes a bracket that closes the pair: round ones close round ones of any width. */
bool doc_scan_close(struct doc_scan *scan, int pair);
/* True when the previous year's figure may stand in the pair. */
bool doc_scan_is_round(int pair);

/* True when a figure begins here: a sign, a yen sign, a digit or a kanji numeral. */
bool doc_figure_begins(const struct doc_scan *scan);
/* Reads a figure with its sign and unit; false after an error, which is kept in the scan. */
bool doc_figure_read(struct doc_scan *scan, struct doc_figure *out_figure) MUST_CHECK;
/* Length of a unit word at the start of the view and its yen; 0 when there is none. */
size_t doc_amount_unit_at(struct text_view view, int64_t *out_yen);

#endif
