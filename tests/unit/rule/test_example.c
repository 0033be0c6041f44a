#include "support/unit.h"

#include "rule/pack.h"
#include "support/pack.h"

#include <stdio.h>

#define RULE                                                                                                           \
    "rules:\n  - {id: F, severity: note, given: request, require: {field: {name: title, present: true}},\n"            \
    "     message: {ja: a, en: b}, tests: "

static void rule_example_reads_examples_of_form_rules(void **state)
{
    (void)state;
    struct pack_try try;
    pack_try_load(&try, pack_sound, RULE "[{flags: {note: x}, without: [title, amount]}, {passes: {}}]}\n");
    assert_int_equal(try.status, STATUS_OK);
    const struct rule_form *form = &try.set->forms[0];
    assert_int_equal(form->test_count, 2);
    assert_true(form->tests[0].flags && !form->tests[1].flags);
    assert_int_equal(form->tests[0].lines->count, 1);
    assert_int_equal(form->tests[0].without, 1u << DOC_FIELD_TITLE | 1u << DOC_FIELD_AMOUNT);
    assert_true(rule_set_owns(try.set, form->span));
    pack_try_close(&try);
}

static void rule_example_names_slips(void **state)
{
    (void)state;
    static const struct {
        const char *more, *id;
    } rows[] = {
        {RULE "[{without: [title]}]}\n", "PACK-TEST"},
        {RULE "[{flags: {}, passes: {}}]}\n", "PACK-TEST"},
        {RULE "[{flags: x}]}\n", "PACK-TYPE"},
        {RULE "[{flags: {}, without: [tital]}]}\n", "PACK-FIELD"},
        {RULE "[{flags: {}, ministry: x}]}\n", "PACK-KEY"},
        {"example: [x]\n", "PACK-TYPE"},
        {"survivors: [{mutant: x}]\n", "PACK-REQUIRED"},
        {"survivors: [{mutant: x, why: {ja: a, en: b}}, {mutant: x, why: {ja: a, en: b}}]\n", "PACK-DUPLICATE"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pack_try try;
        pack_try_load(&try, pack_sound, rows[i].more);
        assert_int_equal(try.status, STATUS_INVALID);
        assert_string_equal(text_diagnostic_id(try.diagnostics.items[0].code), rows[i].id);
        pack_try_close(&try);
    }
}

static void rule_example_reads_the_stand_in_for_examples_only(void **state)
{
    (void)state;
    struct text_diagnostics diagnostics;
    struct arena *arena = arena_new();
    struct rule_set *plain = NULL, *tested = NULL;
    text_diagnostics_init(&diagnostics, arena);
    assert_int_equal(rule_pack_load("rules/common", &diagnostics, &plain), STATUS_OK);
    assert_int_equal(rule_pack_load_tested("rules/common", &diagnostics, &tested), STATUS_OK);
    assert_int_equal(plain->clause_count, 0);
    assert_int_equal(plain->info.year_count, 0);
    assert_true(tested->clause_count > 0 && tested->info.year_count > 0 && tested->criterion_count > 0);
    assert_false(rule_set_owns(tested, tested->criteria[0].span)); /* it is not what is tested */
    assert_true(rule_set_owns(tested, tested->forms[0].span));
    assert_string_equal(plain->info.sha256, tested->info.sha256);
    rule_set_free(plain);
    rule_set_free(tested);
    assert_int_equal(rule_pack_load_tested("rules/r2", &diagnostics, &tested), STATUS_OK);
    assert_null(tested->stand_in.source); /* that of an extended pack is not read */
    rule_set_free(tested);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_example_reads_examples_of_form_rules),
        cmocka_unit_test(rule_example_names_slips),
        cmocka_unit_test(rule_example_reads_the_stand_in_for_examples_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
