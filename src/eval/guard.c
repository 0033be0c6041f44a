/* A denying word counts where it follows the hit in the same phrase:
 *
 *     IoT機器の点検は行わず、サーバの点検を行う
 *     [--------phrase------][----phrase-----]
 *
 * denies the first 点検 and not the second. An `unless` form (だけでなく, のみならず, double negation) in the same
 * stretch lifts the denial. It reaches further in three cases:
 *
 *     演習の開催については、業界に照会し、要否を含め検討する     a topic: what is said later is said of it, unless
 *                                                              that has a subject of its own or a contrast intervenes
 *     機器を探索し、持ち主に知らせることは見送る                 predicates that one noun joins share their denial
 *     訓練を行う。これらは見送る。                               a sentence that refers back
 */
#include "eval/guard.h"

#include "eval/wording.h"

#define OPENING_BYTES 18 /* a word that refers back stands within the first six characters (ただし、これらは) */

/* Index of the first guard word at or after an offset; words are ordered by place. */
static size_t first_word(const struct text_term_hits *words, uint32_t from)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->items[middle].begin < from) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Which kinds of words follow the hit in its phrase, on its own level of parentheses: what is said in parentheses
 * speaks of what stands in them, so words in them don't count, and when those of the hit are closed the phrase is over.
 * Folding has made all parentheses ASCII. One walk over the phrase. */
static unsigned kinds_after(const struct eval_text *text, uint32_t begin, uint32_t end)
{
    const struct text_term_hits *words = &text->phrase_words;
    unsigned kinds = 0;
    uint32_t at = begin;
    int depth = 0;
    for (size_t i = first_word(words, begin); i < words->count && words->items[i].begin < end; i++) {
        for (; at < words->items[i].begin && depth >= 0; at++)
            depth += (text->folded.text.at[at] == '(') - (text->folded.text.at[at] == ')');
        if (depth < 0) break;
        if (depth == 0 && words->items[i].end <= end) kinds |= 1u << words->items[i].owner;
    }
    return kinds;
}

static bool fits(unsigned kinds, enum rule_phrase_term word, enum rule_phrase_term unless)
{
    return (kinds >> word & 1) && !(kinds >> unless & 1);
}

static enum eval_guard guard_of(unsigned kinds)
{
    if (fits(kinds, RULE_NEGATED, RULE_NEGATED_UNLESS)) return EVAL_GUARD_NEGATED;
    return fits(kinds, RULE_HEDGED, RULE_HEDGED_UNLESS) ? EVAL_GUARD_HEDGED : EVAL_GUARD_NONE;
}

/* What the sentence after says of this one: nothing, unless it begins by referring back. */
static enum eval_guard guard_of_next(const struct eval_text *text, uint32_t at)
{
    size_t next = eval_text_sentence_index(text, at) + 1;
    if (next >= text->sentences.count) return EVAL_GUARD_NONE;
    struct text_range sentence = text->sentences.items[next];
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, sentence.begin);
         i < words->count && words->items[i].begin <= sentence.begin + OPENING_BYTES; i++)
        if (words->items[i].owner == RULE_REFERS_BACK)
            return guard_of(kinds_after(text, words->items[i].end, sentence.end));
    return EVAL_GUARD_NONE;
}

/* A stretch of a sentence seen from a hit: the phrase that is being looked at, and how the ones before bear on it. */
struct reach {
    struct text_range sentence;
    struct text_range phrase;
    bool is_topic; /* the hit is the sentence's topic */
    bool is_chain; /* only predicates in a row have come since the hit */
};

static bool has_word(const struct eval_text *text, enum rule_phrase_term kind, uint32_t begin, uint32_t end)
{
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, begin); i < words->count && words->items[i].begin < end; i++)
        if (words->items[i].owner == kind && words->items[i].end <= end) return true;
    return false;
}

/* The phrase closes with a word of this kind (the end of the phrase is part of the word). */
static bool closes_with(const struct eval_text *text, enum rule_phrase_term kind, struct text_range phrase)
{
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, phrase.begin); i < words->count && words->items[i].begin < phrase.end; i++)
        if (words->items[i].owner == kind && words->items[i].end == phrase.end) return true;
    return false;
}

/* Where the first word of a kind that a guard goes by begins in a stretch; its end when there is none. */
static uint32_t first_denial(const struct eval_text *text, uint32_t begin, uint32_t end)
{
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, begin); i < words->count && words->items[i].begin < end; i++)
        if (words->items[i].owner == RULE_NEGATED || words->items[i].owner == RULE_HEDGED) return words->items[i].begin;
    return end;
}

/* What is denied there is something else, with a subject of its own. */
static bool has_subject(const struct eval_context *context, const struct eval_text *text, uint32_t begin, uint32_t end)
{
    struct text_view part = eval_text_part(text, (struct text_range){begin, end});
    for (size_t i = 0; i < context->rules->guards.subject_count; i++)
        if (text_view_find(part, context->rules->guards.subjects[i], 0) != (size_t)-1) return true;
    return false;
}

/* What a later phrase of the sentence says of the hit. */
static enum eval_guard guard_of_later(const struct eval_context *context, const struct eval_text *text,
                                      const struct reach *reach)
{
    struct text_range phrase = reach->phrase;
    uint32_t denial = first_denial(text, phrase.begin, phrase.end);
    if (denial == phrase.end || has_subject(context, text, phrase.begin, denial)) return EVAL_GUARD_NONE;
    if (!reach->is_topic && !has_word(text, RULE_NOMINAL, phrase.begin, phrase.end)) return EVAL_GUARD_NONE;
    return guard_of(kinds_after(text, phrase.begin, phrase.end));
}

static enum eval_guard guard_of_sentence(struct eval_context *context, struct eval_text *text, uint32_t begin,
                                         uint32_t end)
{
    struct reach reach = {.sentence = eval_text_sentence(text, begin), .is_chain = true};
    reach.phrase = eval_text_phrase(context, text, begin);
    enum eval_guard guard = guard_of(kinds_after(text, end, reach.phrase.end));
    reach.is_topic = has_word(text, RULE_TOPIC, end, reach.phrase.end);
    while (guard == EVAL_GUARD_NONE && reach.phrase.end < reach.sentence.end && (reach.is_topic || reach.is_chain)) {
        bool contrast = closes_with(text, RULE_CONTRAST, reach.phrase);
        reach.is_topic = reach.is_topic && !contrast;
        reach.is_chain = reach.is_chain && !contrast && !closes_with(text, RULE_CAUSE, reach.phrase);
        reach.phrase = eval_text_phrase(context, text, reach.phrase.end);
        if (reach.is_topic || reach.is_chain) guard = guard_of_later(context, text, &reach);
    }
    return guard;
}

enum eval_guard eval_guard_of(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end)
{
    enum eval_guard guard = guard_of_sentence(context, text, begin, end);
    if (guard == EVAL_GUARD_NONE) guard = guard_of_next(text, begin);
    return guard == EVAL_GUARD_NONE ? eval_wording_guard(context, text, begin) : guard;
}

bool eval_guard_is_history(struct eval_context *context, struct eval_text *text, uint32_t at)
{
    struct text_range phrase = eval_text_phrase(context, text, at);
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, phrase.begin); i < words->count && words->items[i].begin < phrase.end; i++)
        if (words->items[i].owner == RULE_HISTORY) return true;
    return false;
}
