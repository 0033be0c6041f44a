/* Every operator of rules.md by the table predicates.txt: state, evidence in order, guard, unknown. */
#include "support/judge.h"
#include "support/table.h"
#include "support/unit.h"

#include "base/buf.h"
#include "eval/claim.h"
#include "eval/predicate.h"

#define HEAVY_LETTERS 4000 /* "{a}" in the table: enough for the heavy pattern to hit its limit */

static void open_with(struct judge *judge, const char *evidence)
{
    struct buf yaml;
    buf_init(&yaml);
    buf_add_string(&yaml, "clause: 5(1)①\ncriteria:\n- id: X\n  source: [1]\n  asks: {ja: x, en: x}\n"
                          "  hint: {ja: x, en: x}\n  evidence: ");
    buf_add_string(&yaml, evidence);
    buf_add_char(&yaml, '\n');
    assert_int_equal(buf_status(&yaml), STATUS_OK);
    judge_open_with(judge, yaml.bytes);
    buf_clear(&yaml);
}

static const struct eval_criterion *judge_row(struct judge *judge, const struct table_row *row)
{
    struct buf text;
    buf_init(&text);
    for (const char *at = row->fields[1].at; *at; at++) {
        if (strncmp(at, "{a}", 3) != 0) {
            buf_add_char(&text, *at);
            continue;
        }
        buf_add_repeat(&text, 'a', HEAVY_LETTERS);
        at += 2;
    }
    assert_int_equal(buf_status(&text), STATUS_OK);
    open_with(judge, row->fields[0].at);
    const struct eval_result *result = judge_claim(judge, "5(1)①", text.bytes);
    buf_clear(&text);
    return &result->requests[0].claims[0].criteria[0];
}

/* All rows that went wrong are told, so that one change shows all that it touches. */
static bool row_holds(const struct table_row *row, const char *what, const char *expected, const char *got)
{
    bool holds = strcmp(expected, got) == 0;
    if (!holds) print_error("tests/table/%s: %s is \"%s\", not \"%s\"\n", row->place, what, got, expected);
    return holds;
}

static void eval_predicate_follows_the_table(void **state)
{
    (void)state;
    struct table table;
    size_t wrong = 0;
    table_open(&table, "predicates.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct judge judge;
        const struct eval_criterion *got = judge_row(&judge, row);
        wrong += !row_holds(row, "state", row->fields[2].at, eval_state_name(got->state));
        wrong += !row_holds(row, "evidence", row->fields[3].at, judge_evidence(&judge, got));
        wrong += !row_holds(row, "guard", row->fields[4].at, eval_guard_name(got->guard));
        judge_close(&judge);
    }
    table_close(&table);
    assert_int_equal(wrong, 0);
}

/* More operands than a person would write: none may be lost, nothing overruns. */
static void eval_predicate_takes_many_operands(void **state)
{
    (void)state;
    enum { MANY = 40 };
    static const char *const operators[] = {"{order: [", "{within: {chars: 500, of: ["};
    for (size_t o = 0; o < 2; o++) {
        struct buf evidence, text;
        struct judge judge;
        buf_init(&evidence);
        buf_init(&text);
        buf_add_string(&evidence, operators[o]);
        for (size_t i = 0; i < MANY; i++) {
            buf_add_string(&evidence, i ? ", lamp" : "lamp");
            buf_add_string(&text, "灯火と");
        }
        buf_add_string(&evidence, o ? "]}}" : "]}");
        assert_int_equal(buf_status(&text), STATUS_OK);
        open_with(&judge, evidence.bytes);
        const struct eval_criterion *got = &judge_claim(&judge, "5(1)①", text.bytes)->requests[0].claims[0].criteria[0];
        assert_int_equal(got->state, EVAL_STATE_MET);
        assert_int_equal(got->evidence_count, o ? 1 : EVAL_EVIDENCE_LIMIT); /* one and the same hit is shown once */
        text.bytes[text.len - strlen("灯火と")] = '\0';
        got = &judge_claim(&judge, "5(1)①", text.bytes)->requests[0].claims[0].criteria[0];
        assert_int_equal(got->state, o ? EVAL_STATE_MET : EVAL_STATE_UNMET);
        judge_close(&judge);
        buf_clear(&evidence);
        buf_clear(&text);
    }
}

/* Places are those of the file, in original bytes, whatever folding did. */
static void eval_predicate_points_at_the_file(void **state)
{
    (void)state;
    struct judge judge;
    open_with(&judge, "{all: [lamp, {term: 見回り}]}");
    const struct eval_result *result = judge_yaml(&judge, "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A\n"
                                                          "  title: 灯台\n  priorities:\n  - area: 5(1)①\n"
                                                          "    justification: |\n      ﾗﾝﾌﾟを\n      見廻りする\n");
    const struct eval_criterion *got = &result->requests[0].claims[0].criteria[0];
    assert_string_equal(judge_evidence(&judge, got), "ﾗﾝﾌﾟ|見廻り");
    struct text_place place = text_source_place(got->evidence[1].span.source, got->evidence[1].span.begin);
    assert_int_equal(place.line, 10);
    assert_int_equal(place.column, 7);
    judge_close(&judge);
}

/* An `any` reads its own claim; a `must` every text but the note; `in` changes either. */
static void eval_predicate_reads_the_fields_it_should(void **state)
{
    (void)state;
    static const struct {
        const char *head, *field;
        bool met;
    } rows[] = {
        {"", "summary", false},
        {"", "note", false},
        {"mode: must", "summary", true},
        {"mode: must", "outcome", true},
        {"mode: must", "offset", true},
        {"mode: must", "cio_coordination", true},
        {"mode: must", "note", false},
        {"mode: must", "office", false},
        {"in: [summary]", "summary", true},
        {"in: [summary, note]", "note", true},
        {"{mode: must, in: [note]}", "note", true},
        {"{mode: must, in: [note]}", "summary", false},
        {"{mode: must, level: request}", "note", true},
        {"{mode: must, level: request}", "title", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct judge judge;
        struct buf yaml;
        buf_init(&yaml);
        buf_add_string(&yaml, "clause: 5(1)①\ncriteria:\n- id: X\n  source: [1]\n  asks: {ja: x, en: x}\n"
                              "  hint: {ja: x, en: x}\n  evidence: horn\n  ");
        for (const char *at = rows[i].head; *at; at++) {
            bool brace = *at == '{' || (*at == '}' && !at[1]);
            if (*at == ',' && strncmp(at, ", note", 6) != 0) buf_add_string(&yaml, "\n ");
            else if (!brace) buf_add_char(&yaml, *at);
        }
        buf_add_char(&yaml, '\n');
        assert_int_equal(buf_status(&yaml), STATUS_OK);
        judge_open_with(&judge, yaml.bytes);
        buf_reset(&yaml);
        buf_add_string(&yaml, "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A\n  summary2: 灯台\n"
                              "  priorities: [{area: 5(1)①, justification: 灯台}]\n  ");
        buf_add_string(&yaml, rows[i].field);
        buf_add_string(&yaml, ": 霧笛\n");
        assert_int_equal(buf_status(&yaml), STATUS_OK);
        const struct eval_request *request = &judge_yaml(&judge, yaml.bytes)->requests[0];
        const struct eval_criterion *got = request->criterion_count ? request->criteria : request->claims[0].criteria;
        if ((got->state == EVAL_STATE_MET) != rows[i].met)
            fail_msg("row %zu (%s in %s): %s", i, rows[i].head, rows[i].field, eval_state_name(got->state));
        buf_clear(&yaml);
        judge_close(&judge);
    }
}

/* Another claim's justification is no evidence for an `any`, but it is for a `must`. */
static void eval_predicate_keeps_claims_apart(void **state)
{
    (void)state;
    static const char two[] = "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A\n  title: 灯台\n  priorities:\n"
                              "  - {area: 5(1)①, justification: 灯台}\n  - {area: 5(1)①, justification: 霧笛}\n";
    static const char *const modes[] = {"any", "must"};
    for (size_t m = 0; m < 2; m++) {
        struct judge judge;
        struct buf yaml;
        buf_init(&yaml);
        buf_add_string(&yaml, "clause: 5(1)①\ncriteria:\n- {id: X, source: [1], asks: {ja: x, en: x}, "
                              "hint: {ja: x, en: x}, evidence: horn, mode: ");
        buf_add_string(&yaml, modes[m]);
        buf_add_string(&yaml, "}\n");
        judge_open_with(&judge, yaml.bytes);
        const struct eval_request *request = &judge_yaml(&judge, two)->requests[0];
        assert_int_equal(request->claims[0].criteria[0].state, m ? EVAL_STATE_MET : EVAL_STATE_UNMET);
        assert_int_equal(request->claims[1].criteria[0].state, EVAL_STATE_MET);
        buf_clear(&yaml);
        judge_close(&judge);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_predicate_follows_the_table),
        cmocka_unit_test(eval_predicate_takes_many_operands),
        cmocka_unit_test(eval_predicate_points_at_the_file),
        cmocka_unit_test(eval_predicate_reads_the_fields_it_should),
        cmocka_unit_test(eval_predicate_keeps_claims_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
