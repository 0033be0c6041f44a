/* rule/schema - the JSON Schema of a pack's files, from the shapes that their readers go by. */
#ifndef RULE_SCHEMA_H
#define RULE_SCHEMA_H

#include "base/schema.h"

/* Writes the whole schema. */
void rule_schema_write(struct json_writer *json, const struct schema_head *head);

#endif
