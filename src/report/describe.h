/* report/describe - what an id means, in words: a clause, a criterion, a form rule, a concept of a pack; a rule about
 * waivers; what a file is refused for. */
#ifndef REPORT_DESCRIBE_H
#define REPORT_DESCRIBE_H

#include "base/buf.h"
#include "rule/ruleset.h"

/* Appends the description of a clause (by id or label), criterion, form rule, concept (by name or label) or refusal
 * (INPUT-YAML); ids in capitals or small letters. False when nothing is called that. Printable text. */
bool report_describe(struct buf *out, enum text_language language, const struct rule_set *rules, struct text_view id);

#endif
