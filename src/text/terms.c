/* Words (terms with the same bytes are one) hang in a hash table under their first three code points, those of two
 * under these. At every character of the text the pair of it and the next is looked up, first in a small bit filter
 * that stays in the first-level cache (about one pair in a hundred gets through), then in the table; where words go on
 * behind that pair, the three are looked up too, and the words under them are compared, the longest first.
 *
 * Example, with letters for ideographs: terms "PQRS", "PQR", "PQ", "QRS", text "PQRT". Under PQR hang "PQRS" and "PQR",
 * of which the second stands there, under PQ hangs "PQ"; QRT is not in the table, RT is not in the filter. Boundaries,
 * which differ by whose term the word is, are looked at once the bytes match.
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

/* Whose term a word is. */
struct bearer {
    uint32_t owner;
    uint8_t bounds;
};

struct word {
    struct text_view text;
    uint32_t first; /* bearer */
    uint32_t count;
};

/* Up to four bytes of a word behind its start: they tell most words of a start apart. */
struct probe {
    uint32_t next;
    uint32_t mask; /* of those that the word has */
};

/* The words with the same start: their first two code points, or three. */
struct group {
    uint64_t start; /* 0: free (no term begins with two NULs) */
    uint32_t first; /* word */
    uint32_t count;
    uint64_t goes_on; /* of two code points: there are words of more (as wide as what it is stored with: no padding) */
};

struct text_terms {
    struct bearer *bearers; /* by word, then owner */
    struct word *words;     /* by group; in a group longest first, then text */
    struct probe *probes;   /* of the words: apart, since nearly all that is looked at of a word is its probe */
    struct group *groups;
    uint64_t *filter;
    unsigned group_bits;
    unsigned filter_bits;
};

#define POINT_BITS  21 /* of a code point */
#define START_THREE ((uint64_t)1 << 63)

/* Of the two code points at `at`. */
static inline uint64_t start_of_two(const char *at)
{
    size_t len = 0, second_len = 0;
    const uint32_t first = text_decode(at, &len);
    return (uint64_t)first << POINT_BITS | text_decode(at + len, &second_len);
}

/* Of those and the one at `behind`. */
static inline uint64_t start_of_three(uint64_t two, const char *behind)
{
    size_t len = 0;
    return START_THREE | two << POINT_BITS | text_decode(behind, &len);
}

/* Hashes of starts are made of their characters' bytes, which is all that most of a text is looked at. */
static inline uint32_t hash_two(uint32_t first, uint32_t second)
{
    uint32_t mixed = first * 0x9E3779B1u + second * 0x85EBCA77u;
    return mixed ^ mixed >> 15;
}

static inline uint32_t hash_three(uint32_t hash_of_two, uint32_t third)
{
    uint32_t mixed = hash_of_two + third * 0x27D4EB2Fu;
    return mixed ^ mixed >> 13;
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

/* A term while the tables are built. */
struct entry {
    struct text_view text;
    uint32_t owner;
    uint8_t bounds;
};

/* Where a term hangs. */
struct start {
    uint64_t two, whole; /* whole: of three code points, or the two; 0 when the text has fewer */
    uint32_t hash_of_two, hash;
    size_t len; /* bytes */
};

static struct start start_of(struct text_view text)
{
    struct start start = {.len = 0};
    size_t len = 0;
    if (text.len == 0) return start;
    const char *const end = text.at + text.len;
    const uint32_t first = text_decode_bytes(text.at, end, &start.len);
    if (text.len == start.len) return start;
    const uint32_t second = text_decode_bytes(text.at + start.len, end, &len);
    start.hash_of_two = start.hash = hash_two(first, second);
    start.two = start.whole = start_of_two(text.at);
    start.len += len;
    if (text.len == start.len) return start;
    const uint32_t third = text_decode_bytes(text.at + start.len, end, &len);
    start.hash = hash_three(start.hash_of_two, third);
    start.whole = start_of_three(start.two, text.at + start.len);
    start.len += len;
    return start;
}

/* Within a group: longest first, then text, then owner. */
static int compare_texts(struct text_view a, struct text_view b)
{
    if (a.len != b.len) return a.len > b.len ? -1 : 1;
    return memcmp(a.at, b.at, a.len);
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    const int order = compare_texts(a->text, b->text);
    return order != 0 ? order : (a->owner > b->owner) - (a->owner < b->owner);
}

static unsigned bits_for(size_t wanted, unsigned least, unsigned most)
{
    unsigned bits = least;
    while (bits < most && ((size_t)1 << bits) < wanted) {
        bits++;
    }
    return bits;
}

static inline struct group *find_group(const struct text_terms *terms, uint64_t start, uint32_t hash)
{
    uint32_t mask = (1u << terms->group_bits) - 1;
    uint32_t at = slot_of(hash, terms->group_bits);
    while (terms->groups[at].start != 0 && terms->groups[at].start != start) {
        at = (at + 1) & mask;
    }
    return &terms->groups[at];
}

/* A set of starts that only counts them. */
struct starts {
    uint64_t *seen;
    unsigned bits;
};

/* Whether it is a new one. */
static bool add_start(struct starts *starts, uint64_t start, uint32_t hash)
{
    const uint32_t mask = (1u << starts->bits) - 1;
    uint32_t at = slot_of(hash, starts->bits);
    while (starts->seen[at] != 0 && starts->seen[at] != start)
        at = (at + 1) & mask;
    const bool is_new = starts->seen[at] == 0;
    starts->seen[at] = start;
    return is_new;
}

/* How many starts the terms have, and how many of two code points: far fewer than terms, and tables that are no larger
 * than they must be stay in the caches. */
static enum status count_starts(const struct text_term *from, size_t count, size_t *out_starts, size_t *out_pairs)
{
    struct starts starts = {.bits = bits_for(4 * count, TABLE_LEAST_BITS, 31)};
    starts.seen = alloc_zeroed((size_t)1 << starts.bits, sizeof *starts.seen);
    if (!starts.seen) return STATUS_NO_MEMORY;
    *out_starts = *out_pairs = 0;
    for (size_t i = 0; i < count; i++) {
        const struct start start = start_of(from[i].text);
        *out_pairs += add_start(&starts, start.two, start.hash_of_two);
        *out_starts += start.whole != start.two && add_start(&starts, start.whole, start.hash);
    }
    *out_starts += *out_pairs;
    alloc_free(starts.seen);
    return STATUS_OK;
}

static enum status make_tables(struct arena *arena, size_t count, size_t starts, size_t pairs, struct text_terms *terms)
{
    terms->group_bits = bits_for(starts + starts / 2 + 1, TABLE_LEAST_BITS, 31);
    terms->filter_bits = bits_for(pairs * FILTER_BITS_PER_PAIR, FILTER_LEAST_BITS, FILTER_MOST_BITS);
    terms->bearers = arena_alloc(arena, count * sizeof *terms->bearers);
    terms->words = arena_alloc(arena, count * sizeof *terms->words);
    terms->probes = arena_alloc(arena, count * sizeof *terms->probes);
    terms->groups = arena_alloc(arena, ((size_t)1 << terms->group_bits) * sizeof *terms->groups);
    terms->filter = arena_alloc(arena, ((size_t)1 << terms->filter_bits) / 8);
    return terms->bearers && terms->words && terms->probes && terms->groups && terms->filter ? STATUS_OK
                                                                                             : STATUS_NO_MEMORY;
}

static void open_groups(struct text_terms *terms, const struct start *start)
{
    const uint32_t bit = filter_slot(start->hash_of_two, terms->filter_bits);
    struct group *pair = find_group(terms, start->two, start->hash_of_two);
    terms->filter[bit / 64] |= (uint64_t)1 << (bit % 64);
    pair->start = start->two;
    pair->goes_on |= start->whole != start->two;
    find_group(terms, start->whole, start->hash)->start = start->whole;
}

/* Counts the terms of each start. */
static enum status count_terms(struct text_terms *terms, const struct text_term *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct start start = start_of(from[i].text);
        if (start.whole == 0) return STATUS_INVALID;
        open_groups(terms, &start);
        find_group(terms, start.whole, start.hash)->count++;
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

static struct entry entry_of(const struct text_term *term)
{
    size_t len = 0;
    return (struct entry){term->text, term->owner, bounds_of(term, text_decode(term->text.at, &len))};
}

static struct probe probe_of(struct text_view word)
{
    static const struct text_view ones = {"\xFF\xFF\xFF\xFF", 4};
    const size_t known = start_of(word).len, behind = word.len - known;
    const struct text_view had = {ones.at, behind < ones.len ? behind : ones.len};
    return (struct probe){.next = bytes_at(word, known), .mask = bytes_at(had, 0)};
}

/* Gives each group its stretch of the entries. */
static void place_entries(struct text_terms *terms, const struct text_term *from, size_t count, struct entry *entries)
{
    uint32_t first = 0;
    size_t groups = (size_t)1 << terms->group_bits;
    for (size_t g = 0; g < groups; g++) {
        terms->groups[g].first = first;
        first += terms->groups[g].count;
        terms->groups[g].count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        const struct start start = start_of(from[i].text);
        struct group *group = find_group(terms, start.whole, start.hash);
        entries[group->first + group->count++] = entry_of(&from[i]);
    }
}

/* A term given twice to one owner is one term, with the freer boundary of the two. */
static void add_bearer(struct text_terms *terms, struct word *word, const struct entry *entry)
{
    struct bearer *last = word->count > 0 ? &terms->bearers[word->first + word->count - 1] : NULL;
    if (last && last->owner == entry->owner) last->bounds &= entry->bounds;
    else terms->bearers[word->first + word->count++] = (struct bearer){entry->owner, entry->bounds};
}

/* The words of a group out of its sorted entries; they and their bearers stand where the entries do. */
static void make_words(struct text_terms *terms, struct group *group, const struct entry *entries)
{
    struct word *words = &terms->words[group->first];
    uint32_t made = 0;
    for (uint32_t i = 0; i < group->count; i++) {
        if (i == 0 || compare_texts(entries[i - 1].text, entries[i].text) != 0)
            words[made++] = (struct word){entries[i].text, group->first + i, 0};
        add_bearer(terms, &words[made - 1], &entries[i]);
    }
    for (uint32_t i = 0; i < made; i++)
        terms->probes[group->first + i] = probe_of(words[i].text);
    group->count = made;
}

static enum status place_terms(struct text_terms *terms, const struct text_term *from, size_t count)
{
    struct entry *entries = alloc_zeroed(count + 1, sizeof *entries);
    if (!entries) return STATUS_NO_MEMORY;
    place_entries(terms, from, count, entries);
    for (size_t g = 0; g < (size_t)1 << terms->group_bits; g++) {
        struct group *group = &terms->groups[g];
        sort_entries(&entries[group->first], group->count);
        make_words(terms, group, &entries[group->first]);
    }
    alloc_free(entries);
    return STATUS_OK;
}

enum status text_terms_build(struct arena *arena, const struct text_term *terms, size_t count,
                             struct text_terms **out_terms)
{
    struct text_terms *made = arena_alloc(arena, sizeof *made);
    size_t starts = 0, pairs = 0;
    enum status status = made ? count_starts(terms, count, &starts, &pairs) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = make_tables(arena, count, starts, pairs, made);
    if (status == STATUS_OK) status = count_terms(made, terms, count);
    if (status == STATUS_OK) status = place_terms(made, terms, count);
    if (status == STATUS_OK) *out_terms = made;
    return status;
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

/* Whose terms a word is that stands at `begin`. */
static enum status add_word(struct scan *scan, const struct word *word, size_t begin)
{
    const size_t end = begin + word->text.len;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < word->count && status == STATUS_OK; i++) {
        const struct bearer *bearer = &scan->terms->bearers[word->first + i];
        if (bounds_hold(bearer->bounds, scan->text, begin, end))
            status = add_hit(scan, (struct text_term_hit){(uint32_t)begin, (uint32_t)end, bearer->owner});
    }
    return status;
}

/* Whether a word stands at `begin`, of which the text up to `behind` and what its probe has is known to be its own. */
static bool stands_at(struct text_view word, struct text_view text, size_t begin, size_t behind)
{
    const size_t known = behind - begin + sizeof(uint32_t);
    if (word.len > text.len - begin) return false;
    return word.len <= known || memcmp(word.at + known, text.at + begin + known, word.len - known) == 0;
}

/* Compares the words of one start, which stands at `begin`, with what follows it at `behind`. */
static enum status scan_group(struct scan *scan, const struct group *group, size_t begin, size_t behind)
{
    const struct word *words = &scan->terms->words[group->first];
    const struct probe *probes = &scan->terms->probes[group->first];
    const uint32_t next = group->count > 0 ? bytes_at(scan->text, behind) : 0;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < group->count && status == STATUS_OK; i++)
        if ((next & probes[i].mask) == probes[i].next && stands_at(words[i].text, scan->text, begin, behind))
            status = add_word(scan, &words[i], begin);
    return status;
}

/* The words that begin with the pair which ends at `behind`: those of more code points, then the pair itself. */
static enum status scan_pair(struct scan *scan, uint32_t hash, size_t begin, size_t behind)
{
    const char *const text = scan->text.at;
    const uint64_t two = start_of_two(text + begin);
    const struct group *pair = find_group(scan->terms, two, hash);
    enum status status = STATUS_OK;
    if (pair->goes_on && behind < scan->text.len) {
        size_t len = 0;
        const uint32_t third = text_decode_bytes(text + behind, text + scan->text.len, &len);
        const struct group *group =
            find_group(scan->terms, start_of_three(two, text + behind), hash_three(hash, third));
        status = scan_group(scan, group, begin, behind + len);
    }
    return status == STATUS_OK && pair->count > 0 ? scan_group(scan, pair, begin, behind) : status;
}

enum status text_terms_scan(const struct text_terms *terms, struct arena *arena, struct text_view folded,
                            struct text_term_hits *out_hits)
{
    struct scan scan = {.terms = terms, .arena = arena, .text = folded};
    const char *const end = folded.at + folded.len;
    const uint64_t *const filter = terms->filter;
    const unsigned filter_bits = terms->filter_bits;
    size_t first_len = 0, second_len = 0;
    uint32_t second = 0;
    uint32_t first = folded.len > 0 ? text_decode_bytes(folded.at, end, &first_len) : 0;
    for (size_t at = 0; at + first_len < folded.len; at += first_len, first = second, first_len = second_len) {
        const size_t next = at + first_len;
        second = text_decode_bytes(folded.at + next, end, &second_len);
        const uint32_t hash = hash_two(first, second), bit = filter_slot(hash, filter_bits);
        if (!(filter[bit / 64] >> (bit % 64) & 1)) continue;
        enum status status = scan_pair(&scan, hash, at, next + second_len);
        if (status != STATUS_OK) return status;
    }
    *out_hits = scan.hits;
    return STATUS_OK;
}
