/* rule/frozen - a rule set inside the program, as it lay in memory after it was loaded when the program was built
 * (cli/freeze.h): nothing is read, folded or sorted at start.
 *
 * It has two parts. What holds pointers is copied into an arena, and each pointer, which is stored as an offset, is
 * set; what holds none is used where it is, and costs nothing until it is looked at. */
#ifndef RULE_FROZEN_H
#define RULE_FROZEN_H

#include "rule/ruleset.h"

#include <stdint.h>

/* Stored for a pointer to the arena itself. */
#define RULE_FROZEN_ARENA UINTPTR_MAX

struct rule_frozen {
    const uintptr_t *linked; /* begins with the struct rule_set */
    size_t linked_len;       /* bytes */
    const uintptr_t *plain;
    size_t plain_len;
    const uint32_t
        *links;        /* which words of `linked` are pointers: offsets into `linked`, `plain` and the text, as if */
    size_t link_count; /* these lay one after the other */
};

/* The set in an arena of its own; free with rule_set_free. `text` is that of all packs' files and is borrowed.
 * STATUS_NO_MEMORY only. */
enum status rule_frozen_thaw(const struct rule_frozen *frozen, const char *text, struct rule_set **out_set) MUST_CHECK;

#endif
