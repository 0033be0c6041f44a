/* eval/evaluate - rules x submission -> result. The door to this room.
 *
 * One call judges one submission; calls on different submissions may run in different threads with one rule set, each
 * with its own matcher and arena. STATUS_NO_MEMORY is the only failure: a pattern's limit gives `unknown`, not a
 * failure. */
#ifndef EVAL_EVALUATE_H
#define EVAL_EVALUATE_H

#include "eval/result.h"
#include "eval/settings.h"

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
