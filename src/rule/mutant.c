#include "rule/mutant_part.h"

#include "rule/include.h"

#include <string.h>

/* ---- what the parts share */

void *rule_mutant_copy(struct rule_mutating *in, const void *thing, size_t size)
{
    void *copy = arena_copy(in->arena, thing, size);
    if (!copy) in->status = STATUS_NO_MEMORY;
    return copy;
}

void rule_mutant_name(struct rule_mutating *in, struct text_view name)
{
    buf_reset(&in->id);
    buf_add(&in->id, name.at, name.len);
    buf_add_char(&in->id, ' ');
}

void rule_mutant_add(struct rule_mutating *in, struct rule_mutant mutant)
{
    struct rule_mutants *list = in->list;
    buf_add_string(&in->id, mutant.mutation == RULE_MUTANT_DROPPED ? " dropped" : " negated");
    if (buf_status(&in->id) != STATUS_OK) in->status = STATUS_NO_MEMORY;
    if (in->status != STATUS_OK) return;
    struct rule_mutant *items = arena_grow(in->arena, list->items, list->count, &list->capacity, sizeof *items);
    mutant.id = (struct text_view){rule_mutant_copy(in, in->id.bytes, in->id.len), in->id.len};
    if (!items) in->status = STATUS_NO_MEMORY;
    if (in->status != STATUS_OK) return;
    list->items = items;
    items[list->count++] = mutant;
}

/* ---- clauses */

/* Only claims ask for the anchor: a clause that none can be on, or without criteria of theirs, would not change. */
static void mutate_clause(struct rule_mutating *in, uint32_t index)
{
    const struct rule_clause *clause = &in->set->clauses[index];
    if (clause->anchor_count == 0 || clause->criterion_count == 0 || !clause->claimable) return;
    struct rule_clause *changed = rule_mutant_copy(in, clause, sizeof *clause);
    if (!changed) return;
    changed->anchor_count = 0;
    rule_mutant_name(in, clause->id);
    buf_add_string(&in->id, "anchor");
    rule_mutant_add(in, (struct rule_mutant){.span = clause->span,
                                             .part = RULE_MUTATED_CLAUSE,
                                             .index = index,
                                             .changed.clause = changed});
}

/* ---- all */

static void mutate_all(struct rule_mutating *in)
{
    const struct rule_set *set = in->set;
    for (uint32_t i = 0; i < set->criterion_count; i++)
        if (rule_set_owns(set, set->criteria[i].span)) rule_mutate_criterion(in, i);
    for (uint32_t i = 0; i < set->concept_count; i++)
        if (rule_set_owns(set, set->concepts[i].span)) rule_mutate_concept(in, i);
    for (uint32_t i = 0; i < set->clause_count; i++)
        if (rule_set_owns(set, set->clauses[i].span)) mutate_clause(in, i);
    for (uint32_t i = 0; i < set->form_count; i++)
        if (rule_set_owns(set, set->forms[i].span)) rule_mutate_form(in, i);
    for (uint32_t i = 0; i < set->guards.part_count; i++)
        if (rule_set_owns(set, set->guards.parts[i].span)) rule_mutate_guard(in, i);
}

enum status rule_mutants_list(const struct rule_set *set, struct arena *arena, struct rule_mutants *out_mutants)
{
    struct rule_mutants list = {0};
    struct rule_mutating in = {.set = set, .arena = arena, .list = &list};
    buf_init(&in.id);
    mutate_all(&in);
    buf_clear(&in.id);
    if (in.status == STATUS_OK) *out_mutants = list;
    return in.status;
}

/* ---- the set of a mutant */

/* A copy of an array with one item exchanged; NULL when memory is out. */
static void *exchanged(struct arena *arena, const void *items, size_t count, size_t size, uint32_t index,
                       const void *changed)
{
    char *copy = arena_copy(arena, items, count * size);
    if (copy) memcpy(copy + index * size, changed, size);
    return copy;
}

static bool exchange(struct rule_set *set, const struct rule_mutant *mutant, struct arena *arena)
{
    const uint32_t at = mutant->index;
    struct rule_concept *concepts;
    switch (mutant->part) {
    case RULE_MUTATED_CRITERION:
        set->criteria =
            exchanged(arena, set->criteria, set->criterion_count, sizeof *set->criteria, at, mutant->changed.criterion);
        return set->criteria != NULL;
    case RULE_MUTATED_CONCEPT:
        concepts =
            exchanged(arena, set->concepts, set->concept_count, sizeof *set->concepts, at, mutant->changed.concept);
        bool regather = concepts && concepts[at].include_count != set->concepts[at].include_count;
        set->concepts = concepts;
        return concepts && (!regather || rule_include_sources(concepts, set->concept_count, arena, arena));
    case RULE_MUTATED_CLAUSE:
        set->clauses =
            exchanged(arena, set->clauses, set->clause_count, sizeof *set->clauses, at, mutant->changed.clause);
        return set->clauses != NULL;
    case RULE_MUTATED_FORM:
        set->forms = exchanged(arena, set->forms, set->form_count, sizeof *set->forms, at, mutant->changed.form);
        return set->forms != NULL;
    case RULE_MUTATED_GUARD:
        set->guards = *mutant->changed.guards;
        break;
    }
    return true;
}

enum status rule_mutant_set(const struct rule_set *set, const struct rule_mutant *mutant, struct arena *arena,
                            struct rule_set **out_set)
{
    struct rule_set *copy = arena_alloc(arena, sizeof *copy);
    if (!copy) return STATUS_NO_MEMORY;
    *copy = *set;
    copy->arena = arena;
    if (!exchange(copy, mutant, arena)) return STATUS_NO_MEMORY;
    *out_set = copy;
    return STATUS_OK;
}
