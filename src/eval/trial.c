#include "eval/trial.h"

/* ---- what the rules reach */

struct reaching {
    const struct rule_set *rules;
    uint64_t *bits;
    uint32_t *queue; /* concepts met, in order: as many as there are at most */
    size_t count;
};

static void reach(struct reaching *to, uint32_t concept)
{
    uint64_t bit = UINT64_C(1) << (concept & 63);
    if (to->bits[concept >> 6] & bit) return;
    to->bits[concept >> 6] |= bit;
    to->queue[to->count++] = concept;
}

static void reach_all(struct reaching *to, const uint32_t *concepts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        reach(to, concepts[i]);
}

static void reach_predicate(struct reaching *to, const struct rule_predicate *predicate)
{
    if (!predicate) return;
    if (predicate->op == RULE_OP_CONCEPT) reach(to, predicate->concept);
    for (size_t i = 0; i < predicate->operand_count; i++)
        reach_predicate(to, &predicate->operands[i]);
}

/* From the concepts met so far to those that these include, need or exclude. */
static void spread(struct reaching *to)
{
    for (size_t at = 0; at < to->count; at++) {
        const struct rule_concept *concept = &to->rules->concepts[to->queue[at]];
        reach_all(to, concept->sources, concept->source_count);
        reach_all(to, concept->needs.concepts, concept->needs.count);
        reach_all(to, concept->unless.concepts, concept->unless.count);
    }
}

static void reach_criterion(struct reaching *to, const struct rule_criterion *criterion)
{
    const struct rule_clause *clause = &to->rules->clauses[criterion->clause];
    reach_predicate(to, criterion->applies);
    reach_predicate(to, criterion->evidence);
    if (criterion->level == RULE_LEVEL_CLAIM) reach_all(to, clause->anchor, clause->anchor_count);
    spread(to);
}

static void reach_form(struct reaching *to, const struct rule_form *form)
{
    for (size_t i = 0; i < form->case_count; i++) {
        reach_predicate(to, form->cases[i].when);
        reach_predicate(to, form->cases[i].require);
    }
    spread(to);
}

static enum status reach_everywhere(struct eval_trial *trial, struct arena *arena)
{
    const struct rule_set *rules = trial->rules;
    trial->words = rules->concept_count / 64 + 1;
    trial->reach = arena_alloc(arena, (rules->criterion_count + rules->form_count + 1) * trial->words * 8);
    struct reaching to = {.rules = rules, .bits = trial->reach};
    to.queue = arena_alloc(arena, (rules->concept_count + 1) * sizeof *to.queue);
    if (!to.bits || !to.queue) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < rules->criterion_count; i++, to.bits += trial->words, to.count = 0)
        reach_criterion(&to, &rules->criteria[i]);
    for (size_t i = 0; i < rules->form_count; i++, to.bits += trial->words, to.count = 0)
        reach_form(&to, &rules->forms[i]);
    return STATUS_OK;
}

/* Whether any criterion of a clause does. */
static bool clause_reaches(const struct eval_trial *trial, uint32_t clause, uint32_t concept)
{
    const struct rule_clause *rule = &trial->rules->clauses[clause];
    for (size_t i = 0; i < rule->criterion_count; i++)
        if (trial->reach[rule->criteria[i] * trial->words + (concept >> 6)] >> (concept & 63) & 1) return true;
    return false;
}

static bool reaches(const struct eval_trial *trial, const struct eval_example *example, uint32_t concept)
{
    if (example->kind == EVAL_EXAMPLE_OF_GUARD) return false;
    if (example->kind == EVAL_EXAMPLE_OF_CLAUSE) return clause_reaches(trial, example->owner, concept);
    size_t owner = example->owner + (example->kind == EVAL_EXAMPLE_OF_FORM ? trial->rules->criterion_count : 0);
    return trial->reach[owner * trial->words + (concept >> 6)] >> (concept & 63) & 1;
}

/* ---- trying */

static enum status run(const struct eval_trial *trial, const struct rule_set *rules, const struct eval_example *example,
                       struct eval_outcome *out_outcome)
{
    struct eval_tools tools = {.rules = rules, .arena = arena_new(), .matcher = trial->matcher};
    struct eval_outcome outcome = {.holds = false};
    enum status status = tools.arena ? eval_example_run(&tools, example, &outcome) : STATUS_NO_MEMORY;
    arena_free(tools.arena);
    if (status == STATUS_OK) *out_outcome = outcome;
    return status;
}

static enum status try_unchanged(struct eval_trial *trial, struct arena *arena)
{
    enum status status = STATUS_OK;
    trial->broken = arena_alloc(arena, trial->examples.count + 1);
    trial->states = arena_alloc(arena, (trial->examples.count + 1) * sizeof *trial->states);
    if (!trial->broken || !trial->states) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < trial->examples.count && status == STATUS_OK; i++) {
        const struct eval_example *example = &trial->examples.items[i];
        struct eval_outcome outcome = {.holds = false};
        status = run(trial, trial->rules, example, &outcome);
        trial->states[i] = outcome.states;
        trial->broken[i] = !outcome.holds && example->kind != EVAL_EXAMPLE_OF_CLAUSE;
        trial->broken_count += trial->broken[i];
    }
    return status;
}

enum status eval_trial_open(const struct rule_set *rules, struct arena *arena, struct text_matcher *matcher,
                            struct eval_trial *out_trial)
{
    struct eval_trial trial = {.rules = rules, .matcher = matcher};
    enum status status = eval_examples_list(rules, arena, &trial.examples);
    if (status == STATUS_OK) status = eval_examples_add_claims(rules, arena, &trial.examples);
    if (status == STATUS_OK) status = reach_everywhere(&trial, arena);
    if (status == STATUS_OK) status = try_unchanged(&trial, arena);
    if (status == STATUS_OK) *out_trial = trial;
    return status;
}

/* Whether the example could tell the mutant from the pack. */
static bool may_notice(const struct eval_trial *trial, const struct rule_mutant *mutant,
                       const struct eval_example *example)
{
    bool of_criterion = example->kind == EVAL_EXAMPLE_OF_CRITERION;
    bool of_clause = example->kind == EVAL_EXAMPLE_OF_CLAUSE;
    switch (mutant->part) {
    case RULE_MUTATED_CRITERION:
        if (of_clause) return example->owner == trial->rules->criteria[mutant->index].clause;
        return of_criterion && example->owner == mutant->index;
    case RULE_MUTATED_FORM:
        return example->kind == EVAL_EXAMPLE_OF_FORM && example->owner == mutant->index;
    case RULE_MUTATED_CLAUSE:
        if (of_clause) return example->owner == mutant->index;
        return of_criterion && trial->rules->criteria[example->owner].clause == mutant->index;
    case RULE_MUTATED_CONCEPT:
        return reaches(trial, example, mutant->index);
    case RULE_MUTATED_GUARD:
        break;
    }
    return true;
}

/* A labelled claim notices whatever changes what its criteria give, however it was judged. */
static bool is_changed(const struct eval_trial *trial, size_t index, const struct eval_outcome *outcome)
{
    if (trial->examples.items[index].kind == EVAL_EXAMPLE_OF_CLAUSE) return outcome->states != trial->states[index];
    return !outcome->holds;
}

enum status eval_trial_notices(struct eval_trial *trial, const struct rule_mutant *mutant,
                               const struct eval_example **out_example)
{
    const struct eval_example *noticed = NULL;
    struct arena *arena = arena_new();
    struct rule_set *changed = NULL;
    enum status status = arena ? rule_mutant_set(trial->rules, mutant, arena, &changed) : STATUS_NO_MEMORY;
    for (size_t i = 0; i < trial->examples.count && !noticed && status == STATUS_OK; i++) {
        const struct eval_example *example = &trial->examples.items[i];
        struct eval_outcome outcome = {.holds = true};
        if (trial->broken[i] || !may_notice(trial, mutant, example)) continue;
        status = run(trial, changed, example, &outcome);
        if (status == STATUS_OK && is_changed(trial, i, &outcome)) noticed = example;
    }
    arena_free(arena);
    if (status == STATUS_OK) *out_example = noticed;
    return status;
}
