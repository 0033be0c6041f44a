/* The whole of one submission: verdicts of requests, demands, order and identity of findings, counts, settings. */
#include "support/judge.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "doc/input.h"

#define HEAD "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n"
#define GOOD "灯火を毎年点検する体制を整える。3基の灯火。"

static const struct eval_request *first(const struct eval_result *result)
{
    return &result->requests[0];
}

/* fail before unknown before explain before pass; "not judged" alone makes no request fail; notes never count. */
static void eval_evaluate_request_verdicts(void **state)
{
    (void)state;
    static const struct {
        const char *request;
        bool heavy; /* a justification that hits a limit stands at the end */
        enum eval_request_verdict verdict;
    } rows[] = {
        {"- {id: A, title: 灯台, category: continuing, amount: 2円, previous: 2円, priorities: [{area: 5(1)①, "
         "justification: " GOOD "}]}\n",
         false, EVAL_REQUEST_PASS},
        {"- {id: A, title: 灯台, category: continuing, amount: 2円, previous: 2円, outcome: なし, priorities: [{area: "
         "5(1)①, justification: 灯火を毎年点検する体制}]}\n",
         false, EVAL_REQUEST_PASS}, /* two notes: no figure in the outcome, another criterion unmet */
        {"- {id: A, title: 灯台, category: continuing, amount: 2円, previous: 1円, priorities: [{area: 5(1)①, "
         "justification: " GOOD "}]}\n",
         false, EVAL_REQUEST_EXPLAIN},
        {"- {id: A, title: 灯台, category: new, amount: 2円, previous: ―, priorities: [{area: 5(1)①, "
         "justification: " GOOD "}]}\n",
         false, EVAL_REQUEST_EXPLAIN}, /* a demand is not stated */
        {"- {id: A, title: 灯台, category: new, amount: 2円, previous: ―, note: 節約を財源とする, priorities: [{area: "
         "5(1)①, justification: " GOOD "}]}\n",
         false, EVAL_REQUEST_PASS},
        {"- {id: A, title: 灯台, category: continuing, amount: 2円, previous: 2円, priorities: [{area: 5(1)①, "
         "justification: 啓発の活動を広く行うこととする}]}\n",
         false, EVAL_REQUEST_FAIL},
        {"- {id: A, title: 灯台, category: continuing, amount: 2円, previous: 2円, note: x, priorities: [{area: 5(1)①, "
         "justification: ",
         true, EVAL_REQUEST_UNKNOWN},
        {"- {id: A, title: 灯台, category: continuing, amount: 2円, previous: 1円, note: x, priorities: [{area: 5(1)①, "
         "justification: ",
         true, EVAL_REQUEST_UNKNOWN}, /* and a warning */
        {"- {id: A, title: 灯台, category: new, amount: 2円, previous: 1円, note: x, priorities: [{area: 5(1)①, "
         "justification: ",
         true, EVAL_REQUEST_FAIL}, /* and an error */
    };
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf yaml;
        buf_init(&yaml);
        buf_add_string(&yaml, HEAD);
        buf_add_string(&yaml, rows[i].request);
        if (rows[i].heavy) {
            buf_add_string(&yaml, "灯火の機器");
            buf_add_repeat(&yaml, 'a', 4000);
            buf_add_string(&yaml, "}]}\n");
        }
        const struct eval_result *result = judge_yaml(&judge, yaml.bytes);
        if (first(result)->verdict != rows[i].verdict)
            fail_msg("row %zu: %s, first finding %.*s", i, eval_request_name(first(result)->verdict),
                     result->finding_count ? (int)result->findings[0].rule.len : 0,
                     result->finding_count ? result->findings[0].rule.at : "");
        assert_int_equal(judge_count(result, "J-NOT-JUDGED") > 0, rows[i].heavy);
        buf_clear(&yaml);
    }
    judge_close(&judge);
}

/* A request-level criterion that is unknown leaves the request unknown, names itself once, and no claim changes. */
static void eval_evaluate_unknown_demand(void **state)
{
    (void)state;
    struct judge judge;
    struct buf yaml;
    judge_open(&judge);
    buf_init(&yaml);
    buf_add_string(&yaml, HEAD "- {id: A, title: 灯台, category: new, amount: 2円, previous: ―, outcome: 機器");
    buf_add_repeat(&yaml, 'a', 4000);
    buf_add_string(&yaml, "1, priorities: [{area: 5(1)①, justification: " GOOD "}]}\n");
    const struct eval_result *result = judge_yaml(&judge, yaml.bytes);
    assert_int_equal(first(result)->criterion_count, 1);
    assert_int_equal(first(result)->criteria[0].state, EVAL_STATE_UNKNOWN);
    assert_int_equal(first(result)->claims[0].verdict, EVAL_CLAIM_JUSTIFIED);
    assert_int_equal(first(result)->verdict, EVAL_REQUEST_UNKNOWN);
    assert_int_equal(judge_count(result, "J-NOT-JUDGED"), 1);
    assert_int_equal(judge_count(result, "J-6-offset"), 0);
    assert_int_equal(judge_finding(result, "J-NOT-JUDGED", 0)->claim, RULE_NONE);
    buf_clear(&yaml);
    judge_close(&judge);
}

/* Ordered by start byte, rule, area; numbered counts agree with what is there. */
static void eval_evaluate_orders_findings(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct eval_result *result =
        judge_yaml(&judge, HEAD
                   "- id: A\n  title: 灯台\n  category: new\n  amount: 9百万円\n  previous: 1百万円\n"
                   "  breakdown: [{item: a, amount: 10百万円}]\n"
                   "  priorities:\n  - {area: 5(1)②, justification: 啓発}\n  - {area: 5(1)②, justification: 別途}\n"
                   "- id: B\n  title: 灯台\n  priorities: [{area: 99, justification: x}]\n  amount: x\n");
    size_t counts[3] = {0};
    assert_true(result->finding_count > 8);
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct eval_finding *it = &result->findings[i];
        counts[it->severity]++;
        if (i == 0) continue;
        const struct eval_finding *before = it - 1;
        int by_rule = text_view_compare(before->rule, it->rule);
        assert_true(before->span.begin < it->span.begin ||
                    (before->span.begin == it->span.begin &&
                     (by_rule < 0 || (by_rule == 0 && text_view_compare(before->area, it->area) <= 0))));
    }
    for (size_t severity = 0; severity < 3; severity++)
        assert_int_equal(result->counts.findings[severity], counts[severity]);
    assert_int_equal(result->counts.requests, 2);
    assert_int_equal(result->counts.claims, 3);
    assert_int_equal(result->counts.criteria,
                     2 + 2 * 4); /* one demand for each request, four criteria for each claim */
    judge_close(&judge);
}

static void expect_same_fingerprints(const struct eval_result *a, const struct eval_result *b)
{
    assert_int_equal(a->finding_count, b->finding_count);
    for (size_t i = 0; i < a->finding_count; i++) {
        bool found = false;
        for (size_t j = 0; j < b->finding_count; j++)
            found |= strcmp(a->findings[i].fingerprint, b->findings[j].fingerprint) == 0 &&
                     strcmp(a->findings[i].text_sha256, b->findings[j].text_sha256) == 0 &&
                     text_view_equal(a->findings[i].rule, b->findings[j].rule);
        if (!found) fail_msg("%.*s has no twin", (int)a->findings[i].rule.len, a->findings[i].rule.at);
    }
}

#define ONE                                                                                                            \
    "- id: A\n  title: 灯台\n  category: new\n  amount: 9百万円\n  previous: 1百万円\n  breakdown:\n"          \
    "  - {item: a, amount: 90百万円}\n  - {item: b, amount: 3x円}\n"                                               \
    "  priorities:\n  - {area: 5(1)②, justification: 啓発}\n"
#define TWO "- id: B\n  title: 灯台の二\n  priorities:\n  - {area: 5(1)①, justification: 別途}\n"

/* Lines, paths, order of requests, rows and fields, notation of names: none of them is part of a finding's identity. */
static void eval_evaluate_fingerprints_are_stable(void **state)
{
    (void)state;
    static const char *const same[] = {
        "# a remark\n\n" HEAD ONE TWO,
        HEAD TWO ONE,
        "requests:\n" ONE TWO "fiscal_year: 令和13年度\nministry: 灯省\n",
        "府省庁: 灯台省\n年度: '2031'\n施策:\n"
        "- 番号: A\n  施策名: 灯台\n  priorities:\n  - {justification: 啓発, area: 5-1-2}\n"
        "  breakdown:\n  - {item: b, amount: 3x円}\n  - {item: a, amount: 90百万円}\n"
        "  category: 新規\n  previous: 1百万円\n  amount: 9百万円\n" TWO,
    };
    struct judge judge;
    judge_open(&judge);
    const struct eval_result *base = judge_yaml(&judge, HEAD ONE TWO);
    assert_true(base->finding_count > 6);
    for (size_t i = 0; i < 3; i++)
        expect_same_fingerprints(base, judge_yaml(&judge, same[i]));
    const struct eval_result *renamed = judge_yaml(&judge, same[3]); /* texts as written differ: new is 新規 */
    assert_string_equal(judge_finding(renamed, "J-5.1.2", 0)->fingerprint,
                        judge_finding(base, "J-5.1.2", 0)->fingerprint);
    assert_string_equal(judge_finding(renamed, "J-INCREASE", 0)->fingerprint,
                        judge_finding(base, "J-INCREASE", 0)->fingerprint);
    judge_close(&judge);
}

/* 32 hex digits; another rule, ministry, year, request, area or row is another finding; changed text is not. */
static void eval_evaluate_fingerprints_tell_apart(void **state)
{
    (void)state;
    static const char *const yamls[] = {
        HEAD "- {id: A, title: 灯台, priorities: [{area: 5(1)②, justification: 啓発}]}\n",
        "ministry: 港湾府\nfiscal_year: 2031\nrequests:\n- {id: A, title: 灯台, priorities: [{area: 5(1)②, "
        "justification: 啓発}]}\n",
        "ministry: 灯台省\nfiscal_year: 2032\nrequests:\n- {id: A, title: 灯台, priorities: [{area: 5(1)②, "
        "justification: 啓発}]}\n",
        HEAD "- {id: B, title: 灯台, priorities: [{area: 5(1)②, justification: 啓発}]}\n",
        HEAD "- {title: 灯台, priorities: [{area: 5(1)②, justification: 啓発}]}\n",
        HEAD "- {id: A, title: 灯台, priorities: [{area: 5(1)② i, justification: 啓発}]}\n",
        HEAD "- {id: A, title: 灯台, priorities: [{area: 5(1)② ii, justification: 啓発}]}\n",
    };
    enum { COUNT = sizeof yamls / sizeof *yamls };
    const char *prints[COUNT];
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < COUNT; i++) {
        prints[i] = judge_finding(judge_yaml(&judge, yamls[i]), "J-5.1.2", 0)->fingerprint;
        assert_int_equal(strspn(prints[i], "0123456789abcdef"), 32);
        assert_int_equal(strlen(prints[i]), 32);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(prints[i], prints[j]);
    }
    const struct eval_finding *changed =
        judge_finding(judge_yaml(&judge,
                                 HEAD "- {id: A, title: 灯台, priorities: [{area: 5(1)②, justification: 啓発する}]}\n"),
                      "J-5.1.2", 0);
    const struct eval_finding *refolded =
        judge_finding(judge_yaml(&judge,
                                 HEAD "- {id: A, title: 灯台, priorities: [{area: 5(1)②, justification: 啓  発}]}\n"),
                      "J-5.1.2", 0);
    const struct eval_finding *base = judge_finding(judge_yaml(&judge, yamls[0]), "J-5.1.2", 0);
    assert_string_equal(changed->fingerprint, prints[0]);
    assert_string_not_equal(changed->text_sha256, base->text_sha256);
    assert_string_equal(refolded->fingerprint, prints[0]);
    assert_int_equal(strlen(base->text_sha256), 64);
    judge_close(&judge);
}

/* The same clause claimed twice with different texts: twins, told apart by their text. */
static void eval_evaluate_fingerprints_part_twins(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct eval_result *result =
        judge_yaml(&judge, HEAD "- id: A\n  title: 灯台\n  priorities:\n  - {area: 5(1)②, justification: 啓発}\n"
                                "  - {area: 5-1-2, justification: 普及}\n  breakdown:\n"
                                "  - {item: a, amount: x円}\n  - {item: a, amount: y円}\n");
    static const char *const rules[] = {"J-5.1.2", "J-READ"};
    for (size_t r = 0; r < 2; r++) {
        const struct eval_finding *a = NULL, *b = NULL;
        for (size_t n = 0; (b = judge_finding(result, rules[r], n)); n++) {
            if (a && a->field == b->field && a->text.len == b->text.len) {
                assert_string_not_equal(a->fingerprint, b->fingerprint);
                break;
            }
            a = b;
        }
        assert_non_null(b);
    }
    judge_close(&judge);
}

/* --clause: other claims are not judged, not counted and not spoken of; the request-level criteria are. */
static void eval_evaluate_only_wanted_clauses(void **state)
{
    (void)state;
    struct judge judge;
    struct text_view wanted = text_view_of("5(1)①");
    judge_open(&judge);
    judge.settings.clauses = &wanted;
    judge.settings.clause_count = 1;
    const struct eval_result *result =
        judge_yaml(&judge, HEAD "- id: A\n  title: 灯台\n  category: new\n  amount: 1円\n  previous: ―\n  priorities:\n"
                                "  - {area: 99, justification: x}\n  - {area: 5(1)②, justification: 啓発}\n"
                                "  - {area: 5(1)①}\n  - {area: 5(1)①, justification: " GOOD "}\n");
    assert_int_equal(first(result)->claim_count, 2);
    assert_ptr_equal(first(result)->claims[1].doc, &result->submission->requests[0].claims[3]);
    assert_int_equal(first(result)->claims[1].verdict, EVAL_CLAIM_JUSTIFIED);
    assert_int_equal(judge_count(result, "J-5.1.2"), 0);
    assert_int_equal(judge_count(result, "J-6-offset"), 1);
    assert_int_equal(judge_count(result, "J-READ"), 1); /* the wanted claim's missing justification */
    assert_int_equal(judge_finding(result, "J-READ", 0)->claim, 2);
    assert_int_equal(result->counts.claims, 2);
    judge_close(&judge);
}

/* Steps are kept for what is not met, with keep_steps for all; they begin with the criterion's own predicate. */
static void eval_evaluate_keeps_steps(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    for (int keep = 0; keep < 2; keep++) {
        judge.settings.keep_steps = keep;
        const struct eval_claim *claim = &judge_claim(&judge, "5(1)①", "灯火を毎年点検する。")->requests[0].claims[0];
        assert_int_equal(claim->criteria[0].step_count, keep ? 4 : 0);
        /* the claim is justified: nobody asks how near the unmet criterion came */
        assert_int_equal(claim->criteria[1].step_count, keep ? 3 : 0);
        if (!keep) continue;
        assert_ptr_equal(claim->criteria[1].steps[0].predicate, claim->criteria[1].rule->evidence);
        assert_int_equal(claim->criteria[1].steps[1].depth, 1);
        assert_int_equal(claim->criteria[1].steps[1].truth, EVAL_TRUE);
        assert_true(judge_says(text_span_view(claim->criteria[1].steps[1].first.span), "灯火"));
        assert_int_equal(claim->criteria[1].steps[2].truth, EVAL_FALSE);
        assert_null(claim->criteria[1].steps[2].first.span.source);
    }
    judge_close(&judge);
}

/* A submission without requests, and one without anything. */
static void eval_evaluate_takes_little(void **state)
{
    (void)state;
    static const char *const yamls[] = {"ministry: 灯台省\n", "requests: []\n", "requests: [{}]\n",
                                        "requests: [{priorities: [{}]}]\n", "{fiscal_year: 2031, requests: [x]}\n"};
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < sizeof yamls / sizeof *yamls; i++) {
        const struct eval_result *result = judge_yaml(&judge, yamls[i]);
        assert_true(result->finding_count > 0);
        for (size_t r = 0; r < result->request_count; r++)
            assert_int_equal(result->requests[r].verdict, EVAL_REQUEST_FAIL);
    }
    judge_close(&judge);
}

/* The inline tests of the pack hold; what they must not find is not found. */
static void eval_evaluate_runs_inline_tests(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    size_t run = 0;
    for (size_t c = 0; c < judge.rules->criterion_count; c++)
        for (size_t t = 0; t < judge.rules->criteria[c].test_count; t++, run++) {
            const struct rule_test *test = &judge.rules->criteria[c].tests[t];
            struct eval_tools tools = {.rules = judge.rules, .arena = judge.arena, .matcher = judge.matcher};
            enum eval_state got;
            enum eval_guard guard;
            assert_int_equal(eval_inline_test(&tools, &judge.rules->criteria[c], test, &got, &guard), STATUS_OK);
            assert_int_equal(got == EVAL_STATE_MET, test->pass);
            assert_true(judge_says(test->why, eval_guard_name(guard)) || test->why.len == 0);
        }
    assert_int_equal(run, 21);
    judge_close(&judge);
}

/* Whatever allocation fails, it ends with STATUS_NO_MEMORY and the result is untouched. */
static void eval_evaluate_survives_failing_memory(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct eval_result *good = judge_yaml(&judge, HEAD ONE TWO);
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        struct arena *arena = arena_new();
        struct eval_tools tools = {.rules = judge.rules, .arena = arena, .matcher = judge.matcher};
        struct eval_result *result = NULL;
        long live = alloc_live();
        alloc_fail_at(n, n % 2);
        status = eval_submission(&tools, good->submission, &judge.settings, &result);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_int_equal(result != NULL, status == STATUS_OK);
        if (result) expect_same_fingerprints(result, good);
        arena_free(arena);
        assert_true(alloc_live() < live);
        assert_true(n < 100000);
    }
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_evaluate_request_verdicts),
        cmocka_unit_test(eval_evaluate_unknown_demand),
        cmocka_unit_test(eval_evaluate_orders_findings),
        cmocka_unit_test(eval_evaluate_fingerprints_are_stable),
        cmocka_unit_test(eval_evaluate_fingerprints_tell_apart),
        cmocka_unit_test(eval_evaluate_fingerprints_part_twins),
        cmocka_unit_test(eval_evaluate_only_wanted_clauses),
        cmocka_unit_test(eval_evaluate_keeps_steps),
        cmocka_unit_test(eval_evaluate_takes_little),
        cmocka_unit_test(eval_evaluate_runs_inline_tests),
        cmocka_unit_test(eval_evaluate_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
