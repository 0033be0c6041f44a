/* eval/example - the examples that a pack carries, of its criteria, form rules and guards, run.
 *
 * An example of a criterion is a text, judged as the only justification of a made-up request. An example of a form rule
 * is a piece of a submission, laid over the pack's `example` (eval/lay.h) and judged whole. An example of a guard is a
 * text and a stretch of it, which the guard takes for a hit. A labelled claim is judged by its clause. Each holds when
 * the rules answer as the example says. STATUS_NO_MEMORY is the only failure. */
#ifndef EVAL_EXAMPLE_H
#define EVAL_EXAMPLE_H

#include "eval/evaluate.h"

/* What a form rule said to an example. UNREAD: the example is no submission (one field under two names), or that of a
 * guard has no such stretch. */
enum eval_answer { EVAL_ANSWER_PASSES, EVAL_ANSWER_FLAGS, EVAL_ANSWER_UNREAD };

enum eval_example_kind {
    EVAL_EXAMPLE_OF_CRITERION,
    EVAL_EXAMPLE_OF_FORM,
    EVAL_EXAMPLE_OF_GUARD,
    EVAL_EXAMPLE_OF_CLAUSE /* a labelled claim */
};

struct eval_example {
    enum eval_example_kind kind;
    uint32_t owner; /* index of the criterion, form rule or clause in the set; guards: 0 */
    uint32_t test;  /* index among its tests; guards and labelled claims: among all of theirs */
};

struct eval_examples {
    struct eval_example *items; /* those of one owner side by side, in order */
    size_t count, capacity;
};

/* What an example gave when it was run. */
struct eval_outcome {
    bool holds;
    enum eval_state state;   /* of a criterion */
    enum eval_guard guard;   /* of a criterion that is guarded; of a guard's example: what removes the stretch */
    enum eval_answer answer; /* of a form rule; of a guard only whether the example was UNREAD */
    enum eval_claim_verdict verdict; /* of a labelled claim */
    uint64_t states;                 /* of a labelled claim: what every criterion gave, as one number to compare by */
};

/* The examples of all criteria, and of the pack's own form rules and guards: what it extends was written for another
 * guideline. */
enum status eval_examples_list(const struct rule_set *set, struct arena *arena,
                               struct eval_examples *out_examples) MUST_CHECK;
/* Adds the labelled claims that were read beside the pack (rule/claims.h). */
enum status eval_examples_add_claims(const struct rule_set *set, struct arena *arena,
                                     struct eval_examples *examples) MUST_CHECK;
/* Runs one over tools->rules, which may be a mutant of the set that the example was listed from. */
enum status eval_example_run(const struct eval_tools *tools, const struct eval_example *example,
                             struct eval_outcome *out_outcome) MUST_CHECK;
/* Where it stands in the pack. */
struct text_span eval_example_span(const struct rule_set *set, const struct eval_example *example);

#endif
