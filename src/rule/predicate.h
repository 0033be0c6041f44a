/* rule/predicate - predicates from YAML: a tree of operators (operator.def) over concepts, comparisons and checks. */
#ifndef RULE_PREDICATE_H
#define RULE_PREDICATE_H

#include "rule/loader.h"

/* What a predicate looks like (base/schema.h). */
extern const struct schema_shape rule_predicate_shape;

/* What a predicate is for decides what may stand in it. */
enum rule_purpose {
    RULE_FOR_EVIDENCE, /* texts and comparisons, over the request; never `not` or a comparison alone */
    RULE_FOR_APPLIES,  /* texts and comparisons, over the request */
    RULE_FOR_WHEN,     /* texts and comparisons */
    RULE_FOR_REQUIRE   /* these and checks */
};

/* NULL for a NULL node, and with a fault when it is no predicate. */
const struct rule_predicate *rule_predicate_read(struct rule_loader *load, const struct doc_node *node,
                                                 enum rule_purpose purpose, enum rule_given given);

/* An `all` that asks for one `sentence` and says what it is `about`, itself and not in a deeper operand: what it is
 * about stands nearby. */
bool rule_predicate_is_topical(const struct rule_predicate *predicate);

#endif
