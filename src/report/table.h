/* report/table - the summary by ministry as a table, columns aligned by display width. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "report/report.h"

/* Appends the table; rows as the (sorted) summary has them, then their total. Amounts in millions of yen, half up. */
void report_table(struct buf *out, const struct report_settings *settings, const struct review_summary *summary);

#endif
