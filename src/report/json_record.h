/* report/json_record - records as the JSON result has them (interface.md, "The JSON result"): one object each, its
 * members in the contract's order; for json and ndjson. review/stored reads them back. */
#ifndef REPORT_JSON_RECORD_H
#define REPORT_JSON_RECORD_H

#include "report/report.h"

/* Members "schema", "tool", "as_of", "merged" (of a merged result) and "packs" of the open object. */
void report_json_head(struct json_writer *json, const struct report_run *run);
/* Members of a submission into the open object, which the writer makes in the report's `out`: it is relieved of each
 * request. Of one in parts the writer goes on where it ended with the part before. Returns the sink's failure. */
enum status report_json_submission(struct json_writer *json, const struct report_document *document,
                                   struct report *report) MUST_CHECK;
/* A finding, an unreadable input: an object each. */
void report_json_finding(struct json_writer *json, const struct review_finding *finding, enum text_language language);
void report_json_error(struct json_writer *json, const struct review_error *error);
/* Members of the summary into the open object. */
void report_json_totals(struct json_writer *json, const struct review_totals *totals);

#endif
