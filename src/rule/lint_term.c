/* Whether a term is superfluous is asked of the matcher itself: the term's text is scanned like any other, and a
 * shorter hit of the same concept in it says that the shorter one is found wherever the longer is.
 *     terms: [監視, 監視体制]      監視体制 holds 監視: it changes nothing
 *     terms: [ルータ, 無線ルータ]   ルータ is not found inside 無線ルータ装置, 無線ルータ is: both are needed */
#include "rule/lint_part.h"

#include "rule/names.h"

struct scanned {
    const struct rule_concept *concept;
    uint32_t index;
    struct text_term_hits hits;
};

static bool scan(struct rule_linter *lint, struct scanned *in, struct text_view text)
{
    in->hits = (struct text_term_hits){0};
    if (lint->status != STATUS_OK) return false;
    lint->status = text_terms_scan(lint->set->terms, lint->scratch, text, &in->hits);
    return lint->status == STATUS_OK;
}

static const struct rule_term *find_term(const struct rule_term *terms, size_t count, struct text_view folded)
{
    for (size_t i = 0; i < count; i++)
        if (text_view_equal(terms[i].folded, folded)) return &terms[i];
    return NULL;
}

/* A short katakana word is found only where its run of katakana ends: not everywhere that a longer term is. */
static bool is_found_with(const struct rule_term *shorter, const struct rule_term *longer)
{
    size_t letters;
    bool bound = !shorter->inside && text_term_is_katakana(shorter->folded, &letters);
    return !bound || (!longer->inside && text_term_is_katakana(longer->folded, &letters));
}

static void lint_shadows(struct rule_linter *lint, const struct scanned *in, const struct rule_term *term)
{
    const struct rule_concept *concept = in->concept;
    for (size_t i = 0; i < in->hits.count; i++) {
        struct text_term_hit hit = in->hits.items[i];
        bool whole = hit.begin == 0 && hit.end == term->folded.len;
        struct text_view text = text_view_part(term->folded, hit.begin, hit.end);
        const struct rule_term *by = NULL;
        if (hit.owner == rule_owner(in->index, RULE_EXCEPT) && whole) {
            by = find_term(concept->excepts, concept->except_count, text);
            if (by) rule_lint_report(lint, DIAGNOSTIC_LINT_TERM_DEAD, term->span, term->text, by->text, by->text);
            return;
        }
        if (hit.owner == rule_owner(in->index, RULE_TERM) && !whole)
            by = find_term(concept->terms, concept->term_count, text);
        if (!by || !is_found_with(by, term)) continue;
        rule_lint_report(lint, DIAGNOSTIC_LINT_TERM_SHADOWED, term->span, term->text, by->text, by->text);
        return;
    }
}

static void lint_twins(struct rule_linter *lint, const struct rule_concept *concept)
{
    struct rule_names known = {0};
    for (size_t i = 0; i < concept->term_count && lint->status == STATUS_OK; i++) {
        const struct rule_term *term = &concept->terms[i];
        uint32_t twin = rule_names_find(&known, term->folded);
        if (twin == RULE_NAME_NONE) lint->status = rule_names_add(&known, lint->scratch, term->folded, (uint32_t)i);
        else
            rule_lint_report(lint, DIAGNOSTIC_LINT_TERM_TWICE, term->span, term->text, concept->terms[twin].text,
                             term->text);
    }
}

/* Patterns may match in an except too; without them, some term must. */
static void lint_except(struct rule_linter *lint, const struct scanned *in, const struct rule_term *except)
{
    if (in->concept->pattern_count > 0) return;
    for (size_t i = 0; i < in->hits.count; i++)
        if (in->hits.items[i].owner == rule_owner(in->index, RULE_TERM)) return;
    rule_lint_report(lint, DIAGNOSTIC_LINT_EXCEPT_IDLE, except->span, except->text, except->text, except->text);
}

void rule_lint_terms(struct rule_linter *lint)
{
    for (size_t c = 0; c < lint->set->concept_count; c++) {
        struct scanned in = {.concept = &lint->set->concepts[c], .index = (uint32_t)c};
        lint_twins(lint, in.concept);
        for (size_t i = 0; i < in.concept->term_count; i++)
            if (scan(lint, &in, in.concept->terms[i].folded)) lint_shadows(lint, &in, &in.concept->terms[i]);
        for (size_t i = 0; i < in.concept->except_count; i++)
            if (scan(lint, &in, in.concept->excepts[i].folded)) lint_except(lint, &in, &in.concept->excepts[i]);
    }
}
