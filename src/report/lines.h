/* report/lines - the lines that text and compact have in common. */
#ifndef REPORT_LINES_H
#define REPORT_LINES_H

#include "report/report.h"

/* Selected, and not a note unless verbose. */
bool report_is_shown(const struct report_settings *settings, const struct review_finding *finding);

/* path:line:col: level [id] message */
void report_head_line(struct buf *out, const struct report_settings *settings, const struct review_finding *finding);

/* What formats of lines alone do besides their submissions: nothing at the beginning, a line for each unreadable file,
 * the counts at the end. For their rows of the registry. */
enum status report_lines_begin(struct report *report);
enum status report_lines_error(struct report *report, const struct review_error *error);
enum status report_lines_end(struct report *report, const struct review_totals *totals);

/* path:line:col: error [INPUT-…] message */
void report_error_line(struct buf *out, const struct report_settings *settings, const struct review_error *error);

#endif
