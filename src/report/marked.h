/* report/marked - a finding in one text, with the decision of reviewers before it. */
#ifndef REPORT_MARKED_H
#define REPORT_MARKED_H

#include "base/buf.h"
#include "review/record.h"

/* Appends "免除（承認: 理由（甲、2030-03-31 まで））", or that it does not hold; nothing without a waiver. */
void report_mark(struct buf *out, enum text_language language, const struct review_waived *waived);
/* Appends headline and reason of a finding, behind its mark and ": " when there is a waiver. Not made harmless. */
void report_marked(struct buf *out, enum text_language language, const struct review_finding *finding);

#endif
