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
