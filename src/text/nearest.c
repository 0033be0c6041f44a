/* Optimal string alignment: rows of the edit distance table, of which a swap of neighbours looks two back.
 *
 *     "ministyr" -> "ministry": one swap, distance 1. */
#include "text/nearest.h"

#include "text/character.h"
#include "text/utf8.h"

#define MOST_POINTS 64

struct word {
    uint32_t points[MOST_POINTS];
    size_t count;
};

/* False when it is too long or not UTF-8. */
static bool spell_out(struct text_view view, struct word *word)
{
    word->count = 0;
    for (size_t at = 0; at < view.len;) {
        uint32_t point;
        size_t len = text_utf8_decode(text_view_part(view, at, view.len), &point);
        if (len == 0 || word->count == MOST_POINTS) return false;
        word->points[word->count++] = point;
        at += len;
    }
    return true;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t distance(const struct word *a, const struct word *b)
{
    uint32_t rows[3][MOST_POINTS + 1]; /* row i lives in rows[i % 3] */
    for (uint32_t j = 0; j <= b->count; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        uint32_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= b->count; j++) {
            bool same = a->points[i - 1] == b->points[j - 1];
            row[j] = least(above[j - 1] + !same, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a->points[i - 1] == b->points[j - 2] && a->points[i - 2] == b->points[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a->count % 3][b->count];
}

uint32_t text_distance(struct text_view a, struct text_view b)
{
    struct word first, second;
    return spell_out(a, &first) && spell_out(b, &second) ? distance(&first, &second) : UINT32_MAX;
}

/* How many differences are still close. One may always differ, but not the only one there is. */
static uint32_t allowed(const struct word *a, const struct word *b)
{
    size_t longer = a->count > b->count ? a->count : b->count;
    return longer >= 6 ? (uint32_t)(longer / 3) : longer > 1;
}

/* Letters of ASCII in small ones: who types in small letters what is written in capitals means the same. */
static bool spell_out_small(struct text_view view, struct word *word)
{
    if (!spell_out(view, word)) return false;
    for (size_t i = 0; i < word->count; i++)
        if (word->points[i] < 0x80) word->points[i] = (unsigned char)text_ascii_small((char)word->points[i]);
    return true;
}

size_t text_nearest(struct text_view word, const struct text_view *entries, size_t count)
{
    struct word wanted, entry;
    size_t nearest = (size_t)-1;
    uint32_t nearest_distance = UINT32_MAX;
    if (!spell_out_small(word, &wanted)) return nearest;
    for (size_t i = 0; i < count; i++) {
        if (!spell_out_small(entries[i], &entry)) continue;
        uint32_t steps = distance(&wanted, &entry);
        if (steps <= allowed(&wanted, &entry) && steps < nearest_distance) {
            nearest = i;
            nearest_distance = steps;
        }
    }
    return nearest;
}

struct text_view text_nearer(struct text_view word, struct text_view best, struct text_view other)
{
    const struct text_view both[] = {best, other};
    const size_t nearest = text_nearest(word, both, 2);
    return nearest < 2 ? both[nearest] : (struct text_view){"", 0};
}
