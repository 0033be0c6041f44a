/* cli/rules_against - `juten rules trace --against PACK`: two editions of a pack, clause by clause. */
#ifndef CLI_RULES_AGAINST_H
#define CLI_RULES_AGAINST_H

#include "cli/command.h"
#include "rule/ruleset.h"

/* Prints the clause map from the pack of --against to `set`, and what has changed in each clause. */
enum cli_exit cli_rules_against(const struct cli_arguments *arguments, const struct rule_set *set, struct arena *arena);

#endif
