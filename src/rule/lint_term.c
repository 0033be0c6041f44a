/* Whether a term is superfluous is asked of the matcher itself: the term's text is scanned like any other, and another
 * hit of the same concept (or of one that it includes) in it says that the other is found wherever this one is.
 *     terms: [監視, 監視体制]                        監視体制 holds 監視: it changes nothing
 *     terms: [監視, 監視体制], except: [気象監視]     気象監視体制 counts by 監視体制 only: both are needed
 *     terms: [ルータ, 無線ルータ]                    ルータ is not found inside 無線ルータ装置, 無線ルータ is: both are
 * needed What is said here must be so in every text: where it can't be told, nothing is said. */
#include "rule/lint_part.h"

#include "rule/names.h"

static const struct text_view nothing;

struct scanned {
    const struct rule_concept *concept;
    uint32_t index;
    const struct rule_term *term; /* whose text was scanned */
    struct text_term_hits hits;
};

static bool scan(struct rule_linter *lint, struct scanned *in, const struct rule_term *term)
{
    in->term = term;
    in->hits = (struct text_term_hits){0};
    if (lint->status != STATUS_OK) return false;
    lint->status = text_terms_scan(lint->set->terms, lint->scratch, term->folded, &in->hits);
    return lint->status == STATUS_OK;
}

/* The freest of those with this text: given twice, that is how the matcher takes them. */
static const struct rule_term *find_term(const struct rule_term *terms, size_t count, struct text_view folded)
{
    const struct rule_term *found = NULL;
    for (size_t i = 0; i < count; i++)
        if (text_view_equal(terms[i].folded, folded) && (!found || terms[i].inside)) found = &terms[i];
    return found;
}

static bool is_bound(const struct rule_term *term)
{
    size_t letters;
    return !term->inside && text_term_is_katakana(term->folded, &letters);
}

/* Whether the hit is there wherever the scanned term is. In its middle the scan has told; at its ends a short katakana
 * word is found only where no katakana goes on, which must then hold for the term too. */
static bool stands_everywhere(const struct scanned *in, const struct text_term_hit *hit, const struct rule_term *what)
{
    bool at_end = hit->begin == 0 || hit->end == in->term->folded.len;
    return !at_end || !is_bound(what) || is_bound(in->term);
}

static bool is_whole(const struct scanned *in, const struct text_term_hit *hit)
{
    return hit->begin == 0 && hit->end == in->term->folded.len;
}

/* ---- what could come between */

/* Whether `other` can stand in a text so that its byte 0 is at byte `at` of `term`, which stands there too. */
static bool can_lie(struct text_view other, struct text_view term, ptrdiff_t at)
{
    size_t from = at < 0 ? (size_t)-at : 0, begin = at < 0 ? 0 : (size_t)at;
    if (from >= other.len || begin >= term.len) return true;
    size_t shared = other.len - from < term.len - begin ? other.len - from : term.len - begin;
    return memcmp(other.at + from, term.at + begin, shared) == 0;
}

/* Whether an except can take away the hit and leave the scanned term, if that is its own: */
static bool except_can_part(const struct scanned *in, const struct text_term_hit *hit, struct text_view except,
                            bool is_own)
{
    ptrdiff_t len = (ptrdiff_t)except.len, whole = (ptrdiff_t)in->term->folded.len;
    for (ptrdiff_t at = (ptrdiff_t)hit->end - len; at <= (ptrdiff_t)hit->begin; at++)
        if (!(is_own && at <= 0 && at + len >= whole) && can_lie(except, in->term->folded, at)) return true;
    return false;
}

static bool any_except_can_part(const struct scanned *in, const struct text_term_hit *hit,
                                const struct rule_concept *source)
{
    for (size_t i = 0; i < source->except_count; i++)
        if (except_can_part(in, hit, source->excepts[i].folded, source == in->concept)) return true;
    return false;
}

/* Guards look at what follows a hit and at the phrase in which it begins: a word that begins in the part of the term
 * behind the shorter hit is seen after the one and not after the other; where a phrase can end before the shorter hit,
 * the two stand in different phrases. */
static bool word_can_part(const struct scanned *in, const struct text_term_hit *hit, const struct text_term *word)
{
    struct text_view term = in->term->folded;
    ptrdiff_t len = (ptrdiff_t)word->text.len;
    for (ptrdiff_t at = (ptrdiff_t)hit->end; at < (ptrdiff_t)term.len; at++)
        if (can_lie(word->text, term, at)) return true;
    for (ptrdiff_t end = 1; word->owner == RULE_PHRASE_END && end <= (ptrdiff_t)hit->begin; end++)
        if (can_lie(word->text, term, end - len)) return true;
    return false;
}

/* Brackets part them too: guards keep to their level. */
static bool guard_can_part(const struct rule_linter *lint, const struct scanned *in, const struct text_term_hit *hit)
{
    const struct rule_guards *guards = &lint->set->guards;
    for (size_t at = 0; at < in->term->folded.len; at++)
        if (in->term->folded.at[at] == '(' || in->term->folded.at[at] == ')') return true;
    for (size_t i = 0; i < guards->word_count; i++)
        if (word_can_part(in, hit, &guards->word_list[i])) return true;
    return false;
}

/* A concept's hits count for another that includes it when nothing further is asked of them. */
static bool is_free(const struct rule_concept *concept)
{
    return concept->needs.count == 0 && concept->unless.count == 0;
}

static bool reaches(const struct rule_concept *concept, uint32_t index)
{
    for (size_t i = 0; i < concept->source_count; i++)
        if (concept->sources[i] == index) return true;
    return false;
}

/* Whether every hit of the concept `source` counts for the one at hand, on whatever way it is included. */
static bool is_included_freely(const struct rule_linter *lint, const struct scanned *in, uint32_t source)
{
    if (!reaches(in->concept, source)) return false;
    for (size_t i = 0; i < in->concept->source_count; i++) {
        uint32_t between = in->concept->sources[i];
        if (between == in->index) continue;
        if (reaches(&lint->set->concepts[between], source) && !is_free(&lint->set->concepts[between])) return false;
    }
    return true;
}

/* ---- terms */

static bool makes_needless(const struct rule_linter *lint, const struct scanned *in, const struct text_term_hit *hit,
                           const struct rule_concept *source, const struct rule_term *by)
{
    return stands_everywhere(in, hit, by) && !any_except_can_part(in, hit, source) && !guard_can_part(lint, in, hit);
}

/* True when the hit tells that the scanned term is needless, after saying so. */
static bool lint_hit(struct rule_linter *lint, const struct scanned *in, const struct text_term_hit *hit)
{
    uint32_t source = rule_owner_number(hit->owner);
    const struct rule_concept *concept = &lint->set->concepts[source];
    bool own = source == in->index;
    struct text_view text = text_view_part(in->term->folded, hit->begin, hit->end);
    if (own && is_whole(in, hit)) return false;
    if (!own && !is_included_freely(lint, in, source)) return false;
    const struct rule_term *by = find_term(concept->terms, concept->term_count, text);
    if (!by || !makes_needless(lint, in, hit, concept, by)) return false;
    if (own) rule_lint_report(lint, DIAGNOSTIC_LINT_TERM_SHADOWED, in->term->span, in->term->text, by->text, nothing);
    else
        rule_lint_report(lint, DIAGNOSTIC_LINT_TERM_INCLUDED, in->term->span, in->term->text, by->text,
                         concept->name.len > 0 ? concept->name : concept->label.in[TEXT_JA]);
    return true;
}

/* True after saying that an except always removes the scanned term. */
static bool lint_dead(struct rule_linter *lint, const struct scanned *in)
{
    for (size_t i = 0; i < in->hits.count; i++) {
        const struct text_term_hit *hit = &in->hits.items[i];
        if (hit->owner != rule_owner(in->index, RULE_EXCEPT) || !is_whole(in, hit)) continue;
        const struct rule_term *by = find_term(in->concept->excepts, in->concept->except_count, in->term->folded);
        if (!by || !stands_everywhere(in, hit, by)) continue;
        rule_lint_report(lint, DIAGNOSTIC_LINT_TERM_DEAD, in->term->span, in->term->text, by->text, nothing);
        return true;
    }
    return false;
}

/* Their titles take hits away as excepts do. */
static bool has_older_editions(const struct rule_linter *lint, const struct rule_concept *concept)
{
    return concept->document != RULE_NONE && lint->set->documents[concept->document].superseded_count > 0;
}

static void lint_term(struct rule_linter *lint, const struct scanned *in)
{
    if (lint_dead(lint, in) || lint->measured[in->index] || has_older_editions(lint, in->concept)) return;
    for (size_t i = 0; i < in->hits.count; i++)
        if (rule_owner_kind(in->hits.items[i].owner) == RULE_TERM && lint_hit(lint, in, &in->hits.items[i])) return;
}

static void lint_twins(struct rule_linter *lint, const struct rule_term *terms, size_t count)
{
    struct rule_names known = {0};
    for (size_t i = 0; i < count && lint->status == STATUS_OK; i++) {
        uint32_t twin = rule_names_find(&known, terms[i].folded);
        if (twin == RULE_NAME_NONE) lint->status = rule_names_add(&known, lint->scratch, terms[i].folded, (uint32_t)i);
        else
            rule_lint_report(lint, DIAGNOSTIC_LINT_TERM_TWICE, terms[i].span, terms[i].text, terms[twin].text, nothing);
    }
}

/* ---- excepts */

/* Another except, shorter than the scanned one, that removes the hit wherever the scanned one does. */
static const struct rule_term *removed_by(const struct scanned *in, const struct text_term_hit *hit)
{
    for (size_t i = 0; i < in->hits.count; i++) {
        const struct text_term_hit *other = &in->hits.items[i];
        if (other->owner != rule_owner(in->index, RULE_EXCEPT) || is_whole(in, other)) continue;
        if (other->begin > hit->begin || other->end < hit->end) continue;
        struct text_view text = text_view_part(in->term->folded, other->begin, other->end);
        const struct rule_term *by = find_term(in->concept->excepts, in->concept->except_count, text);
        if (by && stands_everywhere(in, other, by)) return by;
    }
    return NULL;
}

/* Patterns may match in an except too; without them, some term must, and one that no shorter except removes. */
static void lint_except(struct rule_linter *lint, const struct scanned *in)
{
    const struct rule_term *by = NULL;
    if (in->concept->pattern_count > 0) return;
    for (size_t i = 0; i < in->hits.count; i++) {
        if (in->hits.items[i].owner != rule_owner(in->index, RULE_TERM)) continue;
        by = removed_by(in, &in->hits.items[i]);
        if (!by) return;
    }
    if (by) rule_lint_report(lint, DIAGNOSTIC_LINT_EXCEPT_SHADOWED, in->term->span, in->term->text, by->text, nothing);
    else rule_lint_report(lint, DIAGNOSTIC_LINT_EXCEPT_IDLE, in->term->span, in->term->text, nothing, nothing);
}

void rule_lint_terms(struct rule_linter *lint)
{
    for (size_t c = 0; c < lint->set->concept_count; c++) {
        struct scanned in = {.concept = &lint->set->concepts[c], .index = (uint32_t)c};
        lint_twins(lint, in.concept->terms, in.concept->term_count);
        lint_twins(lint, in.concept->excepts, in.concept->except_count);
        for (size_t i = 0; i < in.concept->term_count; i++)
            if (scan(lint, &in, &in.concept->terms[i])) lint_term(lint, &in);
        for (size_t i = 0; i < in.concept->except_count; i++)
            if (scan(lint, &in, &in.concept->excepts[i])) lint_except(lint, &in);
    }
}
