#include "text/line_hash.h"

#include "text/utf8.h"

#include <stdlib.h>

#define FACTOR 37u
#define END    0xFFFFu

struct rolling {
    uint64_t hash;
    unsigned units;
};

static void take(struct rolling *to, uint32_t unit)
{
    if (to->units == TEXT_LINE_HASH_UNITS) return;
    to->hash = to->hash * FACTOR + unit;
    to->units++;
}

static void take_point(struct rolling *to, uint32_t point)
{
    if (point < 0x10000) {
        take(to, point);
        return;
    }
    take(to, 0xD800 + ((point - 0x10000) >> 10));
    take(to, 0xDC00 + ((point - 0x10000) & 0x3FF));
}

static uint64_t hash_at(struct text_view text, size_t at)
{
    struct rolling rolling = {0, 0};
    bool after_cr = false;
    while (at < text.len && rolling.units < TEXT_LINE_HASH_UNITS) {
        uint32_t point = (unsigned char)text.at[at]; /* where the text is no UTF-8 */
        size_t len = text_utf8_decode(text_view_part(text, at, text.len), &point);
        bool skipped = point == ' ' || point == '\t' || (point == '\n' && after_cr);
        at += len > 0 ? len : 1;
        after_cr = point == '\r' && !skipped;
        if (!skipped) take_point(&rolling, point == '\r' ? '\n' : point);
    }
    take(&rolling, END);
    while (rolling.units < TEXT_LINE_HASH_UNITS)
        take(&rolling, 0);
    return rolling.hash;
}

struct hashed {
    uint64_t hash;
    uint32_t line; /* from 0 */
};

static int compare(const void *a, const void *b)
{
    const struct hashed *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

struct text_line_hash *text_line_hashes(struct arena *arena, struct text_view text, const uint32_t *begins,
                                        size_t count)
{
    struct text_line_hash *hashes = arena_alloc(arena, (count + 1) * sizeof *hashes);
    struct hashed *sorted = arena_alloc(arena, (count + 1) * sizeof *sorted);
    if (!hashes || !sorted) return NULL;
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct hashed){hash_at(text, begins[i]), (uint32_t)i};
    if (count > 1) qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 0, twins = 0; i < count; i++) {
        twins = i > 0 && sorted[i].hash == sorted[i - 1].hash ? twins + 1 : 1;
        hashes[sorted[i].line] = (struct text_line_hash){sorted[i].hash, (uint32_t)twins};
    }
    return hashes;
}
