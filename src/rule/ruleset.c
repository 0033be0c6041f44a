#include "rule/ruleset.h"

static void clear_patterns(const struct rule_concept *concept)
{
    for (size_t i = 0; i < concept->pattern_count; i++)
        text_pattern_clear(concept->patterns[i]);
}

void rule_set_free(struct rule_set *set)
{
    if (!set) return;
    for (size_t i = 0; i < set->concept_count; i++)
        clear_patterns(&set->concepts[i]);
    arena_free(set->arena); /* the set itself lives in it */
}

const char *rule_sentence_kind_name(enum rule_sentence_kind kind)
{
    static const char *const names[] = {[RULE_ASKS] = "asks", [RULE_FRAME] = "frame", [RULE_REVIEWER] = "reviewer"};
    return names[kind];
}

size_t rule_form_find(const struct rule_set *set, const char *id)
{
    struct text_view wanted = text_view_of(id);
    for (size_t i = 0; i < set->form_count; i++)
        if (text_view_equal(set->forms[i].id, wanted)) return i;
    return (size_t)-1;
}

bool rule_set_owns(const struct rule_set *set, struct text_span span)
{
    const struct text_span *other = &set->stand_in;
    if (other->source == span.source && other->begin <= span.begin && span.end <= other->end) return false;
    for (size_t i = 0; i < set->source_count; i++)
        if (set->sources[i] == span.source) return true;
    return false;
}

bool rule_set_governs(const struct rule_set *set, int year)
{
    for (size_t i = 0; i < set->info.year_count; i++)
        if (set->info.years[i] == year) return true;
    return false;
}

struct text_view *rule_set_ids(const struct rule_set *set, struct arena *arena, size_t *out_count)
{
    size_t most = set->clause_count + set->criterion_count + set->form_count, count = 0;
    struct text_view *ids = arena_alloc(arena, (most + 1) * sizeof *ids);
    for (size_t i = 0; ids && i < set->clause_count; i++)
        ids[count++] = set->clauses[i].id;
    for (size_t i = 0; ids && i < set->criterion_count; i++)
        ids[count++] = set->criteria[i].id;
    for (size_t i = 0; ids && i < set->form_count; i++)
        ids[count++] = set->forms[i].id;
    *out_count = count;
    return ids;
}

bool rule_set_names(const struct rule_set *set, struct text_view glob)
{
    for (size_t i = 0; i < set->form_count; i++)
        if (text_view_glob(set->forms[i].id, glob)) return true;
    for (size_t i = 0; i < set->criterion_count; i++)
        if (text_view_glob(set->criteria[i].id, glob)) return true;
    for (size_t i = 0; i < set->clause_count; i++)
        if (text_view_glob(set->clauses[i].id, glob)) return true;
    return false;
}

const char *rule_operator_name(enum rule_operator op)
{
    static const char *const names[RULE_OP_COUNT] = {
#define OPERATOR(code, key) key,
#include "rule/operator.def"
#undef OPERATOR
    };
    return names[op];
}

int rule_set_last_year(const struct rule_set *set)
{
    int last = 0;
    for (size_t i = 0; i < set->info.year_count; i++)
        last = set->info.years[i] > last ? set->info.years[i] : last;
    return last;
}

const struct rule_case *rule_set_case(const struct rule_set *set, enum rule_check check,
                                      const struct rule_form **out_form)
{
    for (size_t f = 0; f < set->form_count; f++)
        for (size_t c = 0; c < set->forms[f].case_count; c++) {
            const struct rule_case *use = &set->forms[f].cases[c];
            const struct rule_check_use *made = use->require->check; /* NULL in a mutant that negates it */
            if (use->given != RULE_GIVEN_SET || !made || made->check != check) continue;
            *out_form = &set->forms[f];
            return use;
        }
    return NULL;
}
