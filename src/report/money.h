/* report/money - yen as people read them. Every figure that a writer shows goes through here, so that none is shown
 * when amounts are withheld (--redact amounts). */
#ifndef REPORT_MONEY_H
#define REPORT_MONEY_H

#include "report/report.h"

/* Whole millions of yen, half away from zero. */
int64_t report_in_millions(int64_t yen);
/* The same with separators, "1,234"; "withheld" when amounts are. */
void report_millions(struct buf *out, const struct report_settings *settings, int64_t yen);
/* Exact yen with separators; "withheld" when amounts are. */
void report_yen(struct buf *out, const struct report_settings *settings, int64_t yen);

#endif
