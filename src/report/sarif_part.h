/* report/sarif_part - the pieces of SARIF 2.1.0 that a run and a comparison of two have in common. */
#ifndef REPORT_SARIF_PART_H
#define REPORT_SARIF_PART_H

#include "base/json.h"
#include "review/record.h"

#define REPORT_SARIF_SCHEMA  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define REPORT_SARIF_VERSION "2.1.0"
#define REPORT_SARIF_COLUMNS "utf16CodeUnits" /* what the columns below are counted in */

/* Appends a path as a URI reference. */
void report_sarif_path(struct buf *out, struct text_view path);
/* What paths that are relative are relative to, when the log names a repository; the folder of the check. */
#define REPORT_SARIF_FOLDER_NAME "CHECKFOLDER"
/* "artifactLocation" or whatever the key is: {"uri"}, with the name of what a relative path is relative to (or NULL).
 */
void report_sarif_artifact(struct json_writer *json, const char *key, struct text_view path, const char *base);
/* "message": {"text"}. */
void report_sarif_message(struct json_writer *json, const char *key, struct text_view text);
/* "region" or whatever the key is. With `line_only` a range over several lines is its first line from where it begins.
 */
void report_sarif_region(struct json_writer *json, const char *key, const struct review_range *range, bool line_only);
/* Members of a location: where in the file, and the cell where it is a workbook. Nothing of a region for line 0. With
 * `line_only` a range over several lines is its first line from where it begins. */
void report_sarif_place(struct json_writer *json, struct text_view path, const struct review_range *range,
                        bool line_only, const char *base);
/* "ja-JP", "en-US". */
const char *report_sarif_language(enum text_language language);

#endif
