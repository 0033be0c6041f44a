/* report/sarif_result - a finding as a result of a SARIF log.
 *
 * The waiver that a finding meets is its suppression. SARIF has three statuses (3.35.3), of which "accepted" alone
 * makes readers pass over a result: that is a waiver that holds. "underReview" is one on which somebody has still to
 * decide: open, investigating, and approved until a date that has passed or on a text that has changed. "rejected" is
 * one that is settled without waiving anything: rejected, closed. The state in our own words stands beside it. */
#ifndef REPORT_SARIF_RESULT_H
#define REPORT_SARIF_RESULT_H

#include "report/index.h"
#include "report/sarif_tool.h"

struct report_sarif_from {
    const struct report_run *run;
    const struct report_sarif_rules *rules;
    const struct review_submission *record; /* NULL: the finding is over the set */
    const struct report_index *index;       /* of it */
};
void report_sarif_result(struct json_writer *json, const struct report_sarif_from *from,
                         const struct review_finding *finding);

/* "message" of what may hold what SARIF takes for a link (3.11.6), "[words](1)": it stays text. */
void report_sarif_said(struct json_writer *json, struct text_view text);
/* The same in a buffer. */
void report_sarif_say(struct buf *out, struct text_view text);

/* "codeFlows" of a finding that says that a claim of that request is not justified; nothing for others. */
void report_sarif_flow(struct json_writer *json, const struct report_sarif_from *from,
                       const struct review_request *request, const struct review_finding *finding);

#endif
