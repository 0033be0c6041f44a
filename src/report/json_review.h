/* report/json_review - the member "review" of the JSON result: the sums of all requests, and for every clause who
 * claims it for how much. Amounts are exact yen. */
#ifndef REPORT_JSON_REVIEW_H
#define REPORT_JSON_REVIEW_H

#include "base/json.h"
#include "report/report.h"

/* Adds the member to the open object; summary and matrix are sorted. */
void report_json_review(struct json_writer *json, const struct report_run *run, const struct review_summary *summary,
                        const struct review_matrix *matrix);

#endif
