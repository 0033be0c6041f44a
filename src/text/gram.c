#include "text/gram.h"

#include "text/character.h"
#include "text/utf8.h"

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

/* The letters of the gram that is being filled: a ring of where each stands. */
struct ring {
    uint32_t begin[TEXT_GRAM_LETTERS];
    uint32_t end[TEXT_GRAM_LETTERS];
    size_t seen;
};

static struct text_gram gram_of(struct text_view text, const struct ring *ring)
{
    size_t first = ring->seen % TEXT_GRAM_LETTERS, last = (ring->seen + TEXT_GRAM_LETTERS - 1) % TEXT_GRAM_LETTERS;
    struct text_gram gram = {FNV_BASIS, ring->begin[first], ring->end[last]};
    for (size_t i = 0; i < TEXT_GRAM_LETTERS; i++) {
        size_t letter = (first + i) % TEXT_GRAM_LETTERS;
        for (uint32_t at = ring->begin[letter]; at < ring->end[letter]; at++)
            gram.hash = (gram.hash ^ (unsigned char)text.at[at]) * FNV_PRIME;
    }
    return gram;
}

enum status text_grams(struct arena *arena, struct text_view folded, struct text_grams *out_grams)
{
    struct ring ring = {.seen = 0};
    struct text_grams grams = {arena_alloc(arena, (text_utf8_count(folded) + 1) * sizeof *grams.items), 0};
    if (!grams.items) return STATUS_NO_MEMORY;
    for (size_t at = 0, len; at < folded.len; at += len) {
        uint32_t point;
        len = text_utf8_decode(text_view_part(folded, at, folded.len), &point);
        if (!text_is_letter(point)) continue;
        ring.begin[ring.seen % TEXT_GRAM_LETTERS] = (uint32_t)at;
        ring.end[ring.seen % TEXT_GRAM_LETTERS] = (uint32_t)(at + len);
        ring.seen++;
        if (ring.seen >= TEXT_GRAM_LETTERS) grams.items[grams.count++] = gram_of(folded, &ring);
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
