/* report/json_review - the last members of the JSON result: "review", the sums of all requests, and for every clause
 * who claims it for how much (amounts are exact yen); "manifest", what the run rested on. */
#ifndef REPORT_JSON_REVIEW_H
#define REPORT_JSON_REVIEW_H

#include "base/json.h"
#include "report/report.h"

/* Add the member to the open object; summary and matrix are sorted, the manifest is sealed. */
void report_json_manifest(struct json_writer *json, const struct review_manifest *manifest);
void report_json_review(struct json_writer *json, const struct report_run *run, const struct review_summary *summary,
                        const struct review_matrix *matrix);

#endif
