/* rule/compare - `field: {name: F, COMPARISON: VALUE}`: a comparison with its literals read by the field's type. */
#ifndef RULE_COMPARE_H
#define RULE_COMPARE_H

#include "rule/loader.h"

/* What the value of `field` looks like (base/schema.h). */
extern const struct schema_shape rule_compare_shape;

/* NULL and a fault when the mapping is no comparison. */
const struct rule_compare *rule_compare_read(struct rule_loader *load, const struct doc_node *node,
                                             enum rule_given given);

#endif
