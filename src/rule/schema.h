/* rule/schema - the JSON Schema of a pack's files, from the shapes that their readers go by. */
#ifndef RULE_SCHEMA_H
#define RULE_SCHEMA_H

#include "base/schema.h"

/* What a file of a pack looks like: an object with a member for each row of section.def, in its order. */
const struct schema_shape *rule_schema_shape(void);
/* Writes the whole schema. */
void rule_schema_write(struct json_writer *json, const struct schema_head *head);

#endif
