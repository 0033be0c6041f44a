/* A guard's word that holds an `unless` form of its guard is lifted wherever it stands, and one that begins with a
 * shorter word of its list is not needed beside it:
 *     words: [対象外, 対象外とする], unless: [対象外ではない]     対象外とする changes nothing
 *     words: [検討中であった], unless: [検討中であった]            検討中であった never counts
 * What guards ask of words is in eval/guard.c. Ends of phrases may hold each other. */
#include "rule/lint_part.h"

#include "text/character.h"
#include "text/utf8.h"

static const struct text_view nothing;

static bool is_unless_of(uint32_t kind, uint32_t unless)
{
    return (kind == RULE_NEGATED && unless == RULE_NEGATED_UNLESS) ||
           (kind == RULE_HEDGED && unless == RULE_HEDGED_UNLESS);
}

static bool holds(struct text_view longer, struct text_view shorter)
{
    return text_view_find(longer, shorter, 0) != (size_t)-1;
}

static bool is_denial(uint32_t kind)
{
    return kind == RULE_NEGATED || kind == RULE_HEDGED;
}

/* A denial that describes the noun behind it says nothing: of two that begin alike, the shorter one may do so. */
static bool may_describe(struct text_view longer, struct text_view shorter)
{
    uint32_t next;
    if (longer.len == shorter.len) return false;
    text_utf8_decode(text_view_part(longer, shorter.len, longer.len), &next);
    return text_is_letter(next) && !text_is_hiragana(next);
}

static bool has_bracket(struct text_view text)
{
    return holds(text, text_view_of("(")) || holds(text, text_view_of(")"));
}

static bool is_lifted(const struct text_term *word, const struct text_term *other)
{
    return is_unless_of(word->owner, other->owner) && holds(word->text, other->text) && !has_bracket(word->text);
}

/* Whether a word changes nothing beside another of its list. Of an `unless` form it is only asked whether it stands
 * there; of a denial also where it begins. Of other words other things are asked: they are left alone. */
static bool is_needless(const struct text_term *word, const struct text_term *other)
{
    if (word->owner != other->owner || text_view_equal(word->text, other->text) || has_bracket(word->text))
        return false;
    if (is_denial(word->owner))
        return text_view_starts(word->text, other->text) && !may_describe(word->text, other->text);
    bool unless = word->owner == RULE_NEGATED_UNLESS || word->owner == RULE_HEDGED_UNLESS;
    return unless && holds(word->text, other->text);
}

/* The first of the words that makes this one needless, in one way; the number of words when there is none. */
static size_t first_other(const struct rule_guards *guards, size_t index,
                          bool (*makes_needless)(const struct text_term *word, const struct text_term *other))
{
    size_t at = 0;
    while (at < guards->word_count &&
           (at == index || !makes_needless(&guards->word_list[index], &guards->word_list[at])))
        at++;
    return at;
}

static bool is_twin(const struct text_term *word, const struct text_term *other)
{
    return word->owner == other->owner && other < word && text_view_equal(word->text, other->text);
}

/* One finding for a word at most. */
static void lint_word(struct rule_linter *lint, size_t index)
{
    static const struct {
        bool (*makes_needless)(const struct text_term *word, const struct text_term *other);
        enum diagnostic_code code;
    } ways[] = {{is_twin, DIAGNOSTIC_LINT_GUARD_TWICE},
                {is_lifted, DIAGNOSTIC_LINT_GUARD_LIFTED},
                {is_needless, DIAGNOSTIC_LINT_GUARD_SHADOWED}};
    const struct rule_guards *guards = &lint->set->guards;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        size_t other = first_other(guards, index, ways[i].makes_needless);
        if (other == guards->word_count) continue;
        rule_lint_report(lint, ways[i].code, guards->word_terms[index].span, guards->word_terms[index].text,
                         guards->word_terms[other].text, nothing);
        return;
    }
}

void rule_lint_guards(struct rule_linter *lint)
{
    for (size_t i = 0; i < lint->set->guards.word_count; i++)
        lint_word(lint, i);
}
