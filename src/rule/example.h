/* rule/example - what a pack carries to be tested by: the examples of its form rules, what they are laid over, and the
 * list of mutants that no example needs to notice. (The examples of criteria stand with them: criterion.h.) */
#ifndef RULE_EXAMPLE_H
#define RULE_EXAMPLE_H

#include "rule/loader.h"

/* What a form rule's `tests` and `survivors` look like (base/schema.h). */
extern const struct schema_shape rule_form_tests_shape, rule_survivors_shape;

/* The `tests` of one form rule; a NULL node is none. After the names of fields. */
void rule_form_tests_read(struct rule_loader *load, const struct doc_node *list, struct rule_form *form);
/* `example` and `survivors`: fills set->example, survivors and sources. */
void rule_examples_read(struct rule_loader *load);

#endif
