#include "text/utf8.h"

#include <stdbool.h>
#include <string.h>

/* RFC 3629, table 3-7 of the Unicode standard: overlong forms, surrogates and what lies above U+10FFFF are excluded by
 * the range of the second byte, which depends on the first. */
static bool second_fits(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Bytes that a sequence with this first byte has; 0 when none begins with it. */
static size_t sequence_len(unsigned char lead)
{
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

size_t text_utf8_decode(struct text_view view, uint32_t *out_point)
{
    if (view.len == 0) return 0;
    const unsigned char *at = (const unsigned char *)view.at;
    size_t len = sequence_len(at[0]);
    if (len == 0 || len > view.len) return 0;
    if (len == 1) {
        *out_point = at[0];
        return 1;
    }
    if (!second_fits(at[0], at[1])) return 0;
    uint32_t point = at[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((at[i] & 0xC0) != 0x80) return 0;
        point = point << 6 | (at[i] & 0x3Fu);
    }
    *out_point = point;
    return len;
}

/* Bytes of ASCII at the start, looked at eight at a time. */
static size_t ascii_len(struct text_view view, size_t from)
{
    size_t at = from;
    uint64_t eight;
    while (view.len - at >= sizeof eight) {
        memcpy(&eight, view.at + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080)) break;
        at += sizeof eight;
    }
    while (at < view.len && (unsigned char)view.at[at] < 0x80)
        at++;
    return at - from;
}

/* Bytes of characters of three bytes at the start whose second may be any continuation: nearly all of Japanese. */
static size_t common_len(struct text_view view, size_t from)
{
    size_t at = from;
    for (; view.len - at >= 3; at += 3) {
        unsigned char lead = (unsigned char)view.at[at];
        if (lead <= 0xE0 || lead == 0xED || lead > 0xEF) break;
        if (!is_continuation(view.at[at + 1]) || !is_continuation(view.at[at + 2])) break;
    }
    return at - from;
}

size_t text_utf8_check(struct text_view view)
{
    size_t at = 0;
    while (at < view.len) {
        uint32_t point;
        size_t len = (unsigned char)view.at[at] < 0x80 ? ascii_len(view, at) : common_len(view, at);
        if (len == 0) len = text_utf8_decode(text_view_part(view, at, view.len), &point);
        if (len == 0) break;
        at += len;
    }
    return at;
}

#define EIGHT_ONES UINT64_C(0x0101010101010101)

/* Eight bytes that are 0 or 1 each, added: the product's highest byte is their sum. */
static size_t sum_of(uint64_t flags)
{
    return (size_t)((flags & EIGHT_ONES) * EIGHT_ONES >> 56);
}

size_t text_utf8_count(struct text_view view)
{
    size_t count = 0, at = 0;
    uint64_t eight;
    for (; view.len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, view.at + at, sizeof eight);
        count += sizeof eight - sum_of(eight >> 7 & ~eight >> 6); /* less the continuations, 10xxxxxx */
    }
    for (; at < view.len; at++)
        count += !is_continuation(view.at[at]);
    return count;
}

size_t text_utf8_skip(struct text_view view, size_t at, size_t *count)
{
    size_t left = *count;
    uint64_t eight;
    while (left >= sizeof eight && view.len - at >= sizeof eight) {
        memcpy(&eight, view.at + at, sizeof eight);
        left -= sizeof eight - sum_of(eight >> 7 & ~eight >> 6);
        at += sizeof eight;
    }
    while (at < view.len && is_continuation(view.at[at]))
        at++;
    for (; left > 0 && at < view.len; left--)
        at += sequence_len((unsigned char)view.at[at]);
    *count -= left;
    return at;
}

size_t text_utf8_count_long(struct text_view view)
{
    size_t count = 0, at = 0;
    uint64_t eight;
    for (; view.len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, view.at + at, sizeof eight);
        count += sum_of(eight >> 7 & eight >> 6 & eight >> 5 & eight >> 4); /* 1111xxxx */
    }
    for (; at < view.len; at++)
        count += (unsigned char)view.at[at] > 0xEF;
    return count;
}

size_t text_utf8_encode(uint32_t point, char out_bytes[4])
{
    if (point < 0x80) {
        out_bytes[0] = (char)point;
        return 1;
    }
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t len = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, point >>= 6)
        out_bytes[i] = (char)(0x80 | (point & 0x3F));
    out_bytes[0] = (char)(leads[len] | point);
    return len;
}

size_t text_utf8_previous(struct text_view view, size_t at)
{
    if (at > 0) at--;
    while (at > 0 && is_continuation(view.at[at]))
        at--;
    return at;
}
