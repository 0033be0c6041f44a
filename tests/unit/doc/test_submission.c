#include "support/unit.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "doc/submission.h"
#include "support/table.h"
#include "support/tree.h"
#include "support/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>

static struct arena *shared;
static struct vocabulary *vocabulary;

static int set_up(void **state)
{
    (void)state;
    shared = arena_new();
    vocabulary = vocabulary_new(shared);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(shared);
    return 0;
}

struct reading {
    struct tree tree;
    struct doc_submission *submission;
    enum status status;
};

static void read_view(struct reading *reading, struct text_view text)
{
    *reading = (struct reading){0};
    tree_read(&reading->tree, text);
    reading->status = reading->tree.status;
    if (reading->status == STATUS_OK)
        reading->status = doc_submission_read(reading->tree.arena, reading->tree.roots.items[0], 0, &vocabulary->words,
                                              vocabulary->labels, &reading->tree.diagnostics, &reading->submission);
}

static void read_string(struct reading *reading, const char *text)
{
    read_view(reading, text_view_of(text));
    assert_int_equal(reading->status, STATUS_OK);
}

static void expect_text(struct text_view view, const char *string)
{
    assert_int_equal(view.len, strlen(string));
    if (view.len > 0) assert_memory_equal(view.at, string, view.len);
}

/* ---- the table of observations */

static void describe(struct buf *out, const struct reading *reading)
{
    const struct doc_submission *submission = reading->submission;
    for (size_t i = 0; i < submission->observation_count; i++) {
        const struct doc_observation *seen = &submission->observations[i];
        struct text_place place = text_source_place(submission->source, seen->span.begin);
        buf_add_string(out, i > 0 ? " + " : "");
        buf_add_string(out, doc_observation_name(seen->code));
        buf_add_char(out, '@');
        buf_add_int(out, place.line);
        buf_add_char(out, ':');
        buf_add_int(out, place.column);
        for (size_t n = 0; n < DOC_OBSERVATION_ARGUMENTS && seen->arguments[n].len > 0; n++) {
            buf_add_string(out, n > 0 ? "; " : "(");
            buf_add(out, seen->arguments[n].at, seen->arguments[n].len);
        }
        buf_add_string(out, ")");
    }
    if (submission->observation_count == 0) buf_add_char(out, '-');
}

static bool has_word(const char *list, const char *word, size_t len)
{
    for (const char *at = strstr(list, word); at; at = strstr(at + 1, word))
        if ((at == list || strchr(", \n{", at[-1])) && strchr(",:", at[len])) return true;
    return false;
}

/* The lines of `defaults` ("name: value") whose names are neither in the text nor among those left out. */
static void fill_in(struct buf *out, const char *const *defaults, const char *indent, const struct table_row *row)
{
    char left_out[200];
    snprintf(left_out, sizeof left_out, "%s,", row->fields[2].at);
    for (; *defaults; defaults++) {
        char name[40];
        size_t len = strcspn(*defaults, ":");
        snprintf(name, sizeof name, "%.*s", (int)len, *defaults);
        if (has_word(row->fields[1].at, name, len) || has_word(left_out, name, len)) continue;
        buf_add_string(out, indent);
        buf_add_string(out, *defaults);
        buf_add_char(out, '\n');
    }
}

static void compose(struct buf *out, const struct table_row *row)
{
    static const char *const whole[] = {
        "ministry: 甲省", "fiscal_year: 2020",
        "requests: [{id: a, title: t, category: new, amount: 1億円, priorities: [{area: 2(1)①, justification: j}]}]",
        NULL};
    static const char *const request[] = {
        "id: a", "title: t", "category: new", "amount: 1億円", "priorities: [{area: 2(1)①, justification: j}]", NULL};
    static const char *const claim[] = {"area: 2(1)①", "justification: j", NULL};
    static const char *const item[] = {"item: x", "amount: 1億円", NULL};
    char scope = row->fields[0].at[0];
    bool flow = strchr("[{", row->fields[1].at[0]) != NULL;
    if (scope == 'R') buf_add_string(out, "requests:\n- ");
    if (scope == 'C' || scope == 'B')
        buf_add_string(out, scope == 'C' ? "requests:\n-\n  priorities:\n  - " : "requests:\n-\n  breakdown:\n  - ");
    buf_add(out, row->fields[1].at, row->fields[1].len);
    struct table_row none = *row;
    none.fields[1].at = none.fields[2].at = row->fields[1].at + row->fields[1].len; /* an empty string */
    if (!flow)
        fill_in(out,
                scope == 'S'   ? whole
                : scope == 'R' ? request
                : scope == 'C' ? claim
                               : item,
                scope == 'S'   ? ""
                : scope == 'R' ? "  "
                               : "    ",
                row);
    if (scope == 'C') none.fields[2].at = "priorities";
    if (scope == 'C' || scope == 'B') fill_in(out, request, "  ", &none);
    none.fields[2].at = "requests";
    if (scope != 'S') fill_in(out, whole, "", &none);
}

static void doc_submission_notices(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "observations.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct buf text, got;
        struct reading reading;
        buf_init(&text);
        buf_init(&got);
        compose(&text, row);
        read_view(&reading, (struct text_view){text.bytes, text.len});
        table_expect(row, reading.status == STATUS_OK, text.bytes);
        describe(&got, &reading);
        table_expect(row, strcmp(got.bytes, row->fields[3].at) == 0, got.bytes);
        tree_free(&reading.tree);
        buf_clear(&text);
        buf_clear(&got);
    }
    table_close(&table);
}

/* ---- values */

static void doc_submission_reads_values(void **state)
{
    (void)state;
    struct reading reading;
    read_string(&reading,
                "施策:\n- 番号: A-1\n  施策名: 一つ目\n  区分: 拡充\n  要求額: 300（200）\n  補正予算額: 5億円\n"
                "  要望額: ―\n  IT投資: 無\n  IT投資調整: 済み\n  概要: c\n  成果目標: d\n  財源: e\n  担当: f\n"
                "  備考: g\n  内訳:\n  - {項目: 機器（再掲）, 金額: '100', 再掲: はい}\n  - {項目: 運営, 金額: 200}\n"
                "  重点分野:\n  - {分野: 2(2)① ii, 理由: あれこれ, 金額: 100}\n  - {分野: '5', 理由: x}\n"
                "単位: 百万円\n合計: 3億円\n府省庁: 乙庁\n年度: 令和２年度\n");
    const struct doc_submission *submission = reading.submission;
    assert_int_equal(submission->ministry, 1);
    assert_int_equal(submission->year, 2020);
    assert_int_equal(submission->unit_yen, 1000000);
    assert_int_equal(submission->total.money.yen, 300000000);
    assert_int_equal(submission->request_count, 1);
    const struct doc_request *request = &submission->requests[0];
    expect_text(request->id.value, "A-1");
    expect_text(request->title.value, "一つ目");
    assert_int_equal(request->category, DOC_CATEGORY_EXPANDED);
    assert_int_equal(request->amount.money.yen, 300000000);
    assert_int_equal(request->previous.kind, DOC_AMOUNT_FIGURE);
    assert_int_equal(request->previous.money.yen, 200000000);
    expect_text(request->previous.written, "200");
    assert_int_equal(request->supplementary.money.yen, 500000000);
    assert_int_equal(request->special.kind, DOC_AMOUNT_NONE);
    assert_int_equal(request->it_investment, DOC_NO);
    expect_text(text_span_view(request->it_investment_span), "無");
    expect_text(request->cio_coordination.value, "済み");
    expect_text(request->summary.value, "c");
    expect_text(request->outcome.value, "d");
    expect_text(request->offset.value, "e");
    expect_text(request->office.value, "f");
    expect_text(request->note.value, "g");
    assert_int_equal(request->row_count, 2);
    assert_true(request->rows[0].relisted && !request->rows[0].partial);
    assert_false(request->rows[1].relisted);
    assert_int_equal(request->rows[1].amount.money.yen, 200000000);
    assert_int_equal(request->claim_count, 2);
    assert_int_equal(request->claims[0].label.result, DOC_LABEL_OK);
    assert_int_equal(request->claims[0].label.clause, 3);
    assert_int_equal(request->claims[0].label.item, 2);
    expect_text(request->claims[0].justification.value, "あれこれ");
    assert_int_equal(request->claims[0].amount.money.yen, 100000000);
    tree_free(&reading.tree);
}

static const struct doc_request *only_request(struct reading *reading, const char *fields)
{
    char text[1000];
    snprintf(
        text, sizeof text,
        "ministry: 甲省\nfiscal_year: R2\nunit: 円\nrequests:\n- id: a\n  title: t\n  category: new\n  priorities: "
        "[{area: 1, justification: j}]\n%s",
        fields);
    read_string(reading, text);
    assert_int_equal(reading->submission->request_count, 1);
    return &reading->submission->requests[0];
}

static void doc_submission_absent_is_absent(void **state)
{
    (void)state;
    struct reading reading;
    const struct doc_request *request = only_request(&reading, "  amount: 5\n  note:\n  previous: ''\n");
    assert_null(request->summary.node);
    assert_non_null(request->note.node);
    assert_int_equal(request->note.value.len, 0);
    assert_int_equal(request->previous.kind, DOC_AMOUNT_ABSENT);
    assert_int_equal(request->special.kind, DOC_AMOUNT_ABSENT);
    assert_int_equal(request->it_investment, DOC_UNSTATED);
    assert_int_equal(reading.submission->observation_count, 0);
    tree_free(&reading.tree);
}

/* What could not be read is neither absent nor a figure. */
static void doc_submission_wrong_is_wrong(void **state)
{
    (void)state;
    struct reading reading;
    const struct doc_request *request =
        only_request(&reading, "  amount: 5個\n  previous: [1]\n  breakdown: [{item: x, amount: 30,000千円}]\n");
    assert_int_equal(request->amount.kind, DOC_AMOUNT_WRONG);
    assert_int_equal(request->previous.kind, DOC_AMOUNT_WRONG);
    assert_int_equal(request->rows[0].amount.kind, DOC_AMOUNT_WRONG);
    tree_free(&reading.tree);
}

static void doc_submission_rows_not_summed(void **state)
{
    (void)state;
    struct reading reading;
    static const struct {
        const char *item;
        bool relisted, partial;
    } rows[] = {{"機器（再掲）", true, false},  {"再掲：機器", true, false},   {"機器 再掲", true, false},
                {"再掲載の費用", false, false}, {"運営費の内数", false, true}, {"【内数】機器", false, true},
                {"内数値", false, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char fields[200];
        snprintf(fields, sizeof fields, "  amount: 5\n  breakdown: [{item: %s, amount: 5}]\n", rows[i].item);
        const struct doc_request *request = only_request(&reading, fields);
        if (request->rows[0].relisted != rows[i].relisted || request->rows[0].partial != rows[i].partial)
            fail_msg("%s", rows[i].item);
        tree_free(&reading.tree);
    }
    const struct doc_request *request =
        only_request(&reading,
                     "  amount: 5\n  breakdown: [{item: x, amount: 5の内数}, {item: y, amount: 5, partial: yes}, "
                     "{item: z, amount: 5（再掲）}]\n");
    assert_true(request->rows[0].partial && request->rows[1].partial && request->rows[2].relisted);
    tree_free(&reading.tree);
}

static void doc_submission_ministries(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t found, nearest;
    } rows[] = {{"甲省", 0, (size_t)-1},
                {"ministry a", 0, (size_t)-1},
                {"０２", 1, (size_t)-1},
                {"乙環境省", (size_t)-1, 1},
                {"丁省庁局部", (size_t)-1, (size_t)-1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200];
        struct reading reading;
        snprintf(text, sizeof text, "fiscal_year: 2020\nrequests: []\nministry: %s\n", rows[i].name);
        read_string(&reading, text);
        if (reading.submission->ministry != rows[i].found || reading.submission->ministry_nearest != rows[i].nearest)
            fail_msg("%s", rows[i].name);
        tree_free(&reading.tree);
    }
}

static void doc_submission_observations_know_their_request(void **state)
{
    (void)state;
    struct reading reading;
    read_string(&reading,
                "requests:\n- 飾り\n- {id: a, title: t, category: new, amount: 1円, priorities: [x, {area: 1, "
                "justification: j}, {area: 9, justification: j}], breakdown: [{item: y}]}\n"
                "ministry: 甲省\nfiscal_year: R2\n");
    const struct doc_observation *seen = reading.submission->observations;
    assert_int_equal(reading.submission->observation_count, 4);
    assert_int_equal(seen[0].request, DOC_NO_INDEX);
    assert_int_equal(seen[1].request, 0);
    assert_int_equal(seen[1].item, DOC_NO_INDEX);
    assert_int_equal(seen[2].code, DOC_SAW_CLAUSE_UNKNOWN);
    assert_int_equal(seen[2].item, 1);
    assert_false(seen[2].in_breakdown);
    assert_int_equal(seen[2].field, DOC_FIELD_AREA);
    assert_int_equal(seen[3].item, 0);
    assert_true(seen[3].in_breakdown);
    tree_free(&reading.tree);
}

static void expect_refusal(const char *text, enum status status, enum diagnostic_code code, uint32_t at)
{
    struct reading reading;
    read_view(&reading, text_view_of(text));
    assert_int_equal(reading.status, status);
    assert_null(reading.submission);
    assert_int_equal(reading.tree.diagnostics.count, 1);
    assert_int_equal(reading.tree.diagnostics.items[0].code, code);
    assert_int_equal(reading.tree.diagnostics.items[0].span.begin, at);
    tree_free(&reading.tree);
}

static void doc_submission_refuses(void **state)
{
    (void)state;
    expect_refusal("ただの文章\n", STATUS_INVALID, DIAGNOSTIC_NOT_SUBMISSION, 0);
    expect_refusal("- a\n- b\n", STATUS_INVALID, DIAGNOSTIC_NOT_SUBMISSION, 0);
    expect_refusal("府省庁：甲省\n年度：R2\n", STATUS_INVALID, DIAGNOSTIC_YAML_WIDE_COLON, 9);
    expect_refusal("total: 1円\n合計: 1円\n", STATUS_INVALID, DIAGNOSTIC_FIELD_TWICE, 12);
    expect_refusal("requests: [{amount: 1円, 要求額: 1円}]\n", STATUS_INVALID, DIAGNOSTIC_FIELD_TWICE, 26);
    struct buf text;
    buf_init(&text);
    buf_add_string(&text, "requests:\n- &a {id: x}\n");
    for (int i = 0; i < LIMIT_REQUESTS; i++)
        buf_add_string(&text, "- *a\n");
    assert_int_equal(buf_status(&text), STATUS_OK);
    expect_refusal(text.bytes, STATUS_LIMIT, DIAGNOSTIC_TOO_MANY_REQUESTS, 12);
    buf_clear(&text);
}

static bool is_submission(const char *text, int *out_year)
{
    struct tree tree;
    tree_read(&tree, text_view_of(text));
    assert_int_equal(tree.status, STATUS_OK);
    bool is = false;
    assert_int_equal(doc_submission_is(tree.roots.items[0], &vocabulary->words, tree.arena, &is), STATUS_OK);
    const struct doc_node *node;
    assert_int_equal(doc_submission_year(tree.roots.items[0], &vocabulary->words, tree.arena, out_year, &node),
                     STATUS_OK);
    tree_free(&tree);
    return is;
}

static void doc_submission_is_told_from_other_files(void **state)
{
    (void)state;
    int year;
    assert_true(is_submission("title: x\n年度: 令和2年度\n", &year));
    assert_int_equal(year, 2020);
    assert_true(is_submission("施策: []\n", &year));
    assert_int_equal(year, 0);
    assert_true(is_submission("fiscal_year: [1]\n", &year));
    assert_int_equal(year, 0);
    assert_true(is_submission("\xE3\x80\x80"
                              "府省庁: x\n",
                              &year));                            /* a full-width space before it */
    assert_true(is_submission("府省庁：x\n年度：2020\n", &year)); /* nothing but full-width colons */
    assert_false(is_submission("title: x\n", &year));
    assert_false(is_submission("- ministry\n", &year));
    assert_false(is_submission("ministry\n", &year));
    assert_false(is_submission("注意：これは資料です\n", &year));
}

/* ---- robustness */

static const char sample[] =
    "府省庁: 甲省\n年度: 令和２年度\n単位: 千円\n合計: 3億円\n施策:\n  - 番号: A-1\n    施策名: "
    "\"IoT\\u6A5F器の対策\"\n"
    "    区分: 拡充\n    要求額: ３００，０００（200,000）\n    内訳:\n      - {項目: 機器（再掲）, 金額: 30,000千円}\n"
    "      - 項目: 運営\n        金額: 約１億５，０００万円\n    IT投資: はい\n    概要: |\n      一行目\n      "
    "サ一バ\n"
    "    重点分野:\n      - 分野: ２（１）① 森林の保全\n        理由: >\n          折り\n          返し\n"
    "      - 分野: (1)③\n        理由: 'a''b'\n        金額: 10\n    成果目標: 100件\n    施作: x\n    財源：: y\n";

static const char *submission_problem(const struct reading *reading)
{
    const struct doc_submission *submission = reading->submission;
    size_t len = text_source_bytes(submission->source).len;
    uint32_t last = 0;
    for (size_t i = 0; i < submission->observation_count; i++) {
        const struct doc_observation *seen = &submission->observations[i];
        if (seen->span.source != submission->source) return "an observation has no place";
        if (seen->span.begin > seen->span.end || seen->span.end > len) return "an observation lies outside the source";
        if (seen->span.begin < last) return "observations are not in order";
        if (seen->request != DOC_NO_INDEX && seen->request >= submission->request_count) return "no such request";
        last = seen->span.begin;
    }
    for (size_t i = 0; i < submission->request_count; i++) {
        const struct doc_request *request = &submission->requests[i];
        for (size_t j = 0; j < request->claim_count; j++)
            if (request->claims[j].label.result == DOC_LABEL_OK && request->claims[j].label.clause > 4)
                return "no such clause";
    }
    return NULL;
}

static void doc_submission_survives_mutations(void **state)
{
    (void)state;
    uint32_t seed = 48;
    size_t read = 0;
    for (int round = 0; round < 20000; round++) {
        struct arena *arena = arena_new();
        assert_non_null(arena);
        uint32_t at_start = seed;
        struct text_view text = tree_mutate(arena, (struct text_view){sample, sizeof sample - 1}, &seed);
        struct reading reading;
        read_view(&reading, text);
        const char *problem = reading.status == STATUS_OK ? submission_problem(&reading) : NULL;
        if ((reading.status == STATUS_OK) != (reading.tree.diagnostics.count == 0)) problem = "refused without a word";
        if (!problem) problem = tree_diagnostic_problem(reading.tree.source, &reading.tree.diagnostics);
        if (problem) fail_msg("seed %u: %s\n%.*s", (unsigned)at_start, problem, (int)text.len, text.at);
        read += reading.status == STATUS_OK;
        tree_free(&reading.tree);
        arena_free(arena);
    }
    if (read < 4000) fail_msg("only %zu were read: the mutations are too wild", read);
}

static void doc_submission_survives_failing_allocations(void **state)
{
    (void)state;
    bool done = false;
    long live = alloc_live();
    for (unsigned long n = 1; !done; n++) {
        struct reading reading = {0};
        tree_read(&reading.tree, (struct text_view){sample, sizeof sample - 1});
        assert_int_equal(reading.tree.status, STATUS_OK);
        alloc_fail_at(n, n % 2);
        enum status status = doc_submission_read(reading.tree.arena, reading.tree.roots.items[0], 0, &vocabulary->words,
                                                 vocabulary->labels, &reading.tree.diagnostics, &reading.submission);
        done = alloc_count() < n;
        alloc_fail_never();
        if (done) assert_int_equal(status, STATUS_OK);
        else assert_int_equal(status, STATUS_NO_MEMORY);
        assert_true(done == (reading.submission != NULL));
        tree_free(&reading.tree);
    }
    assert_int_equal(alloc_live(), live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_submission_notices),
        cmocka_unit_test(doc_submission_reads_values),
        cmocka_unit_test(doc_submission_absent_is_absent),
        cmocka_unit_test(doc_submission_wrong_is_wrong),
        cmocka_unit_test(doc_submission_rows_not_summed),
        cmocka_unit_test(doc_submission_ministries),
        cmocka_unit_test(doc_submission_observations_know_their_request),
        cmocka_unit_test(doc_submission_refuses),
        cmocka_unit_test(doc_submission_is_told_from_other_files),
        cmocka_unit_test(doc_submission_survives_mutations),
        cmocka_unit_test(doc_submission_survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
