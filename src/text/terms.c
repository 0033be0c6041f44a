/* Terms hang in a hash table under their first two code points. At every character of the text the pair of it and the
 * next is looked up, first in a small bit filter that stays in the first-level cache (about one pair in a hundred gets
 * through), then in the table, and the terms of that pair are compared, the longest first.
 *
 * Example, with letters for ideographs: terms "PQR", "PQ", "QRS", text "PQRS". Under the pair PQ hang "PQR" and "PQ",
 * and both stand there; under QR hangs "QRS"; RS is not in the filter. Boundaries are looked at once the bytes match.
 */
#include "text/terms.h"

#include "base/alloc.h"
#include "text/character.h"
#include "text/decode.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

#define FILTER_BITS_PER_PAIR 32
#define FILTER_LEAST_BITS    10
#define FILTER_MOST_BITS     22
#define TABLE_LEAST_BITS     2
#define SMALL_GROUP          32

enum {
    BOUND_WORD_BEFORE = 1, /* no ASCII letter or digit may stand before */
    BOUND_WORD_AFTER = 2,
    BOUND_KATAKANA = 4 /* no katakana may stand on either side */
};

struct entry {
    struct text_view text;
    uint32_t owner;
    uint8_t bounds;
    uint8_t pair_len; /* bytes of the first two code points */
};

/* Up to four bytes of a term behind its first two code points: they tell most terms of a pair apart. */
struct probe {
    uint32_t next;
    uint32_t mask; /* of those that the term has */
};

struct group {
    uint64_t pair; /* 0: free (no term begins with two NULs) */
    uint32_t first;
    uint32_t count;
};

struct text_terms {
    struct entry *entries; /* by group; in a group longest first, then text, then owner */
    struct probe *probes;  /* of the entries: apart, since nearly all that is looked at of an entry is its probe */
    struct group *groups;
    uint64_t *filter;
    unsigned group_bits;
    unsigned filter_bits;
};

static inline uint64_t pair_of(uint32_t first, uint32_t second)
{
    return (uint64_t)first << 32 | second;
}

static inline uint32_t hash_pair(uint32_t first, uint32_t second)
{
    uint32_t mixed = first * 0x9E3779B1u + second * 0x85EBCA77u;
    return mixed ^ mixed >> 15;
}

static inline uint32_t slot_of(uint32_t hash, unsigned bits)
{
    return (hash * 0xC2B2AE3Du) >> (32 - bits);
}

static inline uint32_t filter_slot(uint32_t hash, unsigned bits)
{
    return hash & ((1u << bits) - 1);
}

static uint32_t last_point(struct text_view text)
{
    size_t len = 0;
    return text_decode(text.at + text_decode_before(text.at, text.len), &len);
}

bool text_term_is_katakana(struct text_view folded, size_t *out_letters)
{
    size_t letters = 0, len = 0;
    for (size_t at = 0; at < folded.len; at += len) {
        if (!text_is_katakana(text_decode(folded.at + at, &len))) return false;
        letters++;
    }
    if (letters > 0) *out_letters = letters;
    return letters > 0;
}

static uint8_t bounds_of(const struct text_term *term, uint32_t first)
{
    size_t letters = 0;
    unsigned bounds = text_is_ascii_word(first) ? BOUND_WORD_BEFORE : 0;
    if (text_is_ascii_word(last_point(term->text))) bounds |= BOUND_WORD_AFTER;
    if (!term->inside && text_term_is_katakana(term->text, &letters)) bounds |= BOUND_KATAKANA;
    return (uint8_t)bounds;
}

/* The first two code points; 0 when the text has fewer. */
static uint64_t pair_at_start(struct text_view text)
{
    size_t first_len = 0, second_len = 0;
    if (text.len == 0) return 0;
    uint32_t first = text_decode(text.at, &first_len);
    if (text.len == first_len) return 0;
    return pair_of(first, text_decode(text.at + first_len, &second_len));
}

static inline uint32_t hash_of(uint64_t pair)
{
    return hash_pair((uint32_t)(pair >> 32), (uint32_t)pair);
}

/* Within a group: longest first, then text, then owner. */
static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->text.len != b->text.len) return a->text.len > b->text.len ? -1 : 1;
    int order = memcmp(a->text.at, b->text.at, a->text.len);
    if (order != 0) return order;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

/* A term given twice to one owner is one term, with the freer boundary of the two. */
static uint32_t drop_repeated(struct entry *entries, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (kept > 0 && compare_entries(&entries[kept - 1], &entries[i]) == 0)
            entries[kept - 1].bounds &= entries[i].bounds;
        else entries[kept++] = entries[i];
    }
    return kept;
}

static unsigned bits_for(size_t wanted, unsigned least, unsigned most)
{
    unsigned bits = least;
    while (bits < most && ((size_t)1 << bits) < wanted) {
        bits++;
    }
    return bits;
}

static struct group *find_group(const struct text_terms *terms, uint64_t pair, uint32_t hash)
{
    uint32_t mask = (1u << terms->group_bits) - 1;
    uint32_t at = slot_of(hash, terms->group_bits);
    while (terms->groups[at].pair != 0 && terms->groups[at].pair != pair) {
        at = (at + 1) & mask;
    }
    return &terms->groups[at];
}

/* How many pairs the terms begin with: far fewer than terms, and tables that are no larger than they must be stay in
 * the caches. */
static enum status count_pairs(const struct text_term *from, size_t count, size_t *out_pairs)
{
    const unsigned bits = bits_for(2 * count, TABLE_LEAST_BITS, 31);
    const uint32_t mask = (1u << bits) - 1;
    uint64_t *seen = alloc_zeroed((size_t)1 << bits, sizeof *seen);
    if (!seen) return STATUS_NO_MEMORY;
    *out_pairs = 0;
    for (size_t i = 0; i < count; i++) {
        const uint64_t pair = pair_at_start(from[i].text);
        uint32_t at = slot_of(hash_of(pair), bits);
        while (seen[at] != 0 && seen[at] != pair)
            at = (at + 1) & mask;
        *out_pairs += seen[at] != pair;
        seen[at] = pair;
    }
    alloc_free(seen);
    return STATUS_OK;
}

static enum status make_tables(struct arena *arena, size_t count, size_t pairs, struct text_terms *terms)
{
    terms->group_bits = bits_for(pairs + pairs / 2 + 1, TABLE_LEAST_BITS, 31);
    terms->filter_bits = bits_for(pairs * FILTER_BITS_PER_PAIR, FILTER_LEAST_BITS, FILTER_MOST_BITS);
    terms->entries = arena_alloc(arena, count * sizeof *terms->entries);
    terms->probes = arena_alloc(arena, count * sizeof *terms->probes);
    terms->groups = arena_alloc(arena, ((size_t)1 << terms->group_bits) * sizeof *terms->groups);
    terms->filter = arena_alloc(arena, ((size_t)1 << terms->filter_bits) / 8);
    return terms->entries && terms->probes && terms->groups && terms->filter ? STATUS_OK : STATUS_NO_MEMORY;
}

/* Counts the terms of each pair and sets the pair's bit in the filter. */
static enum status count_terms(struct text_terms *terms, const struct text_term *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t pair = pair_at_start(from[i].text);
        uint32_t hash = hash_of(pair), bit = filter_slot(hash, terms->filter_bits);
        if (pair == 0) return STATUS_INVALID;
        struct group *group = find_group(terms, pair, hash);
        group->pair = pair;
        group->count++;
        terms->filter[bit / 64] |= (uint64_t)1 << (bit % 64);
    }
    return STATUS_OK;
}

/* Groups are small; those that many terms begin alike are left to the library. */
static void sort_entries(struct entry *entries, uint32_t count)
{
    if (count > SMALL_GROUP) qsort(entries, count, sizeof *entries, compare_entries);
    for (uint32_t i = 1; i < count && count <= SMALL_GROUP; i++) {
        const struct entry entry = entries[i];
        uint32_t at = i;
        for (; at > 0 && compare_entries(&entries[at - 1], &entry) > 0; at--)
            entries[at] = entries[at - 1];
        entries[at] = entry;
    }
}

/* Up to four bytes of a text from `at` on, then zeros. */
static inline uint32_t bytes_at(struct text_view text, size_t at)
{
    uint32_t bytes = 0;
    size_t left = text.len - at;
    if (left >= sizeof bytes) memcpy(&bytes, text.at + at, sizeof bytes);
    else memcpy(&bytes, text.at + at, left);
    return bytes;
}

static struct entry entry_of(const struct text_term *term, uint64_t pair)
{
    size_t first = 0, second = 0;
    (void)text_decode(term->text.at, &first);
    (void)text_decode(term->text.at + first, &second);
    return (struct entry){.text = term->text,
                          .owner = term->owner,
                          .bounds = bounds_of(term, (uint32_t)(pair >> 32)),
                          .pair_len = (uint8_t)(first + second)};
}

static struct probe probe_of(const struct entry *entry)
{
    static const struct text_view ones = {"\xFF\xFF\xFF\xFF", 4};
    const size_t behind = entry->text.len - entry->pair_len;
    const struct text_view had = {ones.at, behind < ones.len ? behind : ones.len};
    return (struct probe){.next = bytes_at(entry->text, entry->pair_len), .mask = bytes_at(had, 0)};
}

/* Gives each group its stretch of the entries, fills the stretches and sorts each. */
static void place_terms(struct text_terms *terms, const struct text_term *from, size_t count)
{
    uint32_t first = 0;
    size_t groups = (size_t)1 << terms->group_bits;
    for (size_t g = 0; g < groups; g++) {
        terms->groups[g].first = first;
        first += terms->groups[g].count;
        terms->groups[g].count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t pair = pair_at_start(from[i].text);
        struct group *group = find_group(terms, pair, hash_of(pair));
        terms->entries[group->first + group->count++] = entry_of(&from[i], pair);
    }
    for (size_t g = 0; g < groups; g++) {
        struct group *group = &terms->groups[g];
        struct entry *entries = &terms->entries[group->first];
        sort_entries(entries, group->count);
        group->count = drop_repeated(entries, group->count);
        for (uint32_t i = 0; i < group->count; i++)
            terms->probes[group->first + i] = probe_of(&entries[i]);
    }
}

enum status text_terms_build(struct arena *arena, const struct text_term *terms, size_t count,
                             struct text_terms **out_terms)
{
    struct text_terms *made = arena_alloc(arena, sizeof *made);
    size_t pairs = 0;
    enum status status = made ? count_pairs(terms, count, &pairs) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = make_tables(arena, count, pairs, made);
    if (status == STATUS_OK) status = count_terms(made, terms, count);
    if (status != STATUS_OK) return status;
    place_terms(made, terms, count);
    *out_terms = made;
    return STATUS_OK;
}

static bool bounds_hold(uint32_t bounds, struct text_view text, size_t begin, size_t end)
{
    if (bounds == 0) return true;
    size_t len = 0;
    uint32_t before = begin > 0 ? last_point((struct text_view){text.at, begin}) : ' ';
    uint32_t after = end < text.len ? text_decode(text.at + end, &len) : ' ';
    if ((bounds & BOUND_WORD_BEFORE) && text_is_ascii_word(before)) return false;
    if ((bounds & BOUND_WORD_AFTER) && text_is_ascii_word(after)) return false;
    return !(bounds & BOUND_KATAKANA) || !(text_is_katakana(before) || text_is_katakana(after));
}

/* One scan. */
struct scan {
    const struct text_terms *terms;
    struct arena *arena;
    struct text_view text;
    struct text_term_hits hits;
};

static enum status add_hit(struct scan *scan, struct text_term_hit hit)
{
    struct text_term_hits *hits = &scan->hits;
    if (hits->count == hits->capacity) {
        struct text_term_hit *items = arena_grow(scan->arena, hits->items, hits->count, &hits->capacity, sizeof *items);
        if (!items) return STATUS_NO_MEMORY;
        hits->items = items;
    }
    hits->items[hits->count++] = hit;
    return STATUS_OK;
}

/* The pair and the bytes behind it are known to be the entry's: whether the rest of it is there, and its bounds hold.
 */
static bool stands_at(const struct entry *entry, struct text_view text, size_t begin)
{
    const size_t len = entry->text.len, known = entry->pair_len + sizeof(uint32_t);
    if (len > text.len - begin) return false;
    if (len > known && memcmp(entry->text.at + known, text.at + begin + known, len - known) != 0) return false;
    return bounds_hold(entry->bounds, text, begin, begin + len);
}

/* Compares the terms of one pair, which stands at `begin`, with what follows it at `behind`. */
static enum status scan_group(struct scan *scan, const struct group *group, size_t begin, size_t behind)
{
    const struct entry *entries = &scan->terms->entries[group->first];
    const struct probe *probes = &scan->terms->probes[group->first];
    const uint32_t next = group->count > 0 ? bytes_at(scan->text, behind) : 0;
    for (uint32_t i = 0; i < group->count; i++) { /* none: the filter let another pair through */
        const struct entry *entry = &entries[i];
        if ((next & probes[i].mask) != probes[i].next || !stands_at(entry, scan->text, begin)) continue;
        struct text_term_hit hit = {(uint32_t)begin, (uint32_t)(begin + entry->text.len), entry->owner};
        enum status status = add_hit(scan, hit);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

enum status text_terms_scan(const struct text_terms *terms, struct arena *arena, struct text_view folded,
                            struct text_term_hits *out_hits)
{
    struct scan scan = {.terms = terms, .arena = arena, .text = folded};
    size_t first_len = 0, second_len = 0;
    uint32_t second = 0;
    uint32_t first = folded.len > 0 ? text_decode(folded.at, &first_len) : 0;
    for (size_t at = 0; at + first_len < folded.len; at += first_len, first = second, first_len = second_len) {
        second = text_decode(folded.at + at + first_len, &second_len);
        uint32_t hash = hash_pair(first, second);
        uint32_t bit = filter_slot(hash, terms->filter_bits);
        if (!(terms->filter[bit / 64] >> (bit % 64) & 1)) continue;
        const struct group *group = find_group(terms, pair_of(first, second), hash);
        enum status status = scan_group(&scan, group, at, at + first_len + second_len);
        if (status != STATUS_OK) return status;
    }
    *out_hits = scan.hits;
    return STATUS_OK;
}
