/* Two concepts that find the same in every text are one concept with two names: whoever teaches a word to the one
 * forgets the other. They are the same when their terms, expressions, excepts, inclusions and companions are; with the
 * same terms and other companions they are two senses of the same words. */
#include "rule/lint_part.h"

static const struct text_view nothing;

static bool has_term(const struct rule_term *terms, size_t count, const struct rule_term *wanted)
{
    for (size_t i = 0; i < count; i++)
        if (terms[i].inside == wanted->inside && text_view_equal(terms[i].folded, wanted->folded)) return true;
    return false;
}

static bool same_terms(const struct rule_term *a, size_t a_count, const struct rule_term *b, size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++)
        same = has_term(b, b_count, &a[i]) && has_term(a, a_count, &b[i]);
    return same;
}

static bool has_pattern(const struct rule_concept *concept, struct text_view expression)
{
    for (size_t i = 0; i < concept->pattern_count; i++)
        if (text_view_equal(text_pattern_expression(concept->patterns[i]), expression)) return true;
    return false;
}

static bool same_patterns(const struct rule_concept *a, const struct rule_concept *b)
{
    bool same = a->pattern_count == b->pattern_count;
    for (size_t i = 0; same && i < a->pattern_count; i++)
        same = has_pattern(b, text_pattern_expression(a->patterns[i])) &&
               has_pattern(a, text_pattern_expression(b->patterns[i]));
    return same;
}

static bool has_concept(const uint32_t *concepts, size_t count, uint32_t wanted)
{
    for (size_t i = 0; i < count; i++)
        if (concepts[i] == wanted) return true;
    return false;
}

static bool same_companion(const struct rule_companion *a, const struct rule_companion *b)
{
    bool same = a->count == b->count && (a->count == 0 || a->reach == b->reach);
    for (size_t i = 0; same && i < a->count; i++)
        same = has_concept(b->concepts, b->count, a->concepts[i]) && has_concept(a->concepts, a->count, b->concepts[i]);
    return same;
}

/* The first of the sources is the concept itself. */
static bool same_inclusions(const struct rule_concept *a, const struct rule_concept *b)
{
    bool same = a->source_count == b->source_count;
    for (size_t i = 1; same && i < a->source_count; i++)
        same = has_concept(b->sources + 1, b->source_count - 1, a->sources[i]);
    return same;
}

static bool are_twins(const struct rule_concept *a, const struct rule_concept *b)
{
    return same_inclusions(a, b) && same_terms(a->terms, a->term_count, b->terms, b->term_count) &&
           same_terms(a->excepts, a->except_count, b->excepts, b->except_count) && same_patterns(a, b) &&
           same_companion(&a->needs, &b->needs) && same_companion(&a->unless, &b->unless);
}

static void lint_against_earlier(struct rule_linter *lint, size_t index)
{
    const struct rule_concept *concept = &lint->set->concepts[index];
    for (size_t i = 0; i < index; i++) {
        const struct rule_concept *earlier = &lint->set->concepts[i];
        if (earlier->name.len == 0 || !are_twins(earlier, concept)) continue;
        rule_lint_report(lint, DIAGNOSTIC_LINT_CONCEPT_TWICE, concept->span, concept->name, earlier->name, nothing);
        return;
    }
}

void rule_lint_twins(struct rule_linter *lint)
{
    for (size_t i = 0; i < lint->set->concept_count; i++)
        if (lint->set->concepts[i].name.len > 0 && !lint->set->concepts[i].inherited) lint_against_earlier(lint, i);
}
