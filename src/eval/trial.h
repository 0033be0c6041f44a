/* eval/trial - do the examples of a pack notice its mutants?
 *
 * A trial lists the examples and which concepts each one's rule can reach, once; a mutant is then shown only to those
 * that could tell it from the pack, until one does. Examples that fail on the pack itself tell nothing and are not
 * asked; labelled claims are, however they are judged: they show what changes. One thread; everything lives in the
 * arena given. STATUS_NO_MEMORY is the only failure. */
#ifndef EVAL_TRIAL_H
#define EVAL_TRIAL_H

#include "eval/example.h"
#include "rule/mutant.h"

struct eval_trial {
    const struct rule_set *rules;
    struct text_matcher *matcher;
    struct eval_examples examples;
    bool *broken; /* by example: fails on the pack itself */
    size_t broken_count;
    uint64_t *states; /* by example: what a labelled claim gives on the pack itself */
    uint64_t *reach;  /* of criteria, then form rules: `words` each, bit per concept */
    size_t words;
};

/* The matcher is used as long as the trial. */
enum status eval_trial_open(const struct rule_set *rules, struct arena *arena, struct text_matcher *matcher,
                            struct eval_trial *out_trial) MUST_CHECK;
/* The first example that notices the mutant; NULL when none does. */
enum status eval_trial_notices(struct eval_trial *trial, const struct rule_mutant *mutant,
                               const struct eval_example **out_example) MUST_CHECK;

#endif
