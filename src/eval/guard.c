/* A denying word counts only where it follows the hit in the same phrase:
 *
 *     IoT機器の点検は行わず、サーバの点検を行う
 *     [--------phrase------][----phrase-----]
 *
 * denies the first 点検 and not the second. An `unless` form (だけでなく, のみならず, double negation) in the same
 * stretch lifts the denial. A sentence that refers back to the one before (これらは行わない。) denies that one too. */
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

enum eval_guard eval_guard_of(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end)
{
    struct text_range phrase = eval_text_phrase(context, text, begin);
    enum eval_guard guard = guard_of(kinds_after(text, end, phrase.end));
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
