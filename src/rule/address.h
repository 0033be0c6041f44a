/* rule/address - which value a comparison or a check is about: `amount`, `breakdown.amount`, `parent.title`.
 *
 * A plain field is looked for where the rule stands and then further out: a criterion over a request may ask for the
 * submission's `ministry`. `parent.` skips the innermost place, for a name that stands in both (`amount`). */
#ifndef RULE_ADDRESS_H
#define RULE_ADDRESS_H

#include "rule/loader.h"

/* The canonical name of a field; a list of such names. */
extern const struct schema_shape rule_field_shape, rule_text_fields_shape;

/* A scalar that names a field by its canonical name; DOC_FIELD_COUNT and a fault when there is none. */
enum doc_field rule_field_read(struct rule_loader *load, const struct doc_node *node);

/* An address as it is seen from `given`. False and a fault when there is no such value. */
bool rule_address_read(struct rule_loader *load, const struct doc_node *node, enum rule_given given,
                       struct rule_address *out_address);

/* A list of text fields as a bit mask (1 << enum doc_field). */
uint32_t rule_text_fields_read(struct rule_loader *load, const struct doc_node *node);

#endif
