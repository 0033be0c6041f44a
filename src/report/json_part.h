/* report/json_part - the small pieces that all parts of the JSON result are made of. */
#ifndef REPORT_JSON_PART_H
#define REPORT_JSON_PART_H

#include "base/json.h"
#include "text/source.h"

/* A member with an integer, with a truth value, and one with a text that is never null. */
void report_json_int(struct json_writer *json, const char *key, int64_t value);
void report_json_bool(struct json_writer *json, const char *key, bool value);
void report_json_view(struct json_writer *json, const char *key, struct text_view view);

/* The same, null for an empty one. */
void report_json_optional(struct json_writer *json, const char *key, struct text_view view);
/* A member with a static string, null for NULL. */
void report_json_name(struct json_writer *json, const char *key, const char *name);
/* {"line", "column", "byte", and "utf16", the column in UTF-16 code units, where it is another}, in a workbook
 * {"sheet", "cell", "row", "column", "char", "byte": null}; null for line 0. */
void report_json_place(struct json_writer *json, const char *key, struct text_place place);

#endif
