/* A denying word counts where it follows the hit in the same phrase:
 *
 *     IoT機器の点検は行わず、サーバの点検を行う
 *     [--------phrase------][----phrase-----]
 *
 * denies the first 点検 and not the second. An `unless` form (だけでなく, のみならず, double negation) in the same
 * stretch lifts the denial. It reaches further in four cases:
 *
 *     演習の開催については、業界に照会し、要否を含め検討する     a topic: what is said later is said of it, unless
 *                                                              that speaks of something of its own
 *     機器を探索し、持ち主に知らせることは見送る                 predicates that one noun joins share their denial
 *     訓練を行う。これらは見送る。                               a sentence that refers back
 *     訓練の計画があった。来年度に取りやめる。                       one that leaves out what it denies
 *
 * An aside (手間をかけず、) that names what it denies leaves alone what stands before its comma. A denying word says
 * nothing where it describes the noun behind it (対策を実施していない港を訪ねる), unless it leaves out
 * (演習を含まない経費). A phrase that is set against the next denies what it says itself, and no topic
 * (撤去するのではなく、). */
#include "eval/guard.h"

#include "eval/matter.h"
#include "eval/particle.h"
#include "eval/wording.h"
#include "text/character.h"
#include "text/utf8.h"

#define ENDING_CHARACTERS 12 /* of a denying word that are shown with it, so that it can be read (対象外 + とする) */
#define WORD_BYTES        48 /* no guard word that a hit may stand in is longer */
#define OPENING_BYTES     18 /* a word that refers back stands within the first six characters (ただし、これらは) */

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

static bool ends_with_any(struct text_view text, struct rule_strings endings)
{
    for (size_t i = 0; i < endings.count; i++) {
        struct text_view ending = endings.items[i];
        if (text.len >= ending.len && text_view_equal(text_view_part(text, text.len - ending.len, text.len), ending))
            return true;
    }
    return false;
}

/* A word that describes the noun right behind it, and so denies nothing; formal nouns (方針, 予定) only carry it, and a
 * word that leaves out (演習を含まない経費) denies there too. */
static bool describes_noun(const struct eval_context *context, const struct eval_text *text,
                           const struct text_term_hit *word)
{
    const struct rule_guards *guards = &context->rules->guards;
    struct text_view rest = text_view_part(text->folded.text, word->end, text->folded.text.len);
    uint32_t next = 0;
    if (rest.len == 0) return false;
    text_utf8_decode(rest, &next);
    if (!text_is_letter(next) || text_is_hiragana(next)) return false;
    struct text_view written = eval_text_part(text, (struct text_range){word->begin, word->end});
    return ends_with_any(written, guards->lists[RULE_LIST_ATTRIBUTIVES]) &&
           !ends_with_any(written, guards->lists[RULE_LIST_EXCLUDERS]) &&
           !eval_particle_opens(rest, guards->lists[RULE_LIST_FORMAL_NOUNS]);
}

/* The sentence that holds an offset is the last on its matter: 人手が足りない。そこで、… tells a lack, and no denial.
 */
static bool ends_matter(struct eval_context *context, struct eval_text *text, uint32_t at)
{
    size_t next = eval_text_sentence_index(text, at) + 1;
    return next >= text->sentences.count || !eval_matter_goes_on(context, text, next);
}

/* Whether a word counts as one that denies or leaves open. */
static bool is_denial(struct eval_context *context, struct eval_text *text, const struct text_term_hit *word)
{
    if (word->owner == RULE_NEGATED_ENDING) return ends_matter(context, text, word->begin);
    bool denies = word->owner == RULE_NEGATED || word->owner == RULE_NEGATED_ASIDE || word->owner == RULE_HEDGED;
    return denies && !describes_noun(context, text, word);
}

/* The first word of each kind in a stretch, or NULL. */
struct said {
    const struct text_term_hit *first[RULE_PHRASE_TERMS];
};

/* A guard and the word that calls for it. */
struct denial {
    enum eval_guard guard;
    const struct text_term_hit *word;
    bool in_next; /* it stands in the sentence after */
};

struct eval_denial {
    struct denial denial;
    bool known;
};

static const struct denial no_denial;

/* Which words that end behind `past` follow the hit in its phrase, on its own level of parentheses (a hit may be the
 * beginning of its own denial: 実施しない). What is said in parentheses
 * speaks of what stands in them, so words in them don't count, and when those of the hit are closed the phrase is over.
 * Folding has made all parentheses ASCII. One walk over the phrase. */
static struct said said_after(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t past,
                              uint32_t end)
{
    const struct text_term_hits *words = &text->phrase_words;
    struct said said = {{NULL}};
    uint32_t at = begin;
    int depth = 0;
    for (size_t i = first_word(words, begin); i < words->count && words->items[i].begin < end; i++) {
        for (; at < words->items[i].begin && depth >= 0; at++)
            depth += (text->folded.text.at[at] == '(') - (text->folded.text.at[at] == ')');
        if (depth < 0) break;
        const struct text_term_hit *word = &words->items[i];
        bool ending = word->owner == RULE_NEGATED_ENDING;
        uint32_t kind = ending || word->owner == RULE_NEGATED_ASIDE ? RULE_NEGATED : word->owner;
        if (ending && word->begin < past) continue; /* 欠かせない is no denial of itself */
        bool unless = kind == RULE_NEGATED_UNLESS || kind == RULE_HEDGED_UNLESS;
        if (depth == 0 && word->end > past && word->end <= end && !said.first[kind] &&
            (unless || is_denial(context, text, word)))
            said.first[kind] = word;
    }
    return said;
}

static struct denial denial_in(struct said said)
{
    if (said.first[RULE_NEGATED] && !said.first[RULE_NEGATED_UNLESS])
        return (struct denial){.guard = EVAL_GUARD_NEGATED, .word = said.first[RULE_NEGATED]};
    if (said.first[RULE_HEDGED] && !said.first[RULE_HEDGED_UNLESS])
        return (struct denial){.guard = EVAL_GUARD_HEDGED, .word = said.first[RULE_HEDGED]};
    return no_denial;
}

/* Where the stretch between commas begins that ends at `end`; at the earliest at `from`. Commas between nouns part the
 * items of a list (点検、修繕を除き、), and no stretches. */
static uint32_t stretch_begin(const struct eval_text *text, uint32_t from, uint32_t end)
{
    uint32_t begin = from, point = 0, before = 0;
    for (uint32_t at = from; at < end; before = point) {
        at += (uint32_t)text_utf8_decode(text_view_part(text->folded.text, at, end), &point);
        if (text_is_comma(point) && text_is_hiragana(before)) begin = at;
    }
    return begin;
}

/* A stretch of a sentence seen from a hit: the phrase that is being looked at, and how the ones before bear on it. */
struct reach {
    struct text_range hit;
    struct text_range sentence;
    struct text_range phrase;
    bool is_topic; /* the hit is the sentence's topic */
    bool is_chain; /* only predicates in a row have come since the hit */
};

/* Where the first word of a kind begins in a stretch; its end when there is none. */
static uint32_t first_of(const struct eval_text *text, enum rule_phrase_term kind, uint32_t begin, uint32_t end)
{
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, begin); i < words->count && words->items[i].begin < end; i++)
        if (words->items[i].owner == kind && words->items[i].end <= end) return words->items[i].begin;
    return end;
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
static uint32_t first_denial(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end)
{
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, begin); i < words->count && words->items[i].begin < end; i++)
        if (is_denial(context, text, &words->items[i])) return words->items[i].begin;
    return end;
}

/* 施設は、撤去するのではなく、…: the phrase denies what it says itself, and nothing of the topic. */
static bool is_contrast(const struct eval_context *context, const struct eval_text *text, struct text_range phrase)
{
    return ends_with_any(eval_text_part(text, phrase), context->rules->guards.lists[RULE_LIST_CONTRASTS]);
}

/* Where the letters (or the hiragana) that follow an offset end. */
static uint32_t letters_end(struct text_view text, uint32_t from, bool hiragana_only, size_t *out_count)
{
    uint32_t at = from, point = 0;
    *out_count = 0;
    for (size_t len; at < text.len; at += (uint32_t)len, ++*out_count) {
        len = text_utf8_decode(text_view_part(text, at, text.len), &point);
        if (len == 0 || !text_is_letter(point) || (hiragana_only && !text_is_hiragana(point))) break;
    }
    return at;
}

/* 端末を、台帳を廃し、点検する: a comma follows the denying word, so the sentence goes on. */
static bool goes_on(const struct eval_text *text, const struct text_term_hit *word)
{
    size_t count;
    uint32_t last = 0, point = 0;
    struct text_view all = text->folded.text;
    for (uint32_t at = word->begin; at < word->end;)
        at += (uint32_t)text_utf8_decode(text_view_part(all, at, word->end), &last);
    text_utf8_decode(text_view_part(all, letters_end(all, word->end, false, &count), all.len), &point);
    return text_is_comma(last) || text_is_comma(point);
}

/* The denial is an aside that speaks of something else than the hit before its comma: it is set against what follows
 * (端末を、帳簿ではなく、…), or names what it denies (端末を、手間をかけず、…). Any denial but a mere aside speaks of a
 * theme (端末は、点検を取りやめ、…), and of the predicates that a noun joins
 * (端末を探し、持ち主に知らせることを取りやめ、…). */
static bool is_aside_from(const struct eval_context *context, const struct eval_text *text,
                          const struct text_term_hit *word, struct text_range hit)
{
    const struct rule_strings *lists = context->rules->guards.lists;
    struct text_range stretch = {stretch_begin(text, hit.begin, word->begin), word->begin};
    if (stretch.begin < hit.end || !goes_on(text, word)) return false;
    if (is_contrast(context, text, (struct text_range){word->begin, word->end})) return true;
    if (!eval_particle_in(eval_text_part(text, stretch), lists[RULE_LIST_ASIDE_OBJECTS], (struct rule_strings){0}))
        return false;
    struct text_view between = eval_text_part(text, (struct text_range){hit.end, stretch.begin});
    return word->owner == RULE_NEGATED_ASIDE ||
           (first_of(text, RULE_NOMINAL, stretch.begin, word->end) == word->end &&
            first_of(text, RULE_TOPIC, hit.end, stretch.begin) == stretch.begin &&
            !eval_particle_in(between, lists[RULE_LIST_THEMES], lists[RULE_LIST_NOT_THEMES]));
}

/* What a later phrase of the sentence says of the hit. Before its denial, and before the noun that joins predicates
 * (要否は), a theme of its own makes the denial another's; so does a subject, unless the hit is the topic. */
static struct denial denial_of_later(struct eval_context *context, struct eval_text *text, const struct reach *reach)
{
    const struct rule_strings *lists = context->rules->guards.lists;
    struct text_range phrase = reach->phrase;
    if (is_contrast(context, text, phrase)) return no_denial;
    uint32_t denial = first_denial(context, text, phrase.begin, phrase.end);
    uint32_t nominal = first_of(text, RULE_NOMINAL, phrase.begin, phrase.end);
    struct text_view before =
        eval_text_part(text, (struct text_range){phrase.begin, denial < nominal ? denial : nominal});
    if (denial == phrase.end || eval_particle_in(before, lists[RULE_LIST_THEMES], lists[RULE_LIST_NOT_THEMES]))
        return no_denial;
    if (!reach->is_topic &&
        (nominal == phrase.end || eval_particle_in(before, lists[RULE_LIST_SUBJECTS], lists[RULE_LIST_NOT_THEMES])))
        return no_denial;
    struct denial later = denial_in(said_after(context, text, phrase.begin, phrase.begin, phrase.end));
    bool aside =
        later.word && later.word->owner == RULE_NEGATED_ASIDE && is_aside_from(context, text, later.word, reach->hit);
    return aside ? no_denial : later;
}

/* A phrase that makes one topic of its own predicate and those joined to it: 派遣し、支援することについては. */
static bool is_joined_topic(const struct eval_text *text, struct text_range phrase)
{
    return first_of(text, RULE_NOMINAL, phrase.begin, phrase.end) < phrase.end &&
           first_of(text, RULE_TOPIC, phrase.begin, phrase.end) < phrase.end;
}

/* A hit within a denying word is what that word says: the 送る of 見送る sends nothing. */
static struct denial denial_around(struct eval_context *context, struct eval_text *text, uint32_t begin,
                                   struct text_range phrase)
{
    const struct text_term_hits *words = &text->phrase_words;
    const uint32_t from = begin > phrase.begin + WORD_BYTES ? begin - WORD_BYTES : phrase.begin;
    for (size_t i = first_word(words, from); i < words->count && words->items[i].begin < begin; i++)
        if (words->items[i].end > begin && is_denial(context, text, &words->items[i]))
            return denial_in(said_after(context, text, words->items[i].begin, words->items[i].begin, phrase.end));
    return no_denial;
}

static struct denial denial_of_sentence(struct eval_context *context, struct eval_text *text, uint32_t begin,
                                        uint32_t end)
{
    struct reach reach = {.hit = {begin, end}, .sentence = eval_text_sentence(text, begin), .is_chain = true};
    reach.phrase = eval_text_phrase(context, text, begin);
    struct denial denial = denial_in(said_after(context, text, begin, end, reach.phrase.end));
    if (denial.word && is_aside_from(context, text, denial.word, reach.hit)) denial = no_denial;
    if (!denial.word) denial = denial_around(context, text, begin, reach.phrase);
    uint32_t topic = first_of(text, RULE_TOPIC, end, reach.phrase.end);
    reach.is_topic = topic < reach.phrase.end;
    if (denial.word && topic < denial.word->begin && is_contrast(context, text, reach.phrase)) denial = no_denial;
    while (!denial.word && reach.phrase.end < reach.sentence.end && (reach.is_topic || reach.is_chain)) {
        reach.is_chain = reach.is_chain && !closes_with(text, RULE_BREAK, reach.phrase);
        reach.phrase = eval_text_phrase(context, text, reach.phrase.end);
        if (reach.is_topic || reach.is_chain) denial = denial_of_later(context, text, &reach);
        reach.is_topic = reach.is_topic || (reach.is_chain && is_joined_topic(text, reach.phrase));
    }
    return denial;
}

/* A sentence that begins by referring back: これらは見送る。 */
static struct denial denial_by_reference(struct eval_context *context, struct eval_text *text,
                                         struct text_range sentence)
{
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, sentence.begin);
         i < words->count && words->items[i].begin <= sentence.begin + OPENING_BYTES; i++)
        if (words->items[i].owner == RULE_REFERS_BACK)
            return denial_in(said_after(context, text, words->items[i].end, words->items[i].end, sentence.end));
    return no_denial;
}

/* Only endings come behind the word, or a noun that carries it: 取りやめることとする, 廃止の予定である. */
static bool closes_sentence(const struct eval_context *context, const struct eval_text *text,
                            const struct text_term_hit *word, struct text_range sentence)
{
    size_t count;
    uint32_t point = 0;
    struct text_view until = text_view_part(text->folded.text, 0, sentence.end);
    uint32_t at = letters_end(until, word->end, true, &count);
    struct text_view rest = text_view_part(until, at, until.len);
    if (eval_particle_opens(rest, context->rules->guards.lists[RULE_LIST_FORMAL_NOUNS])) return true;
    return text_utf8_decode(rest, &point) == 0 || !text_is_letter(point);
}

/* The first denying word that is the predicate of a sentence, or NULL. */
static const struct text_term_hit *denying_predicate(struct eval_context *context, struct eval_text *text,
                                                     struct text_range sentence)
{
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, sentence.begin); i < words->count && words->items[i].begin < sentence.end; i++)
        if (words->items[i].owner == RULE_NEGATED && is_denial(context, text, &words->items[i]) &&
            closes_sentence(context, text, &words->items[i], sentence))
            return &words->items[i];
    return NULL;
}

/* A sentence that denies what the one before has named: by pointing at it (この演習は取りやめる。), or by leaving it
 * out, going on with its matter and without an object (来年度から取りやめる。). The denying word is the predicate. */
static struct denial denial_by_omission(struct eval_context *context, struct eval_text *text, size_t sentence)
{
    const struct rule_strings *lists = context->rules->guards.lists;
    struct text_range range = text->sentences.items[sentence];
    const struct text_term_hit *word = denying_predicate(context, text, range);
    if (!word) return no_denial;
    struct text_view before = eval_text_part(text, (struct text_range){range.begin, word->begin});
    bool points = eval_particle_in(before, lists[RULE_LIST_POINTERS], (struct rule_strings){0});
    bool omits = eval_matter_goes_on(context, text, sentence) &&
                 !eval_particle_in(before, lists[RULE_LIST_OBJECTS], lists[RULE_LIST_SAME_THEMES]);
    if (!points && !omits) return no_denial;
    struct denial denial = denial_in(said_after(context, text, range.begin, range.begin, range.end));
    return denial.guard == EVAL_GUARD_NEGATED ? denial : no_denial;
}

/* What a sentence says of the one before it. */
static struct denial denial_of_previous(struct eval_context *context, struct eval_text *text, size_t sentence)
{
    struct denial denial = denial_by_reference(context, text, text->sentences.items[sentence]);
    if (!denial.word) denial = denial_by_omission(context, text, sentence);
    denial.in_next = denial.word != NULL;
    return denial;
}

/* What the sentence after says of this one, worked out once per sentence. */
static struct denial denial_of_next(struct eval_context *context, struct eval_text *text, uint32_t at)
{
    size_t next = eval_text_sentence_index(text, at) + 1;
    if (next >= text->sentences.count) return no_denial;
    if (!text->denials) text->denials = eval_scratch(context, text->sentences.count * sizeof *text->denials);
    if (!text->denials) return no_denial;
    if (!text->denials[next].known)
        text->denials[next] = (struct eval_denial){denial_of_previous(context, text, next), true};
    return text->denials[next].denial;
}

static struct denial denial_of(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end)
{
    struct denial denial = denial_of_sentence(context, text, begin, end);
    return denial.word ? denial : denial_of_next(context, text, begin);
}

static enum eval_guard guard_anew(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end)
{
    struct denial denial = denial_of(context, text, begin, end);
    return denial.word ? denial.guard : eval_wording_at(context, text, begin).guard;
}

/* One word is a hit of several concepts. What was told of it is kept in the one place that its offsets give it. */
#define GUARDED 64

struct eval_guarded {
    uint32_t begin, end; /* both 0: free */
    enum eval_guard guard;
};

enum eval_guard eval_guard_of(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end)
{
    if (!text->guarded) text->guarded = eval_scratch(context, GUARDED * sizeof *text->guarded);
    if (!text->guarded) return EVAL_GUARD_NONE;
    struct eval_guarded *known = &text->guarded[(begin / 3 + end) % GUARDED];
    if (known->begin != begin || known->end != end)
        *known = (struct eval_guarded){begin, end, guard_anew(context, text, begin, end)};
    return known->guard;
}

/* Where a stretch goes on behind the last of some marks. */
static uint32_t behind_last(const struct eval_text *text, struct text_range stretch, struct rule_strings marks)
{
    uint32_t behind = stretch.begin;
    struct text_view within = text_view_part(text->folded.text, 0, stretch.end);
    for (size_t i = 0; i < marks.count; i++) {
        size_t at = stretch.begin;
        while ((at = text_view_find(within, marks.items[i], at)) != (size_t)-1) {
            at += marks.items[i].len;
            if (at > behind) behind = (uint32_t)at;
        }
    }
    return behind;
}

/* An aside's word as it is read: the whole verb (かけず). */
static struct text_range readable_aside(const struct eval_context *context, const struct eval_text *text,
                                        const struct text_term_hit *word)
{
    size_t count;
    struct text_range stretch = {eval_text_sentence(text, word->begin).begin, word->begin};
    stretch.begin = stretch_begin(text, stretch.begin, stretch.end);
    uint32_t begin = behind_last(text, stretch, context->rules->guards.lists[RULE_LIST_ASIDE_OBJECTS]);
    uint32_t end = letters_end(text->folded.text, begin, false, &count);
    bool is_word = end > word->begin && count <= ENDING_CHARACTERS;
    return is_word ? (struct text_range){begin, end} : (struct text_range){word->begin, word->end};
}

/* A guard's word as it is read: 見送 + ることとする, up to the next mark unless that is far; a particle before it left
 * out. */
static struct text_range readable(const struct eval_context *context, const struct eval_text *text,
                                  const struct text_term_hit *word)
{
    if (word->owner == RULE_NEGATED_ASIDE) return readable_aside(context, text, word);
    struct text_view all = text->folded.text;
    struct text_range range = {word->begin, word->end};
    uint32_t first = 0, second = 0;
    size_t count;
    size_t len = text_utf8_decode(text_view_part(all, word->begin, word->end), &first);
    text_utf8_decode(text_view_part(all, word->begin + len, word->end), &second);
    if (text_is_hiragana(first) && !text_is_hiragana(second)) range.begin += (uint32_t)len;
    range.end = letters_end(all, word->end, false, &count);
    if (count > ENDING_CHARACTERS) range.end = letters_end(all, word->end, true, &count);
    if (count > ENDING_CHARACTERS) range.end = word->end;
    uint32_t sentence_end = eval_text_sentence(text, word->begin).end;
    if (range.end > sentence_end && sentence_end >= word->end) range.end = sentence_end;
    return range;
}

struct eval_cause eval_guard_cause(struct eval_context *context, struct eval_text *text, uint32_t begin, uint32_t end)
{
    struct denial denial = denial_of(context, text, begin, end);
    struct eval_cause cause = {.concept = RULE_NONE, .refers_back = denial.in_next};
    if (denial.word) {
        struct text_range word = readable(context, text, denial.word);
        cause.span = eval_text_span(text, word.begin, word.end);
    } else {
        cause.number = eval_wording_at(context, text, begin).number;
    }
    return cause;
}

bool eval_guard_is_history(struct eval_context *context, struct eval_text *text, uint32_t at)
{
    struct text_range phrase = eval_text_phrase(context, text, at);
    const struct text_term_hits *words = &text->phrase_words;
    for (size_t i = first_word(words, phrase.begin); i < words->count && words->items[i].begin < phrase.end; i++)
        if (words->items[i].owner == RULE_HISTORY) return true;
    return false;
}
