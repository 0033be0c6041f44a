#include "support/judge.h"

#include "report/record.h"

#include "base/file.h"
#include "base/hash.h"
#include "doc/input.h"
#include "doc/submission.h"
#include "rule/pack.h"
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#define FILES_MAX 8

static const char *pack_path(struct judge *judge, const char *name)
{
    const char *tests = getenv("JUTEN_TESTS");
    struct buf path;
    buf_init(&path);
    buf_add_string(&path, tests ? tests : "tests");
    buf_add_string(&path, "/packs/");
    buf_add_string(&path, name);
    assert_int_equal(buf_status(&path), STATUS_OK);
    char *kept = arena_copy(judge->arena, path.bytes, path.len);
    buf_clear(&path);
    assert_non_null(kept);
    return kept;
}

static void begin(struct judge *judge)
{
    *judge = (struct judge){.arena = arena_new()};
    assert_non_null(judge->arena);
    text_diagnostics_init(&judge->diagnostics, judge->arena);
}

static void expect_loaded(struct judge *judge, enum status status)
{
    struct buf words;
    buf_init(&words);
    for (size_t i = 0; status != STATUS_OK && i < judge->diagnostics.count; i++) {
        text_diagnostic_word(&words, &judge->diagnostics.items[i], TEXT_EN);
        buf_add_char(&words, '\n');
    }
    if (status != STATUS_OK) fail_msg("the pack does not load: %s", words.bytes ? words.bytes : status_name(status));
    buf_clear(&words);
    assert_int_equal(text_matcher_new(&judge->matcher), STATUS_OK);
}

void judge_open_pack(struct judge *judge, const char *name)
{
    begin(judge);
    expect_loaded(judge, rule_pack_load_folder(pack_path(judge, name), &judge->diagnostics, &judge->rules));
}

void judge_open(struct judge *judge)
{
    judge_open_pack(judge, "judge");
}

static struct rule_embedded_file file_of(struct judge *judge, const char *path)
{
    const char *bytes;
    size_t len;
    assert_int_equal(file_read(judge->arena, pack_path(judge, path), 1u << 20, &bytes, &len), STATUS_OK);
    return (struct rule_embedded_file){path, (const unsigned char *)bytes, len};
}

void judge_open_with(struct judge *judge, const char *criteria)
{
    begin(judge);
    const char *kept = arena_copy(judge->arena, criteria, strlen(criteria));
    struct rule_embedded_file files[FILES_MAX] = {
        file_of(judge, "judge-common/pack.yaml"),
        {"judge-common/rise.yaml", (const unsigned char *)"concepts: {rise: {label: {ja: x, en: x}, terms: [xx]}}\n",
         56},
        {"judge/a.yaml", (const unsigned char *)kept, strlen(kept)},
        file_of(judge, "judge/concepts.yaml"),
        file_of(judge, "judge/pack.yaml"),
    };
    files[1].len = strlen((const char *)files[1].bytes);
    expect_loaded(judge, rule_pack_load_table(files, 5, "judge", &judge->diagnostics, &judge->rules));
}

void judge_close(struct judge *judge)
{
    text_matcher_free(judge->matcher);
    rule_set_free(judge->rules);
    arena_free(judge->arena);
}

const struct eval_result *judge_yaml(struct judge *judge, const char *yaml)
{
    const char *kept = arena_copy(judge->arena, yaml, strlen(yaml));
    struct doc_input input = {.path = "test.yaml", .in_memory = true, .bytes = text_view_of(kept)};
    struct doc_roots roots = {0};
    struct doc_submission *submission = NULL;
    struct eval_result *result = NULL;
    struct eval_tools tools = {.rules = judge->rules, .arena = judge->arena, .matcher = judge->matcher};
    assert_int_equal(doc_input_read(judge->arena, &input, &judge->rules->words, &judge->diagnostics, &roots),
                     STATUS_OK);
    assert_int_equal(doc_submission_read(judge->arena, roots.items[0], 0, &judge->rules->words, judge->rules->labels,
                                         &judge->diagnostics, &submission),
                     STATUS_OK);
    assert_int_equal(eval_submission(&tools, submission, &judge->settings, &result), STATUS_OK);
    return result;
}

static void add_quoted(struct buf *out, const char *text)
{
    buf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '\n') {
            buf_add_string(out, "\\n");
            continue;
        }
        if (*text == '"' || *text == '\\') buf_add_char(out, '\\');
        buf_add_char(out, *text);
    }
    buf_add_string(out, "\"\n");
}

const struct eval_result *judge_claim(struct judge *judge, const char *area, const char *justification)
{
    struct buf yaml;
    buf_init(&yaml);
    buf_add_string(&yaml, "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n- id: A-1\n  title: 灯台の施策\n"
                          "  category: continuing\n  amount: 10億円\n  previous: 10億円\n  priorities:\n  - area: ");
    add_quoted(&yaml, area);
    buf_add_string(&yaml, "    justification: ");
    add_quoted(&yaml, justification);
    assert_int_equal(buf_status(&yaml), STATUS_OK);
    const struct eval_result *result = judge_yaml(judge, yaml.bytes);
    buf_clear(&yaml);
    return result;
}

const struct eval_finding *judge_finding(const struct eval_result *result, const char *rule, size_t n)
{
    for (size_t i = 0; i < result->finding_count; i++)
        if (judge_says(result->findings[i].rule, rule) && n-- == 0) return &result->findings[i];
    return NULL;
}

size_t judge_count(const struct eval_result *result, const char *rule)
{
    size_t count = 0;
    while (judge_finding(result, rule, count))
        count++;
    return count;
}

const struct eval_criterion *judge_criterion(const struct eval_criterion *criteria, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (judge_says(criteria[i].rule->id, id)) return &criteria[i];
    return NULL;
}

static const char *keep(struct judge *judge, struct buf *text)
{
    assert_int_equal(buf_status(text), STATUS_OK);
    const char *kept = arena_copy(judge->arena, text->bytes ? text->bytes : "", text->len);
    buf_clear(text);
    assert_non_null(kept);
    return kept;
}

const char *judge_evidence(struct judge *judge, const struct eval_criterion *criterion)
{
    struct buf text;
    buf_init(&text);
    for (size_t i = 0; i < criterion->evidence_count; i++) {
        struct text_view span = text_span_view(criterion->evidence[i].span);
        if (i > 0) buf_add_char(&text, '|');
        buf_add(&text, span.at ? span.at : "", span.len);
    }
    return keep(judge, &text);
}

const char *judge_argument(struct judge *judge, const struct eval_finding *finding, const char *name)
{
    struct buf text;
    buf_init(&text);
    for (size_t i = 0; i < finding->argument_count; i++) {
        const struct eval_argument *argument = &finding->arguments[i];
        if (strcmp(argument->name, name) != 0) continue;
        if (argument->kind == EVAL_TEXT) buf_add(&text, argument->text.at ? argument->text.at : "", argument->text.len);
        else if (argument->kind == EVAL_EVIDENCE) {
            struct text_view evidence = text_span_view(argument->span);
            buf_add(&text, evidence.at, evidence.len);
        } else if (argument->kind == EVAL_AMOUNT)
            buf_add(&text, argument->amount->written.at, argument->amount->written.len);
        else buf_add_int(&text, argument->number);
    }
    return keep(judge, &text);
}

struct review_pack judge_pack(struct judge *judge, bool explicit_choice)
{
    struct review_pack pack;
    assert_int_equal(report_pack_record(judge->arena, judge->rules, explicit_choice, TEXT_JA, &pack), STATUS_OK);
    return pack;
}

const struct review_submission *judge_record(struct judge *judge, const struct eval_result *result)
{
    static const struct report_settings settings = {.language = TEXT_JA};
    const struct report_document document = {.path = "x.yaml", .sha256 = "", .result = result};
    struct review_submission *record = arena_alloc(judge->arena, sizeof *record);
    struct review_pack *pack = arena_alloc(judge->arena, sizeof *pack);
    assert_non_null(record);
    assert_non_null(pack);
    *pack = judge_pack(judge, false);
    assert_int_equal(report_record(judge->arena, &settings, pack, &document, record), STATUS_OK);
    return record;
}

bool judge_says(struct text_view view, const char *text)
{
    return text_view_equal(view, text_view_of(text));
}
