/* rule/mutant_part - what the parts of making mutants share. Private to rule/mutant*.c.
 *
 * `status` is sticky: after an allocation has failed nothing more is added. */
#ifndef RULE_MUTANT_PART_H
#define RULE_MUTANT_PART_H

#include "base/buf.h"
#include "rule/mutant.h"

struct rule_mutating {
    const struct rule_set *set;
    struct arena *arena;
    struct rule_mutants *list;
    struct buf id; /* of the mutant being made: what stands before " dropped" or " negated" */
    enum status status;
};

/* A copy in the arena; NULL when memory is out. */
void *rule_mutant_copy(struct rule_mutating *in, const void *thing, size_t size);
/* Begins an id with a name and a blank. */
void rule_mutant_name(struct rule_mutating *in, struct text_view name);
/* Adds the mutant, whose id is in->id and what was done. */
void rule_mutant_add(struct rule_mutating *in, struct rule_mutant mutant);

/* ---- mutant_predicate.c */
void rule_mutate_criterion(struct rule_mutating *in, uint32_t index);
void rule_mutate_form(struct rule_mutating *in, uint32_t index);
/* ---- mutant_concept.c */
void rule_mutate_concept(struct rule_mutating *in, uint32_t index);
/* ---- mutant_guard.c: one part of the guards */
void rule_mutate_guard(struct rule_mutating *in, uint32_t index);

#endif
