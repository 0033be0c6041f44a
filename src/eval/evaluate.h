/* eval/evaluate - rules x submission -> result. The door to this room.
 *
 * One call judges one submission; calls on different submissions may run in different threads with one rule set, each
 * with its own matcher and arena. STATUS_NO_MEMORY is the only failure: a pattern's limit gives `unknown`, not a
 * failure. */
#ifndef EVAL_EVALUATE_H
#define EVAL_EVALUATE_H

#include "base/profile.h"
#include "eval/result.h"

/* What evaluating needs besides the submission. */
struct eval_tools {
    const struct rule_set *rules;
    struct arena *arena;          /* the result lives here */
    struct text_matcher *matcher; /* this thread's */
    struct profile *profile;      /* this thread's; NULL: none */
    struct eval_imprint *imprint; /* of the submission that is judged (eval/imprint); NULL: none is wanted */
};

struct eval_settings {
    const struct text_view *clauses; /* canonical labels; when given, only claims on these are judged */
    size_t clause_count;
    bool pack_explicit; /* the pack was chosen by name: another year's file is judged, and a note says so */
    bool keep_steps;    /* keep the reasoning of met criteria too (--explain) */
    bool unnamed;       /* nobody asks for one finding or text: they get no fingerprints and hashes */
    bool suggest;       /* suggestions for every request, not only where a claim is unjustified */
};

/* Whether the settings have that claim judged. */
bool eval_is_wanted(const struct rule_set *rules, const struct eval_settings *settings, const struct doc_claim *claim);

/* Judges every request and claim of the submission; the result borrows from it and from the rules. */
enum status eval_submission(const struct eval_tools *tools, const struct doc_submission *submission,
                            const struct eval_settings *settings, struct eval_result **out_result) MUST_CHECK;

/* One inline test of a criterion: the state that its text gives as the justification of a made-up request. */
enum status eval_inline_test(const struct eval_tools *tools, const struct rule_criterion *criterion,
                             const struct rule_test *test, enum eval_state *out_state,
                             enum eval_guard *out_guard) MUST_CHECK;

/* A labelled claim, judged as the only one of a made-up request: its verdict, and what its criteria gave as one number
 * that changes when any of them gives something else. */
enum status eval_claim_test(const struct eval_tools *tools, const struct rule_claim_example *test,
                            enum eval_claim_verdict *out_verdict, uint64_t *out_states) MUST_CHECK;

/* One example of a guard: what removes a hit on the stretch that it names; *out_found false when the text lacks it. */
enum status eval_guard_test(const struct eval_tools *tools, const struct rule_guard_test *test, bool *out_found,
                            enum eval_guard *out_guard) MUST_CHECK;

#endif
