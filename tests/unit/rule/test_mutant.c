#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "rule/mutant.h"
#include "support/pack.h"

#include <stdio.h>

/* Ids of the mutants whose id begins so, without that beginning, each followed by a bar. */
static void list_ids(const struct rule_set *set, const char *beginning, struct buf *out)
{
    struct arena *arena = arena_new();
    struct rule_mutants mutants = {0};
    struct text_view start = text_view_of(beginning);
    assert_non_null(arena);
    assert_int_equal(rule_mutants_list(set, arena, &mutants), STATUS_OK);
    buf_init(out);
    for (size_t i = 0; i < mutants.count; i++) {
        assert_non_null(mutants.items[i].span.source);
        if (!text_view_starts(mutants.items[i].id, start)) continue;
        buf_add(out, mutants.items[i].id.at + start.len, mutants.items[i].id.len - start.len);
        buf_add_char(out, '|');
    }
    buf_add_string(out, "");
    arena_free(arena);
}

static void expect_ids(const struct pack_try *try, const char *beginning, const char *expected)
{
    struct buf got;
    list_ids(try->set, beginning, &got);
    assert_string_equal(got.bytes ? got.bytes : "", expected);
    buf_clear(&got);
}

static void rule_mutant_changes_evidence(void **state)
{
    (void)state;
    static const struct {
        const char *evidence, *ids;
    } rows[] = {
        {"alpha", "evidence negated|"},
        {"[alpha]", "evidence negated|"}, /* a list of one is its member */
        {"[alpha, beta]", "evidence negated|evidence[1] dropped|evidence[2] dropped|evidence[1] negated|"
                          "evidence[2] negated|"},
        {"{any: [alpha, {term: xx}]}", "evidence negated|evidence.any[1] dropped|evidence.any[2] dropped|"
                                       "evidence.any[1] negated|evidence.any[2] negated|"},
        {"[alpha, {not: beta}]", /* what is denied twice is one mutant */
         "evidence negated|evidence[1] dropped|evidence[2] dropped|evidence[1] negated|evidence[2] negated|"},
        {"{sentence: [alpha]}", /* no sentence with it is not a sentence without it */
         "evidence negated|evidence.sentence[1] negated|"},
        {"{within: {chars: 9, of: [alpha, {any: [beta, {term: xx}]}]}}", /* places are not negated */
         "evidence negated|evidence.within[1] dropped|evidence.within[2] dropped|evidence.within[2].any[1] dropped|"
         "evidence.within[2].any[2] dropped|"},
        {"{order: [alpha, beta]}", "evidence negated|evidence.order[1] dropped|evidence.order[2] dropped|"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pack_try try;
        pack_try_evidence(&try, rows[i].evidence);
        expect_ids(&try, "K ", rows[i].ids);
        pack_try_close(&try);
    }
}

/* The criterion as the mutant of that id has it; fails the test when there is none. */
static const struct rule_criterion *mutated(const struct rule_set *set, struct arena *arena, const char *id)
{
    struct rule_mutants mutants = {0};
    struct rule_set *changed = NULL;
    assert_int_equal(rule_mutants_list(set, arena, &mutants), STATUS_OK);
    for (size_t i = 0; i < mutants.count && !changed; i++)
        if (text_view_equal(mutants.items[i].id, text_view_of(id)))
            assert_int_equal(rule_mutant_set(set, &mutants.items[i], arena, &changed), STATUS_OK);
    if (!changed) fail_msg("no mutant %s", id);
    return changed ? &changed->criteria[0] : NULL;
}

static void rule_mutant_leaves_the_set_alone(void **state)
{
    (void)state;
    struct pack_try try;
    struct arena *arena = arena_new();
    pack_try_evidence(&try, "[alpha, {any: [beta, {term: xx}]}, {at_least: {n: 2, of: [beta, {term: yy}]}}]");
    const struct rule_predicate *before = try.set->criteria[0].evidence;
    const struct rule_predicate *after = mutated(try.set, arena, "K evidence[2].any[1] dropped")->evidence;
    assert_int_equal(after->operand_count, 3);
    assert_int_equal(after->operands[1].operand_count, 1);
    assert_int_equal(after->operands[1].operands[0].concept, before->operands[1].operands[1].concept);
    assert_ptr_equal(after->operands[2].operands, before->operands[2].operands);
    assert_int_equal(before->operands[1].operand_count, 2);
    after = mutated(try.set, arena, "K evidence[1] negated")->evidence;
    assert_int_equal(after->operands[0].op, RULE_OP_NOT);
    assert_ptr_equal(after->operands[0].operands, &before->operands[0]);
    after = mutated(try.set, arena, "K evidence[3].at_least[2] dropped")->evidence; /* all of them: all that are left */
    assert_int_equal(after->operands[2].number, 1);
    arena_free(arena);
    pack_try_close(&try);
}

#define CONCEPTS                                                                                                       \
    "clause: '1'\ncriteria:\n  - {id: K, asks: {ja: a, en: b}, evidence: big, applies: {field: {name: it_investment, " \
    "equals: true}}}\nconcepts:\n"                                                                                     \
    "  big: {label: {ja: a, en: b}, terms: [big], regex: [b+ig], except: [bigger], includes: [middle, other],\n"       \
    "    needs: {any: [alpha], in: field}, unless: {any: [beta], in: field}}\n"                                        \
    "  middle: {label: {ja: a, en: b}, terms: [middle], includes: [small]}\n"                                          \
    "  small: {label: {ja: a, en: b}, terms: [small]}\n"                                                               \
    "  other: {label: {ja: a, en: b}, terms: [other]}\n"

static void rule_mutant_drops_groups_of_concepts(void **state)
{
    (void)state;
    struct pack_try try;
    pack_try_load(&try, pack_sound, CONCEPTS);
    expect_ids(&try, "big ",
               "terms dropped|regex dropped|except dropped|includes[middle] dropped|includes[other] dropped|"
               "needs dropped|unless dropped|");
    expect_ids(&try, "K ", "evidence negated|applies dropped|applies negated|");
    expect_ids(&try, "C", "1 anchor dropped|"); /* clause 2 has no criteria */
    struct arena *arena = arena_new();
    struct rule_mutants mutants = {0};
    struct rule_set *changed = NULL;
    assert_int_equal(rule_mutants_list(try.set, arena, &mutants), STATUS_OK);
    for (size_t i = 0; i < mutants.count; i++)
        if (text_view_equal(mutants.items[i].id, text_view_of("big includes[middle] dropped")))
            assert_int_equal(rule_mutant_set(try.set, &mutants.items[i], arena, &changed), STATUS_OK);
    uint32_t big = pack_try_concept(&try, "big");
    assert_int_equal(try.set->concepts[big].source_count, 4);
    assert_non_null(changed);
    assert_int_equal(changed->concepts[big].source_count, 2); /* what `middle` includes is gone with it */
    assert_int_equal(changed->concepts[big].sources[1], pack_try_concept(&try, "other"));
    arena_free(arena);
    pack_try_close(&try);
}

static void rule_mutant_changes_form_rules_and_guards(void **state)
{
    (void)state;
    struct pack_try try;
    const char *more =
        "rules:\n"
        "  - {id: ONE, severity: note, given: reading, require: {check: reading, codes: [field_missing, "
        "field_empty]},\n"
        "     message: {ja: a, en: b}}\n"
        "  - {id: CODE, severity: note, given: reading, require: {check: reading, codes: [field_missing]},\n"
        "     message: {ja: a, en: b}}\n"
        "  - id: TWO\n    severity: note\n    cases:\n"
        "      - {given: request, when: {field: {name: id, present: true}},\n"
        "         require: {field: {name: title, present: true}}, message: {ja: a, en: b}}\n"
        "      - {given: request, require: {field: {name: title, present: true}}, message: {ja: a, en: b}}\n"
        "phrase_ends: ['a,']\n"
        "guards: {negated: {words: [never], unless: [not only]}, listed: {items: 3, joiners: [','], predicates: "
        "[do]}}\n";
    pack_try_load(&try, pack_sound, more);
    expect_ids(&try, "ONE ",
               "require negated|require.codes[field_missing] dropped|require.codes[field_empty] dropped|");
    expect_ids(&try, "CODE ", "require negated|");
    expect_ids(&try, "TWO ",
               "cases[1].when dropped|cases[1].when negated|cases[1].require negated|cases[2].require negated|");
    expect_ids(&try, "guards ",
               "negated.words dropped|negated.unless dropped|listed.items dropped|listed.joiners dropped|"
               "listed.predicates dropped|phrase_ends dropped|");
    pack_try_close(&try);
}

static void rule_mutant_gives_back_all_when_memory_is_out(void **state)
{
    (void)state;
    struct pack_try try;
    enum status status = STATUS_NO_MEMORY;
    pack_try_load(&try, pack_sound, CONCEPTS);
    for (unsigned long fail_at = 1; status != STATUS_OK; fail_at++) {
        long before = alloc_live();
        struct arena *arena = arena_new();
        struct rule_mutants mutants = {0};
        struct rule_set *changed;
        alloc_fail_at(fail_at, false);
        status = rule_mutants_list(try.set, arena, &mutants);
        for (size_t i = 0; i < mutants.count && status == STATUS_OK; i++)
            status = rule_mutant_set(try.set, &mutants.items[i], arena, &changed);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        arena_free(arena);
        assert_int_equal(alloc_live(), before);
    }
    pack_try_close(&try);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_mutant_changes_evidence),
        cmocka_unit_test(rule_mutant_leaves_the_set_alone),
        cmocka_unit_test(rule_mutant_drops_groups_of_concepts),
        cmocka_unit_test(rule_mutant_changes_form_rules_and_guards),
        cmocka_unit_test(rule_mutant_gives_back_all_when_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
