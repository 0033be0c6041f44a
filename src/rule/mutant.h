/* rule/mutant - a rule set with one thing changed: what `rules mutate` shows the examples, to see whether any notices.
 *
 * A mutant drops or negates one thing that the pack itself says; what it extends answers for its own (rule_set_owns).
 * Dropped: an operand of a predicate, `applies`, `when`, a code of a reading rule, a concept's terms, regex, except,
 * needs, unless or one of its includes, a clause's anchor, a guard or one of its lists. Negated: a predicate. What
 * would be the same as another mutant, or no change at all, is not made: a single operand is neither dropped nor
 * negated, and in `within` and `order` nothing can be negated, since their operands are places.
 *
 * An id says what was changed, in words that stay while the pack does: "R2-2.1.3-b evidence.sentence[2] dropped"
 * (operands are counted from 1; a bare list is `all` and has no name). */
#ifndef RULE_MUTANT_H
#define RULE_MUTANT_H

#include "rule/ruleset.h"

enum rule_mutation { RULE_MUTANT_DROPPED, RULE_MUTANT_NEGATED };

enum rule_mutated {
    RULE_MUTATED_CRITERION,
    RULE_MUTATED_CONCEPT,
    RULE_MUTATED_CLAUSE,
    RULE_MUTATED_FORM,
    RULE_MUTATED_GUARD
};

struct rule_mutant {
    struct text_view id;
    struct text_span span; /* what was changed */
    enum rule_mutation mutation;
    enum rule_mutated part;
    uint32_t index; /* of the criterion, concept, clause or form rule in the set */
    union {
        const struct rule_criterion *criterion;
        const struct rule_concept *concept;
        const struct rule_clause *clause;
        const struct rule_form *form;
        const struct rule_guards *guards;
    } changed; /* the part as the mutant has it */
};

struct rule_mutants {
    struct rule_mutant *items;
    size_t count, capacity;
};

/* All mutants: of criteria, concepts, clauses, form rules, guards, each in the pack's order. They live in the arena and
 * point into the set. STATUS_NO_MEMORY only. */
enum status rule_mutants_list(const struct rule_set *set, struct arena *arena,
                              struct rule_mutants *out_mutants) MUST_CHECK;

/* The set as the mutant has it: a shallow copy in the arena, which dies with that and is never freed by itself. */
enum status rule_mutant_set(const struct rule_set *set, const struct rule_mutant *mutant, struct arena *arena,
                            struct rule_set **out_set) MUST_CHECK;

#endif
