#include "text/gram.h"

#include "text/character.h"
#include "text/decode.h"
#include "text/utf8.h"

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

/* A gram that is being filled, letter by letter. */
struct open_gram {
    uint32_t hash;
    uint32_t begin;
};

/* Every letter begins a gram and goes on with those of the letters before it. */
static void add_letter(struct open_gram *open, struct text_view text, size_t at, size_t len)
{
    for (size_t i = TEXT_GRAM_LETTERS - 1; i > 0; i--)
        open[i] = open[i - 1];
    open[0] = (struct open_gram){FNV_BASIS, (uint32_t)at};
    for (size_t byte = at; byte < at + len; byte++)
        for (size_t i = 0; i < TEXT_GRAM_LETTERS; i++)
            open[i].hash = (open[i].hash ^ (unsigned char)text.at[byte]) * FNV_PRIME;
}

enum status text_grams(struct arena *arena, struct text_view folded, struct text_grams *out_grams)
{
    struct open_gram open[TEXT_GRAM_LETTERS] = {{0}}; /* the one that has most letters is the last */
    struct text_grams grams = {arena_alloc(arena, (text_utf8_count(folded) + 1) * sizeof *grams.items), 0};
    size_t letters = 0;
    if (!grams.items) return STATUS_NO_MEMORY;
    for (size_t at = 0, len; at < folded.len; at += len) {
        if (!text_is_letter(text_decode(folded.at + at, &len))) continue;
        add_letter(open, folded, at, len);
        const struct open_gram *full = &open[TEXT_GRAM_LETTERS - 1];
        if (++letters >= TEXT_GRAM_LETTERS)
            grams.items[grams.count++] = (struct text_gram){full->hash, full->begin, (uint32_t)(at + len)};
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
