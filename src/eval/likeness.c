/* MinHash by one permutation: every gram falls into one of BINS bins by its hash, and a bin's value is the least hash
 * in it. Two sets agree in a bin with the probability of their resemblance (Li, Owen, Zhang 2012). An empty bin takes
 * the value of another one, picked by a sequence that depends on the bin alone, so that this holds for small sets too
 * (Shrivastava 2017). ROWS bins together are a band: its key is equal only when all of them agree. */
#include "eval/likeness.h"

#include "base/bitset.h"
#include "base/hash.h"
#include "base/radix.h"
#include "text/gram.h"

#include <string.h>

#define ROWS 3
#define BINS (EVAL_BANDS * ROWS)

static struct text_grams own_grams(struct eval_context *context, struct text_view text,
                                   const struct text_terms *boilerplate)
{
    const struct text_view folded = eval_fold(context, text).text;
    const struct text_grams all = eval_grams(context, folded);
    if (!boilerplate) return all;
    const struct text_term_hits hits = eval_scan(context, boilerplate, folded);
    struct text_grams own = {eval_scratch(context, (all.count + 1) * sizeof *own.items), all.count};
    if (!own.items) return (struct text_grams){0};
    if (all.count > 0) memcpy(own.items, all.items, all.count * sizeof *own.items);
    text_grams_without(&own, &hits);
    return own;
}

/* Hashes are spread evenly: by their first bits each comes near its place, and insertion does the rest. Of many, it
 * would take too long. */
#define SPREAD_BITS 6
#define SPREAD_MOST 512

static void sort_few(const struct text_grams *grams, uint32_t *out_hashes)
{
    uint32_t ends[(1 << SPREAD_BITS) + 1] = {0};
    for (size_t i = 0; i < grams->count; i++)
        ends[(grams->items[i].hash >> (32 - SPREAD_BITS)) + 1]++;
    for (size_t b = 1; b <= 1 << SPREAD_BITS; b++)
        ends[b] += ends[b - 1];
    for (size_t i = 0; i < grams->count; i++)
        out_hashes[ends[grams->items[i].hash >> (32 - SPREAD_BITS)]++] = grams->items[i].hash;
    for (size_t i = 1; i < grams->count; i++) {
        const uint32_t hash = out_hashes[i];
        size_t at = i;
        for (; at > 0 && out_hashes[at - 1] > hash; at--)
            out_hashes[at] = out_hashes[at - 1];
        out_hashes[at] = hash;
    }
}

static bool sort_many(struct eval_context *context, const struct text_grams *grams, uint32_t *out_hashes)
{
    uint64_t *sorted = eval_scratch(context, 2 * (grams->count + 1) * sizeof *sorted);
    if (!sorted) return false;
    for (size_t i = 0; i < grams->count; i++)
        sorted[i] = grams->items[i].hash;
    radix_sort(sorted, grams->count, 0, sizeof *out_hashes, sorted + grams->count);
    for (size_t i = 0; i < grams->count; i++)
        out_hashes[i] = (uint32_t)sorted[i];
    return true;
}

static struct eval_print print_anew(struct eval_context *context, struct text_view text,
                                    const struct text_terms *boilerplate)
{
    const struct text_grams grams = own_grams(context, text, boilerplate);
    struct eval_print print = {0};
    print.hashes = eval_scratch(context, (grams.count + 1) * sizeof *print.hashes);
    if (!print.hashes) return (struct eval_print){0};
    if (grams.count <= SPREAD_MOST) sort_few(&grams, print.hashes);
    else if (!sort_many(context, &grams, print.hashes)) return (struct eval_print){0};
    for (size_t i = 0; i < grams.count; i++)
        if (i == 0 || print.hashes[i] != print.hashes[print.count - 1]) print.hashes[print.count++] = print.hashes[i];
    return print;
}

/* The few prints that were made last, each in the one place that the address of its text gives it: claims of a request
 * are compared with each other, and then with those of other files. */
#define PRINTS 8

struct eval_printed {
    struct text_view text;
    const struct rule_check_use *use;
    struct eval_print print;
};

static bool have_same_words(const struct rule_check_use *a, const struct rule_check_use *b)
{
    if (a == b) return true;
    if (!a || !b || a->word_count != b->word_count) return false;
    for (size_t i = 0; i < a->word_count; i++)
        if (!text_view_equal(a->words[i], b->words[i])) return false;
    return true;
}

struct eval_print eval_print_of(struct eval_context *context, struct text_view text, const struct rule_check_use *use)
{
    if (!context->prints) context->prints = eval_scratch(context, PRINTS * sizeof *context->prints);
    if (!context->prints) return (struct eval_print){0};
    struct eval_printed *known = &context->prints[(uintptr_t)text.at / 16 % PRINTS];
    if (known->text.at != text.at || known->text.len != text.len || !have_same_words(known->use, use))
        *known = (struct eval_printed){text, use, print_anew(context, text, use ? use->boilerplate : NULL)};
    return known->print;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Grams that two prints must have in common, the larger one having `most`, to share `least` per cent, at most 100. */
static size_t grams_needed(size_t most, int64_t least)
{
    return least > 0 ? (most * (size_t)least + 99) / 100 : 0;
}

bool eval_print_hopeless(size_t a_count, size_t b_count, int64_t least)
{
    if (a_count < EVAL_PRINT_LEAST || b_count < EVAL_PRINT_LEAST || least > 100) return true;
    size_t needed = grams_needed(larger(a_count, b_count), least);
    return a_count < needed || b_count < needed;
}

struct eval_sketch eval_print_sketch(const struct eval_print *print)
{
    struct eval_sketch sketch = {{0}};
    for (size_t i = 0; i < print->count; i++) {
        const uint32_t bit = print->hashes[i] % (EVAL_SKETCH_WORDS * BITSET_WORD);
        sketch.words[bit / BITSET_WORD] |= (uint64_t)1 << bit % BITSET_WORD;
    }
    return sketch;
}

/* Bits that only the first has. */
static size_t count_lacking(const struct eval_sketch *a, const struct eval_sketch *b)
{
    size_t count = 0;
    for (size_t i = 0; i < EVAL_SKETCH_WORDS; i++)
        count += bitset_count_ones(a->words[i] & ~b->words[i]);
    return count;
}

bool eval_sketch_hopeless(const struct eval_sketch *a, size_t a_count, const struct eval_sketch *b, size_t b_count,
                          int64_t least)
{
    if (eval_print_hopeless(a_count, b_count, least)) return true;
    const size_t needed = grams_needed(larger(a_count, b_count), least);
    return count_lacking(a, b) > a_count - needed || count_lacking(b, a) > b_count - needed;
}

/* Stops where either print has missed more of the other than it may. */
int64_t eval_print_share(const struct eval_print *a, const struct eval_print *b, int64_t least)
{
    if (eval_print_hopeless(a->count, b->count, least)) return 0;
    size_t common = 0, most = larger(a->count, b->count), needed = grams_needed(most, least);
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        uint32_t left = a->hashes[i], right = b->hashes[j];
        if (common + a->count - i < needed || common + b->count - j < needed) return 0;
        common += left == right;
        i += left <= right;
        j += right <= left;
    }
    return common < needed ? 0 : (int64_t)(common * 100 / most);
}

/* Spreads FNV-1a's bits evenly (the finalizer of MurmurHash3). */
static uint32_t mixed(uint32_t hash)
{
    hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
    hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
    return hash ^ hash >> 16;
}

static uint32_t value_of(const uint32_t bins[BINS], uint32_t bin)
{
    uint32_t from = bin;
    for (uint32_t attempt = 1; bins[from] == UINT32_MAX; attempt++)
        from = mixed(bin * 0x9E3779B1u + attempt) % BINS;
    return bins[from];
}

void eval_print_bands(const struct eval_print *print, uint32_t out_keys[EVAL_BANDS])
{
    uint32_t bins[BINS];
    for (uint32_t i = 0; i < BINS; i++)
        bins[i] = UINT32_MAX;
    for (size_t i = 0; i < print->count; i++) {
        uint32_t hash = mixed(print->hashes[i]), bin = hash % BINS;
        if (hash < bins[bin]) bins[bin] = hash;
    }
    for (uint32_t band = 0; band < EVAL_BANDS; band++) {
        uint32_t row[ROWS + 1] = {band};
        for (uint32_t i = 0; i < ROWS; i++)
            row[i + 1] = value_of(bins, band * ROWS + i);
        out_keys[band] = hash_bytes(row, sizeof row);
    }
}
