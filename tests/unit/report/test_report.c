/* Selection, the JSON contract, the table, the counts - written from results judged here. */
#include "support/judge.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "report/record.h"
#include "report/report.h"
#include "report/table.h"
#include "text/printable.h"

#define HEAD "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n"

struct page {
    struct buf bytes;
    size_t writes;
    size_t fail_after; /* writes that go well; 0: all */
};

static enum status take(void *context, const char *bytes, size_t len)
{
    struct page *page = context;
    if (page->fail_after && page->writes == page->fail_after) return STATUS_IO;
    page->writes++;
    buf_add(&page->bytes, bytes, len);
    return buf_status(&page->bytes);
}

static const char sha[] = "00000000000000000000000000000000000000000000000000000000000000ff";

static struct report_run run_of(const struct review_pack *pack)
{
    static const struct review_manifest manifest;
    return (struct report_run){
        .version = "0.0.0", .as_of = "2030-01-02", .packs = pack, .pack_count = 1, .manifest = &manifest};
}

static enum status write_pieces(struct report *report, struct arena *arena, const struct eval_result *result)
{
    struct review_submission record;
    struct review_error unreadable;
    struct report_document document = {.path = "a\"b/c.yaml", .sha256 = sha, .record = &record, .result = result};
    const struct text_diagnostic error = {.code = DIAGNOSTIC_NOT_SUBMISSION, .path = "x\x1b.yaml"};
    const struct report_run *run = report->run;
    enum status status = report_record(arena, &run->settings, run->packs, &document, &record);
    if (status == STATUS_OK) status = report_error_record(arena, run->settings.language, &error, &unreadable);
    if (status == STATUS_OK) status = report->format->document(report, &document);
    return status == STATUS_OK ? report->format->error(report, &unreadable) : status;
}

/* A whole report of one document (NULL: none) and one unreadable file. */
static enum status write_report(struct page *page, const char *format, const struct report_run *run,
                                const struct eval_result *result)
{
    struct report report;
    struct arena *arena = arena_new();
    struct review_totals totals = {
        .files = 1, .requests = 2, .claims = 3, .criteria = 4, .skipped = 5, .errors = 1, .findings = {6, 7, 8}};
    buf_init(&page->bytes);
    enum status status = report_open(&report, report_format_find(format), run, (struct report_sink){take, page});
    if (!arena) status = STATUS_NO_MEMORY;
    if (status == STATUS_OK && result) status = write_pieces(&report, arena, result);
    if (status == STATUS_OK) status = report.format->end(&report, &totals);
    report_close(&report);
    arena_free(arena);
    return status;
}

/* ---- selection */

static void report_selects_by_glob_and_severity(void **state)
{
    (void)state;
    static const struct {
        const char *select[3], *ignore[3];
        enum rule_severity least;
        const char *rule;
        enum rule_severity severity;
        bool selected;
    } rows[] = {
        {{0}, {0}, RULE_NOTE, "R2-2.1.3", RULE_NOTE, true},
        {{0}, {0}, RULE_WARNING, "R2-2.1.3", RULE_NOTE, false},
        {{0}, {0}, RULE_WARNING, "R2-2.1.3", RULE_WARNING, true},
        {{0}, {0}, RULE_ERROR, "R2-2.1.3", RULE_WARNING, false},
        {{"R2-2.1.3"}, {0}, RULE_NOTE, "R2-2.1.3", RULE_ERROR, true},
        {{"R2-2.1.3"}, {0}, RULE_NOTE, "R2-2.1.3-b", RULE_ERROR, false},
        {{"R2-2.1.3*"}, {0}, RULE_NOTE, "R2-2.1.3-b", RULE_ERROR, true},
        {{"COM-*", "R2-2.1.?"}, {0}, RULE_NOTE, "R2-2.1.3", RULE_ERROR, true},
        {{"COM-*"}, {0}, RULE_NOTE, "R2-2.1.3", RULE_ERROR, false},
        {{"r2-*"}, {0}, RULE_NOTE, "R2-2.1.3", RULE_ERROR, false},
        {{0}, {"COM-*"}, RULE_NOTE, "COM-X", RULE_ERROR, false},
        {{"COM-*"}, {"COM-TEXT-*"}, RULE_NOTE, "COM-TEXT-SHORT", RULE_ERROR, false},
        {{"COM-*"}, {"COM-TEXT-*"}, RULE_NOTE, "COM-SUM", RULE_ERROR, true},
        {{"*"}, {"*"}, RULE_NOTE, "COM-SUM", RULE_ERROR, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text_view select[3], ignore[3];
        struct report_selection selection = {.select = select, .ignore = ignore, .least = rows[i].least};
        while (rows[i].select[selection.select_count]) {
            select[selection.select_count] = text_view_of(rows[i].select[selection.select_count]);
            selection.select_count++;
        }
        while (rows[i].ignore[selection.ignore_count]) {
            ignore[selection.ignore_count] = text_view_of(rows[i].ignore[selection.ignore_count]);
            selection.ignore_count++;
        }
        struct eval_finding finding = {.rule = text_view_of(rows[i].rule), .severity = rows[i].severity};
        if (report_selects(&selection, finding.rule, finding.severity) != rows[i].selected)
            fail_msg("row %zu: %s", i, rows[i].rule);
    }
}

/* ---- JSON */

/* Takes out the blanks between the parts of a JSON document: where lines are broken is no part of the contract. */
static char *squeezed(char *json)
{
    char *to = json;
    bool quoted = false;
    for (const char *from = json; *from; from++) {
        if (*from == '"' && !(from > json && from[-1] == '\\')) quoted = !quoted;
        if (quoted || !strchr(" \n", *from)) *to++ = *from;
    }
    *to = '\0';
    return json;
}

/* Each of these stands in the document, one after the other. */
static void expect_in_order(const char *document, const char *const *parts)
{
    const char *at = document;
    for (; *parts; parts++) {
        const char *found = strstr(at, *parts);
        if (!found) fail_msg("\"%s\" does not follow in:\n%.2000s", *parts, at);
        at = found + strlen(*parts);
    }
}

/* Brackets and quotes close, no comma is missing or spare: enough of a parser for what a writer of ours can get wrong.
 */
static void expect_json(const char *at)
{
    char open[64];
    size_t depth = 0;
    char before = '\0';
    for (; *at; at++) {
        if (strchr(" \n", *at)) continue;
        if (*at == '"') {
            assert_true(before == '\0' || strchr("{[,:", before));
            for (at++; *at != '"'; at++) {
                assert_true((unsigned char)*at >= 0x20);
                at += *at == '\\';
            }
        } else if (*at == '{' || *at == '[') {
            assert_true(before == '\0' || strchr("[,:", before));
            open[depth++] = *at == '{' ? '}' : ']';
            assert_true(depth < sizeof open);
        } else if (*at == '}' || *at == ']') {
            assert_true(depth > 0 && open[--depth] == *at && before != ',' && before != ':');
        } else if (*at == ',' || *at == ':') {
            assert_true(before && !strchr("{[,:", before));
        }
        before = *at;
    }
    assert_int_equal(depth, 0);
}

/* The contract of interface.md, member by member, for the submission below. */
static const char *const contract[] = {"\"schema\":\"juten-result/1\"",
                                       "\"tool\"",
                                       "\"name\":\"juten\"",
                                       "\"version\":\"0.0.0\"",
                                       "\"as_of\":\"2030-01-02\"",
                                       "\"packs\"",
                                       "\"id\":\"judge\"",
                                       "\"version\":\"0.3.0\"",
                                       "\"title\"",
                                       "\"decided\":\"2030-05-01\"",
                                       "\"sha256\"",
                                       "\"extends\"",
                                       "\"judge-common\"",
                                       "\"explicit\":true",
                                       "\"submissions\"",
                                       "\"path\":\"a\\\"b/c.yaml\"",
                                       "\"document\":0",
                                       "\"sha256\"",
                                       "\"pack\":\"judge\"",
                                       "\"ministry\":\"灯台省\"",
                                       "\"fiscal_year\":2031",
                                       "\"requests\"",
                                       "\"id\":\"A\"",
                                       "\"title\":\"t\\u",
                                       "\"category\":\"new\"",
                                       "\"amount_yen\":150000000",
                                       "\"amount_kind\":\"figure\"",
                                       "\"verdict\":\"fail\"",
                                       "\"criteria\"",
                                       "\"id\":\"J-6-offset\"",
                                       "\"state\":\"unmet\"",
                                       "\"guard\":null",
                                       "\"evidence\":[]",
                                       "\"claims\"",
                                       "\"area\":\"5(1)②\"",
                                       "\"item\":\"i\"",
                                       "\"area_as_written\":\"５（１）②ⅰ\"",
                                       "\"amount_yen\":null",
                                       "\"verdict\":\"justified\"",
                                       "\"criteria\"",
                                       "\"id\":\"J-5.1.2-i\"",
                                       "\"state\":\"met\"",
                                       "\"guard\":null",
                                       "\"evidence\"",
                                       "\"text\":\"信号\"",
                                       "\"start\"",
                                       "\"line\":10",
                                       "\"column\"",
                                       "\"byte\"",
                                       "\"end\"",
                                       "\"area\":null",
                                       "\"item\":null",
                                       "\"area_as_written\":\"99\"",
                                       "\"verdict\":\"invalid\"",
                                       "\"criteria\":[]",
                                       "\"id\":\"B\"",
                                       "\"title\":null",
                                       "\"category\":null",
                                       "\"amount_yen\":null",
                                       "\"amount_kind\":\"item_only\"",
                                       "\"claims\":[]",
                                       "\"errors\"",
                                       "\"code\":\"INPUT-",
                                       "\"path\":\"x\\u001",
                                       "\"message\"",
                                       "\"start\":null",
                                       "\"findings\"",
                                       "\"rule\"",
                                       "\"severity\"",
                                       "\"message\"",
                                       "\"path\"",
                                       "\"request\":\"A\"",
                                       "\"area\"",
                                       "\"criterion\"",
                                       "\"start\"",
                                       "\"end\"",
                                       "\"fingerprint\"",
                                       "\"text_sha256\"",
                                       "\"waived\":null",
                                       "\"summary\"",
                                       "\"files\":1",
                                       "\"requests\":2",
                                       "\"claims\":3",
                                       "\"criteria\":4",
                                       "\"skipped\":5",
                                       "\"errors\":1",
                                       "\"findings\"",
                                       "\"error\":8",
                                       "\"warning\":7",
                                       "\"note\":6",
                                       "\"waived\":0",
                                       NULL};

static void report_json_has_the_contract_s_shape(void **state)
{
    (void)state;
    struct judge judge;
    struct page page = {.writes = 0};
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, true);
    const struct report_run run = run_of(&pack);
    const struct eval_result *result =
        judge_yaml(&judge, HEAD "- id: A\n  title: \"t\\u202E\\e\"\n  category: new\n  amount: 1.5億円\n  previous: ―\n"
                                "  priorities:\n  - {area: ５（１）②ⅰ, justification: 沿岸の信号を修理する。}\n"
                                "  - {area: 99, justification: x}\n- {id: B, amount: 事項要求}\n");
    assert_int_equal(write_report(&page, "json", &run, result), STATUS_OK);
    expect_json(page.bytes.bytes);
    expect_in_order(squeezed(page.bytes.bytes), contract);
    assert_null(strstr(page.bytes.bytes, "\xE2\x80\xAE"));
    assert_null(strstr(page.bytes.bytes, "\x1b"));
    buf_clear(&page.bytes);
    judge_close(&judge);
}

/* A file's name may be any bytes; the document is UTF-8 all the same. */
static void report_json_of_a_path_that_is_not_utf8(void **state)
{
    (void)state;
    struct judge judge;
    struct page page = {.writes = 0};
    struct report report;
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, false);
    const struct report_run run = run_of(&pack);
    const struct text_diagnostic error = {.code = DIAGNOSTIC_NOT_SUBMISSION, .path = "a\xFF\xE7\x81.yaml"};
    struct review_error unreadable;
    assert_int_equal(report_error_record(judge.arena, TEXT_JA, &error, &unreadable), STATUS_OK);
    buf_init(&page.bytes);
    assert_int_equal(report_open(&report, report_format_find("json"), &run, (struct report_sink){take, &page}),
                     STATUS_OK);
    assert_int_equal(report.format->error(&report, &unreadable), STATUS_OK);
    assert_int_equal(report.format->end(&report, &(struct review_totals){.errors = 1}), STATUS_OK);
    report_close(&report);
    expect_json(page.bytes.bytes);
    assert_non_null(strstr(squeezed(page.bytes.bytes), "\"path\":\"a<FF><E7><81>.yaml\""));
    buf_clear(&page.bytes);
    judge_close(&judge);
}

static void report_json_of_nothing(void **state)
{
    (void)state;
    struct judge judge;
    struct page page = {.writes = 0};
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, false);
    const struct report_run run = run_of(&pack);
    assert_int_equal(write_report(&page, "json", &run, NULL), STATUS_OK);
    expect_json(page.bytes.bytes);
    static const char *const parts[] = {"\"explicit\":false", "\"submissions\":[]", "\"errors\":[]", "\"findings\":[]",
                                        NULL};
    expect_in_order(squeezed(page.bytes.bytes), parts);
    buf_clear(&page.bytes);
    judge_close(&judge);
}

/* Line and column in code points from 1, byte from 0, end exclusive. */
static void report_json_counts_places(void **state)
{
    (void)state;
    struct judge judge;
    struct page page = {.writes = 0};
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, false);
    const struct report_run run = run_of(&pack);
    const struct eval_result *result =
        judge_yaml(&judge, "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- {id: A, title: 灯, amount: ▲1円}\n");
    const struct eval_finding *finding = judge_finding(result, "J-NEGATIVE", 0);
    assert_int_equal(write_report(&page, "json", &run, result), STATUS_OK);
    const char *at = strstr(squeezed(page.bytes.bytes), "\"J-NEGATIVE\"");
    assert_non_null(at);
    struct buf place;
    buf_init(&place);
    buf_add_string(&place, "\"line\":4,\"column\":29,\"byte\":");
    buf_add_int(&place, finding->span.begin);
    const char *const parts[] = {"\"start\"", place.bytes, "\"end\"", "\"column\":32,", NULL};
    expect_in_order(at, parts);
    buf_clear(&place);
    buf_clear(&page.bytes);
    judge_close(&judge);
}

/* ---- all formats */

static void report_formats_end_with_a_failing_sink(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, false);
    const struct report_run run = run_of(&pack);
    const struct eval_result *result = judge_claim(&judge, "5(1)①", "灯火の話");
    for (size_t f = 0; report_format_at(f); f++) {
        const char *name = report_format_at(f)->name;
        struct page whole = {.writes = 0};
        assert_int_equal(write_report(&whole, name, &run, result), STATUS_OK);
        buf_clear(&whole.bytes);
        assert_ptr_equal(report_format_find(name), report_format_at(f));
        for (size_t n = 1; n < whole.writes; n++) {
            struct page page = {.fail_after = n};
            assert_int_equal(write_report(&page, name, &run, result), STATUS_IO);
            buf_clear(&page.bytes);
        }
    }
    assert_null(report_format_find("nothing"));
    assert_null(report_format_find(""));
    judge_close(&judge);
}

/* One allocation fails, with `keep` all after it too: the report is whole, or it is said that memory is out. */
static void expect_survival(const char *format, const struct report_run *run, const struct eval_result *result,
                            const struct buf *whole, unsigned long n, bool keep)
{
    struct page page = {.writes = 0};
    long live = alloc_live();
    alloc_fail_at(n, keep);
    enum status status = write_report(&page, format, run, result);
    alloc_fail_never();
    if (status != STATUS_NO_MEMORY) {
        bool same = status == STATUS_OK && page.bytes.len == whole->len &&
                    memcmp(page.bytes.bytes, whole->bytes, whole->len) == 0;
        if (!same) fail_msg("%s: allocation %lu%s: %d", format, n, keep ? " and all after" : "", status);
    }
    buf_clear(&page.bytes);
    assert_int_equal(alloc_live(), live);
}

/* Memory that fails: nothing is lost in silence, all is given back. */
static void report_formats_survive_failing_memory(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, false);
    struct report_run run = run_of(&pack);
    run.settings.explain = run.settings.verbose = true;
    const struct eval_result *result = judge_claim(&judge, "5(1)①", "灯火の話。別途。");
    for (size_t f = 0; report_format_at(f); f++) {
        struct page whole = {.writes = 0};
        alloc_fail_never();
        assert_int_equal(write_report(&whole, report_format_at(f)->name, &run, result), STATUS_OK);
        unsigned long allocations = alloc_count();
        for (unsigned long n = 1; n <= allocations; n++) {
            expect_survival(report_format_at(f)->name, &run, result, &whole.bytes, n, false);
            expect_survival(report_format_at(f)->name, &run, result, &whole.bytes, n, true);
        }
        buf_clear(&whole.bytes);
    }
    judge_close(&judge);
}

/* How many colour sequences there are; no other control character but line ends. */
static size_t count_escapes(const struct buf *bytes)
{
    size_t escapes = 0;
    for (size_t i = 0; i < bytes->len; i++) {
        unsigned char c = (unsigned char)bytes->bytes[i];
        escapes += c == 0x1b;
        assert_true(c != 0x1b || strspn(bytes->bytes + i + 1, "[0123456789;m") >= 2);
        assert_true(c >= 0x20 || c == '\n' || c == 0x1b);
    }
    return escapes;
}

/* Text and compact are printable whatever stands in names and values; colours only when asked for. */
static void report_text_is_printable(void **state)
{
    (void)state;
    static const char *const formats[] = {"text", "compact"};
    struct judge judge;
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, false);
    const struct eval_result *result = judge_yaml(
        &judge,
        "ministry: \"x\\e[31m\\u202E省\"\nfiscal_year: 2031\nrequests:\n- {id: \"\\e\", title: \"t\\e]0;\\u2066\", "
        "amount: ▲1円, priorities: [{area: \"\\e5(1)\", justification: \"同上\\e\"}, {area: 5(1)①, justification: "
        "\"灯火\\e\"}]}\n");
    for (size_t f = 0; f < 2; f++)
        for (int color = 0; color < 2; color++) {
            struct report_run run = run_of(&pack);
            struct page page = {.writes = 0};
            run.settings.color = color;
            run.settings.explain = run.settings.verbose = true;
            assert_int_equal(write_report(&page, formats[f], &run, result), STATUS_OK);
            size_t escapes = count_escapes(&page.bytes);
            assert_int_equal(escapes > 0, color);
            assert_null(strstr(page.bytes.bytes, "\xE2\x80\xAE"));
            assert_null(strstr(page.bytes.bytes, "\x1b]0"));
            buf_clear(&page.bytes);
        }
    judge_close(&judge);
}

static void report_text_shows_an_explanation_inside_its_clause(void **state)
{
    (void)state;
    struct judge judge;
    struct page text = {.writes = 0}, compact = {.writes = 0}, alone = {.writes = 0};
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, false);
    struct report_run run = run_of(&pack);
    const struct eval_result *result = judge_claim(&judge, "5(1)①", "灯火の毎年の点検は行わない。");
    assert_int_equal(write_report(&text, "text", &run, result), STATUS_OK);
    assert_int_equal(write_report(&compact, "compact", &run, result), STATUS_OK);
    assert_null(strstr(text.bytes.bytes, "warning [J-NEGATED]"));
    assert_non_null(strstr(text.bytes.bytes, "[J-NEGATED]"));
    assert_non_null(strstr(compact.bytes.bytes, "warning [J-NEGATED]"));
    struct text_view hidden = text_view_of("J-5.1.1");
    run.settings.selection.ignore = &hidden;
    run.settings.selection.ignore_count = 1;
    assert_int_equal(write_report(&alone, "text", &run, result), STATUS_OK);
    assert_non_null(strstr(alone.bytes.bytes, "warning [J-NEGATED]"));
    buf_clear(&text.bytes);
    buf_clear(&compact.bytes);
    buf_clear(&alone.bytes);
    judge_close(&judge);
}

/* Notes only with -v or when selected; -q leaves the counts. */
static void report_text_shows_notes_when_asked(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct review_pack pack = judge_pack(&judge, false);
    const struct text_view note = text_view_of("J-5.1.1-b");
    const struct eval_result *result = judge_claim(&judge, "5(1)①", "灯火を毎年点検する体制を整える。");
    assert_int_equal(judge_count(result, "J-5.1.1-b"), 1);
    for (int mode = 0; mode < 4; mode++) {
        struct report_run run = run_of(&pack);
        struct page page = {.writes = 0};
        run.settings.verbose = mode == 1 || mode == 3;
        run.settings.quiet = mode == 3;
        run.settings.selection.select = &note;
        run.settings.selection.select_count = mode == 2;
        assert_int_equal(write_report(&page, "compact", &run, result), STATUS_OK);
        assert_int_equal(strstr(page.bytes.bytes, "note [J-5.1.1-b]") != NULL, mode == 1 || mode == 2);
        buf_clear(&page.bytes);
    }
    judge_close(&judge);
}

/* Columns align by display width, also where a name is cut; figures in millions, half up. */
static void report_table_aligns(void **state)
{
    (void)state;
    struct review_summary summary;
    struct report_settings settings = {.language = TEXT_JA};
    struct buf out;
    static const char *const names[] = {"灯台省", "a", "とても長い名前の省庁で一列に収まらないもの",
                                        "xとても長い名前の省庁で一列に収まらない", "ｱｲｳ"};
    static const int64_t yen[] = {1499999, 1500000, -1500000, 12345678499999, -499999};
    buf_init(&out);
    assert_int_equal(review_summary_init(&summary), STATUS_OK);
    struct review_row rows[5];
    for (size_t i = 0; i < 5; i++)
        rows[i] = (struct review_row){.ministry = text_view_of(names[i]), .order = i, .requests = i, .yen = yen[i]};
    struct arena *arena = summary.arena;
    summary.rows = rows;
    summary.count = 5;
    report_table(&out, &settings, &summary);
    assert_int_equal(buf_status(&out), STATUS_OK);
    size_t width = 0, line = 0;
    for (char *at = out.bytes; *at; line++) {
        size_t len = strcspn(at, "\n");
        if (line >= 2 && at[0] != '-') {
            size_t here = text_width((struct text_view){at, len}, true);
            assert_true(width == 0 || here == width);
            width = here;
        }
        at += len + 1;
    }
    assert_int_equal(line, 2 + 5 + 2);
    static const char *const parts[] = {"灯台省", " 1 ", "\n", " 2 ", "-2 ", "12,345,678", "ｱｲｳ", " 0 ", NULL};
    expect_in_order(out.bytes, parts);
    summary.rows = NULL;
    summary.arena = arena;
    review_summary_clear(&summary);
    buf_clear(&out);
}

static void report_counts_name_every_number(void **state)
{
    (void)state;
    const struct review_totals totals = {.files = 1234,
                                         .requests = 2,
                                         .claims = 3,
                                         .criteria = 4,
                                         .skipped = 5,
                                         .errors = 6,
                                         .waived = 7,
                                         .findings = {10, 9, 8}};
    struct buf out;
    buf_init(&out);
    report_counts(&out, TEXT_EN, &totals);
    static const char *const parts[] = {"1,234", "2", "3", "4", "8", "9", "10", "6", "5", "7", "\n", NULL};
    expect_in_order(out.bytes, parts);
    buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_selects_by_glob_and_severity),
        cmocka_unit_test(report_json_has_the_contract_s_shape),
        cmocka_unit_test(report_json_of_a_path_that_is_not_utf8),
        cmocka_unit_test(report_json_of_nothing),
        cmocka_unit_test(report_json_counts_places),
        cmocka_unit_test(report_formats_end_with_a_failing_sink),
        cmocka_unit_test(report_formats_survive_failing_memory),
        cmocka_unit_test(report_text_is_printable),
        cmocka_unit_test(report_text_shows_an_explanation_inside_its_clause),
        cmocka_unit_test(report_text_shows_notes_when_asked),
        cmocka_unit_test(report_table_aligns),
        cmocka_unit_test(report_counts_name_every_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
