#include "text/gram.h"

#include "text/character.h"
#include "text/decode.h"
#include "text/utf8.h"

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

struct letter {
    uint32_t begin;
    uint32_t end;
};

static inline uint32_t hash_byte(uint32_t hash, char byte)
{
    return (hash ^ (unsigned char)byte) * FNV_PRIME;
}

static inline uint32_t hash_letter(uint32_t hash, const char *text, struct letter letter)
{
    const char *at = text + letter.begin;
    if (letter.end - letter.begin == 3) /* nearly all */
        return hash_byte(hash_byte(hash_byte(hash, at[0]), at[1]), at[2]);
    for (const char *end = text + letter.end; at < end; at++)
        hash = hash_byte(hash, *at);
    return hash;
}

_Static_assert(TEXT_GRAM_LETTERS == 3, "the two letters before are kept by name");

enum status text_grams(struct arena *arena, struct text_view folded, struct text_grams *out_grams)
{
    struct letter first = {0}, second = {0};
    struct text_grams grams = {arena_alloc(arena, (text_utf8_count(folded) + 1) * sizeof *grams.items), 0};
    size_t letters = 0;
    if (!grams.items) return STATUS_NO_MEMORY;
    for (size_t at = 0, len; at < folded.len; at += len) {
        if (!text_is_letter(text_decode(folded.at + at, &len))) continue;
        const struct letter third = {(uint32_t)at, (uint32_t)(at + len)};
        if (++letters >= TEXT_GRAM_LETTERS) {
            const uint32_t begun = hash_letter(hash_letter(FNV_BASIS, folded.at, first), folded.at, second);
            grams.items[grams.count++] =
                (struct text_gram){hash_letter(begun, folded.at, third), first.begin, third.end};
        }
        first = second;
        second = third;
    }
    *out_grams = grams;
    return STATUS_OK;
}

void text_grams_without(struct text_grams *grams, const struct text_term_hits *stretches)
{
    size_t kept = 0, next = 0;
    uint32_t covered = 0; /* the furthest end of the stretches that begin before the gram ends */
    for (size_t i = 0; i < grams->count; i++) {
        for (; next < stretches->count && stretches->items[next].begin < grams->items[i].end; next++)
            if (stretches->items[next].end > covered) covered = stretches->items[next].end;
        if (covered <= grams->items[i].begin) grams->items[kept++] = grams->items[i];
    }
    grams->count = kept;
}
