/* rule/names - a table from names to numbers, in the order in which they were added.
 *
 * Open addressing over hash_bytes; lookups don't depend on how many names there are. The names are borrowed views and
 * the table lives in the arena given to rule_names_add. */
#ifndef RULE_NAMES_H
#define RULE_NAMES_H

#include "base/arena.h"
#include "base/status.h"
#include "text/view.h"

#include <stdint.h>

#define RULE_NAME_NONE UINT32_MAX

struct rule_names {
    struct text_view *names; /* in the order added: for text_nearest */
    uint32_t *values;
    size_t count;
    size_t name_capacity, value_capacity;
    uint32_t *slots; /* position + 1, 0: free; a power of two, at most half full */
    size_t slot_count;
};

/* Adds a name that is not in the table yet. */
enum status rule_names_add(struct rule_names *names, struct arena *arena, struct text_view name,
                           uint32_t value) MUST_CHECK;
/* The value of a name, or RULE_NAME_NONE. */
uint32_t rule_names_find(const struct rule_names *names, struct text_view name);

#endif
