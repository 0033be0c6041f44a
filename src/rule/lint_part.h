/* rule/lint_part - the parts of lint.c, each in a file of its own. Private to lint. */
#ifndef RULE_LINT_PART_H
#define RULE_LINT_PART_H

#include "rule/ruleset.h"

struct rule_linter {
    const struct rule_set *set;
    struct text_diagnostics *to;
    struct arena *scratch;
    const bool *measured; /* by concept: whether a rule asks how far its hits reach (within, order) */
    enum status status;   /* sticky: STATUS_NO_MEMORY */
};

/* Adds a finding; unused arguments are empty. */
void rule_lint_report(struct rule_linter *lint, enum diagnostic_code code, struct text_span at, struct text_view a,
                      struct text_view b, struct text_view c);
/* A copy that lives as long as the diagnostics. */
struct text_view rule_lint_keep(struct rule_linter *lint, const char *bytes, size_t len);

/* Terms and excepts of each concept; after rule_lint_usage. */
void rule_lint_terms(struct rule_linter *lint);
/* Concepts that say the same as another. */
void rule_lint_twins(struct rule_linter *lint);
/* Regular expressions: what they are made of, and one after the other: */
void rule_lint_patterns(struct rule_linter *lint);
/* its alternatives and repetitions; true after it has said that matching may take too long, */
bool rule_lint_expression(struct rule_linter *lint, struct text_view expression, struct text_span span);
/* and how long matching does take. */
void rule_lint_steps(struct rule_linter *lint, struct text_view expression, struct text_span span);
/* The words of guards. */
void rule_lint_guards(struct rule_linter *lint);
/* Arguments of messages. */
void rule_lint_messages(struct rule_linter *lint);
/* Concepts that nothing speaks of; fills lint->measured. */
void rule_lint_usage(struct rule_linter *lint);

#endif
