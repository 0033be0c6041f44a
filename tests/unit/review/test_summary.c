/* One row per ministry, in the order of the register, and the totals. */
#include "support/judge.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "review/summary.h"

#define REQUEST(id, amount, text)                                                                                      \
    "- {id: " id ", title: 灯台, category: continuing, amount: " amount ", previous: " amount                          \
    ", priorities: [{area: 5(1)①, justification: " text "}]}\n"
#define GOOD "灯火を毎年点検する。3基の灯火。"
#define BAD  "灯火の普及を広く進める。"

static void add(struct review_summary *summary, struct judge *judge, const char *yaml)
{
    assert_int_equal(review_summary_add(summary, judge_record(judge, judge_yaml(judge, yaml))), STATUS_OK);
}

static void review_summary_adds_up(void **state)
{
    (void)state;
    struct judge judge;
    struct review_summary summary;
    judge_open(&judge);
    assert_int_equal(review_summary_init(&summary), STATUS_OK);
    add(&summary, &judge, "ministry: 架空省\nfiscal_year: 2031\nrequests:\n" REQUEST("A", "1百万円", GOOD));
    add(&summary, &judge,
        "ministry: 港湾府\nfiscal_year: 2031\nrequests:\n" REQUEST("B", "2百万円", GOOD) REQUEST("C", "3百万円", BAD));
    add(&summary, &judge, "ministry: 灯省\nfiscal_year: 2031\nrequests:\n" REQUEST("D", "事項要求", BAD));
    add(&summary, &judge, "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n" REQUEST("E", "5百万円", GOOD));
    add(&summary, &judge, "ministry: あ省\nfiscal_year: 2031\nrequests: []\n");
    review_summary_sort(&summary);
    static const char *const names[] = {"灯台省", "港湾府", "あ省", "架空省"};
    static const int64_t yen[] = {5000000, 5000000, 0, 1000000}, to_mend[] = {0, 3000000, 0, 0};
    static const size_t requests[] = {2, 2, 0, 1}, failed[] = {1, 1, 0, 0};
    assert_int_equal(summary.count, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct review_row *row = &summary.rows[i];
        assert_true(judge_says(row->ministry, names[i]));
        assert_int_equal(row->requests, requests[i]);
        assert_int_equal(row->yen, yen[i]);
        assert_int_equal(row->yen_by_verdict[EVAL_REQUEST_FAIL], to_mend[i]);
        assert_int_equal(row->by_verdict[EVAL_REQUEST_FAIL], failed[i]);
        assert_int_equal(row->by_claim[EVAL_CLAIM_UNJUSTIFIED], failed[i]);
    }
    struct review_row total = review_summary_total(&summary);
    assert_int_equal(total.requests, 5);
    assert_int_equal(total.claims, 5);
    assert_int_equal(total.by_claim[EVAL_CLAIM_JUSTIFIED], 3);
    assert_int_equal(total.by_verdict[EVAL_REQUEST_PASS] + total.by_verdict[EVAL_REQUEST_EXPLAIN], 3);
    assert_int_equal(total.yen, 11000000);
    assert_int_equal(total.yen_by_verdict[EVAL_REQUEST_FAIL], 3000000);
    review_summary_clear(&summary);
    judge_close(&judge);
}

/* Names are copied: the result may be gone when the rows are read. Sums beyond any amount saturate. */
static void review_summary_outlives_results(void **state)
{
    (void)state;
    struct judge judge;
    struct review_summary summary;
    assert_int_equal(review_summary_init(&summary), STATUS_OK);
    for (int i = 0; i < 2; i++) {
        judge_open(&judge);
        add(&summary, &judge,
            "ministry: 架空省\nfiscal_year: 2031\nrequests:\n" REQUEST("A", "9000000000000000000円", BAD));
        judge_close(&judge);
    }
    review_summary_sort(&summary);
    assert_int_equal(summary.count, 1);
    assert_true(judge_says(summary.rows[0].ministry, "架空省"));
    assert_int_equal(summary.rows[0].yen, INT64_MAX);
    assert_int_equal(review_summary_total(&summary).yen_by_verdict[EVAL_REQUEST_FAIL], INT64_MAX);
    review_summary_clear(&summary);
    review_summary_clear(&summary);
}

static void review_summary_survives_failing_memory(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct review_submission *record =
        judge_record(&judge,
                     judge_yaml(&judge, "ministry: 架空省\nfiscal_year: 2031\nrequests:\n" REQUEST("A", "1円", BAD)));
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        struct review_summary summary;
        long live = alloc_live();
        alloc_fail_at(n, true);
        status = review_summary_init(&summary);
        if (status == STATUS_OK) status = review_summary_add(&summary, record);
        alloc_fail_never();
        review_summary_clear(&summary);
        assert_int_equal(alloc_live(), live);
        assert_true(n < 100);
    }
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(review_summary_adds_up),
        cmocka_unit_test(review_summary_outlives_results),
        cmocka_unit_test(review_summary_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
