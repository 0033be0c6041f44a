/* rule/term - the strings of a concept: terms, excepts, patterns and the literals that patterns need. All go into the
 * one table of load->terms with their concept as owner. */
#ifndef RULE_TERM_H
#define RULE_TERM_H

#include "rule/loader.h"

/* What {term: T, inside: B} and a list of terms look like (base/schema.h). */
extern const struct schema_shape rule_term_shape, rule_terms_shape;

/* Terms or excepts of a concept from a list; returns them and their number (0 when memory is out). `endings` (or NULL):
 * a list of texts; each term stands for itself with every one of them behind it, and not for itself alone. */
const struct rule_term *rule_terms_read(struct rule_loader *load, const struct doc_node *list,
                                        const struct doc_node *endings, uint32_t concept, enum rule_term_kind kind,
                                        size_t *out_count);
/* One term from a scalar or from {term: T, inside: B}; false with a fault or when memory is out. */
bool rule_term_read(struct rule_loader *load, const struct doc_node *node, uint32_t concept, enum rule_term_kind kind,
                    struct rule_term *out_term);
/* Gives the concept its patterns from a list of scalars. */
void rule_patterns_read(struct rule_loader *load, const struct doc_node *const *nodes, size_t count, uint32_t concept);

#endif
