/* All hashes come from one pass. With p(n) = u1 * 37^(n-1) + ... + un over the first n units of the text, the hash of
 * the units from s to s + 100 is p(s + 100) - p(s) * 37^100: what the pass has when it comes by a line, and 100 units
 * later. Those lines that it has come by and not yet left by so many are a queue. */
#include "text/line_hash.h"

#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

#define FACTOR 37u
#define END    0xFFFFu

/* Where a line began: what the pass had then, in units of the text and their sum. */
struct begun {
    uint64_t sum;
    size_t units;
};

struct pass {
    uint64_t sum;
    size_t units;
    size_t due;     /* units at which the next line is left; SIZE_MAX: none is begun */
    uint64_t shift; /* 37^100 */
    struct begun *lines;
    size_t begun, ended; /* the first line that it has not come by, and that is not left by 100 units */
};

static uint64_t power(unsigned exponent)
{
    uint64_t power = 1;
    while (exponent-- > 0)
        power *= FACTOR;
    return power;
}

static void set_due(struct pass *pass)
{
    pass->due = pass->ended < pass->begun ? pass->lines[pass->ended].units + TEXT_LINE_HASH_UNITS : SIZE_MAX;
}

static void begin_line(struct pass *pass)
{
    pass->lines[pass->begun++] = (struct begun){pass->sum, pass->units};
    set_due(pass);
}

/* A line's sum becomes its hash. */
static void end_line(struct pass *pass)
{
    struct begun *line = &pass->lines[pass->ended++];
    line->sum = pass->sum - line->sum * pass->shift;
    set_due(pass);
}

static inline void take(struct pass *pass, uint32_t unit)
{
    pass->sum = pass->sum * FACTOR + unit;
    pass->units++;
    while (pass->units >= pass->due)
        end_line(pass);
}

static inline void take_point(struct pass *pass, uint32_t point)
{
    if (point < 0x10000) {
        take(pass, point);
        return;
    }
    take(pass, 0xD800 + ((point - 0x10000) >> 10));
    take(pass, 0xDC00 + ((point - 0x10000) & 0x3FF));
}

static inline bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The character at `at`, its bytes; a byte by itself where the text is no UTF-8. Nearly all text here is ASCII or three
 * bytes a character, none of them a surrogate or overlong from U+1000 to U+CFFF. */
static inline size_t point_at(struct text_view text, size_t at, uint32_t *out_point)
{
    const char *bytes = text.at + at;
    const unsigned char lead = (unsigned char)*bytes;
    *out_point = lead;
    if (lead < 0x80) return 1;
    if (lead > 0xE0 && lead < 0xED && text.len - at >= 3 && continues(bytes[1]) && continues(bytes[2])) {
        *out_point = (lead & 0x0Fu) << 12 | ((unsigned char)bytes[1] & 0x3Fu) << 6 | ((unsigned char)bytes[2] & 0x3Fu);
        return 3;
    }
    const size_t len = text_utf8_decode(text_view_part(text, at, text.len), out_point);
    return len > 0 ? len : 1;
}

/* The characters of a line, its break among them. */
static void take_line(struct pass *pass, struct text_view text, size_t from, size_t to, bool *after_cr)
{
    for (size_t at = from, len; at < to; at += len) {
        uint32_t point;
        len = point_at(text, at, &point);
        const bool skipped = point == ' ' || point == '\t' || (point == '\n' && *after_cr);
        *after_cr = point == '\r';
        if (!skipped) take_point(pass, point == '\r' ? '\n' : point);
    }
}

/* The hashes of the lines take the place of their sums. */
static void hash_lines(struct text_view text, const uint32_t *begins, size_t count, struct begun *lines)
{
    struct pass pass = {.lines = lines, .shift = power(TEXT_LINE_HASH_UNITS), .due = SIZE_MAX};
    bool after_cr = false;
    for (size_t line = 0; line < count; line++) {
        begin_line(&pass);
        take_line(&pass, text, begins[line], line + 1 < count ? begins[line + 1] : text.len, &after_cr);
    }
    take(&pass, END);
    while (pass.ended < count)
        take(&pass, 0);
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
    struct begun *lines = arena_alloc(arena, (count + 1) * sizeof *lines);
    if (!hashes || !sorted || !lines) return NULL;
    hash_lines(text, begins, count, lines);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct hashed){lines[i].sum, (uint32_t)i};
    if (count > 1) qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 0, twins = 0; i < count; i++) {
        twins = i > 0 && sorted[i].hash == sorted[i - 1].hash ? twins + 1 : 1;
        hashes[sorted[i].line] = (struct text_line_hash){sorted[i].hash, (uint32_t)twins};
    }
    return hashes;
}
