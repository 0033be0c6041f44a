/* report/describe - what an id of a pack means, in words: a clause, a criterion, a form rule, a concept. */
#ifndef REPORT_DESCRIBE_H
#define REPORT_DESCRIBE_H

#include "base/buf.h"
#include "rule/ruleset.h"

/* Appends the description of a clause (by id or label), criterion, form rule or concept (by name or label); false when
 * nothing is called that. Printable text. */
bool report_describe(struct buf *out, enum text_language language, const struct rule_set *rules, struct text_view id);

#endif
