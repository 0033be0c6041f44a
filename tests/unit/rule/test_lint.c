#include "support/unit.h"

#include "base/alloc.h"
#include "rule/lint.h"
#include "support/pack.h"

#include <stdio.h>

#define CONCEPT "clause: '1'\ncriteria:\n  - {id: K, asks: {ja: a, en: b}, evidence: c}\nconcepts:\n  c: "

/* Lints the sound pack with that file: words every finding with that id, each followed by a bar. */
static void lint_as(const char *id, const char *more, struct buf *out)
{
    struct pack_try try;
    buf_init(out);
    pack_try_load(&try, pack_sound, more);
    assert_int_equal(try.status, STATUS_OK);
    assert_int_equal(rule_lint(try.set, &try.diagnostics), STATUS_OK);
    for (size_t i = 0; i < try.diagnostics.count; i++) {
        const struct text_diagnostic *said = &try.diagnostics.items[i];
        if (strcmp(text_diagnostic_id(said->code), id) != 0) continue;
        assert_non_null(said->span.source);
        for (size_t a = 0; a < DIAGNOSTIC_ARGUMENTS && said->arguments[a].len > 0; a++) {
            buf_add(out, said->arguments[a].at, said->arguments[a].len);
            buf_add_char(out, a + 1 < DIAGNOSTIC_ARGUMENTS && said->arguments[a + 1].len > 0 ? ',' : '|');
        }
    }
    buf_add_string(out, "");
    pack_try_close(&try);
}

static void expect_lint(const char *id, const char *more, const char *expected)
{
    struct buf got;
    lint_as(id, more, &got);
    assert_string_equal(got.len > 0 ? got.bytes : "", expected);
    buf_clear(&got);
}

static void rule_lint_finds_unused_concepts(void **state)
{
    (void)state;
    const char *more =
        "clause: '1'\ncriteria:\n  - {id: K, asks: {ja: a, en: b}, evidence: [used, {any: [{not: nots}]}]}\n"
        "concepts:\n"
        "  used: {label: {ja: a, en: b}, terms: [used], needs: {any: [needed], in: field}, includes: [inner]}\n"
        "  nots: {label: {ja: a, en: b}, terms: [nots]}\n"
        "  needed: {label: {ja: a, en: b}, terms: [needed]}\n"
        "  inner: {label: {ja: a, en: b}, terms: [inner]}\n"
        "  spare: {label: {ja: a, en: b}, terms: [spare], includes: [inside]}\n"
        "  inside: {label: {ja: a, en: b}, terms: [inside]}\n";
    expect_lint("LINT-CONCEPT-UNUSED", more, "beta|spare|inside|"); /* alpha is the anchor */
}

static void rule_lint_finds_terms_that_change_nothing(void **state)
{
    (void)state;
    expect_lint("LINT-TERM-TWICE", CONCEPT "{label: {ja: a, en: b}, terms: [ＩｏＴ, IoT, ioth]}\n", "IoT,ＩｏＴ|");
    expect_lint("LINT-TERM-SHADOWED", CONCEPT "{label: {ja: a, en: b}, terms: [監視体制, 監視]}\n", "監視体制,監視|");
    expect_lint("LINT-TERM-SHADOWED", CONCEPT "{label: {ja: a, en: b}, terms: [IoT機器, IoT, IoTX]}\n", "IoT機器,IoT|");
    expect_lint("LINT-TERM-SHADOWED",
                CONCEPT "{label: {ja: a, en: b}, terms: [無線ルータ, {term: ルータ, inside: false}]}\n", "");
    expect_lint("LINT-TERM-SHADOWED",
                CONCEPT "{label: {ja: a, en: b}, terms: [無線ルータ装置, {term: ルータ, inside: false}]}\n",
                "無線ルータ装置,ルータ|");
    expect_lint("LINT-TERM-DEAD", CONCEPT "{label: {ja: a, en: b}, terms: [監視員, 監査], except: [監視員]}\n",
                "監視員,監視員|");
    expect_lint("LINT-EXCEPT-IDLE", CONCEPT "{label: {ja: a, en: b}, terms: [監視], except: [監視員, 看守]}\n",
                "看守|");
}

static void rule_lint_leaves_terms_that_change_something(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "terms: [監視, 監視体制], except: [気象監視]", /* 気象監視体制 */
        "terms: [監視, 監視体制], except: [監視体]",   /* 監視体制 */
        "terms: [監視, 監視(目視)]",                   /* guards keep to their level of brackets */
        "terms: [監視, 監視は行わない設備]",           /* 行わない would deny 監視 */
        "terms: [監視, 監視は行]",                     /* so it would in 監視は行わない */
        "terms: [監視, 手配し、監視する者]",           /* a phrase ends before 監視 */
        "terms: [{term: ルータ, inside: true}], except: [{term: ルータ, inside: false}]",
        "terms: [IoT, IoTX, X線IoT, CIoT機器]",
    };
    static const char guards[] = "guards: {negated: {words: [行わない]}}\nphrase_ends: ['し、']\n";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char more[1024];
        snprintf(more, sizeof more, "%s" CONCEPT "{label: {ja: a, en: b}, %s}\n", guards, rows[i]);
        expect_lint("LINT-TERM-SHADOWED", more, i + 1 < sizeof rows / sizeof *rows ? "" : "X線IoT,IoT|");
        expect_lint("LINT-TERM-DEAD", more, "");
    }
    expect_lint(
        "LINT-TERM-SHADOWED",
        "clause: '1'\ncriteria:\n  - {id: K, asks: {ja: a, en: b}, evidence: {within: {chars: 9, of: [c, alpha]}}}\n"
        "concepts:\n  c: {label: {ja: a, en: b}, terms: [監視体制, 監視]}\n",
        ""); /* how far a hit reaches matters */
}

#define INCLUDING                                                                                                      \
    "clause: '1'\ncriteria:\n  - {id: K, asks: {ja: a, en: b}, evidence: c}\nconcepts:\n"                              \
    "  c: {label: {ja: a, en: b}, terms: [監視, 点検], includes: [d]}\n  d: {label: {ja: a, en: b}, "

static void rule_lint_looks_into_included_concepts(void **state)
{
    (void)state;
    expect_lint("LINT-TERM-SHADOWED", INCLUDING "terms: [監視, 点検簿]}\n", "監視,監視,d|");
    expect_lint("LINT-TERM-SHADOWED", INCLUDING "terms: [監視], needs: {any: [alpha], in: field}}\n", "");
    expect_lint("LINT-TERM-SHADOWED", INCLUDING "terms: [監視], unless: {any: [alpha], in: field}}\n", "");
    expect_lint("LINT-TERM-SHADOWED", INCLUDING "terms: [監視], except: [監視員]}\n", "");
    expect_lint("LINT-TERM-SHADOWED", INCLUDING "terms: [監視], except: [査察]}\n", "監視,監視,d|");
    expect_lint("LINT-TERM-SHADOWED",
                INCLUDING "terms: [監督], includes: [e]}\n  e: {label: {ja: a, en: b}, terms: [監視]}\n",
                "監視,監視,e|");
    expect_lint("LINT-TERM-SHADOWED",
                INCLUDING "terms: [監督], includes: [e], needs: {any: [alpha], in: field}}\n"
                          "  e: {label: {ja: a, en: b}, terms: [監視]}\n",
                ""); /* what d needs is asked of what it includes */
}

static void rule_lint_finds_needless_excepts(void **state)
{
    (void)state;
    expect_lint("LINT-EXCEPT-IDLE",
                CONCEPT "{label: {ja: a, en: b}, terms: [大学], except: [大学校, 防衛大学校, 大学校の大学]}\n",
                "防衛大学校,大学校|");
    expect_lint("LINT-EXCEPT-IDLE",
                CONCEPT "{label: {ja: a, en: b}, terms: [大学, 防衛大学], except: [大学校, 防衛大学校]}\n", "");
    expect_lint("LINT-TERM-TWICE", CONCEPT "{label: {ja: a, en: b}, terms: [大学], except: [ＣＩＯ大学, CIO大学]}\n",
                "CIO大学,ＣＩＯ大学|");
}

static void rule_lint_finds_concepts_that_say_the_same(void **state)
{
    (void)state;
    expect_lint("LINT-CONCEPT-TWICE",
                "concepts:\n"
                "  c: {label: {ja: a, en: b}, terms: [監視, IoT], except: [監視員], regex: ['[0-9]台監視']}\n"
                "  d: {label: {ja: c, en: d}, terms: [ＩｏＴ, 監視], except: [監視員], regex: ['[0-9]台監視']}\n"
                "  e: {label: {ja: c, en: d}, terms: [IoT, 監視], except: [監視員]}\n"
                "  f: {label: {ja: c, en: d}, terms: [IoT, 監視], needs: {any: [alpha], in: field}}\n"
                "  g: {label: {ja: c, en: d}, terms: [IoT, 監視], needs: {any: [alpha], in: sentence}}\n"
                "  h: {label: {ja: c, en: d}, terms: [IoT, 監視], includes: [alpha]}\n"
                "  i: {label: {ja: c, en: d}, terms: [IoT, {term: 監視, inside: false}]}\n",
                "d,c|");
}

static void rule_lint_looks_at_guards(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"words: [行わない, 行わないこと], unless: [だけでなく]", "行わないこと,行わない|"},
        {"words: [行わない, は行わない]", ""}, /* where a denial begins matters */
        {"words: [検討, 検討中]", ""},         /* 検討 may describe the noun behind it */
        {"words: [中止, 中止せず], unless: [中止せず]", "中止せず,中止せず|"},
        {"words: [中止], unless: [中止せず]", ""},
        {"words: [中止せぬ], unless: [ない, しない者, 者しない]", "しない者,ない|者しない,ない|"},
        {"words: [ＮＯＴ, not]", "not,ＮＯＴ|"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char more[512];
        snprintf(more, sizeof more, "guards: {negated: {%s}}\n", rows[i][0]);
        expect_lint("LINT-GUARD", more, rows[i][1]);
    }
    expect_lint("LINT-GUARD", "phrase_ends: ['るが、', 'するが、', 'るが、']\n", "るが、,るが、|");
}

static void rule_lint_finds_patterns_that_folding_changes(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"サーバー(?:室|群)", "サーバー,サーバ|"},
        {"サーバー?(?:室|群)", ""},
        {"IoT機器", "IoT機器,iot機器|"},
        {"iot機器\\\\d{1,3}[０-９]", "０,0|９,9|"},
        {"(?:組込|埋め?込み)(?:機器|システム)", ""},
        {"第[0-9]+次行動計画(?=案)", ""},
        {"\\\\p{Han}行動", ""},
        {"(?i)行動計画", ""},
        {"[一-龠ァ-ヶー]{2,}計画", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char more[512];
        snprintf(more, sizeof more, CONCEPT "{label: {ja: a, en: b}, regex: [\"%s\"], terms: [xx]}\n", rows[i][0]);
        if (strstr(rows[i][0], "(?i)")) continue; /* flags: no literal is told, so such a pattern does not load */
        expect_lint("LINT-REGEX-FOLDED", more, rows[i][1]);
    }
}

static void rule_lint_finds_patterns_that_blow_up(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *why; /* what stands behind the pattern in the finding; NULL: it is sound */
    } rows[] = {
        /* a repetition in a repetition */
        {"(?:[^。]+、)*対応", ""},
        {"(?:(?:機器|端末)+、){2,}対応", ""},
        {"(?:機器|端末)+対応", NULL},
        {"(?:[^。]*+、)+対応", NULL},
        /* two that take the same */
        {".*対応.*計画", ",.*,.*"},
        {"[^。]*対応[^、]*計画", ",[^。]*,[^、]*"},
        {"対応[^。]*[^、]+計画", ",[^。]*,[^、]+"},
        {"対応[0-9]+[0-9a-f]*計画", ",[0-9]+,[0-9a-f]*"},
        {"対応(?:機器)*(?:の)?(?:機器)+計画", ",(?:機器)*,(?:機器)+"},
        {"対応[0-9]+年[0-9]+計画", NULL},
        {"対応[^。、]*、[^。、]*計画", NULL},
        {"[^。]*対応[^。]*", NULL}, /* nothing behind them can fail */
        {"対応[^。]{0,20}[^。]{0,20}計画", NULL},
        {"対応[^。]*+[^。]*計画", NULL},
        {"(?:対応[^。]*|計画[^。]*)設備", NULL}, /* one or the other */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char more[512], expected[256] = "";
        snprintf(more, sizeof more, CONCEPT "{label: {ja: a, en: b}, regex: ['%s']}\n", rows[i].pattern);
        if (rows[i].why) snprintf(expected, sizeof expected, "%s%s|", rows[i].pattern, rows[i].why);
        expect_lint("LINT-REGEX-BLOWUP", more, expected);
    }
}

static void rule_lint_measures_patterns(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"放水(?:設備|設|備)+計画", "放水(?:設備|設|備)+計画,放水設備設備,50: >1000000|"},
        {"放水(?:設備)*計画", ""},
        {"(?:機器|家電|製品|装置)[^。、]{0,15}(?:評価|検査|検証)", ""},
        {"対応[^。]{0,80}[^、]{0,60}計画", ""}, /* many steps, but no more than the text is long */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char more[512];
        snprintf(more, sizeof more, CONCEPT "{label: {ja: a, en: b}, regex: ['%s']}\n", rows[i][0]);
        expect_lint("LINT-REGEX-BLOWUP", more, rows[i][1]);
    }
}

static void rule_lint_finds_alternatives_given_twice(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"対応(?:機器|端末|機器)", "機器,対応(?:機器|端末|機器)|"},
        {"対応(?:サーバー|サーバ)", "サーバ,対応(?:サーバー|サーバ)|"},
        {"対応(?:機器|機)", ""},
        {"対応(?:[0-9]+|[0-9]+)台", "[0-9]+,対応(?:[0-9]+|[0-9]+)台|"},
        {"対応(?:\\\\d台|\\\\D台)", ""}, /* folding would make them one */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char more[512];
        snprintf(more, sizeof more, CONCEPT "{label: {ja: a, en: b}, regex: [\"%s\"]}\n", rows[i][0]);
        expect_lint("LINT-REGEX-TWICE", more, rows[i][1]);
    }
}

static void rule_lint_counts_tests_and_hints(void **state)
{
    (void)state;
    expect_lint(
        "LINT-TESTS",
        "clause: '1'\ncriteria:\n"
        "  - {id: K1, asks: {ja: a, en: b}, evidence: alpha, tests: [{pass: a}, {pass: b}, {pass: c}, {fail: d}]}\n"
        "  - {id: K2, asks: {ja: a, en: b}, evidence: alpha,\n"
        "     tests: [{pass: a}, {pass: b}, {pass: c}, {fail: d}, {fail: e}, {fail: f}]}\n",
        "K1,3,1|");
    expect_lint("LINT-HINT",
                "clause: '1'\ncriteria:\n"
                "  - {id: K1, asks: {ja: a, en: b}, evidence: alpha, hint: {ja: a, en: b}}\n"
                "  - {id: K2, asks: {ja: a, en: b}, evidence: alpha}\n",
                "K2|");
}

static void rule_lint_compares_sentences_and_sources(void **state)
{
    (void)state;
    const char *more = "clauses:\n"
                       "  - {id: C7, label: '7', heading: {ja: seven, en: Seven}, claimable: true, suggest: false,\n"
                       "     sentences: [{at: 1, print: 0123456789abcdef, kind: asks, gist: {ja: a, en: b}},\n"
                       "                 {at: 2, print: 0123456789abcde0, kind: asks, gist: {ja: a, en: b}},\n"
                       "                 {at: 3, print: 0123456789abcde1, kind: frame, gist: {ja: a, en: b}}]}\n"
                       "clause: '7'\ncriteria:\n"
                       "  - {id: K1, asks: {ja: a, en: b}, evidence: alpha, mode: must, source: [1, 4]}\n"
                       "  - {id: K2, asks: {ja: a, en: b}, evidence: alpha, level: request}\n";
    expect_lint("LINT-SENTENCE", more, "7,2|");
    expect_lint("LINT-SOURCE", more, "K1,4|K2|");
    expect_lint("LINT-CLAUSE", more, "7|"); /* 1 and 2 are not taken apart yet */
}

static void rule_lint_compares_messages_with_checks(void **state)
{
    (void)state;
    expect_lint("LINT-ARGUMENT",
                "rules:\n"
                "  - {id: F1, severity: note, given: request, require: {check: count, of: priorities, at_most: 3},\n"
                "     message: {ja: '{count} {title}', en: '{limit} {sum}'}}\n"
                "  - {id: F2, severity: note, given: request, require: {field: {name: note, present: true}},\n"
                "     message: {ja: '{area}', en: '{field}'}}\n"
                "  - {id: F3, severity: note, given: reading,\n"
                "     require: {check: reading, codes: [field_missing, field_unknown]},\n"
                "     message: {ja: '{field}', en: '{nearest}'}}\n"
                "  - {id: F4, severity: note, given: reading,\n"
                "     require: {check: reading, codes: [field_missing, field_unknown]},\n"
                "     messages: {field_missing: {ja: '{nearest}', en: b}, field_unknown: {ja: '{nearest}', en: b}}}\n",
                "sum,count limit title id ministry area|field,title id ministry area|"
                "nearest,field title id ministry area|nearest,field title id ministry area|");
}

static void rule_lint_finds_nothing_in_sound_packs(void **state)
{
    (void)state;
    static const char *const folders[] = {"tests/packs/tiny", "tests/packs/tiny-common"};
    for (size_t i = 0; i < 2; i++) {
        struct arena *arena = arena_new();
        struct text_diagnostics said;
        struct rule_set *set = NULL;
        text_diagnostics_init(&said, arena);
        assert_int_equal(rule_pack_load_folder(folders[i], &said, &set), STATUS_OK);
        assert_int_equal(rule_lint(set, &said), STATUS_OK);
        assert_int_equal(said.count, 0);
        rule_set_free(set);
        arena_free(arena);
    }
}

static void rule_lint_gives_back_all_when_memory_is_out(void **state)
{
    (void)state;
    struct pack_try try;
    pack_try_load(&try, pack_sound,
                  CONCEPT
                  "{label: {ja: a, en: b}, regex: ['サーバー室', '対応[^。]*[^、]+計画'], terms: [監視, 監視員]}\n");
    assert_int_equal(try.status, STATUS_OK);
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long fail_at = 1; status != STATUS_OK; fail_at++) {
        struct arena *arena = arena_new();
        struct text_diagnostics said;
        text_diagnostics_init(&said, arena);
        long before = alloc_live();
        alloc_fail_at(fail_at, false);
        status = rule_lint(try.set, &said);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        arena_free(arena);
        assert_true(alloc_live() < before + 1);
    }
    pack_try_close(&try);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_lint_finds_unused_concepts),
        cmocka_unit_test(rule_lint_finds_terms_that_change_nothing),
        cmocka_unit_test(rule_lint_leaves_terms_that_change_something),
        cmocka_unit_test(rule_lint_looks_into_included_concepts),
        cmocka_unit_test(rule_lint_finds_needless_excepts),
        cmocka_unit_test(rule_lint_finds_concepts_that_say_the_same),
        cmocka_unit_test(rule_lint_looks_at_guards),
        cmocka_unit_test(rule_lint_measures_patterns),
        cmocka_unit_test(rule_lint_finds_alternatives_given_twice),
        cmocka_unit_test(rule_lint_finds_patterns_that_folding_changes),
        cmocka_unit_test(rule_lint_finds_patterns_that_blow_up),
        cmocka_unit_test(rule_lint_counts_tests_and_hints),
        cmocka_unit_test(rule_lint_compares_sentences_and_sources),
        cmocka_unit_test(rule_lint_compares_messages_with_checks),
        cmocka_unit_test(rule_lint_finds_nothing_in_sound_packs),
        cmocka_unit_test(rule_lint_gives_back_all_when_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
