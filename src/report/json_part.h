/* report/json_part - the small pieces that all parts of the JSON result are made of. */
#ifndef REPORT_JSON_PART_H
#define REPORT_JSON_PART_H

#include "base/json.h"
#include "doc/submission.h"

/* A member with an integer, and one with a text that is never null. */
void report_json_int(struct json_writer *json, const char *key, int64_t value);
void report_json_view(struct json_writer *json, const char *key, struct text_view view);

/* The names of values in the contract (interface.md), static; NULL where the contract says null. */
const char *report_json_category(enum doc_category category);
const char *report_json_amount_kind(enum doc_amount_kind kind);

#endif
