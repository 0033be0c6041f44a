/* Who asks how much for which clause: shares, requests with several claims, what has no figure, and the sums. */
#include "support/judge.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "review/matrix.h"

#define GOOD           "灯火を毎年点検する。3基の灯火。"
#define BAD            "灯火の普及を広く進める。"
#define HEAD(ministry) "ministry: " ministry "\nfiscal_year: 2031\nrequests:\n"
#define ASKED(id, amount, claims)                                                                                      \
    "- {id: " id ", title: 灯台, category: continuing, amount: " amount ", priorities: [" claims "]}\n"
#define CLAIM(area, text)         "{area: " area ", justification: " text "}"
#define SHARE(area, text, amount) "{area: " area ", justification: " text ", amount: " amount "}"

static void add(struct review_matrix *matrix, struct judge *judge, const char *yaml)
{
    assert_int_equal(review_matrix_add(matrix, judge_record(judge, judge_yaml(judge, yaml))), STATUS_OK);
}

static const struct review_line *line_of(const struct review_matrix *matrix, const char *label)
{
    for (size_t i = 0; i < matrix->line_count; i++)
        if (judge_says(matrix->lines[i].label, label)) return &matrix->lines[i];
    fail_msg("no line %s", label);
    return NULL;
}

static void open_both(struct judge *judge, struct review_matrix *matrix)
{
    judge_open(judge);
    assert_int_equal(review_matrix_init(matrix), STATUS_OK);
}

static void review_matrix_takes_shares_or_the_whole(void **state)
{
    (void)state;
    struct judge judge;
    struct review_matrix matrix;
    open_both(&judge, &matrix);
    add(&matrix, &judge,
        HEAD("港湾府") ASKED("A", "5百万円", SHARE("5(1)①", GOOD, "2百万円") ", " SHARE("5(2)", BAD, "3百万円"))
            ASKED("B", "7百万円", CLAIM("5(1)①", BAD) ", " CLAIM("5(2)", GOOD)));
    add(&matrix, &judge, HEAD("灯台省") ASKED("C", "事項要求", CLAIM("5(1)①", GOOD)));
    review_matrix_sort(&matrix);
    const struct review_cell *first = &line_of(&matrix, "5(1)①")->total, *second = &line_of(&matrix, "5(2)")->total;
    assert_int_equal(first->claims, 3);
    assert_int_equal(first->yen, 9000000); /* 2 of its own, 7 in full */
    assert_int_equal(first->in_full, 1);
    assert_int_equal(first->without_figure, 1);
    assert_int_equal(first->yen_by_claim[EVAL_CLAIM_UNJUSTIFIED], 7000000);
    assert_int_equal(second->yen, 10000000);
    assert_int_equal(matrix.sums.yen, 12000000); /* each request once */
    assert_int_equal(matrix.sums.by_kind[DOC_AMOUNT_FIGURE], 2);
    assert_int_equal(matrix.sums.by_kind[DOC_AMOUNT_ITEM_ONLY], 1);
    review_matrix_clear(&matrix);
    judge_close(&judge);
}

/* Twice under one clause is one request still: never more than it asks for, and at stake is what the gravest verdict
 * has. */
static void review_matrix_counts_a_request_once_under_a_clause(void **state)
{
    (void)state;
    struct judge judge;
    struct review_matrix matrix;
    open_both(&judge, &matrix);
    add(&matrix, &judge,
        HEAD("港湾府") ASKED("A", "5百万円", CLAIM("5(1)①", GOOD) ", " CLAIM("5(1)①", BAD))
            ASKED("B", "7百万円", SHARE("5(2)", GOOD, "4百万円") ", " CLAIM("5(2)", GOOD) ", " CLAIM("5(2)", GOOD))
                ASKED("C", "1百万円", SHARE("5(2)", GOOD, "9百万円")));
    review_matrix_sort(&matrix);
    const struct review_cell *first = &line_of(&matrix, "5(1)①")->total, *second = &line_of(&matrix, "5(2)")->total;
    assert_int_equal(first->claims, 2);
    assert_int_equal(first->yen, 5000000);
    assert_int_equal(first->yen_by_claim[EVAL_CLAIM_UNJUSTIFIED], 5000000);
    assert_int_equal(first->yen_by_claim[EVAL_CLAIM_JUSTIFIED], 0);
    assert_int_equal(second->claims, 4);
    assert_int_equal(second->yen, 8000000);
    review_matrix_clear(&matrix);
    judge_close(&judge);
}

/* What is in no sum of requests is in none of clauses, whatever share its claim states. */
static void review_matrix_leaves_out_shares_too(void **state)
{
    (void)state;
    struct judge judge;
    struct review_matrix matrix;
    open_both(&judge, &matrix);
    add(&matrix, &judge,
        HEAD("港湾府") ASKED("A", "事項要求", SHARE("5(1)①", GOOD, "1百万円"))
            ASKED("B", "9百万円の内数", SHARE("5(1)①", GOOD, "2百万円"))
                ASKED("C", "4百万円（再掲）", SHARE("5(1)①", GOOD, "3百万円"))
                    ASKED("D", "▲5百万円", SHARE("5(1)①", GOOD, "4百万円")));
    review_matrix_sort(&matrix);
    assert_int_equal(line_of(&matrix, "5(1)①")->total.yen, 0);
    assert_int_equal(line_of(&matrix, "5(1)①")->total.without_figure, 4);
    assert_int_equal(matrix.sums.yen, 0);
    assert_int_equal(matrix.sums.negative, 1);
    assert_int_equal(matrix.sums.by_kind[DOC_AMOUNT_FIGURE], 0);
    review_matrix_clear(&matrix);
    judge_close(&judge);
}

/* Entries by clause, then by the register, whatever the order of the inputs; lines of a pack stand once. */
static void review_matrix_orders_ministries(void **state)
{
    (void)state;
    struct judge judge;
    struct review_matrix matrix;
    open_both(&judge, &matrix);
    add(&matrix, &judge, HEAD("架空省") ASKED("A", "1百万円", CLAIM("5(1)①", GOOD)));
    add(&matrix, &judge, HEAD("港湾府") ASKED("B", "2百万円", CLAIM("5(1)①", GOOD) ", " CLAIM("5(2)", GOOD)));
    add(&matrix, &judge, HEAD("灯台省") ASKED("C", "3百万円", CLAIM("5(1)①", GOOD)));
    add(&matrix, &judge, HEAD("港湾府") ASKED("D", "4百万円", CLAIM("5(1)①", GOOD) ", " CLAIM("9(9)⑨", GOOD)));
    review_matrix_sort(&matrix);
    static const char *const ministries[] = {"灯台省", "港湾府", "架空省", "港湾府"};
    static const int64_t yen[] = {3000000, 6000000, 1000000, 2000000};
    assert_int_equal(matrix.entry_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_true(judge_says(matrix.entries[i].ministry, ministries[i]));
        assert_int_equal(matrix.entries[i].cell.yen, yen[i]);
    }
    assert_int_equal(line_of(&matrix, "5(1)①")->total.yen, 10000000);
    assert_int_equal(matrix.sums.outside.claims, 1);
    assert_int_equal(matrix.sums.requests, 4);
    review_matrix_clear(&matrix);
    judge_close(&judge);
}

/* Verdicts, categories and kinds of amount each divide the same requests. */
static void review_matrix_sums_reconcile(void **state)
{
    (void)state;
    struct judge judge;
    struct review_matrix matrix;
    open_both(&judge, &matrix);
    add(&matrix, &judge,
        HEAD("港湾府") ASKED("A", "1百万円", CLAIM("5(1)①", GOOD)) ASKED("B", "2百万円", CLAIM("5(1)①", BAD))
            ASKED("C", "三月分", CLAIM("5(1)①", GOOD)) ASKED("D", "9百万円の内数", CLAIM("5(1)①", GOOD))
                ASKED("E", "4百万円（再掲）", CLAIM("5(1)①", GOOD)));
    review_matrix_sort(&matrix);
    const struct review_sums *sums = &matrix.sums;
    size_t verdicts = 0, categories = 0, amounts = 0;
    int64_t yen_of_verdicts = 0, yen_of_categories = 0;
    for (int v = 0; v < EVAL_REQUESTS; v++) {
        verdicts += sums->by_verdict[v];
        yen_of_verdicts += sums->yen_by_verdict[v];
    }
    for (int c = 0; c < REVIEW_CATEGORIES; c++) {
        categories += sums->by_category[c];
        yen_of_categories += sums->yen_by_category[c];
    }
    for (int k = 0; k < REVIEW_AMOUNT_KINDS; k++)
        amounts += sums->by_kind[k];
    assert_int_equal(verdicts, 5);
    assert_int_equal(categories, 5);
    assert_int_equal(amounts + sums->relisted, 5);
    assert_int_equal(sums->relisted, 1);
    assert_int_equal(sums->yen, 3000000);
    assert_int_equal(yen_of_verdicts, sums->yen);
    assert_int_equal(yen_of_categories, sums->yen);
    assert_int_equal(sums->by_kind[DOC_AMOUNT_WRONG], 1);
    assert_int_equal(sums->by_kind[DOC_AMOUNT_PART_OF], 1);
    review_matrix_clear(&matrix);
    judge_close(&judge);
}

static void review_matrix_survives_failing_memory(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct review_submission *record =
        judge_record(&judge, judge_yaml(&judge, HEAD("港湾府") ASKED("A", "1百万円", CLAIM("5(1)①", GOOD))));
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        struct review_matrix matrix;
        long live = alloc_live();
        alloc_fail_at(n, true);
        status = review_matrix_init(&matrix);
        if (status == STATUS_OK) status = review_matrix_add(&matrix, record);
        alloc_fail_never();
        review_matrix_clear(&matrix);
        assert_int_equal(alloc_live(), live);
        assert_true(n < 100);
    }
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(review_matrix_takes_shares_or_the_whole),
        cmocka_unit_test(review_matrix_counts_a_request_once_under_a_clause),
        cmocka_unit_test(review_matrix_leaves_out_shares_too),
        cmocka_unit_test(review_matrix_orders_ministries),
        cmocka_unit_test(review_matrix_sums_reconcile),
        cmocka_unit_test(review_matrix_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
