#include "eval/example.h"

#include "eval/lay.h"
#include "eval/set.h"

/* ---- the list */

static enum status add(struct eval_examples *list, struct arena *arena, struct eval_example example)
{
    struct eval_example *items = arena_grow(arena, list->items, list->count, &list->capacity, sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    list->items = items;
    items[list->count++] = example;
    return STATUS_OK;
}

static enum status add_all(struct eval_examples *list, struct arena *arena, struct eval_example first, size_t count)
{
    enum status status = STATUS_OK;
    for (; first.test < count && status == STATUS_OK; first.test++)
        status = add(list, arena, first);
    return status;
}

enum status eval_examples_list(const struct rule_set *set, struct arena *arena, struct eval_examples *out_examples)
{
    struct eval_examples list = {0};
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < set->criterion_count && status == STATUS_OK; i++)
        status = add_all(&list, arena, (struct eval_example){.kind = EVAL_EXAMPLE_OF_CRITERION, .owner = i},
                         set->criteria[i].test_count);
    for (uint32_t i = 0; i < set->form_count && status == STATUS_OK; i++)
        if (rule_set_owns(set, set->forms[i].span))
            status = add_all(&list, arena, (struct eval_example){.kind = EVAL_EXAMPLE_OF_FORM, .owner = i},
                             set->forms[i].test_count);
    for (uint32_t i = 0; i < set->guards.test_count && status == STATUS_OK; i++)
        if (rule_set_owns(set, set->guards.tests[i].span))
            status = add(&list, arena, (struct eval_example){.kind = EVAL_EXAMPLE_OF_GUARD, .test = i});
    if (status == STATUS_OK) *out_examples = list;
    return status;
}

enum status eval_examples_add_claims(const struct rule_set *set, struct arena *arena, struct eval_examples *examples)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < set->claim_example_count && status == STATUS_OK; i++) {
        struct eval_example claim = {.kind = EVAL_EXAMPLE_OF_CLAUSE, .owner = set->claim_examples[i].clause, .test = i};
        status = add(examples, arena, claim);
    }
    return status;
}

struct text_span eval_example_span(const struct rule_set *set, const struct eval_example *example)
{
    if (example->kind == EVAL_EXAMPLE_OF_GUARD) return set->guards.tests[example->test].span;
    if (example->kind == EVAL_EXAMPLE_OF_CLAUSE) return set->claim_examples[example->test].span;
    if (example->kind == EVAL_EXAMPLE_OF_CRITERION) return set->criteria[example->owner].tests[example->test].span;
    return set->forms[example->owner].tests[example->test].span;
}

/* ---- running one */

static bool is_as_expected(const struct rule_test *test, enum eval_state state, enum eval_guard guard)
{
    if (test->pass) return state == EVAL_STATE_MET;
    if (test->why.len == 0)
        return state == EVAL_STATE_UNMET || state == EVAL_STATE_GUARDED || state == EVAL_STATE_NOT_APPLICABLE;
    return state == EVAL_STATE_GUARDED && text_view_equal(test->why, text_view_of(eval_guard_name(guard)));
}

static enum status run_test(const struct eval_tools *tools, const struct rule_criterion *criterion,
                            const struct rule_test *test, struct eval_outcome *outcome)
{
    enum status status = eval_inline_test(tools, criterion, test, &outcome->state, &outcome->guard);
    outcome->holds = status == STATUS_OK && is_as_expected(test, outcome->state, outcome->guard);
    return status;
}

static bool is_flagged(const struct eval_result *result, const struct rule_form *form)
{
    for (size_t i = 0; i < result->finding_count; i++)
        if (text_view_equal(result->findings[i].rule, form->id)) return true;
    return false;
}

static const struct eval_settings form_settings = {.pack_explicit = true};

/* One more submission for the set. */
static enum status add_to_set(const struct eval_tools *tools, struct eval_set *set, const struct rule_form_test *test,
                              struct doc_submission *submission)
{
    struct eval_imprint imprint;
    enum status status = submission ? STATUS_OK : eval_lay_out(tools, test, &submission);
    if (status == STATUS_OK) status = eval_imprint(tools, submission, &form_settings, true, &imprint);
    const struct eval_set_source source = {
        .path = "", .previous = test->previous, .rules = tools->rules, .submission = submission, .imprint = &imprint};
    return status == STATUS_OK ? eval_set_add(set, &source) : status;
}

static bool has_set_case(const struct rule_form *form)
{
    for (size_t c = 0; c < form->case_count; c++)
        if (form->cases[c].given == RULE_GIVEN_SET) return true;
    return false;
}

/* The example and what stands beside it, compared with each other. */
static enum status compare_submissions(const struct eval_tools *tools, const struct rule_form *form,
                                       const struct rule_form_test *test, struct doc_submission *submission,
                                       bool *out_flagged)
{
    static const struct eval_set_wants all = {true, true, true};
    const struct eval_set_finding *findings = NULL;
    struct eval_set *set = NULL;
    size_t count = 0;
    if (!has_set_case(form)) return STATUS_OK;
    enum status status = eval_set_new(all, &set);
    if (status == STATUS_OK) status = add_to_set(tools, set, test, submission);
    for (size_t i = 0; i < test->other_count && status == STATUS_OK; i++)
        status = add_to_set(tools, set, &test->others[i], NULL);
    if (status == STATUS_OK) status = eval_set_judge(set, &findings, &count);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        *out_flagged |= text_view_equal(findings[i].finding.rule, form->id);
    eval_set_free(set);
    return status;
}

static enum status run_form_test(const struct eval_tools *tools, const struct rule_form *form,
                                 const struct rule_form_test *test, struct eval_outcome *outcome)
{
    struct doc_submission *submission = NULL;
    struct eval_result *result = NULL;
    enum status status = eval_lay_out(tools, test, &submission);
    outcome->answer = EVAL_ANSWER_UNREAD;
    outcome->holds = false;
    if (status != STATUS_OK) return status == STATUS_NO_MEMORY ? status : STATUS_OK;
    status = eval_submission(tools, submission, &form_settings, &result);
    if (status != STATUS_OK) return status;
    bool flagged = is_flagged(result, form);
    status = compare_submissions(tools, form, test, submission, &flagged);
    if (status != STATUS_OK) return status == STATUS_INVALID ? STATUS_OK : status;
    outcome->answer = flagged ? EVAL_ANSWER_FLAGS : EVAL_ANSWER_PASSES;
    outcome->holds = test->flags == flagged;
    return STATUS_OK;
}

static enum status run_guard_test(const struct eval_tools *tools, const struct rule_guard_test *test,
                                  struct eval_outcome *outcome)
{
    bool found = false;
    enum status status = eval_guard_test(tools, test, &found, &outcome->guard);
    bool removed = text_view_equal(test->guard, text_view_of(eval_guard_name(outcome->guard)));
    outcome->answer = found ? EVAL_ANSWER_PASSES : EVAL_ANSWER_UNREAD;
    outcome->holds = status == STATUS_OK && found && removed == test->removed;
    return status;
}

static enum status run_claim_test(const struct eval_tools *tools, const struct rule_claim_example *test,
                                  struct eval_outcome *outcome)
{
    enum status status = eval_claim_test(tools, test, &outcome->verdict, &outcome->states);
    bool justified = outcome->verdict == EVAL_CLAIM_JUSTIFIED || outcome->verdict == EVAL_CLAIM_PARTIAL;
    outcome->holds = status == STATUS_OK && justified == test->justified && outcome->verdict != EVAL_CLAIM_UNKNOWN;
    return status;
}

enum status eval_example_run(const struct eval_tools *tools, const struct eval_example *example,
                             struct eval_outcome *out_outcome)
{
    const struct rule_set *rules = tools->rules;
    struct eval_outcome outcome = {.holds = false};
    enum status status;
    if (example->kind == EVAL_EXAMPLE_OF_CRITERION) {
        const struct rule_criterion *criterion = &rules->criteria[example->owner];
        status = run_test(tools, criterion, &criterion->tests[example->test], &outcome);
    } else if (example->kind == EVAL_EXAMPLE_OF_FORM) {
        const struct rule_form *form = &rules->forms[example->owner];
        status = run_form_test(tools, form, &form->tests[example->test], &outcome);
    } else if (example->kind == EVAL_EXAMPLE_OF_CLAUSE) {
        status = run_claim_test(tools, &rules->claim_examples[example->test], &outcome);
    } else {
        status = run_guard_test(tools, &rules->guards.tests[example->test], &outcome);
    }
    if (status == STATUS_OK) *out_outcome = outcome;
    return status;
}
