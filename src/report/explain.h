/* report/explain - why every verdict is what it is: for each request, claim and point that was asked, in sentences. */
#ifndef REPORT_EXPLAIN_H
#define REPORT_EXPLAIN_H

#include "report/report.h"

/* Appends the reasoning for every request and claim of the document. */
enum status report_explain(struct buf *out, const struct report_settings *settings,
                           const struct report_document *document) MUST_CHECK;

#endif
