/* rule/lint - what is unwise in a pack that loads: reported by `rules lint` and `rules test` only.
 *
 * Unused concepts of the pack itself, and such as say the same as another; terms that fold to the same, that hold a
 * shorter one of their concept or of one that it includes and so change nothing, that an except always removes; excepts
 * that remove nothing, or nothing of their own; words of guards that another word of their list makes needless, or that
 * an `unless` form always lifts; patterns with text that folding changes, with an alternative given twice, or that
 * don't compile (an embedded pack's are not compiled when it is loaded); patterns over which matching can take too
 * long: by the look of them, or measured. Criteria without three passing and three failing tests, without hint, without
 * source or with one that the register of sentences lacks; messages with arguments that their check does not give;
 * sentences that ask for something and have no criterion; clauses that can be claimed and not be justified.
 *
 * Results are diagnostics, LINT-…; they borrow from the set and must not outlive it. STATUS_OK or STATUS_NO_MEMORY. */
#ifndef RULE_LINT_H
#define RULE_LINT_H

#include "rule/ruleset.h"

/* Adds what it finds to `diagnostics`, by kind and then in the order of the pack. */
enum status rule_lint(const struct rule_set *set, struct text_diagnostics *diagnostics) MUST_CHECK;

#endif
