/* rule/clause - the guideline's tree of clauses: how labels are built, the clauses, the register of sentences. Fills
 * set->labels and set->clauses (but for their criteria: criterion.h). */
#ifndef RULE_CLAUSE_H
#define RULE_CLAUSE_H

#include "rule/loader.h"

/* What `labels` and `clauses` look like (base/schema.h). */
extern const struct schema_shape rule_labels_shape, rule_clauses_shape;

/* After the concepts, which anchors name. */
void rule_clauses_read(struct rule_loader *load);

#endif
