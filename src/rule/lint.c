#include "rule/lint.h"

#include "rule/lint_part.h"

#define TESTS_LEAST 3 /* of each kind */

static const struct text_view nothing;

void rule_lint_report(struct rule_linter *lint, enum diagnostic_code code, struct text_span at, struct text_view a,
                      struct text_view b, struct text_view c)
{
    text_diagnostics_add(lint->to, code, NULL, at, a, b, c);
}

struct text_view rule_lint_keep(struct rule_linter *lint, const char *bytes, size_t len)
{
    char *copy = arena_copy(lint->to->arena, bytes, len);
    if (!copy) lint->status = STATUS_NO_MEMORY;
    return copy ? (struct text_view){copy, len} : nothing;
}

static struct text_view number(struct rule_linter *lint, size_t value)
{
    struct buf text;
    buf_init(&text);
    buf_add_int(&text, (int64_t)value);
    struct text_view kept = nothing;
    if (buf_status(&text) == STATUS_OK) kept = rule_lint_keep(lint, text.bytes, text.len);
    else lint->status = STATUS_NO_MEMORY;
    buf_clear(&text);
    return kept;
}

/* ---- criteria */

static void lint_tests(struct rule_linter *lint, const struct rule_criterion *criterion)
{
    size_t passing = 0;
    for (size_t i = 0; i < criterion->test_count; i++)
        passing += criterion->tests[i].pass;
    size_t failing = criterion->test_count - passing;
    if (passing < TESTS_LEAST || failing < TESTS_LEAST)
        rule_lint_report(lint, DIAGNOSTIC_LINT_TESTS, criterion->span, criterion->id, number(lint, passing),
                         number(lint, failing));
}

static bool has_sentence(const struct rule_clause *clause, struct text_view at)
{
    for (size_t i = 0; i < clause->sentence_count; i++)
        if (text_view_equal(clause->sentences[i].at, at)) return true;
    return false;
}

static void lint_sources(struct rule_linter *lint, const struct rule_criterion *criterion)
{
    const struct rule_clause *clause = &lint->set->clauses[criterion->clause];
    if (criterion->source_count == 0)
        rule_lint_report(lint, DIAGNOSTIC_LINT_SOURCE_NONE, criterion->span, criterion->id, nothing, nothing);
    for (size_t i = 0; i < criterion->source_count; i++)
        if (!has_sentence(clause, criterion->source[i]))
            rule_lint_report(lint, DIAGNOSTIC_LINT_SOURCE, criterion->span, criterion->id, criterion->source[i],
                             nothing);
}

static void lint_criteria(struct rule_linter *lint)
{
    for (size_t i = 0; i < lint->set->criterion_count; i++) {
        const struct rule_criterion *criterion = &lint->set->criteria[i];
        lint_tests(lint, criterion);
        lint_sources(lint, criterion);
        if (criterion->hint.in[TEXT_JA].len == 0)
            rule_lint_report(lint, DIAGNOSTIC_LINT_HINT, criterion->span, criterion->id, nothing, nothing);
    }
}

/* ---- clauses */

static bool is_answered(const struct rule_set *set, uint32_t clause, struct text_view at)
{
    for (size_t i = 0; i < set->criterion_count; i++) {
        const struct rule_criterion *criterion = &set->criteria[i];
        for (size_t s = 0; criterion->clause == clause && s < criterion->source_count; s++)
            if (text_view_equal(criterion->source[s], at)) return true;
    }
    return false;
}

/* A clause that the pack has not taken apart yet (no sentences, no criteria) is no mistake: claims on it are not
 * judged, and every result says so. */
static bool can_be_justified(const struct rule_set *set, const struct rule_clause *clause)
{
    if (clause->criterion_count == 0 && clause->sentence_count == 0) return true;
    for (size_t i = 0; i < clause->criterion_count; i++)
        if (set->criteria[clause->criteria[i]].mode == RULE_MODE_ANY) return true;
    return false;
}

static void lint_clauses(struct rule_linter *lint)
{
    for (size_t c = 0; c < lint->set->clause_count; c++) {
        const struct rule_clause *clause = &lint->set->clauses[c];
        for (size_t i = 0; i < clause->sentence_count; i++)
            if (clause->sentences[i].kind == RULE_ASKS && !is_answered(lint->set, (uint32_t)c, clause->sentences[i].at))
                rule_lint_report(lint, DIAGNOSTIC_LINT_SENTENCE, clause->span, clause->label, clause->sentences[i].at,
                                 nothing);
        if (clause->claimable && !can_be_justified(lint->set, clause))
            rule_lint_report(lint, DIAGNOSTIC_LINT_CLAUSE_BARE, clause->span, clause->label, nothing, nothing);
    }
}

enum status rule_lint(const struct rule_set *set, struct text_diagnostics *diagnostics)
{
    struct rule_linter lint = {.set = set, .to = diagnostics, .scratch = arena_new()};
    if (!lint.scratch) return STATUS_NO_MEMORY;
    rule_lint_usage(&lint);
    if (lint.status == STATUS_OK) rule_lint_terms(&lint);
    rule_lint_twins(&lint);
    rule_lint_patterns(&lint);
    rule_lint_guards(&lint);
    lint_criteria(&lint);
    lint_clauses(&lint);
    rule_lint_messages(&lint);
    arena_free(lint.scratch);
    return lint.status != STATUS_OK ? lint.status : diagnostics->status;
}
