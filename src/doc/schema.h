/* doc/schema - the JSON Schema of a submission, from the table of fields and the words of a pack.
 *
 * It is for editors, which complete what it lists and mark what it refuses, so it must not refuse what the reader
 * takes: names are taken in any width and case; where words may be written in many ways (amounts, years, clauses,
 * categories), it proposes some and takes all. What it does refuse: unknown fields, a field under two names, one that
 * is missing or empty where it is needed, and a list, mapping or single value where another of these belongs. */
#ifndef DOC_SCHEMA_H
#define DOC_SCHEMA_H

#include "base/schema.h"
#include "doc/vocabulary.h"

/* A clause that may be claimed, to be proposed. */
struct doc_schema_area {
    struct text_view label, heading;
};

struct doc_schema {
    struct schema_head head;
    const struct doc_vocabulary *words;
    const struct doc_schema_area *areas;
    size_t area_count;
    enum text_language language; /* of what fields want, and of the names that come first */
};

/* Writes the whole schema. Errors are sticky in the writer's buf. */
void doc_schema_write(struct json_writer *json, const struct doc_schema *schema);

#endif
