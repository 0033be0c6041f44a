/* report/schema - the JSON Schema of what report/json and report/ndjson write. */
#ifndef REPORT_SCHEMA_H
#define REPORT_SCHEMA_H

#include "base/schema.h"

/* Writes the whole schema: of the one document of `json`; under $defs, `line` is that of a line of `ndjson`. */
void report_schema_write(struct json_writer *json, const struct schema_head *head);

#endif
