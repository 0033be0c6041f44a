/* Stored results read back: what was written is what is read; what is broken, lost or made up is refused. */
#include "support/judge.h"
#include "support/result.h"
#include "support/table.h"
#include "support/tree.h"
#include "support/unit_json.h"

#include "base/alloc.h"
#include "base/json.h"
#include "report/report.h"

#include <stdlib.h>

#define HEAD "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n"

/* ---- what was written is read */

static enum status take(void *context, const char *bytes, size_t len)
{
    buf_add(context, bytes, len);
    return buf_status(context);
}

/* Everything that is there, written in a format. */
static void write_stored(struct buf *out, const char *format, const struct review_stored *from, const char *version)
{
    const struct report_run run = {.manifest = &from->manifest,
                                   .version = version,
                                   .as_of = "2030-01-02",
                                   .packs = from->packs,
                                   .pack_count = from->pack_count,
                                   .parts = from->parts};
    const struct report_format *writer = report_format_find(format);
    struct report report;
    buf_init(out);
    assert_int_equal(report_open(&report, writer, &run, (struct report_sink){take, out}), STATUS_OK);
    for (size_t i = 0; i < from->submission_count; i++) {
        const struct report_document document = {.record = &from->submissions[i]};
        assert_int_equal(writer->document(&report, &document), STATUS_OK);
    }
    for (size_t i = 0; i < from->error_count; i++)
        assert_int_equal(writer->error(&report, &from->errors[i]), STATUS_OK);
    assert_int_equal(writer->set(&report, from->findings, from->finding_count), STATUS_OK);
    assert_int_equal(writer->end(&report, &from->totals), STATUS_OK);
    report_close(&report);
}

static void expect_same_again(const char *format, const struct review_stored *stored, const char *version)
{
    struct buf first, second;
    struct result_try try;
    write_stored(&first, format, stored, version);
    result_read(&try, "x", (struct text_view){first.bytes, first.len});
    assert_int_equal(try.status, STATUS_OK);
    assert_int_equal(try.diagnostics.count, 0);
    write_stored(&second, format, &try.stored, version);
    assert_string_equal(first.bytes, second.bytes);
    result_free(&try);
    buf_clear(&first);
    buf_clear(&second);
}

/* A judgement, and the small result that has every member: written, read and written again in both forms. */
static void review_stored_reads_what_was_written(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct review_submission *record =
        judge_record(&judge, judge_yaml(&judge, HEAD
                                        "- {id: A, title: 灯台, category: new, amount: 3億円の内数, previous: 皆増, "
                                        "priorities: [{area: 5(1)①, justification: 灯火の普及を広く進める。}, "
                                        "{area: 99, justification: 灯火を毎年点検する。3基の灯火。}]}\n"
                                        "- {id: A, title: 霧笛, amount: 五}\n"));
    struct review_stored judged = {.packs = record->pack,
                                   .pack_count = 1,
                                   .submissions = (struct review_submission *)record,
                                   .submission_count = 1,
                                   .totals = {.files = 1, .requests = 2, .claims = 2},
                                   .manifest = {.arena = judge.arena},
                                   .parts = 1};
    assert_int_equal(review_manifest_add(&judged.manifest, REVIEW_INPUT_CHECKED, record->path, record->sha256),
                     STATUS_OK);
    assert_true(record->finding_count > 2);
    for (size_t i = 0; i < record->finding_count; i++)
        judged.totals.findings[record->findings[i].severity]++;
    expect_same_again("json", &judged, "0.0.0");
    expect_same_again("ndjson", &judged, "0.0.0");
    struct result_try try;
    result_read(&try, "x", text_view_of(result_sample(judge.arena, "a.yaml")));
    assert_int_equal(try.status, STATUS_OK);
    expect_same_again("json", &try.stored, "0.1.0");
    expect_same_again("ndjson", &try.stored, "0.1.0");
    result_free(&try);
    judge_close(&judge);
}

static void review_stored_has_every_member(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct result_try try;
    result_read(&try, "r.json", text_view_of(result_sample(arena, "a.yaml")));
    assert_int_equal(try.status, STATUS_OK);
    const struct review_stored *stored = &try.stored;
    assert_true(judge_says(stored->name, "r.json"));
    assert_true(judge_says(stored->version, "0.1.0"));
    assert_int_equal(stored->parts, 2);
    assert_int_equal(stored->totals.skipped, 4);
    assert_int_equal(stored->totals.findings[RULE_WARNING], 1);
    assert_int_equal(stored->totals.waived, 1);
    assert_int_equal(stored->submission_count, 1);
    const struct review_submission *submission = &stored->submissions[0];
    const struct review_request *request = &submission->requests[0];
    const struct review_claim *claim = &request->claims[0];
    assert_ptr_equal(submission->pack, stored->packs);
    assert_int_equal(submission->ministry_order, 7);
    assert_int_equal(request->amount.yen, 5);
    assert_true(request->amount.relisted);
    assert_int_equal(request->previous.kind, DOC_AMOUNT_NONE);
    assert_int_equal(request->supplementary.kind, DOC_AMOUNT_ABSENT);
    assert_int_equal(request->special.kind, DOC_AMOUNT_WRONG);
    assert_int_equal(claim->clause, 1);
    assert_int_equal(claim->criteria[0].state, EVAL_STATE_GUARDED);
    assert_int_equal(claim->criteria[0].steps[0].depth, 1);
    assert_int_equal(claim->criteria[0].evidence[0].text_index, 0);
    assert_int_equal(claim->criteria[0].evidence[0].end, 9);
    assert_int_equal(request->texts[0].field, DOC_FIELD_JUSTIFICATION);
    assert_true(request->parts[0].partial);
    assert_int_equal(submission->total.yen, 5);
    assert_true(judge_says(review_rule_of(stored->packs, text_view_of("P-2"))->title, "霧笛"));
    assert_null(review_rule_of(stored->packs, text_view_of("P-3")));
    assert_int_equal(stored->manifest.inputs[1].role, REVIEW_INPUT_WAIVERS);
    const struct review_finding *finding = &submission->findings[0];
    assert_int_equal(submission->finding_count, 1);
    assert_true(judge_says(finding->explains, "f1"));
    assert_int_equal(finding->waived->state, REVIEW_WAIVER_APPROVED);
    assert_false(review_is_open(finding));
    assert_int_equal(finding->details[0].kind, REVIEW_DETAIL_ASKS);
    assert_int_equal(finding->range.start.column, 2);
    assert_int_equal(stored->findings[0].relations[0].share, 98);
    assert_true(stored->errors[0].excerpt.cut);
    result_free(&try);
    arena_free(arena);
}

/* ---- one member at a time */

/* A JSON value without blanks: where it ends. */
static size_t value_end(const char *json, size_t at)
{
    size_t depth = 0;
    bool quoted = false;
    for (;; at++) {
        if (quoted || json[at] == '"') quoted = (json[at] == '"') ? !quoted : quoted;
        else if (strchr("{[", json[at])) depth++;
        else if (strchr("}]", json[at]) && depth > 0) depth--;
        else if (strchr(",}]", json[at]) && depth == 0) return at;
    }
}

struct member {
    size_t key, begin, end; /* of the key (of a list's item: its own), of the value */
};

/* "submissions.0.path" in JSON without blanks. */
static struct member find_member(const char *json, const char *path)
{
    struct member found = {0, 0, 0};
    while (*path) {
        size_t len = strcspn(path, ".");
        size_t at = found.begin + 1;
        for (unsigned long index = 0;; index++, at = found.end + 1) {
            bool keyed = json[found.begin] == '{';
            found.key = at;
            size_t value = keyed ? at + strcspn(json + at, ":") + 1 : at;
            found.end = value_end(json, value);
            if (keyed ? strncmp(json + at + 1, path, len) == 0 && json[at + 1 + len] == '"'
                      : index == strtoul(path, NULL, 10)) {
                found.begin = value;
                break;
            }
            if (json[found.end] != ',') fail_msg("the sample has no %s", path);
        }
        path += len + (path[len] == '.');
    }
    return found;
}

static const char *spliced(struct arena *arena, const char *json, size_t begin, size_t end, const char *with)
{
    struct buf text;
    buf_init(&text);
    buf_add(&text, json, begin);
    buf_add_string(&text, with);
    buf_add_string(&text, json + end);
    const char *kept = arena_copy(arena, text.bytes, text.len);
    buf_clear(&text);
    return kept;
}

static const char *without(struct arena *arena, const char *json, const struct member *member)
{
    bool last = json[member->end] != ',';
    return spliced(arena, json, member->key - (last && json[member->key - 1] == ','), member->end + !last, "");
}

static void expect_refused(const struct table_row *row, const char *text, bool refused, const char *how)
{
    struct result_try try;
    result_read(&try, "x", text_view_of(text));
    table_expect(row, try.status == (refused ? STATUS_INVALID : STATUS_OK), how);
    table_expect(row, try.diagnostics.count == (refused ? 1 : 0), how);
    result_free(&try);
}

static void review_stored_knows_its_members(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        const char *others[9]; /* values that are none of the type */
    } types[] = {
        {"text", {"7", "true", "[]", "{}", "1.5"}},
        {"texts", {"7", "true", "{}", "\"x\"", "[7]", "[null]", "[[]]"}},
        {"count", {"\"7\"", "true", "[]", "{}", "1.5", "-1", "2147483648", "99999999999999999999"}},
        {"int", {"\"7\"", "true", "[]", "{}", "1.5", "1e3", "9223372036854775808"}},
        {"flag", {"\"true\"", "0", "[]", "{}"}},
        {"list", {"\"x\"", "7", "true", "{}", "[7]", "[null]", "[[]]"}},
        {"object", {"\"x\"", "7", "true", "[]"}},
    };
    struct table table;
    table_open(&table, "members.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct arena *arena = arena_new();
        const char *json = result_sample(arena, "a.yaml");
        struct member member = find_member(json, row->fields[0].at);
        bool needed = strcmp(row->fields[2].at, "needed") == 0;
        expect_refused(row, without(arena, json, &member), needed, "removed");
        expect_refused(row, spliced(arena, json, member.begin, member.end, "null"), needed, "null");
        for (size_t t = 0; t < sizeof types / sizeof *types; t++)
            for (size_t v = 0; strcmp(types[t].type, row->fields[1].at) == 0 && types[t].others[v]; v++)
                expect_refused(row, spliced(arena, json, member.begin, member.end, types[t].others[v]), true,
                               types[t].others[v]);
        arena_free(arena);
    }
    table_close(&table);
}

/* ---- what else is refused, and where */

static void expect_code(struct text_view text, enum diagnostic_code code, const char *argument, uint32_t line)
{
    struct result_try try;
    result_read(&try, "x", text);
    assert_int_equal(try.status, STATUS_INVALID);
    assert_int_equal(try.diagnostics.count, 1);
    const struct text_diagnostic *said = &try.diagnostics.items[0];
    assert_int_equal(said->code, code);
    if (argument) assert_true(judge_says(said->arguments[0], argument));
    assert_int_equal(text_source_place(try.source, said->span.begin).line, line);
    result_free(&try);
}

static const char *replaced(struct arena *arena, const char *text, const char *what, const char *with)
{
    const char *at = strstr(text, what);
    assert_non_null(at);
    return spliced(arena, text, (size_t)(at - text), (size_t)(at - text) + strlen(what), with);
}

static void review_stored_refuses_what_is_made_up(void **state)
{
    (void)state;
    static const struct {
        const char *what, *with;
        enum diagnostic_code code;
        const char *argument;
    } rows[] = {
        {"juten-result/1", "juten-result/2", DIAGNOSTIC_RESULT_SCHEMA, NULL},
        {"\"pack\":\"p\"", "\"pack\":\"q\"", DIAGNOSTIC_RESULT_MEMBER, "pack"},
        {"\"verdict\":\"fail\"", "\"verdict\":\"good\"", DIAGNOSTIC_RESULT_MEMBER, "verdict"},
        {"\"severity\":\"error\"", "\"severity\":\"fatal\"", DIAGNOSTIC_RESULT_MEMBER, "severity"},
        {"\"kind\":\"figure\"", "\"kind\":\"sum\"", DIAGNOSTIC_RESULT_MEMBER, "kind"},
        {"\"kind\":\"asks\"", "\"kind\":\"begs\"", DIAGNOSTIC_RESULT_MEMBER, "kind"},
        {"\"guard\":\"negated\"", "\"guard\":\"\"", DIAGNOSTIC_RESULT_MEMBER, "guard"},
        {"\"as_of\":\"", "\"as_of\":\"1\",\"as_of\":\"", DIAGNOSTIC_RESULT_JSON, NULL},
        {"灯火", "\\ud800", DIAGNOSTIC_RESULT_JSON, NULL},
        {"\"requests\":1", "\"requests\":2", DIAGNOSTIC_RESULT_COUNTS, "requests"},
        {"\"claims\":1", "\"claims\":0", DIAGNOSTIC_RESULT_COUNTS, "claims"},
        {"\"note\":0", "\"note\":1", DIAGNOSTIC_RESULT_COUNTS, "findings"},
        {"\"errors\":1", "\"errors\":0", DIAGNOSTIC_RESULT_COUNTS, "errors"},
        {"\"path\":\"a.yaml\",\"request\"", "\"path\":\"b.yaml\",\"request\"", DIAGNOSTIC_RESULT_MEMBER, "findings"},
    };
    struct arena *arena = arena_new();
    const char *json = result_sample(arena, "a.yaml");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_code(text_view_of(replaced(arena, json, rows[i].what, rows[i].with)), rows[i].code, rows[i].argument, 1);
    }
    arena_free(arena);
}

static void review_stored_refuses_other_files(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum diagnostic_code code;
        uint32_t line;
    } rows[] = {
        {"\n \n", DIAGNOSTIC_RESULT_SCHEMA, 1},
        {"ministry: 灯台省\n", DIAGNOSTIC_RESULT_SCHEMA, 1},
        {"[]", DIAGNOSTIC_RESULT_SCHEMA, 1},
        {"{}", DIAGNOSTIC_RESULT_SCHEMA, 1},
        {"{\"version\": \"2.1.0\", \"runs\": []}", DIAGNOSTIC_RESULT_SCHEMA, 1},
        {"{\"schema\": 1}", DIAGNOSTIC_RESULT_SCHEMA, 1},
        {"{\n\"schema\":\n}", DIAGNOSTIC_RESULT_JSON, 3},
        {"{} {}", DIAGNOSTIC_RESULT_JSON, 1},
        {"{\"type\":\"set\",\"findings\":[]}\n\n", DIAGNOSTIC_RESULT_CUT, 1},
        {"{\"type\":\"set\",\"findings\":[]}\n{\"type\":\"submission\"", DIAGNOSTIC_RESULT_CUT, 2},
        {"{\"type\":\"set\"}\n{\"type\":\"summary\"}\n", DIAGNOSTIC_RESULT_SCHEMA, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_code(text_view_of(rows[i].text), rows[i].code, NULL, rows[i].line);
}

/* Jansson's own limit, no stack of ours. */
static void review_stored_refuses_deep_nesting(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text);
    buf_add_string(&text, "{\"schema\":");
    buf_add_repeat(&text, '[', 100000);
    expect_code((struct text_view){text.bytes, text.len}, DIAGNOSTIC_RESULT_JSON, NULL, 1);
    buf_clear(&text);
}

/* ---- ndjson */

/* The sample as lines, of one file. */
static const char *lines_of(struct arena *arena, const char *path)
{
    struct result_try try;
    struct buf out;
    result_read(&try, "x", text_view_of(result_sample(arena, path)));
    write_stored(&out, "ndjson", &try.stored, "0.1.0");
    const char *kept = arena_copy(arena, out.bytes, out.len);
    buf_clear(&out);
    result_free(&try);
    return kept;
}

static const char *joined(struct arena *arena, const char *a, const char *b)
{
    return spliced(arena, a, strlen(a), strlen(a), b);
}

/* Runs one behind the other are one result of so many parts; a run of which the end is lost shows in the counts. */
static void review_stored_takes_runs_in_one_stream(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct result_try try;
    const char *a = lines_of(arena, "a.yaml"), *b = lines_of(arena, "b.yaml");
    result_read(&try, "x", text_view_of(joined(arena, a, joined(arena, "\r\n", b))));
    assert_int_equal(try.status, STATUS_OK);
    assert_int_equal(try.stored.parts, 4);
    assert_int_equal(try.stored.submission_count, 2);
    assert_int_equal(try.stored.totals.requests, 2);
    assert_int_equal(try.stored.finding_count, 2);
    assert_int_equal(try.stored.pack_count, 2);
    result_free(&try);
    const char *spaced = replaced(arena, a, "{\"type\":\"summary\"", "{ \"type\" : \"summary\"");
    result_read(&try, "x", text_view_of(joined(arena, "\xEF\xBB\xBF", spaced)));
    assert_int_equal(try.status, STATUS_OK);
    result_free(&try);
    size_t end = (size_t)(strstr(a, "{\"type\":\"summary\"") - a);
    const char *cut = spliced(arena, a, end, strlen(a), b);
    expect_code(text_view_of(cut), DIAGNOSTIC_RESULT_COUNTS, "requests", 1);
    const char *third = replaced(arena, joined(arena, b, a), "\"path\":\"a.yaml\"", "\"path\":5");
    expect_code(text_view_of(third), DIAGNOSTIC_RESULT_MEMBER, "path", 5);
    arena_free(arena);
}

static void review_stored_refuses_every_cut(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *texts[] = {result_sample(arena, "a.yaml"), lines_of(arena, "a.yaml")};
    for (size_t i = 0; i < 2; i++) {
        size_t whole = strlen(texts[i]) - (i == 1); /* the last line end may be missing */
        for (size_t len = 1; len < whole; len++) {
            if (((unsigned char)texts[i][len] & 0xC0) == 0x80) continue;
            struct result_try try;
            result_read(&try, "x", (struct text_view){texts[i], len});
            if (try.status != STATUS_INVALID || try.diagnostics.count != 1) fail_msg("form %zu, %zu bytes", i, len);
            assert_null(tree_diagnostic_problem(try.source, &try.diagnostics));
            result_free(&try);
        }
    }
    arena_free(arena);
}

/* Whatever is changed by a careless hand: it is read or refused, once. */
static void review_stored_survives_mutations(void **state)
{
    (void)state;
    struct arena *samples = arena_new();
    const char *texts[] = {result_sample(samples, "a.yaml"), lines_of(samples, "a.yaml")};
    uint32_t seed = 20300102;
    for (int round = 0; round < 4000; round++) {
        struct arena *arena = arena_new();
        struct result_try try;
        uint32_t at_start = seed;
        struct text_view text = tree_mutate(arena, text_view_of(texts[round % 2]), &seed);
        if (text.len == 0) text = text_view_of("{");
        result_read(&try, "x", text);
        bool said = try.diagnostics.count > 0;
        if (said == (try.status == STATUS_OK)) fail_msg("seed %u", (unsigned)at_start);
        assert_null(tree_diagnostic_problem(try.source, &try.diagnostics));
        result_free(&try);
        arena_free(arena);
    }
    arena_free(samples);
}

static void review_stored_survives_failing_memory(void **state)
{
    (void)state;
    struct arena *samples = arena_new();
    const char *texts[] = {result_sample(samples, "a.yaml"), lines_of(samples, "a.yaml"), "{\"schema\": \"x\"}"};
    for (size_t i = 0; i < 3; i++) {
        enum status wanted = i == 2 ? STATUS_INVALID : STATUS_OK, status = STATUS_NO_MEMORY;
        long live = alloc_live();
        for (unsigned long n = 1; status != wanted; n++) {
            struct arena *arena = arena_new();
            struct text_source *source = NULL;
            struct text_defect defect;
            struct text_diagnostics diagnostics;
            struct review_stored stored;
            text_diagnostics_init(&diagnostics, arena);
            assert_int_equal(text_source_open(arena, "x", text_view_of(texts[i]), &source, &defect), STATUS_OK);
            alloc_fail_at(n, n % 2);
            status = review_stored_read(arena, source, &diagnostics, &stored);
            alloc_fail_never();
            assert_true(status == wanted || status == STATUS_NO_MEMORY);
            arena_free(arena);
            assert_int_equal(alloc_live(), live);
            assert_true(n < 20000);
        }
    }
    arena_free(samples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(review_stored_reads_what_was_written),
        cmocka_unit_test(review_stored_has_every_member),
        cmocka_unit_test(review_stored_knows_its_members),
        cmocka_unit_test(review_stored_refuses_what_is_made_up),
        cmocka_unit_test(review_stored_refuses_other_files),
        cmocka_unit_test(review_stored_refuses_deep_nesting),
        cmocka_unit_test(review_stored_takes_runs_in_one_stream),
        cmocka_unit_test(review_stored_refuses_every_cut),
        cmocka_unit_test(review_stored_survives_mutations),
        cmocka_unit_test(review_stored_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, unit_json_allocates, NULL);
}
