/* rule/criterion - the criteria of the clauses, one file per clause. Fills set->criteria, set->demands and the
 * clauses' lists of criteria and anchors. */
#ifndef RULE_CRITERION_H
#define RULE_CRITERION_H

#include "rule/loader.h"

/* What `criteria` look like (base/schema.h). */
extern const struct schema_shape rule_criteria_shape;

/* After clauses, concepts, documents and ministries. */
void rule_criteria_read(struct rule_loader *load);

#endif
