/* Where a text speaks about a concept, and which guard removes it: the table concepts.txt. */
#include "support/judge.h"
#include "support/table.h"
#include "support/unit.h"

#include "base/buf.h"
#include "eval/hit.h"
#include "eval/scope.h"

#define HEAVY_LETTERS 4000

/* Replaces every `from` outside of words: L by a label, {a} by many letters. */
static void add_filled(struct buf *out, const char *text, const char *from, const char *to, size_t times)
{
    for (const char *at = text; *at; at++) {
        if (strncmp(at, from, strlen(from)) != 0) {
            buf_add_char(out, *at);
            continue;
        }
        for (size_t i = 0; i < times; i++)
            buf_add_string(out, to);
        at += strlen(from) - 1;
    }
}

static void open_with(struct judge *judge, const char *concepts)
{
    struct buf yaml;
    buf_init(&yaml);
    buf_add_string(&yaml, concepts[0] == '{' ? "concepts: " : "concepts: {");
    add_filled(&yaml, concepts, "{L,", "{label: {ja: x, en: x},", 1);
    buf_add_string(&yaml, concepts[0] == '{' ? "\n" : "}\n");
    assert_int_equal(buf_status(&yaml), STATUS_OK);
    judge_open_with(judge, yaml.bytes);
    buf_clear(&yaml);
}

static uint32_t concept_x(const struct rule_set *rules)
{
    for (uint32_t i = 0; i < rules->concept_count; i++)
        if (judge_says(rules->concepts[i].name, "x")) return i;
    fail_msg("no concept x");
    return 0;
}

static void add_hits(struct buf *out, const struct eval_text *text, const struct eval_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        const struct eval_hit *hit = &hits->items[i];
        struct text_view written = text_span_view(eval_text_span(text, hit->begin, hit->end));
        if (i > 0) buf_add_char(out, '|');
        buf_add(out, written.at ? written.at : "", written.len);
        if (hit->guard != EVAL_GUARD_NONE) buf_add_char(out, ':');
        buf_add_string(out, eval_guard_name(hit->guard));
        assert_true(i == 0 || hits->items[i - 1].end <= hit->begin);
    }
    buf_add_string(out, hits->unknown ? "?" : "");
}

/* The hits of concept x in the claim's justification, written as in the table. */
static void find(struct judge *judge, const char *justification, struct buf *out)
{
    const struct eval_result *result = judge_claim(judge, "5(1)①", justification);
    struct eval_context context = {.rules = judge->rules,
                                   .submission = result->submission,
                                   .arena = judge->arena,
                                   .scratch = judge->arena,
                                   .matcher = judge->matcher};
    struct eval_texts texts = eval_texts_open(&context, &result->submission->requests[0]);
    for (size_t i = 0; i < texts.count; i++)
        if (texts.items[i].field == DOC_FIELD_JUSTIFICATION)
            add_hits(out, &texts.items[i], eval_hits_of(&context, &texts, &texts.items[i], concept_x(judge->rules)));
    assert_int_equal(context.status, STATUS_OK);
}

/* YAML escapes line breaks, so the source says \n where the text breaks. */
static void unescape(struct buf *found, struct buf *out)
{
    add_filled(out, found->bytes ? found->bytes : "", "\\n", "\n", 1);
}

static bool row_holds(const struct table_row *row)
{
    struct judge judge;
    struct buf text, found, written;
    buf_init(&text);
    buf_init(&found);
    buf_init(&written);
    add_filled(&text, row->fields[1].at, "{a}", "a", HEAVY_LETTERS);
    open_with(&judge, row->fields[0].at);
    find(&judge, text.bytes, &found);
    unescape(&found, &written);
    assert_int_equal(buf_status(&written), STATUS_OK);
    const char *got = written.bytes ? written.bytes : "";
    bool holds = strcmp(got, row->fields[2].at) == 0;
    if (!holds) print_error("tests/table/%s: \"%s\", not \"%s\"\n", row->place, got, row->fields[2].at);
    buf_clear(&text);
    buf_clear(&found);
    buf_clear(&written);
    judge_close(&judge);
    return holds;
}

static void eval_hit_follows_the_table(void **state)
{
    (void)state;
    struct table table;
    size_t wrong = 0;
    table_open(&table, "concepts.txt");
    for (size_t i = 0; i < table.count; i++)
        wrong += !row_holds(&table.rows[i]);
    table_close(&table);
    assert_int_equal(wrong, 0);
}

/* Work grows with the text and not with its square: else this would take minutes. */
static void eval_hit_finds_all_in_a_long_text(void **state)
{
    (void)state;
    enum { TIMES = 30000 };
    struct judge judge;
    struct buf text, found;
    buf_init(&text);
    buf_init(&found);
    for (size_t i = 0; i < TIMES; i++)
        buf_add_string(&text, "点検表と点検。");
    open_with(&judge, "x: {L, terms: [点検], except: [点検表]}");
    find(&judge, text.bytes, &found);
    assert_int_equal(buf_status(&found), STATUS_OK);
    assert_int_equal(found.len, TIMES * (strlen("点検") + 1) - 1);
    buf_clear(&text);
    buf_clear(&found);
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_hit_follows_the_table),
        cmocka_unit_test(eval_hit_finds_all_in_a_long_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
