#include "support/unit.h"

#include "base/alloc.h"
#include "rule/prints.h"
#include "rule/trace.h"
#include "support/pack.h"

#include <stdio.h>

#define HEAD            "format: juten-pack/1\nid: t\nversion: 1.0.0\nlabels: {levels: [{numeral: arabic, write: '{}'}]}\n"
#define CONCEPTS        "concepts: {alpha: {label: {ja: A, en: A}, terms: [alpha]}}\n"
#define CLAUSE(n)       "  - {id: C" #n ", label: '" #n "', heading: {ja: h" #n ", en: h}, claimable: true, suggest: true, "
#define ASKS(at, print) "{at: " at ", print: " print ", kind: asks, gist: {ja: a, en: b}}"
#define ONE             "0123456789abcde1"
#define TWO             "0123456789abcde2"

static void word_all(const struct text_diagnostics *said, struct buf *out)
{
    for (size_t i = 0; i < said->count; i++) {
        buf_add_string(out, text_diagnostic_id(said->items[i].code));
        for (size_t a = 0; a < DIAGNOSTIC_ARGUMENTS && said->items[i].arguments[a].len > 0; a++) {
            buf_add_char(out, ' ');
            buf_add(out, said->items[i].arguments[a].at, said->items[i].arguments[a].len);
        }
        buf_add_char(out, '|');
        assert_non_null(said->items[i].span.source);
    }
    buf_add_string(out, "");
}

static void expect_trace(const char *pack, const char *more, const char *expected)
{
    struct pack_try try;
    struct buf got;
    buf_init(&got);
    pack_try_load(&try, pack, more);
    assert_int_equal(try.status, STATUS_OK);
    assert_int_equal(rule_trace(try.set, &try.diagnostics), STATUS_OK);
    word_all(&try.diagnostics, &got);
    assert_string_equal(got.len > 0 ? got.bytes : "", expected);
    buf_clear(&got);
    pack_try_close(&try);
}

static void rule_trace_finds_ends_without_a_link(void **state)
{
    (void)state;
    expect_trace(HEAD CONCEPTS
                 "clauses:\n" CLAUSE(1) "sentences: [" ASKS("1", ONE) ", " ASKS("2", TWO) "]}\n" CLAUSE(2) "}\n",
                 "clause: '1'\ncriteria:\n"
                 "  - {id: K1, asks: {ja: a, en: b}, evidence: alpha, source: [1, 3]}\n"
                 "  - {id: K2, asks: {ja: a, en: b}, evidence: alpha}\n",
                 "TRACE-ORPHANED 1 2|TRACE-ORPHANED K1 3 1|TRACE-ORPHANED K2|TRACE-ORPHANED 2|TRACE-ORPHANED 2|");
    expect_trace(HEAD CONCEPTS "clauses:\n"
                               "  - {id: C1, label: '1', heading: {ja: h, en: h}, claimable: false, suggest: false,\n"
                               "     sentences: [{at: 1, print: " ONE ", kind: frame, gist: {ja: a, en: b}},\n"
                               "                 {at: 2, print: " TWO ", kind: reviewer, gist: {ja: a, en: b}}]}\n",
                 NULL, ""); /* what asks for nothing and can't be claimed needs no criterion */
}

static void rule_trace_finds_links_with_two_ends(void **state)
{
    (void)state;
    expect_trace(HEAD CONCEPTS
                 "clauses:\n" CLAUSE(1) "items: [i, ii], sentences: [" ASKS("1", ONE) ", " ASKS("i.1", TWO) "]}\n",
                 "clause: '1'\ncriteria:\n"
                 "  - {id: K1, item: i, asks: {ja: a, en: b}, evidence: alpha, source: [1]}\n"
                 "  - {id: K2, item: ii, asks: {ja: a, en: b}, evidence: alpha, source: [1]}\n"
                 "  - {id: K3, item: i, asks: {ja: a, en: b}, evidence: alpha, source: [i.1]}\n",
                 "TRACE-AMBIGUOUS K1 1 i.1|");
    expect_trace(HEAD CONCEPTS "clauses:\n" CLAUSE(1) "sentences: [" ASKS("a.1", ONE) ", " ASKS("A.1", TWO) "]}\n",
                 "clause: '1'\ncriteria:\n"
                 "  - {id: K1, asks: {ja: a, en: b}, evidence: alpha, source: [a.1, A.1]}\n",
                 "TRACE-AMBIGUOUS K1 a.1 A.1|TRACE-AMBIGUOUS K1 A.1 a.1|");
    expect_trace(HEAD CONCEPTS "clauses:\n" CLAUSE(1) "sentences: [" ASKS("1", ONE) "]}\n" CLAUSE(
                     2) "sentences: [" ASKS("7", ONE) "]}\n",
                 "clause: '1'\ncriteria:\n  - {id: K1, asks: {ja: a, en: b}, evidence: alpha, source: [1]}\n",
                 "TRACE-ORPHANED 2|TRACE-ORPHANED 2 7|TRACE-AMBIGUOUS 7 1 1|");
}

static void rule_trace_finds_names_of_documents_in_force(void **state)
{
    (void)state;
    expect_trace(
        HEAD CONCEPTS
        "clauses:\n  - {id: C1, label: '1', heading: {ja: h, en: h}, claimable: false, suggest: false,\n"
        "     sentences: [{at: 1, print: " ONE ", kind: frame, gist: {ja: a, en: b}}]}\n"
        "documents:\n"
        "  - {id: a, title: 計画Ａ, label: {ja: a, en: b}, superseded: [{title: 旧計画}, {title: 方針B}]}\n"
        "  - {id: b, title: 指針, aliases: [方針Ｂ], label: {ja: a, en: b}, superseded: [{title: 旧い版, aliases: "
        "[計画a]}]}\n",
        NULL, "TRACE-OUTDATED a 方針B b|TRACE-OUTDATED b 計画a a|");
}

/* A sentence's print, as the register of the test pack has it. */
static void print_of(const char *folded, char out_print[RULE_PRINT_DIGITS + 1])
{
    rule_print_of(text_view_of(folded), out_print);
}

static void expect_text(const char *text, const char *expected)
{
    struct pack_try try;
    struct buf got;
    struct text_source *source;
    struct text_defect defect;
    char first[RULE_PRINT_DIGITS + 1], second[RULE_PRINT_DIGITS + 1], more[1024];
    print_of("水をやる。", first);
    print_of("肥料をまく。", second);
    snprintf(more, sizeof more,
             HEAD "guideline: {title: {ja: 植木の方針, en: a}, fiscal_years: [2050]}\n" CONCEPTS
                  "clauses:\n" CLAUSE(1) "sentences: [" ASKS("1", "'%s'") ", " ASKS("2", "'%s'") "]}\n",
             first, second);
    buf_init(&got);
    pack_try_load(&try, more, NULL);
    assert_int_equal(try.status, STATUS_OK);
    assert_int_equal(text_source_open(try.arena, "text", text_view_of(text), &source, &defect), STATUS_OK);
    assert_int_equal(rule_trace_text(try.set, source, &try.diagnostics), STATUS_OK);
    for (size_t i = 0; i < try.diagnostics.count; i++)
        if (try.diagnostics.items[i].span.source == source) /* not the print: the words tell */
            try.diagnostics.items[i].arguments[1].len = 0;
        else try.diagnostics.items[i].arguments[2].len = 0;
    word_all(&try.diagnostics, &got);
    assert_string_equal(got.len > 0 ? got.bytes : "", expected);
    buf_clear(&got);
    pack_try_close(&try);
}

static void rule_trace_compares_the_register_with_the_text(void **state)
{
    (void)state;
    expect_text("水をやる。肥料をまく。", "");
    expect_text("\xEF\xBB\xBF水をやる。\r\n肥料をまく。\r\n", "");
    expect_text("植木の方針\n\n〔5月1日〕\n\n１ 水と肥料\n\n水をやる。肥料を\nまく。\n\n７ その他\n", "");
    expect_text("水をやる。", "TRACE-OUTDATED 1 2|");
    expect_text("水をやる。肥料をまく。枝を切る。", "TRACE-OUTDATED 枝を切る。|");
    expect_text("水をよくやる。肥料をまく。", "TRACE-OUTDATED 1 1|TRACE-OUTDATED 水をよくやる。|");
    expect_text("水をやる。肥料をまく。\n\n(ア) 枝を切ること", "TRACE-OUTDATED (ア) 枝を切ること|");
    expect_text(
        "水をやる。肥料をまく。あいうえおかきくけこあいうえおかきくけこあいうえおかきくけこあいうえおかきくけこ1。",
        "TRACE-OUTDATED あいうえおかきくけこあいうえおかきくけこあいうえおかきくけこあいうえおかきくけこ...|");
}

static void rule_trace_tells_when_memory_is_out(void **state)
{
    (void)state;
    struct pack_try try;
    struct text_source *source;
    struct text_defect defect;
    pack_try_load(&try, pack_sound, NULL);
    assert_int_equal(text_source_open(try.arena, "text", text_view_of("水をやる。\n肥料。"), &source, &defect),
                     STATUS_OK);
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long fail_at = 1; status != STATUS_OK; fail_at++) {
        struct arena *arena = arena_new();
        struct text_diagnostics said;
        text_diagnostics_init(&said, arena);
        alloc_fail_at(fail_at, false);
        status = rule_trace(try.set, &said);
        if (status == STATUS_OK) status = rule_trace_text(try.set, source, &said);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        arena_free(arena);
    }
    pack_try_close(&try);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_trace_finds_ends_without_a_link),
        cmocka_unit_test(rule_trace_finds_links_with_two_ends),
        cmocka_unit_test(rule_trace_finds_names_of_documents_in_force),
        cmocka_unit_test(rule_trace_compares_the_register_with_the_text),
        cmocka_unit_test(rule_trace_tells_when_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
