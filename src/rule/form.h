/* rule/form - form rules: what holds of every submission whatever it claims. Fills set->forms. */
#ifndef RULE_FORM_H
#define RULE_FORM_H

#include "rule/loader.h"

/* What `rules` look like (base/schema.h). */
extern const struct schema_shape rule_forms_shape;

/* After the concepts and the words of values. */
void rule_forms_read(struct rule_loader *load);

#endif
