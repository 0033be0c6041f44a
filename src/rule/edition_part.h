/* rule/edition_part - the parts of edition.c, each in a file of its own. Private to edition. */
#ifndef RULE_EDITION_PART_H
#define RULE_EDITION_PART_H

#include "rule/edition.h"

struct rule_editions {
    const struct rule_set *old, *new;
    struct arena *arena;
};

/* For each clause of the new edition the index of the old one that it continues, or RULE_NONE. */
enum status rule_edition_match(const struct rule_editions *in, uint32_t *out_old_of_new) MUST_CHECK;
/* Sentences with the same print that both have, each counted once. */
size_t rule_edition_shared(const struct rule_clause *old, const struct rule_clause *new);
/* Whether two ids say the same after the pack's own beginning: A-1.1-a and B-1.1-a. */
bool rule_edition_same_id(struct text_view a, struct text_view b);
/* Fills the changes of the criteria of a clause; RULE_NONE where an edition has no such clause. */
enum status rule_edition_criteria(const struct rule_editions *in, uint32_t old, uint32_t new,
                                  struct rule_clause_change *change) MUST_CHECK;

#endif
