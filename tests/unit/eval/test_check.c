/* What form rules compute and compare: the table money.txt, one request per row. */
#include "support/judge.h"
#include "support/table.h"
#include "support/unit.h"

#include "base/buf.h"

static const struct eval_result *judge_request(struct judge *judge, const char *request)
{
    struct buf yaml;
    buf_init(&yaml);
    buf_add_string(&yaml, "{ministry: 灯台省, fiscal_year: 2031, requests: [");
    buf_add_string(&yaml, request);
    buf_add_string(&yaml, "]}\n");
    assert_int_equal(buf_status(&yaml), STATUS_OK);
    const struct eval_result *result = judge_yaml(judge, yaml.bytes);
    buf_clear(&yaml);
    return result;
}

static void add_arguments(struct judge *judge, struct buf *out, const struct eval_finding *finding)
{
    for (size_t i = 0; i < finding->argument_count; i++) {
        buf_add_string(out, i ? " " : "");
        buf_add_string(out, finding->arguments[i].name);
        buf_add_char(out, '=');
        buf_add_string(out, judge_argument(judge, finding, finding->arguments[i].name));
    }
}

static bool row_holds(struct judge *judge, const struct table_row *row)
{
    const struct eval_result *result = judge_request(judge, row->fields[0].at);
    const struct eval_finding *finding = judge_finding(result, row->fields[1].at, 0);
    struct buf got;
    buf_init(&got);
    if (!finding) buf_add_char(&got, '-');
    else if (strcmp(row->fields[2].at, "!") == 0) buf_add_char(&got, '!');
    else add_arguments(judge, &got, finding);
    assert_int_equal(buf_status(&got), STATUS_OK);
    bool holds = strcmp(got.bytes, row->fields[2].at) == 0 && judge_count(result, row->fields[1].at) <= 1;
    if (!holds) print_error("tests/table/%s: %s\n", row->place, got.bytes);
    buf_clear(&got);
    return holds;
}

static void eval_check_follows_the_table(void **state)
{
    (void)state;
    struct judge judge;
    struct table table;
    size_t wrong = 0;
    judge_open(&judge);
    table_open(&table, "money.txt");
    for (size_t i = 0; i < table.count; i++)
        wrong += !row_holds(&judge, &table.rows[i]);
    table_close(&table);
    judge_close(&judge);
    assert_int_equal(wrong, 0);
}

static void add_claim(struct buf *yaml, const char *justification)
{
    buf_add_string(yaml, "{area: 変, justification: ");
    buf_add_string(yaml, justification);
    buf_add_string(yaml, "}, ");
}

/* One text first, the same again as claim number `last`, short ones between. */
static size_t count_alike(struct judge *judge, size_t last)
{
    static const char text[] = "沿岸の灯台を毎年点検し古い扉を直す";
    struct buf yaml;
    buf_init(&yaml);
    buf_add_string(&yaml, "{priorities: [");
    add_claim(&yaml, text);
    for (size_t number = 2; number < last; number++)
        add_claim(&yaml, "扉を直す");
    add_claim(&yaml, text);
    buf_add_string(&yaml, "]}");
    assert_int_equal(buf_status(&yaml), STATUS_OK);
    size_t count = judge_count(judge_request(judge, yaml.bytes), "J-ALIKE");
    buf_clear(&yaml);
    return count;
}

/* Texts are compared for the first 32 claims; so many are a finding of their own. */
static void eval_check_compares_so_many_texts(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    assert_int_equal(count_alike(&judge, 2), 1);
    assert_int_equal(count_alike(&judge, 32), 1);
    assert_int_equal(count_alike(&judge, 33), 0);
    judge_close(&judge);
}

/* The requests' amounts against the submission's total. */
static void eval_check_sums_requests(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    static const char fits[] = "ministry: 灯台省\nfiscal_year: 2031\ntotal: 3百万円\nrequests:\n- amount: 1百万円\n"
                               "- amount: 2百万円\n";
    assert_int_equal(judge_count(judge_yaml(&judge, fits), "J-SUM"), 0);
    static const char differs[] = "ministry: 灯台省\nfiscal_year: 2031\ntotal: 9百万円\nrequests:\n- amount: 1百万円\n"
                                  "- amount: 2百万円\n";
    const struct eval_result *result = judge_yaml(&judge, differs);
    const struct eval_finding *finding = judge_finding(result, "J-SUM", 0);
    assert_non_null(finding);
    assert_int_equal(finding->request, RULE_NONE);
    assert_true(judge_says(text_span_view(finding->span), "9百万円"));
    assert_true(judge_says(finding->text, "9百万円"));
    judge_close(&judge);
}

static void eval_check_knows_the_register(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct eval_result *result = judge_yaml(&judge, "ministry: 灯台者\nfiscal_year: 2029\nrequests: [{id: x}]\n");
    const struct eval_finding *ministry = judge_finding(result, "J-MINISTRY", 0);
    const struct eval_finding *year = judge_finding(result, "J-YEAR", 0);
    assert_non_null(ministry);
    assert_non_null(year);
    assert_string_equal(judge_argument(&judge, ministry, "value"), "灯台者");
    assert_string_equal(judge_argument(&judge, ministry, "nearest"), "灯台省");
    assert_string_equal(judge_argument(&judge, year, "value"), "2029");
    assert_true(judge_says(ministry->text, "灯台者"));
    result = judge_yaml(&judge, "ministry: 灯省\nfiscal_year: 2031\nrequests: [{id: x}]\n");
    assert_int_equal(judge_count(result, "J-MINISTRY") + judge_count(result, "J-YEAR"), 0);
    judge_close(&judge);
}

/* A rule with `at` points there, else at the field it requires, else at the thing itself. */
static void eval_check_findings_point_somewhere(void **state)
{
    (void)state;
    static const struct {
        const char *request, *rule, *where;
    } rows[] = {
        {"{title: x, amount: 9百万円, breakdown: [{item: a, amount: 5百万円}]}", "J-SUM", "[{item: a"},
        {"{title: x, amount: ▲9百万円}", "J-NEGATIVE", "▲9百万円"},
        {"{title: x, category: new, amount: 3円, breakdown: [{item: a, amount: 4円}]}", "J-ROW", "4円"},
        {"{title: x, category: new, amount: 3円, previous: 4円}", "J-CATEGORY", "new"},
        {"{title: y, priorities: [{area: 5(1)①, amount: 1円}, {area: 7}]}", "J-SHARES", "y"},
        {"{title: y, priorities: [{area: 5(1)①}, {area: 5-1-1}]}", "J-TWICE", "5-1-1"},
        {"{title: y, priorities: [{area: '6'}]}", "J-CLAUSE", "6"},
        {"{title: y, amount: 5x円}", "J-READ", "x"},
    };
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct eval_result *result = judge_request(&judge, rows[i].request);
        const struct eval_finding *finding = NULL;
        for (size_t n = 0; !finding && (finding = judge_finding(result, rows[i].rule, n)); n++)
            if (!text_view_starts(text_span_view(finding->span), text_view_of(rows[i].where))) finding = NULL;
        if (!finding) fail_msg("row %zu: no %s at %s", i, rows[i].rule, rows[i].where);
    }
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_check_follows_the_table),
        cmocka_unit_test(eval_check_compares_so_many_texts),
        cmocka_unit_test(eval_check_sums_requests),
        cmocka_unit_test(eval_check_knows_the_register),
        cmocka_unit_test(eval_check_findings_point_somewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
