/* rule/concept - concepts, named and nameless, and the one table of all terms.
 *
 * Names are declared first, so that a concept may speak of one that stands further down or in another file; what
 * includes what is flattened in the end (include.c). */
#ifndef RULE_CONCEPT_H
#define RULE_CONCEPT_H

#include "rule/loader.h"

/* What `concepts` look like (base/schema.h). */
extern const struct schema_shape rule_concepts_shape;

/* Reads all `concepts`. */
void rule_concepts_read(struct rule_loader *load);
/* After everything is read: sources, the term table, set->concepts. */
void rule_concepts_finish(struct rule_loader *load);

/* Index of the concept that a scalar names; RULE_NONE and a fault when there is none. */
uint32_t rule_concept_named(struct rule_loader *load, const struct doc_node *node);
/* A list of concept names. */
const uint32_t *rule_concept_list(struct rule_loader *load, const struct doc_node *node, size_t *out_count);

/* Nameless concepts of {term: T, inside: B} (the mapping), {regex: R} (the scalar) and of a document. */
uint32_t rule_concept_of_term(struct rule_loader *load, const struct doc_node *node);
uint32_t rule_concept_of_regex(struct rule_loader *load, const struct doc_node *node);
uint32_t rule_concept_of_document(struct rule_loader *load, const struct doc_node *title,
                                  const struct doc_node *aliases, struct rule_wording label);

#endif
