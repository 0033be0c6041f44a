/* `juten rules test`: the examples of criteria and of the pack's form rules, then lint. Exit 1 when one is not as it
 * says. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "cli/place.h"
#include "eval/example.h"
#include "rule/lint.h"

struct tally {
    size_t run;
    size_t failed;
    size_t problems; /* of lint */
    bool trouble;
};

/* A failing example: whose it is and what it says, what was expected, what came. */
struct failure {
    struct text_view owner, text;
    const char *expected;
    struct buf got;
};

static void tell_criterion(const struct rule_set *set, const struct eval_example *example,
                           const struct eval_outcome *outcome, struct failure *failure)
{
    const struct rule_criterion *criterion = &set->criteria[example->owner];
    const struct rule_test *test = &criterion->tests[example->test];
    failure->owner = criterion->id;
    failure->text = test->text;
    failure->expected = test->pass ? eval_state_name(EVAL_STATE_MET) : "not met";
    for (int guard = EVAL_GUARD_NONE + 1; guard < EVAL_GUARDS && test->why.len > 0; guard++)
        if (text_view_equal(test->why, text_view_of(eval_guard_name((enum eval_guard)guard))))
            failure->expected = eval_guard_name((enum eval_guard)guard);
    buf_add_string(&failure->got, eval_state_name(outcome->state));
    if (outcome->guard != EVAL_GUARD_NONE) buf_add_string(&failure->got, ": ");
    buf_add_string(&failure->got, eval_guard_name(outcome->guard));
}

static void tell_form(const struct rule_set *set, const struct eval_example *example,
                      const struct eval_outcome *outcome, struct failure *failure)
{
    static const char *const answers[] = {
        [EVAL_ANSWER_PASSES] = "passes", [EVAL_ANSWER_FLAGS] = "flags", [EVAL_ANSWER_UNREAD] = "unreadable"};
    const struct rule_form *form = &set->forms[example->owner];
    const struct rule_form_test *test = &form->tests[example->test];
    failure->owner = form->id;
    failure->text = text_span_view(test->span);
    failure->expected = answers[test->flags ? EVAL_ANSWER_FLAGS : EVAL_ANSWER_PASSES];
    buf_add_string(&failure->got, answers[outcome->answer]);
}

static void tell_guard(const struct rule_set *set, const struct eval_example *example,
                       const struct eval_outcome *outcome, struct failure *failure)
{
    const struct rule_guard_test *test = &set->guards.tests[example->test];
    failure->owner = test->guard;
    failure->text = test->text;
    failure->expected = test->removed ? "removed" : "kept";
    bool found = outcome->answer != EVAL_ANSWER_UNREAD;
    buf_add_string(&failure->got, !found                              ? "no such stretch"
                                  : outcome->guard == EVAL_GUARD_NONE ? "kept"
                                                                      : "removed: ");
    buf_add_string(&failure->got, eval_guard_name(outcome->guard));
}

/* False when memory is out. */
static bool print_failure(const struct cli_arguments *arguments, const struct rule_set *set,
                          const struct eval_example *example, const struct eval_outcome *outcome)
{
    struct failure failure = {.expected = ""};
    struct buf line;
    buf_init(&line);
    buf_init(&failure.got);
    if (example->kind == EVAL_EXAMPLE_OF_CRITERION) tell_criterion(set, example, outcome, &failure);
    else if (example->kind == EVAL_EXAMPLE_OF_FORM) tell_form(set, example, outcome, &failure);
    else tell_guard(set, example, outcome, &failure);
    cli_place_begin(&line, eval_example_span(set, example), failure.owner, failure.text);
    bool whole = buf_status(&line) == STATUS_OK && buf_status(&failure.got) == STATUS_OK;
    if (whole) {
        fputs(line.bytes, stdout);
        cli_say(stdout, arguments->language, CLI_TEST_FAILED, failure.expected, failure.got.bytes);
    }
    buf_clear(&line);
    buf_clear(&failure.got);
    return whole;
}

static void run_example(const struct cli_arguments *arguments, const struct rule_set *set,
                        const struct eval_example *example, struct tally *tally)
{
    struct eval_tools tools = {.rules = set, .arena = arena_new()};
    struct eval_outcome outcome = {.holds = false};
    enum status status = tools.arena ? text_matcher_new(&tools.matcher) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = eval_example_run(&tools, example, &outcome);
    tally->run++;
    if (status != STATUS_OK) {
        tally->trouble = true;
    } else if (!outcome.holds) {
        tally->failed++;
        tally->trouble |= !print_failure(arguments, set, example, &outcome);
    }
    text_matcher_free(tools.matcher);
    arena_free(tools.arena);
}

static void run_examples(const struct cli_arguments *arguments, const struct rule_set *set, struct arena *arena,
                         struct tally *tally)
{
    struct eval_examples examples = {0};
    tally->trouble |= !arena || eval_examples_list(set, arena, &examples) != STATUS_OK;
    for (size_t i = 0; i < examples.count; i++)
        run_example(arguments, set, &examples.items[i], tally);
}

static void run_lint(const struct cli_arguments *arguments, const struct rule_set *set, struct arena *arena,
                     struct tally *tally)
{
    struct text_diagnostics diagnostics;
    text_diagnostics_init(&diagnostics, arena);
    if (!arena || rule_lint(set, &diagnostics) != STATUS_OK) {
        tally->trouble = true;
    } else {
        tally->trouble |= !cli_pack_print(stdout, arguments, &diagnostics);
        tally->problems += diagnostics.count + diagnostics.dropped;
    }
}

enum cli_exit cli_rules_test(const struct cli_arguments *arguments)
{
    struct rule_set *set = cli_pack_load_tested(arguments);
    struct arena *arena = set ? arena_new() : NULL;
    struct tally tally = {0};
    char run[24], failed[24], problems[24];
    if (!set) return CLI_EXIT_TROUBLE;
    run_examples(arguments, set, arena, &tally);
    run_lint(arguments, set, arena, &tally);
    snprintf(run, sizeof run, "%zu", tally.run);
    snprintf(failed, sizeof failed, "%zu", tally.failed);
    cli_say(stdout, arguments->language, CLI_TESTS_DONE, run, failed);
    snprintf(problems, sizeof problems, "%zu", tally.problems);
    if (tally.problems > 0) cli_say(stdout, arguments->language, CLI_TESTS_LINT, problems, NULL);
    arena_free(arena);
    rule_set_free(set);
    if (tally.trouble) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    if (tally.trouble || !cli_flush(arguments->language)) return CLI_EXIT_TROUBLE;
    return tally.failed + tally.problems > 0 ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}
