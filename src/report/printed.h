/* report/printed - totals that a document prints for all requests together (--total), beside what the requests that are
 * here add up to. A document often prints only examples; the rest is shown as what it is, and is no finding. */
#ifndef REPORT_PRINTED_H
#define REPORT_PRINTED_H

#include "report/report.h"

/* Reads a total in any notation; false when it is no figure, one below zero, or one with
 * another in brackets. NULL is none. */
bool report_printed_read(const char *written, struct review_amount *out_amount);
/* Appends a line for each total that was given. */
void report_printed_lines(struct buf *out, const struct report_run *run, const struct review_sums *sums);
/* What the requests here add up to, of what the total is printed for. */
int64_t report_printed_listed(const struct review_sums *sums, enum report_printed_total total);

#endif
