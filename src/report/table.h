/* report/table - the picture over all submissions as tables, by ministry and by clause; columns aligned by display
 * width. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "report/report.h"

/* Appends the table; rows as the (sorted) summary has them, then their total. Amounts in millions of yen, half up. */
void report_table(struct buf *out, const struct report_settings *settings, const struct review_summary *summary);
/* Appends the table of clauses that somebody claims, the sums by category and verdict, and the clauses that nobody
 * claims. The matrix is sorted. */
void report_clause_table(struct buf *out, const struct report_settings *settings, const struct review_matrix *matrix);
/* Appends which requests are not in the sum of amounts, and why, and the sums kept apart; nothing when there are none.
 */
void report_left_out(struct buf *out, const struct report_settings *settings, const struct review_sums *sums);

#endif
