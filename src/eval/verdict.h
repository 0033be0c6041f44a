/* eval/verdict - the values of a judgement and the tables that lead from one to the next (rules.md, "Verdicts").
 * Const tables, pure functions; a test walks every combination. */
#ifndef EVAL_VERDICT_H
#define EVAL_VERDICT_H

#include <stdbool.h>

/* False < unknown < true: `all` takes the least, `any` the greatest, `not` keeps unknown. */
enum eval_truth {
#define TRUTH(code, name) EVAL_##code,
#include "eval/verdict.def"
#undef TRUTH
    EVAL_TRUTHS
};

/* Why a hit does not count, in the order in which guards are asked. */
enum eval_guard {
#define GUARD(code, name) EVAL_GUARD_##code,
#include "eval/verdict.def"
#undef GUARD
    EVAL_GUARDS
};

enum eval_state {
#define STATE(code, name) EVAL_STATE_##code,
#include "eval/verdict.def"
#undef STATE
    EVAL_STATES
};

enum eval_claim_verdict {
#define CLAIM(code, name) EVAL_CLAIM_##code,
#include "eval/verdict.def"
#undef CLAIM
    EVAL_CLAIMS
};

enum eval_request_verdict {
#define REQUEST(code, name) EVAL_REQUEST_##code,
#include "eval/verdict.def"
#undef REQUEST
    EVAL_REQUESTS
};

/* The name that JSON uses; static. */
const char *eval_state_name(enum eval_state state);
const char *eval_claim_name(enum eval_claim_verdict verdict);
const char *eval_request_name(enum eval_request_verdict verdict);
const char *eval_guard_name(enum eval_guard guard); /* "" for none */
const char *eval_truth_name(enum eval_truth truth);

/* Three-valued logic: eval_truth_not, and for two operands eval_truth_all (the least) and eval_truth_any (the
 * greatest). */
enum eval_truth eval_truth_not(enum eval_truth a);
enum eval_truth eval_truth_all(enum eval_truth a, enum eval_truth b);
enum eval_truth eval_truth_any(enum eval_truth a, enum eval_truth b);

/* State of an applicable criterion from its truth on the hits that survive the guards and on all hits. */
enum eval_state eval_state_of(enum eval_truth surviving, enum eval_truth raw);

/* What is known of a claim's criteria: bits set over all of them. */
struct eval_claim_facts {
    bool open; /* the clause exists, is claimable, and some `any` criterion applies to the requester */
    bool any_met;
    bool any_unknown;
    bool must_missing; /* an applicable `must` unmet or guarded */
    bool must_unknown;
};
enum eval_claim_verdict eval_claim_of(struct eval_claim_facts facts);

struct eval_request_facts {
    bool error;   /* a finding of severity error on it, "not judged" aside */
    bool unknown; /* a claim unknown, or a request-level criterion */
    bool warning;
};
enum eval_request_verdict eval_request_of(struct eval_request_facts facts);

#endif
