/* rule/lint - what is unwise in a pack that loads: reported by `rules lint` and `rules test` only.
 *
 * Unused concepts of the pack itself; terms that fold to the same, that hold a shorter one of their concept and so
 * change nothing, that an except always removes; excepts that remove nothing; patterns with text that folding changes,
 * that repeat a repetition, or that don't compile (an embedded pack's are not compiled when it is loaded); criteria
 * without three passing and three failing tests, without hint, without source or with one that the register of
 * sentences lacks; messages with arguments that their check does not give; sentences that ask for something and have
 * no criterion; clauses that can be claimed and not be justified.
 *
 * Results are diagnostics, LINT-…; they borrow from the set and must not outlive it. STATUS_OK or STATUS_NO_MEMORY. */
#ifndef RULE_LINT_H
#define RULE_LINT_H

#include "rule/ruleset.h"

/* Adds what it finds to `diagnostics`, by kind and then in the order of the pack. */
enum status rule_lint(const struct rule_set *set, struct text_diagnostics *diagnostics) MUST_CHECK;

#endif
