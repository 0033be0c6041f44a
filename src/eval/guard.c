/* A denying word counts only where it follows the hit in the same phrase:
 *
 *     IoT機器の点検は行わず、サーバの点検を行う
 *     [--------phrase------][----phrase-----]
 *
 * denies the first 点検 and not the second. An `unless` form (だけでなく, のみならず, double negation) in the same
 * stretch lifts the denial. */
#include "eval/guard.h"

/* Whether two offsets stand on the same level of parentheses with none closed in between: what is said in parentheses
 * speaks of what stands in them. Folding has made all of them ASCII. */
static bool same_level(const struct eval_text *text, uint32_t from, uint32_t to)
{
    int depth = 0;
    for (uint32_t at = from; at < to && depth >= 0; at++) {
        char c = text->folded.text.at[at];
        depth += (c == '(') - (c == ')');
    }
    return depth == 0;
}

/* Index of the first guard word that begins at or after an offset; they come ordered. */
static size_t words_from(const struct eval_text *text, uint32_t from)
{
    size_t low = 0, high = text->phrase_words.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->phrase_words.items[middle].begin < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether a word of that kind stands wholly between the two offsets, on the level of the first. */
static bool holds(const struct eval_text *text, enum rule_phrase_term kind, uint32_t begin, uint32_t end)
{
    for (size_t i = words_from(text, begin); i < text->phrase_words.count; i++) {
        const struct text_term_hit *word = &text->phrase_words.items[i];
        if (word->begin >= end)
            return false;
        if (word->owner == kind && word->end <= end && same_level(text, begin, word->begin))
            return true;
    }
    return false;
}

enum eval_guard eval_guard_of_phrase(struct eval_context *context, struct eval_text *text, uint32_t hit_begin,
                                     uint32_t hit_end)
{
    struct text_range phrase = eval_text_phrase(context, text, hit_begin);
    if (holds(text, RULE_NEGATED, hit_end, phrase.end) && !holds(text, RULE_NEGATED_UNLESS, hit_end, phrase.end))
        return EVAL_GUARD_NEGATED;
    if (holds(text, RULE_HEDGED, hit_end, phrase.end) && !holds(text, RULE_HEDGED_UNLESS, hit_end, phrase.end))
        return EVAL_GUARD_HEDGED;
    return EVAL_GUARD_NONE;
}
