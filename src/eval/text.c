#include "eval/text.h"

#include "text/mark.h"
#include "text/utf8.h"

#include <stdlib.h>

#define LONG_VOWEL_MARK 0x30FC /* of katakana */

static int compare_scan(const void *a, const void *b)
{
    const struct text_term_hit *x = a, *y = b;
    if (x->owner != y->owner) return x->owner < y->owner ? -1 : 1;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    return (x->end < y->end) - (x->end > y->end);
}

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

static void set_bit(uint64_t *bits, uint32_t at)
{
    bits[at / 64] |= (uint64_t)1 << at % 64;
}

static bool has_bit(const uint64_t *bits, uint32_t at)
{
    return bits[at / 64] >> at % 64 & 1;
}

/* Most concepts have no hit: that is told without a search, for one that only includes others too. */
static void note_seen(struct eval_context *context, struct eval_text *text)
{
    const struct rule_set *rules = context->rules;
    if (text->scan_count == 0) return;
    const size_t last = text->scan[text->scan_count - 1].owner;
    uint64_t *owners = eval_scratch(context, (last / 64 + 1) * sizeof *owners);
    uint64_t *concepts = eval_scratch(context, (rules->concept_count / 64 + 1) * sizeof *concepts);
    if (!owners || !concepts) return;
    for (size_t i = 0; i < text->scan_count; i++) {
        const uint32_t owner = text->scan[i].owner;
        const struct rule_concept *concept = &rules->concepts[rule_owner_concept(owner)];
        if (has_bit(owners, owner)) continue;
        set_bit(owners, owner);
        for (size_t u = 0; rule_owner_kind(owner) != RULE_EXCEPT && u < concept->user_count; u++)
            set_bit(concepts, concept->users[u]);
    }
    text->owners = owners;
    text->concepts = concepts;
}

static bool has_owner(const struct eval_text *text, uint32_t owner)
{
    return text->owners && owner <= text->scan[text->scan_count - 1].owner && has_bit(text->owners, owner);
}

bool eval_text_may_have(const struct eval_context *context, const struct eval_text *text, uint32_t concept)
{
    if (context->rules->concepts[concept].untriggered_source) return text->folded.text.len > 0;
    return text->concepts && has_bit(text->concepts, concept);
}

static void scan_terms(struct eval_context *context, struct eval_text *text)
{
    struct text_term_hits hits = eval_scan(context, context->rules->terms, text->folded.text);
    if (hits.count > 1) qsort(hits.items, hits.count, sizeof *hits.items, compare_scan);
    text->scan = hits.items;
    text->scan_count = hits.count;
    note_seen(context, text);
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

/* First scanned hit whose owner is `owner` or greater. */
static size_t scan_lower(const struct eval_text *text, uint32_t owner)
{
    size_t low = 0, high = text->scan_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->scan[middle].owner < owner) low = middle + 1;
        else high = middle;
    }
    return low;
}

const struct text_term_hit *eval_text_scanned(const struct eval_text *text, uint32_t owner, size_t *out_count)
{
    *out_count = 0;
    if (!has_owner(text, owner)) return NULL;
    size_t first = scan_lower(text, owner), last = scan_lower(text, owner + 1);
    *out_count = last - first;
    return last > first ? &text->scan[first] : NULL;
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
