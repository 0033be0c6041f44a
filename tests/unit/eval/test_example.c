#include "support/unit.h"

#include "base/alloc.h"
#include "eval/lay.h"
#include "eval/trial.h"
#include "rule/pack.h"

#include <stdlib.h>

struct grove {
    struct arena *arena;
    struct rule_set *set;
    struct text_matcher *matcher;
};

static void open_grove(struct grove *grove)
{
    struct text_diagnostics diagnostics;
    const char *tests = getenv("JUTEN_TESTS");
    struct buf path;
    buf_init(&path);
    buf_add_string(&path, tests ? tests : "tests");
    buf_add_string(&path, "/packs/grove");
    *grove = (struct grove){.arena = arena_new()};
    text_diagnostics_init(&diagnostics, grove->arena);
    assert_int_equal(rule_pack_load_tested(path.bytes, &diagnostics, &grove->set), STATUS_OK);
    assert_int_equal(text_matcher_new(&grove->matcher), STATUS_OK);
    buf_clear(&path);
}

static void close_grove(struct grove *grove)
{
    text_matcher_free(grove->matcher);
    rule_set_free(grove->set);
    arena_free(grove->arena);
}

/* The submission of the n-th example of form rule `form`. */
static const struct doc_submission *lay_out(struct grove *grove, size_t form, size_t test)
{
    struct eval_tools tools = {.rules = grove->set, .arena = grove->arena, .matcher = grove->matcher};
    struct doc_submission *submission = NULL;
    assert_int_equal(eval_lay_out(&tools, &grove->set->forms[form].tests[test], &submission), STATUS_OK);
    return submission;
}

static void expect_view(struct text_view view, const char *expected)
{
    assert_true(text_view_equal(view, text_view_of(expected)));
}

static void eval_lay_takes_from_the_pack_what_the_example_lacks(void **state)
{
    (void)state;
    struct grove grove;
    open_grove(&grove);
    const struct doc_submission *submission = lay_out(&grove, 0, 1);
    assert_int_equal(submission->ministry, 0);
    assert_int_equal(submission->year, 2051); /* the first that the pack names */
    assert_int_equal(submission->request_count, 1);
    const struct doc_request *request = &submission->requests[0];
    assert_true(request->amount.money.yen < 0); /* the example's line */
    expect_view(request->title.value, "例");    /* the pack's request */
    assert_int_equal(request->claim_count, 1);
    assert_int_equal(request->claims[0].label.clause, 1); /* the first that can be claimed */
    assert_true(request->claims[0].justification.value.len > 0);
    assert_int_equal(submission->observation_count, 0);
    close_grove(&grove);
}

static void eval_lay_leaves_out_and_replaces(void **state)
{
    (void)state;
    struct grove grove;
    open_grove(&grove);
    const struct doc_submission *submission = lay_out(&grove, 1, 1);
    assert_int_equal(submission->requests[0].category, DOC_CATEGORY_NEW);
    assert_int_equal(submission->requests[0].amount.kind, DOC_AMOUNT_ABSENT); /* `without` */
    submission = lay_out(&grove, 1, 2);                                       /* a line of the submission */
    assert_int_equal(submission->ministry, (size_t)-1);
    close_grove(&grove);
}

static void eval_trial_shows_mutants_to_those_who_can_tell(void **state)
{
    (void)state;
    struct grove grove;
    struct eval_trial trial;
    struct rule_mutants mutants;
    size_t noticed = 0;
    open_grove(&grove);
    assert_int_equal(rule_mutants_list(grove.set, grove.arena, &mutants), STATUS_OK);
    assert_int_equal(eval_trial_open(grove.set, grove.arena, grove.matcher, &trial), STATUS_OK);
    assert_int_equal(trial.broken_count, 0);
    for (size_t i = 0; i < mutants.count; i++) {
        const struct eval_example *example = NULL;
        assert_int_equal(eval_trial_notices(&trial, &mutants.items[i], &example), STATUS_OK);
        noticed += example != NULL;
        if (!example) continue;
        if (mutants.items[i].part == RULE_MUTATED_FORM) assert_int_equal(example->kind, EVAL_EXAMPLE_OF_FORM);
        if (mutants.items[i].part == RULE_MUTATED_CRITERION) assert_int_equal(example->kind, EVAL_EXAMPLE_OF_CRITERION);
    }
    assert_in_range(noticed, 1, mutants.count - 1);
    close_grove(&grove);
}

static void eval_trial_gives_back_all_when_memory_is_out(void **state)
{
    (void)state;
    struct grove grove;
    struct rule_mutants mutants;
    enum status status = STATUS_NO_MEMORY;
    open_grove(&grove);
    assert_int_equal(rule_mutants_list(grove.set, grove.arena, &mutants), STATUS_OK);
    for (unsigned long fail_at = 1; status != STATUS_OK; fail_at++) {
        long before = alloc_live();
        struct arena *arena = arena_new();
        struct eval_trial trial;
        const struct eval_example *example;
        alloc_fail_at(fail_at, false);
        status = eval_trial_open(grove.set, arena, grove.matcher, &trial);
        for (size_t i = 0; i < mutants.count && status == STATUS_OK; i += 5)
            status = eval_trial_notices(&trial, &mutants.items[i], &example);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        arena_free(arena);
        assert_int_equal(alloc_live(), before);
    }
    close_grove(&grove);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eval_lay_takes_from_the_pack_what_the_example_lacks),
        cmocka_unit_test(eval_lay_leaves_out_and_replaces),
        cmocka_unit_test(eval_trial_shows_mutants_to_those_who_can_tell),
        cmocka_unit_test(eval_trial_gives_back_all_when_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
