/* report/finding_words - a finding in words for cells: what is asked, why, where. Lines are separated by LF; texts of
 * ministries are as they were read, except in places, which are printable. */
#ifndef REPORT_FINDING_WORDS_H
#define REPORT_FINDING_WORDS_H

#include "report/known.h"
#include "report/wording.h"

#define REPORT_DETAILS_ASKED   (1u << REVIEW_DETAIL_ASKS | 1u << REVIEW_DETAIL_OR | 1u << REVIEW_DETAIL_BASIS)
#define REPORT_DETAILS_EXAMPLE (1u << REVIEW_DETAIL_EXAMPLE | 1u << REVIEW_DETAIL_HINT)

/* Details of some kinds (a bit each), each on a line, with where the guideline says so. */
void report_details_words(struct buf *out, enum text_language language, const struct review_finding *finding,
                          unsigned kinds);
/* Why, the other places it speaks of, which clause the text would carry instead, and how the line should be. With
 * `known`, a place in a submission of another ministry is not named, only that there is one. */
void report_reason_words(struct buf *out, enum text_language language, const struct review_finding *finding,
                         const struct report_known *known);
/* "path:12:3", "path!sheet!C12". */
void report_place_words(struct buf *out, struct text_view path, struct text_place place);

#endif
