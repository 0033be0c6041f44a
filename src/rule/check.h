/* rule/check - `check: NAME` with its parameters (check.def), for form rules. */
#ifndef RULE_CHECK_H
#define RULE_CHECK_H

#include "rule/loader.h"

/* What {check: NAME, …} looks like: one of the rows of check.def (base/schema.h). */
extern const struct schema_shape rule_check_shape;

/* Reads the mapping {check: NAME, …}; NULL and a fault when it is not one that may stand where `given`. */
const struct rule_check_use *rule_check_read(struct rule_loader *load, const struct doc_node *node,
                                             enum rule_given given);

#endif
