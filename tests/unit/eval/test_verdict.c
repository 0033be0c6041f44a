/* The verdict tables, every combination, against rules.md's lines written out a second time. */
#include "support/unit.h"

#include "eval/verdict.h"

static const char *claim_by_the_book(struct eval_claim_facts facts)
{
    if (!facts.open) return "invalid";
    if (facts.any_met && facts.must_missing) return "partial";
    if (facts.any_met && facts.must_unknown) return "unknown";
    if (facts.any_met) return "justified";
    if (facts.any_unknown) return "unknown";
    return "unjustified";
}

static void eval_verdict_claim_follows_the_lines(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < 32; bits++) {
        struct eval_claim_facts facts = {bits & 1, bits & 2, bits & 4, bits & 8, bits & 16};
        assert_string_equal(eval_claim_name(eval_claim_of(facts)), claim_by_the_book(facts));
    }
}

static const char *request_by_the_book(struct eval_request_facts facts)
{
    return facts.error ? "fail" : facts.unknown ? "unknown" : facts.warning ? "explain" : "pass";
}

static void eval_verdict_request_follows_the_lines(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < 8; bits++) {
        struct eval_request_facts facts = {bits & 1, bits & 2, bits & 4};
        assert_string_equal(eval_request_name(eval_request_of(facts)), request_by_the_book(facts));
    }
}

/* met: true on what survives; guarded: holds on raw hits and fails on what is left; a limit is never "no match". */
static void eval_verdict_state_follows_the_lines(void **state)
{
    (void)state;
    static const char *const expected[3][3] = {
        /* raw:  false      unknown    true */
        {"unmet", "unknown", "guarded"},   /* surviving: false */
        {"unknown", "unknown", "unknown"}, /* unknown */
        {"met", "met", "met"},             /* true */
    };
    for (int surviving = 0; surviving < 3; surviving++)
        for (int raw = 0; raw < 3; raw++) {
            enum eval_state got = eval_state_of((enum eval_truth)surviving, (enum eval_truth)raw);
            assert_string_equal(eval_state_name(got), expected[surviving][raw]);
        }
}

static void eval_verdict_logic_has_three_values(void **state)
{
    (void)state;
    const enum eval_truth f = EVAL_FALSE, u = EVAL_UNKNOWN, t = EVAL_TRUE;
    const enum eval_truth all[3][3] = {{f, f, f}, {f, u, u}, {f, u, t}};
    const enum eval_truth any[3][3] = {{f, u, t}, {u, u, t}, {t, t, t}};
    const enum eval_truth values[] = {f, u, t}, negated[] = {t, u, f};
    for (int a = 0; a < 3; a++) {
        assert_int_equal(eval_truth_not(values[a]), negated[a]);
        assert_int_equal(eval_truth_not(eval_truth_not(values[a])), values[a]);
        for (int b = 0; b < 3; b++) {
            assert_int_equal(eval_truth_all(values[a], values[b]), all[a][b]);
            assert_int_equal(eval_truth_any(values[a], values[b]), any[a][b]);
        }
    }
    assert_string_equal(eval_truth_name(f), "false");
    assert_string_equal(eval_truth_name(u), "unknown");
    assert_string_equal(eval_truth_name(t), "true");
}

/* The names are a contract (interface.md), and the order of guards is (rules.md). */
static void eval_verdict_names_are_the_contract(void **state)
{
    (void)state;
    static const char *const guards[] = {"", "sense", "outdated", "negated", "hedged", "listed", "parroted"};
    assert_int_equal(EVAL_GUARDS, sizeof guards / sizeof *guards);
    for (int i = 0; i < EVAL_GUARDS; i++)
        assert_string_equal(eval_guard_name((enum eval_guard)i), guards[i]);
    assert_string_equal(eval_state_name(EVAL_STATE_NOT_APPLICABLE), "not_applicable");
    assert_string_equal(eval_claim_name(EVAL_CLAIM_PARTIAL), "partial");
    assert_string_equal(eval_request_name(EVAL_REQUEST_EXPLAIN), "explain");
    assert_int_equal(EVAL_STATES, 5);
    assert_int_equal(EVAL_CLAIMS, 5);
    assert_int_equal(EVAL_REQUESTS, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_verdict_claim_follows_the_lines),
        cmocka_unit_test(eval_verdict_request_follows_the_lines),
        cmocka_unit_test(eval_verdict_state_follows_the_lines),
        cmocka_unit_test(eval_verdict_logic_has_three_values),
        cmocka_unit_test(eval_verdict_names_are_the_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
