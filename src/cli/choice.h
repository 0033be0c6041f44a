/* cli/choice - what may stand where an option or a command takes a value (choice.def): for the check of values, for
 * completion and for the manual. */
#ifndef CLI_CHOICE_H
#define CLI_CHOICE_H

#include "cli/option.h"

/* What a value is: one of cli_choice's words, the name of a file or folder, of a pack, a finding's id, a clause's
 * label, whatever `explain` knows, a kind of schema, a shell; TEXT: anything. */
enum cli_kind {
    CLI_KIND_NONE,
    CLI_KIND_WORDS,
    CLI_KIND_FILE,
    CLI_KIND_PACK,
    CLI_KIND_RULE,
    CLI_KIND_CLAUSE,
    CLI_KIND_MEANING,
    CLI_KIND_SCHEMA,
    CLI_KIND_SHELL,
    CLI_KIND_TEXT
};

/* The n-th of the words that the option takes in one of the commands, NULL behind the last; static. */
const char *cli_choice(enum cli_option option, unsigned commands, size_t n);
/* What the option's value is; NONE: it takes none. */
enum cli_kind cli_value_kind(enum cli_option option);
/* What a command takes behind its name, by its usage ("check [PATH...]"): its first operand; NONE: nothing. */
enum cli_kind cli_operand_kind(const char *usage);

#endif
