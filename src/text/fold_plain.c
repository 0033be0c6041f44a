/* Most of a Japanese text stands for itself. So the text is taken in turns:
 *   copy   as many characters as need nothing (kana, ideographs, CJK marks, ASCII letters), found by one table look-up
 *          per character, as one memcpy and one run of the map
 *   step   one character that needs something, with what composes with it
 * Before a mark that composes, the copy gives its last character back to the step:
 *     U+30BB U+30AD U+30E5 U+30EA U+30C6 U+30A3 | U+30CF U+3099    copied | one cluster -> U+30D0 */
#include "text/fold_plain.h"

#include "text/decode.h"
#include "text/fold_cluster.h"
#include "text/fold_context.h"

#define WIDE_TO_ASCII 0xFEE0u

struct plain {
    const struct text_fold_classes *classes;
    struct text_view source;
    struct text_fold_context context;
    struct text_fold_points points;
};

/* A stretch of the source to be copied as it is. */
struct stretch {
    size_t end;
    enum text_fold_class first, last;
};

static enum text_fold_class class_at(const struct plain *fold, size_t at, size_t *out_len)
{
    return text_fold_class_of(fold->classes, text_decode(fold->source.at + at, out_len));
}

/* U+30FC at `at` within a katakana word: nothing about it is open. */
static bool is_inside_word(const struct plain *fold, size_t at, enum text_fold_class previous)
{
    size_t len = 0;
    size_t next = at + 3;
    return (previous == FOLD_KATAKANA || previous == FOLD_HIRAGANA || previous == FOLD_LONG) &&
           next < fold->source.len && class_at(fold, next, &len) == FOLD_KATAKANA;
}

/* Class of the character at `at` as the table has it (FOLD_ASK when it does not say), with its length. */
static inline uint8_t look_up(const struct text_fold_classes *classes, const char *text, size_t *out_len)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] < 0x80) {
        *out_len = 1;
        return classes->pages[classes->page_of[0]][byte[0]];
    }
    if ((byte[0] & 0xF0) != 0xE0) return FOLD_ASK;
    *out_len = 3;
    unsigned high = (unsigned)(byte[0] & 0x0F) << 4 | (unsigned)(byte[1] & 0x3C) >> 2;
    unsigned low = (unsigned)(byte[1] & 0x03) << 6 | (byte[2] & 0x3F);
    return classes->pages[classes->page_of[high]][low];
}

/* Takes the last character off a stretch that begins at `begin`. */
static void give_back(const struct plain *fold, size_t begin, struct stretch *stretch)
{
    size_t len = 0;
    stretch->end = text_decode_before(fold->source.at, stretch->end);
    if (stretch->end > begin) stretch->last = class_at(fold, text_decode_before(fold->source.at, stretch->end), &len);
}

static struct stretch find_stretch(const struct plain *fold, size_t begin)
{
    struct stretch stretch = {.end = begin, .first = FOLD_OTHER, .last = FOLD_OTHER};
    const char *text = fold->source.at;
    size_t at = begin, len = 0;
    uint8_t kind = FOLD_OTHER;
    for (; at < fold->source.len; at += len) {
        kind = look_up(fold->classes, text + at, &len);
        if (kind > FOLD_CAPITAL && (kind != FOLD_LONG || at == begin || !is_inside_word(fold, at, stretch.last))) break;
        if (at == begin) stretch.first = (enum text_fold_class)kind;
        stretch.last = (enum text_fold_class)kind;
    }
    stretch.end = at;
    if (at > begin && at < fold->source.len && text_fold_joins(class_at(fold, at, &len)))
        give_back(fold, begin, &stretch);
    return stretch;
}

static size_t cluster_end(const struct plain *fold, size_t at)
{
    size_t len = 0;
    while (at < fold->source.len && text_fold_joins(class_at(fold, at, &len))) {
        at += len;
    }
    return at;
}

static void push_cluster(struct plain *fold, size_t begin, size_t end)
{
    enum status status = text_fold_cluster(&fold->points, fold->source.at + begin, end - begin);
    if (status != STATUS_OK) {
        fold->context.out.status = status;
        return;
    }
    if (fold->points.count == 0) text_fold_skip(&fold->context, (uint32_t)end);
    for (size_t i = 0; i < fold->points.count; i++) {
        uint32_t point = text_fold_map((uint32_t)fold->points.items[i]);
        text_fold_push(&fold->context, point, (uint32_t)end, false);
    }
}

static uint32_t lower_ascii(uint32_t point)
{
    return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
}

/* One character that nothing joins and that becomes one character. */
static void push_single(struct plain *fold, size_t begin, size_t end, enum text_fold_class kind)
{
    size_t len = 0;
    uint32_t point = text_decode(fold->source.at + begin, &len);
    if (kind == FOLD_WIDE) point = lower_ascii(point - WIDE_TO_ASCII);
    else if (kind == FOLD_CAPITAL) point = lower_ascii(point);
    else if (kind == FOLD_MAPPED) point = text_fold_map(point);
    text_fold_push(&fold->context, point, (uint32_t)end, true);
}

static size_t line_break_end(struct text_view source, size_t at)
{
    return source.at[at] == '\r' && at + 1 < source.len && source.at[at + 1] == '\n' ? at + 2 : at + 1;
}

/* Takes one character and what joins it; returns where the next one begins. */
static size_t step(struct plain *fold, size_t at)
{
    size_t len = 0;
    enum text_fold_class kind = class_at(fold, at, &len);
    if (kind == FOLD_BREAK) {
        size_t after = line_break_end(fold->source, at);
        text_fold_blank(&fold->context, (uint32_t)after, true);
        return after;
    }
    if (kind == FOLD_BLANK) {
        text_fold_blank(&fold->context, (uint32_t)(at + len), false);
        return at + len;
    }
    size_t end = cluster_end(fold, at + len);
    if (end > at + len || kind >= FOLD_COMPLEX) push_cluster(fold, at, end);
    else push_single(fold, at, end, kind);
    return end;
}

enum status text_fold_plain(const struct text_fold_classes *classes, struct arena *arena, struct text_view source,
                            enum text_fold_path path, struct text_folded *out_folded)
{
    struct plain fold = {.classes = classes, .source = source, .points = {.arena = arena}};
    text_fold_context_begin(&fold.context, classes, arena, source.len);
    for (size_t at = 0; at < source.len && fold.context.out.status == STATUS_OK;) {
        struct stretch stretch = {.end = at};
        if (path == TEXT_FOLD_FAST) stretch = find_stretch(&fold, at);
        if (stretch.end > at)
            text_fold_copy(&fold.context, text_view_part(source, at, stretch.end), (uint32_t)stretch.end, stretch.first,
                           stretch.last);
        at = stretch.end < source.len ? step(&fold, stretch.end) : stretch.end;
    }
    enum status status = text_fold_context_end(&fold.context, out_folded);
    if (status == STATUS_OK) out_folded->source_len = (uint32_t)source.len;
    return status;
}
