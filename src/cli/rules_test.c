/* `juten rules test`: every criterion's own examples, then lint. Exit 1 when one is not as it says. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "eval/evaluate.h"
#include "rule/lint.h"
#include "text/printable.h"

struct tally {
    size_t run;
    size_t failed;
    size_t problems; /* of lint */
    bool trouble;
};

static struct text_view expected_of(const struct rule_test *test)
{
    if (test->pass) return text_view_of(eval_state_name(EVAL_STATE_MET));
    return test->why.len ? test->why : text_view_of("not met");
}

static bool is_as_expected(const struct rule_test *test, enum eval_state state, enum eval_guard guard)
{
    if (test->pass) return state == EVAL_STATE_MET;
    if (test->why.len == 0)
        return state == EVAL_STATE_UNMET || state == EVAL_STATE_GUARDED || state == EVAL_STATE_NOT_APPLICABLE;
    return state == EVAL_STATE_GUARDED && text_view_equal(test->why, text_view_of(eval_guard_name(guard)));
}

/* False when memory is out. */
static bool print_failure(const struct cli_arguments *arguments, const struct rule_criterion *criterion,
                          const struct rule_test *test, enum eval_state state, enum eval_guard guard)
{
    struct buf line, expected, got;
    struct text_place place = text_source_place(test->span.source, test->span.begin);
    buf_init(&line);
    buf_init(&expected);
    buf_init(&got);
    text_print(&line, text_view_of(text_source_path(test->span.source)));
    buf_add_char(&line, ':');
    buf_add_int(&line, place.line);
    buf_add_char(&line, ':');
    buf_add_int(&line, place.column);
    buf_add_string(&line, ": [");
    text_print(&line, criterion->id);
    buf_add_string(&line, "] ");
    text_print_cut(&line, test->text, 60, true);
    text_print(&expected, expected_of(test));
    buf_add_string(&got, eval_state_name(state));
    if (guard != EVAL_GUARD_NONE) buf_add_string(&got, ": ");
    buf_add_string(&got, eval_guard_name(guard));
    bool whole = buf_status(&line) == STATUS_OK && buf_status(&expected) == STATUS_OK && buf_status(&got) == STATUS_OK;
    if (whole) {
        printf("%s: ", line.bytes);
        cli_say(stdout, arguments->language, CLI_TEST_FAILED, expected.bytes, got.bytes);
    }
    buf_clear(&line);
    buf_clear(&expected);
    buf_clear(&got);
    return whole;
}

static void run_test(const struct cli_arguments *arguments, const struct rule_set *set,
                     const struct rule_criterion *criterion, const struct rule_test *test, struct tally *tally)
{
    struct eval_tools tools = {.rules = set, .arena = arena_new()};
    enum eval_state state = EVAL_STATE_UNKNOWN;
    enum eval_guard guard = EVAL_GUARD_NONE;
    enum status status = tools.arena ? text_matcher_new(&tools.matcher) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = eval_inline_test(&tools, criterion, test, &state, &guard);
    tally->run++;
    if (status != STATUS_OK) {
        tally->trouble = true;
    } else if (!is_as_expected(test, state, guard)) {
        tally->failed++;
        tally->trouble |= !print_failure(arguments, criterion, test, state, guard);
    }
    text_matcher_free(tools.matcher);
    arena_free(tools.arena);
}

static void run_lint(const struct cli_arguments *arguments, const struct rule_set *set, struct tally *tally)
{
    struct text_diagnostics diagnostics;
    struct arena *arena = arena_new();
    text_diagnostics_init(&diagnostics, arena);
    if (!arena || rule_lint(set, &diagnostics) != STATUS_OK) {
        tally->trouble = true;
    } else {
        tally->trouble |= !cli_pack_print(stdout, arguments, &diagnostics);
        tally->problems += diagnostics.count + diagnostics.dropped;
    }
    arena_free(arena);
}

enum cli_exit cli_rules_test(const struct cli_arguments *arguments)
{
    struct rule_set *set = cli_pack_load(arguments);
    struct tally tally = {0};
    char run[24], failed[24], problems[24];
    if (!set) return CLI_EXIT_TROUBLE;
    for (size_t i = 0; i < set->criterion_count; i++)
        for (size_t t = 0; t < set->criteria[i].test_count; t++)
            run_test(arguments, set, &set->criteria[i], &set->criteria[i].tests[t], &tally);
    run_lint(arguments, set, &tally);
    snprintf(run, sizeof run, "%zu", tally.run);
    snprintf(failed, sizeof failed, "%zu", tally.failed);
    cli_say(stdout, arguments->language, CLI_TESTS_DONE, run, failed);
    snprintf(problems, sizeof problems, "%zu", tally.problems);
    if (tally.problems > 0) cli_say(stdout, arguments->language, CLI_TESTS_LINT, problems, NULL);
    rule_set_free(set);
    if (tally.trouble) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    if (tally.trouble || !cli_flush(arguments->language)) return CLI_EXIT_TROUBLE;
    return tally.failed + tally.problems > 0 ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}
