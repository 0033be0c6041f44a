/* rule/lint_part - the parts of lint.c, each in a file of its own. Private to lint. */
#ifndef RULE_LINT_PART_H
#define RULE_LINT_PART_H

#include "rule/ruleset.h"

struct rule_linter {
    const struct rule_set *set;
    struct text_diagnostics *to;
    struct arena *scratch;
    enum status status; /* sticky: STATUS_NO_MEMORY */
};

/* Adds a finding; unused arguments are empty. */
void rule_lint_report(struct rule_linter *lint, enum diagnostic_code code, struct text_span at, struct text_view a,
                      struct text_view b, struct text_view c);
/* A copy that lives as long as the diagnostics. */
struct text_view rule_lint_keep(struct rule_linter *lint, const char *bytes, size_t len);

/* Terms and excepts of each concept. */
void rule_lint_terms(struct rule_linter *lint);
/* Regular expressions. */
void rule_lint_patterns(struct rule_linter *lint);
/* Arguments of messages. */
void rule_lint_messages(struct rule_linter *lint);
/* Concepts that nothing speaks of. */
void rule_lint_usage(struct rule_linter *lint);

#endif
