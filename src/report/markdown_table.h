/* report/markdown_table - the tables by ministry and by clause as Markdown. */
#ifndef REPORT_MARKDOWN_TABLE_H
#define REPORT_MARKDOWN_TABLE_H

#include "report/report.h"

/* What is fed must be sorted: review_summary_sort, review_matrix_sort. Clauses that nobody claims have no row. */
void report_markdown_ministries(struct buf *out, const struct report_settings *settings,
                                const struct review_summary *summary);
void report_markdown_clauses(struct buf *out, const struct report_settings *settings,
                             const struct review_matrix *matrix);

#endif
