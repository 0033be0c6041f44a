/* A concept is used when a criterion or form rule speaks of it, an anchor does, or a used concept needs, excludes or
 * includes it. So use spreads: it is worked out from the rules on, with the used concepts themselves as the queue. */
#include "rule/lint_part.h"

static const struct text_view nothing;

struct usage {
    const struct rule_set *set;
    bool *used, *measured;
    uint32_t *queue;
    size_t count;
};

static void use(struct usage *usage, uint32_t concept)
{
    if (usage->used[concept]) return;
    usage->used[concept] = true;
    usage->queue[usage->count++] = concept;
}

static void use_all(struct usage *usage, const uint32_t *concepts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        use(usage, concepts[i]);
}

static void measure(struct usage *usage, const struct rule_concept *concept)
{
    for (size_t i = 0; i < concept->source_count; i++)
        usage->measured[concept->sources[i]] = true;
}

/* `measured`: it stands in `within` or `order`, which look at where hits begin and end. */
static void use_predicate(struct usage *usage, const struct rule_predicate *predicate, bool measured)
{
    if (!predicate) return;
    measured |= predicate->op == RULE_OP_WITHIN || predicate->op == RULE_OP_ORDER;
    if (predicate->op == RULE_OP_CONCEPT) {
        use(usage, predicate->concept);
        if (measured) measure(usage, &usage->set->concepts[predicate->concept]);
    }
    for (size_t i = 0; i < predicate->operand_count; i++)
        use_predicate(usage, &predicate->operands[i], measured);
}

static void use_form(struct usage *usage, const struct rule_form *form)
{
    for (size_t i = 0; i < form->case_count; i++) {
        use_predicate(usage, form->cases[i].when, false);
        use_predicate(usage, form->cases[i].require, false);
    }
}

static void spread(struct usage *usage)
{
    for (size_t at = 0; at < usage->count; at++) {
        const struct rule_concept *concept = &usage->set->concepts[usage->queue[at]];
        use_all(usage, concept->sources, concept->source_count);
        use_all(usage, concept->needs.concepts, concept->needs.count);
        use_all(usage, concept->unless.concepts, concept->unless.count);
    }
}

void rule_lint_usage(struct rule_linter *lint)
{
    const struct rule_set *set = lint->set;
    struct usage usage = {.set = set,
                          .used = arena_alloc(lint->scratch, set->concept_count + 1),
                          .measured = arena_alloc(lint->scratch, set->concept_count + 1),
                          .queue = arena_alloc(lint->scratch, (set->concept_count + 1) * sizeof *usage.queue)};
    if (!usage.used || !usage.measured || !usage.queue) {
        lint->status = STATUS_NO_MEMORY;
        return;
    }
    lint->measured = usage.measured;
    for (size_t i = 0; i < set->criterion_count; i++) {
        use_predicate(&usage, set->criteria[i].applies, false);
        use_predicate(&usage, set->criteria[i].evidence, false);
    }
    for (size_t i = 0; i < set->clause_count; i++)
        use_all(&usage, set->clauses[i].anchor, set->clauses[i].anchor_count);
    for (size_t i = 0; i < set->form_count; i++)
        use_form(&usage, &set->forms[i]);
    spread(&usage);
    for (size_t i = 0; i < set->concept_count; i++) {
        const struct rule_concept *concept = &set->concepts[i];
        if (!usage.used[i] && !concept->inherited && concept->name.len > 0)
            rule_lint_report(lint, DIAGNOSTIC_LINT_CONCEPT_UNUSED, concept->span, concept->name, nothing, nothing);
    }
}
