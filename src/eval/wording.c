/* A list may stand in one sentence or run over several lines, each of which is a sentence by itself:
 *
 *     IoT機器、脆弱性、設計、廃棄等          one sentence, four items
 *     ・IoT機器  ・脆弱性  ・設計            three sentences in a row, one item each
 *
 * so items are counted over a run of neighbouring sentences without a predicate or a figure.
 *
 * Of a copy, words may have been exchanged and parts turned round, and most of its grams are still the guideline's:
 *
 *     機器の弱点につきライフサイクル全体を見通した対策です     own: 弱点につき, です
 *
 * whoever quotes and then says what will be done has a long stretch without any copied gram behind the quotation. */
#include "eval/wording.h"

#include "rule/prints.h"
#include "text/gram.h"
#include "text/utf8.h"

#define GRAMS_LEAST 12 /* fewer say nothing: any short phrase of the field stands in the guideline */

/* ---- listed */

static size_t count_of(struct text_view text, struct text_view word)
{
    size_t count = 0;
    for (size_t at = 0; (at = text_view_find(text, word, at)) != (size_t)-1; at += word.len)
        count++;
    return count;
}

/* A word at `at` that is part of one of the fillers around it. */
static bool is_filler(const struct rule_guards *guards, struct text_view sentence, size_t at, size_t len)
{
    for (size_t i = 0; i < guards->lists[RULE_LIST_FILLERS].count; i++) {
        struct text_view filler = guards->lists[RULE_LIST_FILLERS].items[i];
        size_t from = at + len > filler.len ? at + len - filler.len : 0;
        size_t to = at + filler.len < sentence.len ? at + filler.len : sentence.len;
        if (text_view_find(text_view_part(sentence, from, to), filler, 0) != (size_t)-1) return true;
    }
    return false;
}

static bool has_predicate(const struct rule_guards *guards, struct text_view sentence)
{
    for (size_t i = 0; i < guards->lists[RULE_LIST_PREDICATES].count; i++) {
        struct text_view word = guards->lists[RULE_LIST_PREDICATES].items[i];
        for (size_t at = 0; (at = text_view_find(sentence, word, at)) != (size_t)-1; at += word.len)
            if (!is_filler(guards, sentence, at, word.len)) return true;
    }
    return false;
}

static bool starts_with_counter(const struct rule_guards *guards, struct text_view text)
{
    for (size_t i = 0; i < guards->lists[RULE_LIST_COUNTERS].count; i++)
        if (text_view_starts(text, guards->lists[RULE_LIST_COUNTERS].items[i])) return true;
    return false;
}

/* A figure with its counter (年6回, 240名) says how much is done: no keyword has one. */
static bool has_figure(const struct rule_guards *guards, struct text_view sentence)
{
    for (size_t at = 0; at < sentence.len; at++) {
        bool digit = sentence.at[at] >= '0' && sentence.at[at] <= '9';
        if (digit && starts_with_counter(guards, text_view_part(sentence, at + 1, sentence.len))) return true;
    }
    return false;
}

static size_t items_of(const struct rule_guards *guards, struct text_view sentence)
{
    size_t items = 1;
    for (size_t i = 0; i < guards->lists[RULE_LIST_JOINERS].count; i++)
        items += count_of(sentence, guards->lists[RULE_LIST_JOINERS].items[i]);
    return items;
}

/* A mark before the first item of a line joins nothing; it counts as an item all the same, but not for the reader. */
static bool begins_with_joiner(const struct rule_guards *guards, struct text_view sentence)
{
    for (size_t i = 0; i < guards->lists[RULE_LIST_JOINERS].count; i++)
        if (text_view_starts(sentence, guards->lists[RULE_LIST_JOINERS].items[i])) return true;
    return false;
}

/* Marks the runs of sentences that are lists. A title is no sentence, and often joins nouns. */
static void mark_lists(const struct rule_guards *guards, struct eval_text *text)
{
    if (text->field == DOC_FIELD_TITLE || guards->numbers[RULE_NUMBER_ITEMS] == 0) return;
    for (size_t first = 0, end; first < text->sentences.count; first = end + 1) {
        size_t items = 0, marks = 0;
        for (end = first; end < text->sentences.count; end++) {
            struct text_view sentence = eval_text_part(text, text->sentences.items[end]);
            if (has_figure(guards, sentence) || has_predicate(guards, sentence)) break;
            items += items_of(guards, sentence);
            marks += begins_with_joiner(guards, sentence);
        }
        for (size_t i = first; items >= guards->numbers[RULE_NUMBER_ITEMS] && i < end; i++)
            text->wording[i] = (struct eval_wording){.guard = EVAL_GUARD_LISTED, .number = (uint32_t)(items - marks)};
    }
}

/* ---- parroted */

/* Index of the first gram that begins at or after an offset. */
static size_t gram_from(const struct text_grams *grams, uint32_t from)
{
    size_t low = 0, high = grams->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (grams->items[middle].begin < from) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The grams of a stretch of folded text that say whose wording it is, offsets counted from its begin; none on failure.
 */
static struct text_grams telling_grams(struct eval_context *context, struct text_view folded, struct text_range stretch)
{
    const struct text_grams all = eval_grams(context, folded);
    const struct text_view part = text_view_part(folded, stretch.begin, stretch.end);
    const struct text_term_hits borrowed = eval_scan(context, context->rules->guards.borrowed, part);
    const size_t first = gram_from(&all, stretch.begin), behind = gram_from(&all, stretch.end);
    struct text_grams grams = {eval_scratch(context, (behind - first + 1) * sizeof *grams.items), 0};
    if (!grams.items) return grams;
    for (size_t i = first; i < behind && all.items[i].end <= stretch.end; i++)
        grams.items[grams.count++] =
            (struct text_gram){all.items[i].hash, all.items[i].begin - stretch.begin, all.items[i].end - stretch.begin};
    text_grams_without(&grams, &borrowed);
    return grams;
}

struct eval_copied eval_wording_copied(struct eval_context *context, struct text_view folded)
{
    const struct text_range whole = {0, (uint32_t)folded.len};
    struct text_grams grams = telling_grams(context, folded, whole);
    struct eval_copied share = {.grams = grams.count};
    for (size_t i = 0; i < grams.count; i++)
        share.copied += rule_is_printed(&context->rules->guards, grams.items[i].hash);
    return share;
}

/* Letters of the longest stretch in which no gram is the guideline's: n grams in a row cover n + 2 letters, and the
 * first and last two of them may belong to copied neighbours. */
static size_t longest_own(const struct rule_guards *guards, const struct text_grams *grams)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < grams->count; i++) {
        run = rule_is_printed(guards, grams->items[i].hash) ? 0 : run + 1;
        if (run > longest) longest = run;
    }
    return longest > TEXT_GRAM_LETTERS - 1 ? longest - (TEXT_GRAM_LETTERS - 1) : 0;
}

/* Whether enough of a stretch's grams are the guideline's for the shortest copy, borrowed ones counted too. */
static bool may_be_copied(struct eval_context *context, struct text_view folded, struct text_range stretch)
{
    const struct rule_guards *guards = &context->rules->guards;
    const struct text_grams all = eval_grams(context, folded);
    const size_t behind = gram_from(&all, stretch.end);
    size_t copied = 0;
    for (size_t i = gram_from(&all, stretch.begin); i < behind; i++)
        copied += rule_is_printed(guards, all.items[i].hash);
    return copied * 100 >= (size_t)GRAMS_LEAST * guards->numbers[RULE_NUMBER_PERCENT];
}

/* The share that makes a copy. In a few words any phrase of the field is half the guideline's, and whoever counts what
 * will be done (20名) has added to it. */
static uint32_t percent_for(const struct rule_guards *guards, struct text_view sentence, size_t grams)
{
    const uint32_t percent = guards->numbers[RULE_NUMBER_PERCENT], brief = guards->numbers[RULE_NUMBER_BRIEF_PERCENT];
    const bool lenient = grams < guards->numbers[RULE_NUMBER_BRIEF_GRAMS] || has_figure(guards, sentence);
    return lenient && brief > percent ? brief : percent;
}

static struct eval_wording copying_of(struct eval_context *context, struct text_view folded, struct text_range sentence)
{
    const struct rule_guards *guards = &context->rules->guards;
    const uint32_t own_letters = guards->numbers[RULE_NUMBER_OWN_LETTERS];
    if (!may_be_copied(context, folded, sentence)) return (struct eval_wording){.compared = true};
    struct text_grams grams = telling_grams(context, folded, sentence);
    size_t copied = 0;
    for (size_t i = 0; i < grams.count; i++)
        copied += rule_is_printed(guards, grams.items[i].hash);
    const uint32_t percent = percent_for(guards, text_view_part(folded, sentence.begin, sentence.end), grams.count);
    bool is_copy = grams.count >= GRAMS_LEAST && copied * 100 >= grams.count * percent &&
                   (own_letters == 0 || longest_own(guards, &grams) < own_letters);
    if (!is_copy) return (struct eval_wording){.compared = true};
    return (struct eval_wording){EVAL_GUARD_PARROTED, (uint32_t)(copied * 100 / grams.count), .compared = true};
}

/* A title names the subject, and the guideline's own words are the usual ones for it: titles copy nothing. */
static bool may_copy(const struct eval_context *context, const struct eval_text *text, size_t sentence)
{
    const struct rule_guards *guards = &context->rules->guards;
    const struct eval_wording *wording = &text->wording[sentence];
    return sentence < text->sentences.count && text->field != DOC_FIELD_TITLE && wording->guard == EVAL_GUARD_NONE &&
           !wording->compared && guards->numbers[RULE_NUMBER_PERCENT] > 0 && guards->print_count > 0;
}

struct eval_wording eval_wording_at(struct eval_context *context, struct eval_text *text, uint32_t at)
{
    const size_t sentence = eval_text_sentence_index(text, at);
    if (!text->wording) {
        text->wording = eval_scratch(context, (text->sentences.count + 1) * sizeof *text->wording);
        if (!text->wording) return (struct eval_wording){.guard = EVAL_GUARD_NONE};
        mark_lists(&context->rules->guards, text);
    }
    if (may_copy(context, text, sentence))
        text->wording[sentence] = copying_of(context, text->folded.text, text->sentences.items[sentence]);
    return text->wording[sentence];
}
