#include "eval/text.h"

#include "text/mark.h"
#include "text/utf8.h"

#define LONG_VOWEL_MARK 0x30FC /* of katakana */

/* A blank line stands between two neighbouring sentences, or the first is a heading in brackets. */
static bool are_parted(struct text_view written, struct text_range first, struct text_range second)
{
    size_t lines = 0;
    for (size_t at = first.end; at < second.begin; at++)
        lines += written.at[at] == '\n';
    return lines > 1 || text_mark_is_title(text_view_part(written, first.begin, first.end)) ||
           text_mark_is_title(text_view_part(written, second.begin, second.end));
}

/* Sentences are found in the text as written, where line breaks still stand, and kept as folded offsets. */
static void cut_sentences(struct eval_context *context, struct eval_text *text, struct text_view written)
{
    struct text_ranges found = {0};
    enum status status = text_sentences(context->scratch, written, TEXT_SENTENCE_TYPED, &found);
    struct text_range *folded = eval_scratch(context, (found.count + 1) * sizeof *folded);
    bool *parted = eval_scratch(context, (found.count + 1) * sizeof *parted);
    if (status != STATUS_OK || !folded || !parted) {
        context->status = status != STATUS_OK ? status : context->status;
        return;
    }
    for (size_t i = 0; i < found.count; i++) {
        folded[i] = (struct text_range){text_fold_at(&text->folded, found.items[i].begin),
                                        text_fold_at(&text->folded, found.items[i].end)};
        parted[i] = i == 0 || are_parted(written, found.items[i - 1], found.items[i]);
    }
    text->sentences = (struct text_ranges){folded, found.count};
    text->parted = parted;
}

/* Where an owner is in the table, or would be. */
static inline uint32_t *place_of(const struct eval_seen *seen, uint32_t owner)
{
    size_t at = owner * 0x9E3779B1u >> 7 & (seen->room - 1);
    while (seen->places[at] > 0 && seen->owners[seen->places[at] - 1].owner != owner)
        at = (at + 1) & (seen->room - 1);
    return &seen->places[at];
}

static size_t room_for(size_t owners)
{
    size_t room = 16;
    while (room < 2 * owners)
        room *= 2;
    return room;
}

/* Counts the hits of each owner, and notes for each hit whose it is. */
static void count_owners(const struct text_term_hits *hits, struct eval_seen *seen, uint32_t *out_owners)
{
    for (size_t i = 0; i < hits->count; i++) {
        const uint32_t owner = hits->items[i].owner;
        uint32_t *place = place_of(seen, owner);
        if (*place == 0) {
            seen->owners[seen->owner_count++].owner = owner;
            *place = (uint32_t)seen->owner_count;
        }
        out_owners[i] = *place - 1;
        seen->owners[*place - 1].count++;
    }
}

/* By owner and then by place, for the scan gives the hits by place. */
static bool group_by_owner(struct eval_context *context, const struct text_term_hits *hits, struct eval_seen *seen)
{
    uint32_t *owners = eval_scratch(context, hits->count * sizeof *owners), first = 0;
    struct text_term_hit *grouped = eval_scratch(context, hits->count * sizeof *grouped);
    seen->room = room_for(hits->count);
    seen->places = eval_scratch(context, seen->room * sizeof *seen->places);
    seen->owners = eval_scratch(context, hits->count * sizeof *seen->owners);
    if (!owners || !grouped || !seen->places || !seen->owners) return false;
    count_owners(hits, seen, owners);
    for (size_t o = 0; o < seen->owner_count; o++) {
        seen->owners[o].first = first;
        first += seen->owners[o].count;
        seen->owners[o].count = 0;
    }
    for (size_t i = 0; i < hits->count; i++) {
        struct eval_owner *owner = &seen->owners[owners[i]];
        grouped[owner->first + owner->count++] = hits->items[i];
    }
    seen->hits = grouped;
    return true;
}

/* To whom a hit of that owner is something; RULE_NONE: it only takes hits away. */
static uint32_t concept_of(const struct rule_set *rules, uint32_t owner)
{
    switch (rule_owner_kind(owner)) {
    case RULE_TERM:
    case RULE_SUPERSEDED:
        return rule_owner_number(owner);
    case RULE_TRIGGER:
        return rules->trigger_concepts[rule_owner_number(owner)];
    case RULE_EXCEPT:
        break;
    }
    return RULE_NONE;
}

/* Most concepts have no hit: that is told without a search, for one that only includes others too. */
static bool note_concepts(struct eval_context *context, struct eval_text *text)
{
    const struct rule_set *rules = context->rules;
    struct eval_seen *seen = &text->seen;
    if (!bitset_init(&seen->concepts, context->scratch, rules->concept_count)) return false;
    for (size_t o = 0; o < seen->owner_count; o++) {
        const uint32_t concept = concept_of(rules, seen->owners[o].owner);
        for (size_t u = 0; concept != RULE_NONE && u < rules->concepts[concept].user_count; u++)
            bitset_add(&seen->concepts, rules->concepts[concept].users[u]);
    }
    for (uint32_t u = 0; u < rules->untriggered_count; u++)
        bitset_add(&seen->concepts, rules->untriggered[u]);
    const size_t count = bitset_count_ranks(&seen->concepts);
    text->known = eval_scratch(context, (count + 1) * sizeof *text->known);
    return text->known != NULL;
}

bool eval_text_may_have(const struct eval_text *text, uint32_t concept)
{
    return bitset_has(&text->seen.concepts, concept);
}

static void scan_terms(struct eval_context *context, struct eval_text *text)
{
    const struct text_term_hits hits = eval_scan(context, context->rules->terms, text->folded.text);
    struct eval_seen *seen = &text->seen;
    const bool noted = hits.count == 0 || group_by_owner(context, &hits, seen);
    if (noted && note_concepts(context, text)) return;
    context->status = STATUS_NO_MEMORY;
    *seen = (struct eval_seen){0};
}

void eval_text_open(struct eval_context *context, const struct doc_text *from, enum doc_field field, uint32_t claim,
                    struct eval_text *out_text)
{
    struct eval_text text = {.field = field, .claim = claim, .node = from->node};
    text.folded = eval_fold(context, from->value);
    if (from->value.len > 0) {
        cut_sentences(context, &text, from->value);
        scan_terms(context, &text);
    }
    *out_text = text;
}

const struct text_term_hit *eval_text_scanned(const struct eval_text *text, uint32_t owner, size_t *out_count)
{
    const struct eval_seen *seen = &text->seen;
    *out_count = 0;
    const uint32_t place = seen->room > 0 ? *place_of(seen, owner) : 0;
    if (place == 0) return NULL;
    *out_count = seen->owners[place - 1].count;
    return &seen->hits[seen->owners[place - 1].first];
}

size_t eval_text_sentence_index(const struct eval_text *text, uint32_t at)
{
    size_t low = 0, high = text->sentences.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->sentences.items[middle].end <= at) low = middle + 1;
        else high = middle;
    }
    return low < text->sentences.count && text->sentences.items[low].begin <= at ? low : text->sentences.count;
}

struct text_range eval_text_sentence(const struct eval_text *text, uint32_t at)
{
    size_t index = eval_text_sentence_index(text, at);
    if (index < text->sentences.count) return text->sentences.items[index];
    return (struct text_range){0, (uint32_t)text->folded.text.len};
}

static void cut_phrases(struct eval_context *context, struct eval_text *text)
{
    struct text_term_hits found = eval_scan(context, context->rules->guards.words, text->folded.text), ends = {0};
    enum status status = STATUS_OK;
    ends.items = eval_scratch(context, (found.count + 1) * sizeof *ends.items);
    for (size_t i = 0; ends.items && i < found.count; i++) {
        if (found.items[i].owner == RULE_PHRASE_END) ends.items[ends.count++] = found.items[i];
        else found.items[text->phrase_words.count++] = found.items[i];
    }
    text->phrase_words.items = found.items;
    if (ends.items) status = text_phrase_ends(context->scratch, &ends, &text->phrase_ends, &text->phrase_end_count);
    if (status != STATUS_OK) context->status = status;
    text->phrased = true;
}

struct text_range eval_text_phrase(struct eval_context *context, struct eval_text *text, uint32_t at)
{
    if (!text->phrased) cut_phrases(context, text);
    return text_phrase_at(eval_text_sentence(text, at), text->phrase_ends, text->phrase_end_count, at);
}

/* A hit on a word that the text writes with a final long-vowel mark is shown with it. */
static uint32_t with_long_vowel(const struct eval_text *text, uint32_t end)
{
    uint32_t mark = 0;
    struct text_view rest = text_view_part(text->folded.text, end, text->folded.text.len);
    size_t len = text_utf8_decode(rest, &mark);
    return len > 0 && mark == LONG_VOWEL_MARK ? end + (uint32_t)len : end;
}

struct text_span eval_text_span(const struct eval_text *text, uint32_t begin, uint32_t end)
{
    if (!text->node) return (struct text_span){0};
    return doc_node_part(text->node, text_fold_begin(&text->folded, begin),
                         text_fold_end(&text->folded, with_long_vowel(text, end)));
}

struct text_view eval_text_part(const struct eval_text *text, struct text_range range)
{
    return text_view_part(text->folded.text, range.begin, range.end);
}

static bool continues_character(struct text_view text, uint32_t at)
{
    return at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80;
}

static struct text_range widen(const struct eval_context *context, const struct eval_text *text,
                               struct text_range range)
{
    struct text_view folded = text->folded.text;
    uint32_t characters = context->rules->guards.numbers[RULE_NUMBER_NEARBY], len = (uint32_t)folded.len;
    if (characters == 0) return (struct text_range){0, len};
    for (uint32_t i = 0; i < characters && range.begin > 0; i++)
        do
            range.begin--;
        while (range.begin > 0 && continues_character(folded, range.begin));
    for (uint32_t i = 0; i < characters && range.end < len; i++)
        do
            range.end++;
        while (continues_character(folded, range.end));
    return range;
}

/* The same passage is asked about by one criterion after the other. */
struct text_range eval_text_vicinity(const struct eval_context *context, struct eval_text *text,
                                     struct text_range range)
{
    bool known = text->near.end > 0 && text->near_of.begin == range.begin && text->near_of.end == range.end;
    if (!known) text->near = widen(context, text, range);
    text->near_of = range;
    return text->near;
}
