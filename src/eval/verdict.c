#include "eval/verdict.h"

#include <stddef.h>

static const char *const state_names[EVAL_STATES] = {
#define STATE(code, name) name,
#include "eval/verdict.def"
#undef STATE
};

static const char *const claim_names[EVAL_CLAIMS] = {
#define CLAIM(code, name) name,
#include "eval/verdict.def"
#undef CLAIM
};

static const char *const request_names[EVAL_REQUESTS] = {
#define REQUEST(code, name) name,
#include "eval/verdict.def"
#undef REQUEST
};

static const char *const guard_names[EVAL_GUARDS] = {
#define GUARD(code, name) name,
#include "eval/verdict.def"
#undef GUARD
};

static const char *const truth_names[EVAL_TRUTHS] = {
#define TRUTH(code, name) name,
#include "eval/verdict.def"
#undef TRUTH
};

const char *eval_state_name(enum eval_state state)
{
    return state_names[state];
}

const char *eval_claim_name(enum eval_claim_verdict verdict)
{
    return claim_names[verdict];
}

const char *eval_request_name(enum eval_request_verdict verdict)
{
    return request_names[verdict];
}

const char *eval_guard_name(enum eval_guard guard)
{
    return guard_names[guard];
}

const char *eval_truth_name(enum eval_truth truth)
{
    return truth_names[truth];
}

static const enum eval_truth not_table[EVAL_TRUTHS] = {
    [EVAL_FALSE] = EVAL_TRUE, [EVAL_UNKNOWN] = EVAL_UNKNOWN, [EVAL_TRUE] = EVAL_FALSE};

enum eval_truth eval_truth_not(enum eval_truth a)
{
    return not_table[a];
}

enum eval_truth eval_truth_all(enum eval_truth a, enum eval_truth b)
{
    return a < b ? a : b;
}

enum eval_truth eval_truth_any(enum eval_truth a, enum eval_truth b)
{
    return a > b ? a : b;
}

/* [truth on surviving hits][truth on raw hits] */
static const enum eval_state state_table[EVAL_TRUTHS][EVAL_TRUTHS] = {
    [EVAL_TRUE] = {EVAL_STATE_MET, EVAL_STATE_MET, EVAL_STATE_MET},
    [EVAL_UNKNOWN] = {EVAL_STATE_UNKNOWN, EVAL_STATE_UNKNOWN, EVAL_STATE_UNKNOWN},
    [EVAL_FALSE] =
        {[EVAL_FALSE] = EVAL_STATE_UNMET, [EVAL_UNKNOWN] = EVAL_STATE_UNKNOWN, [EVAL_TRUE] = EVAL_STATE_GUARDED},
};

enum eval_state eval_state_of(enum eval_truth surviving, enum eval_truth raw)
{
    return state_table[surviving][raw];
}

/* One line of a decision table: the facts that must hold, read in order; the first line that fits decides. */
struct claim_line {
    struct eval_claim_facts must_hold; /* a true member must be true in the facts */
    bool closed;                       /* fits only when the clause is not open */
    enum eval_claim_verdict verdict;
};

static const struct claim_line claim_table[] = {
    {.closed = true, .verdict = EVAL_CLAIM_INVALID},
    {.must_hold = {.any_met = true, .must_missing = true}, .verdict = EVAL_CLAIM_PARTIAL},
    {.must_hold = {.any_met = true, .must_unknown = true}, .verdict = EVAL_CLAIM_UNKNOWN},
    {.must_hold = {.any_met = true}, .verdict = EVAL_CLAIM_JUSTIFIED},
    {.must_hold = {.any_unknown = true}, .verdict = EVAL_CLAIM_UNKNOWN},
    {.verdict = EVAL_CLAIM_UNJUSTIFIED},
};

static bool claim_line_fits(const struct claim_line *line, struct eval_claim_facts facts)
{
    const struct eval_claim_facts *need = &line->must_hold;
    return !(line->closed && facts.open) && !(need->any_met && !facts.any_met) &&
           !(need->any_unknown && !facts.any_unknown) && !(need->must_missing && !facts.must_missing) &&
           !(need->must_unknown && !facts.must_unknown);
}

enum eval_claim_verdict eval_claim_of(struct eval_claim_facts facts)
{
    size_t line = 0;
    while (!claim_line_fits(&claim_table[line], facts))
        line++; /* the last line fits all */
    return claim_table[line].verdict;
}

/* [error][unknown][warning] */
static const enum eval_request_verdict request_table[2][2][2] = {
    [false] =
        {[false] = {EVAL_REQUEST_PASS, EVAL_REQUEST_EXPLAIN}, [true] = {EVAL_REQUEST_UNKNOWN, EVAL_REQUEST_UNKNOWN}},
    [true] = {[false] = {EVAL_REQUEST_FAIL, EVAL_REQUEST_FAIL}, [true] = {EVAL_REQUEST_FAIL, EVAL_REQUEST_FAIL}},
};

enum eval_request_verdict eval_request_of(struct eval_request_facts facts)
{
    return request_table[facts.error][facts.unknown][facts.warning];
}
