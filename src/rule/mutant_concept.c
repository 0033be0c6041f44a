#include "rule/mutant_part.h"

#include <string.h>

static struct rule_concept *changing(struct rule_mutating *in, uint32_t index, const char *group)
{
    const struct rule_concept *concept = &in->set->concepts[index];
    rule_mutant_name(in, concept->name);
    buf_add_string(&in->id, group);
    return rule_mutant_copy(in, concept, sizeof *concept);
}

static void add(struct rule_mutating *in, uint32_t index, const struct rule_concept *changed, struct text_span span)
{
    rule_mutant_add(in, (struct rule_mutant){
                            .span = span, .part = RULE_MUTATED_CONCEPT, .index = index, .changed.concept = changed});
}

/* The words stay in the matcher's table, which is made once: a concept without terms does not ask for their hits. */
static void mutate_words(struct rule_mutating *in, uint32_t index)
{
    const struct rule_concept *concept = &in->set->concepts[index];
    struct rule_concept *changed;
    if (concept->term_count > 0 && (changed = changing(in, index, "terms"))) {
        changed->term_count = 0;
        add(in, index, changed, concept->terms[0].span);
    }
    if (concept->pattern_count > 0 && (changed = changing(in, index, "regex"))) {
        changed->pattern_count = 0;
        add(in, index, changed, concept->pattern_spans[0]);
    }
    if (concept->except_count > 0 && (changed = changing(in, index, "except"))) {
        changed->except_count = 0;
        changed->has_excepts = false;
        add(in, index, changed, concept->excepts[0].span);
    }
}

static void mutate_companions(struct rule_mutating *in, uint32_t index)
{
    const struct rule_concept *concept = &in->set->concepts[index];
    struct rule_concept *changed;
    if (concept->needs.count > 0 && (changed = changing(in, index, "needs"))) {
        changed->needs.count = 0;
        add(in, index, changed, concept->needs.span);
    }
    if (concept->unless.count > 0 && (changed = changing(in, index, "unless"))) {
        changed->unless.count = 0;
        add(in, index, changed, concept->unless.span);
    }
}

static void drop_include(struct rule_mutating *in, uint32_t index, size_t dropped)
{
    const struct rule_concept *concept = &in->set->concepts[index];
    struct rule_concept *changed = changing(in, index, "includes[");
    uint32_t *includes = rule_mutant_copy(in, concept->includes, concept->include_count * sizeof *includes);
    if (!changed || !includes) return;
    struct text_view name = in->set->concepts[includes[dropped]].name;
    buf_add(&in->id, name.at, name.len);
    buf_add_char(&in->id, ']');
    for (size_t i = dropped; i + 1 < concept->include_count; i++)
        includes[i] = includes[i + 1];
    changed->includes = includes;
    changed->include_count--;
    add(in, index, changed, concept->span);
}

/* A nameless concept is the predicate that it stands in, and changed with that. */
void rule_mutate_concept(struct rule_mutating *in, uint32_t index)
{
    const struct rule_concept *concept = &in->set->concepts[index];
    if (concept->name.len == 0) return;
    mutate_words(in, index);
    for (size_t i = 0; i < concept->include_count; i++)
        drop_include(in, index, i);
    mutate_companions(in, index);
}

/* ---- what includes what */

struct gathering {
    struct rule_concept *concepts;
    uint32_t *stamps; /* the concept, plus one, for which this one was gathered last */
    uint32_t *queue;
    size_t count;
};

/* Breadth first, as rule/include.c gathers them. */
static void gather(struct gathering *to, uint32_t concept)
{
    to->queue[0] = concept;
    to->stamps[concept] = concept + 1;
    to->count = 1;
    for (size_t at = 0; at < to->count; at++) {
        const struct rule_concept *from = &to->concepts[to->queue[at]];
        for (size_t i = 0; i < from->include_count; i++) {
            if (to->stamps[from->includes[i]] == concept + 1) continue;
            to->stamps[from->includes[i]] = concept + 1;
            to->queue[to->count++] = from->includes[i];
        }
    }
}

bool rule_mutant_sources(struct rule_concept *concepts, size_t count, struct arena *arena)
{
    struct gathering to = {.concepts = concepts};
    to.stamps = arena_alloc(arena, count * sizeof *to.stamps);
    to.queue = arena_alloc(arena, count * sizeof *to.queue);
    for (uint32_t c = 0; to.stamps && to.queue && c < count; c++) {
        if (concepts[c].source_count < 2) continue;
        gather(&to, c);
        const void *sources = arena_copy(arena, (const char *)to.queue, to.count * sizeof *to.queue);
        if (!sources) return false;
        concepts[c].sources = sources;
        concepts[c].source_count = to.count;
    }
    return to.stamps && to.queue;
}
