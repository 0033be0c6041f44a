/* rule/guards - the `guards` and `phrase_ends` of a pack and its prints: fills set->guards.
 *
 * Lists of several packs are put together; of a number, the nearest pack's counts. */
#ifndef RULE_GUARDS_H
#define RULE_GUARDS_H

#include "rule/loader.h"

/* What `guards` look like (base/schema.h). */
extern const struct schema_shape rule_guards_shape;

/* After documents and clauses, whose titles and headings are nobody's own wording. */
void rule_guards_read(struct rule_loader *load);

#endif
