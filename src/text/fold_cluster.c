/* decompose (compatibility, case folded) -> put marks in canonical order -> compose, as UAX #15 has it. utf8proc does
 * the first and the last; it also has the middle step, but takes quadratic time for a long row of marks, which a
 * hostile file may hold. Example: U+30CF U+3099 -> U+30D0; U+2460 -> 1. */
#include "text/fold_cluster.h"

#include "text/character.h"
#include "text/decode.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

#define DECOMPOSE         (UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD)
#define COMPOSE           (UTF8PROC_STABLE | UTF8PROC_COMPOSE)
#define LONGEST           32 /* code points that one may decompose into; Unicode's longest has 18 */
#define FEW_MARKS         16 /* sorted by insertion up to here */
#define COMBINING_CLASSES 256

_Static_assert(sizeof(utf8proc_int32_t) == sizeof(int32_t), "points are handed over as they are");

static uint8_t combining_class(int32_t point)
{
    return (uint8_t)utf8proc_get_property(point)->combining_class;
}

static size_t decompose(uint32_t point, int32_t out[LONGEST])
{
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, out, LONGEST, DECOMPOSE, &boundary);
    if (count > 0 && count <= LONGEST) return (size_t)count;
    out[0] = (int32_t)point; /* not assigned, or nothing is known of it */
    return 1;
}

static bool composes_as_starter(int32_t point)
{
    static const struct {
        int32_t first, last;
    } ranges[] = {
#define RANGE(first, last) {first, last},
#include "text/composing.def"
#undef RANGE
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0] && point >= ranges[i].first; i++) {
        if (point <= ranges[i].last) return true;
    }
    return false;
}

enum text_fold_form text_fold_form_of(uint32_t point)
{
    int32_t parts[LONGEST];
    size_t count = decompose(point, parts);
    if (combining_class(parts[0]) != 0 || composes_as_starter(parts[0])) return FOLD_FORM_BACKWARD;
    if (count > 1) count = (size_t)utf8proc_normalize_utf32(parts, (utf8proc_ssize_t)count, COMPOSE);
    return count == 1 && (uint32_t)parts[0] == point ? FOLD_FORM_STABLE : FOLD_FORM_OTHER;
}

static uint32_t combining_voice(uint32_t point)
{
    switch (point) {
    case 0x309B:
    case 0xFF9E:
        return 0x3099;
    case 0x309C:
    case 0xFF9F:
        return 0x309A;
    default:
        return point;
    }
}

static enum status add_decomposed(struct text_fold_points *points, uint32_t point)
{
    int32_t parts[LONGEST];
    size_t count = decompose(combining_voice(point), parts);
    for (size_t i = 0; i < count; i++) {
        if (points->count == points->capacity) {
            int32_t *items = arena_grow(points->arena, points->items, points->count, &points->capacity, sizeof *items);
            if (!items) return STATUS_NO_MEMORY;
            points->items = items;
        }
        points->items[points->count++] = parts[i];
    }
    return STATUS_OK;
}

static void sort_by_insertion(int32_t *marks, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        int32_t mark = marks[i];
        size_t at = i;
        for (; at > 0 && combining_class(marks[at - 1]) > combining_class(mark); at--) {
            marks[at] = marks[at - 1];
        }
        marks[at] = mark;
    }
}

static enum status sort_by_counting(struct arena *arena, int32_t *marks, size_t count)
{
    size_t begins[COMBINING_CLASSES + 1] = {0};
    int32_t *sorted = arena_alloc(arena, count * sizeof *sorted);
    if (!sorted) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        begins[combining_class(marks[i]) + 1]++;
    }
    for (size_t i = 1; i <= COMBINING_CLASSES; i++) {
        begins[i] += begins[i - 1];
    }
    for (size_t i = 0; i < count; i++) {
        sorted[begins[combining_class(marks[i])]++] = marks[i];
    }
    memcpy(marks, sorted, count * sizeof *sorted);
    return STATUS_OK;
}

/* Stable by combining class within each row of marks; starters keep their places. */
static enum status put_in_order(struct text_fold_points *points)
{
    enum status status = STATUS_OK;
    for (size_t begin = 0, end; begin < points->count && status == STATUS_OK; begin = end + 1) {
        for (end = begin; end < points->count && combining_class(points->items[end]) != 0; end++)
            ;
        if (end - begin > FEW_MARKS) status = sort_by_counting(points->arena, points->items + begin, end - begin);
        else sort_by_insertion(points->items + begin, end - begin);
    }
    return status;
}

enum status text_fold_cluster(struct text_fold_points *points, const char *bytes, size_t len)
{
    points->count = 0;
    size_t point_len = 0;
    for (size_t at = 0; at < len; at += point_len) {
        uint32_t point = text_decode(bytes + at, &point_len);
        if (text_is_invisible(point)) continue;
        enum status status = add_decomposed(points, point);
        if (status != STATUS_OK) return status;
    }
    enum status status = put_in_order(points);
    if (status != STATUS_OK || points->count == 0) return status;
    utf8proc_ssize_t count = utf8proc_normalize_utf32(points->items, (utf8proc_ssize_t)points->count, COMPOSE);
    if (count > 0) points->count = (size_t)count;
    return STATUS_OK;
}
