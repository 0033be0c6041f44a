/* cli/freeze - writes a loaded rule set as C, to be used as it is by the program that it is compiled into
 * (rule/frozen.h). Part of the build tool.
 *
 * What is written is the memory of the set, with no knowledge of what is in it: whatever a member is added to, it goes
 * along. What of it are pointers is told from two loads of the same pack, which must differ in these and in nothing
 * else: a pointer to anything but the set's arena and the packs' text, or memory that is not the same each time, is
 * refused. */
#ifndef CLI_FREEZE_H
#define CLI_FREEZE_H

#include "rule/ruleset.h"

/* A set, and the text (all files of all packs) that it was loaded from. */
struct cli_loaded {
    const struct rule_set *set;
    struct text_view text;
};

/* Prints `const struct rule_frozen frozen_NUMBER`. What was allocated must lie in blocks of its own
 * (JUTEN_ARENA_MALLOC). NULL, or what is wrong; static. */
const char *cli_freeze(const struct cli_loaded both[2], size_t number);

#endif
