#include "doc/json_escape.h"

#define ESCAPE 6 /* bytes of \uNNNN */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The number of an escape at the start, or 0. */
static uint32_t code_unit(struct text_view text)
{
    uint32_t unit = 0;
    if (text.len < ESCAPE || text.at[0] != '\\' || text.at[1] != 'u') return 0;
    for (size_t i = 2; i < ESCAPE; i++) {
        int value = hex_value(text.at[i]);
        if (value < 0) return 0;
        unit = unit << 4 | (uint32_t)value;
    }
    return unit;
}

uint32_t doc_json_pair(struct text_view text)
{
    uint32_t high = code_unit(text);
    if (high < 0xD800 || high > 0xDBFF) return 0;
    uint32_t low = code_unit(text_view_part(text, ESCAPE, text.len));
    if (low < 0xDC00 || low > 0xDFFF) return 0;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* Byte offset of the first pair at or behind `from`, or (size_t)-1. A backslash that is doubled begins no escape. */
static size_t find_pair(struct text_view bytes, size_t from)
{
    for (size_t at = from; (at = text_view_find(bytes, text_view_of("\\"), at)) != (size_t)-1; at += 2) {
        if (doc_json_pair(text_view_part(bytes, at, bytes.len)) > 0) return at;
        if (at + 2 > bytes.len) break;
    }
    return (size_t)-1;
}

/* A line break that is escaped says nothing and takes two bytes; \U with eight digits takes ten. */
static void write_escape(char *at, uint32_t point)
{
    static const char digits[] = "0123456789ABCDEF";
    at[0] = '\\';
    at[1] = '\n';
    at[2] = '\\';
    at[3] = 'U';
    for (int i = 0; i < 8; i++)
        at[4 + i] = digits[point >> (28 - 4 * i) & 15];
}

enum status doc_json_as_yaml(struct arena *arena, struct text_view bytes, struct text_view *out_bytes)
{
    struct text_view trimmed = text_view_trim(bytes);
    bool json = trimmed.len > 0 && (trimmed.at[0] == '{' || trimmed.at[0] == '[');
    size_t pair = json ? find_pair(bytes, 0) : (size_t)-1;
    *out_bytes = bytes;
    if (pair == (size_t)-1) return STATUS_OK;
    char *copy = arena_copy(arena, bytes.at, bytes.len);
    if (!copy) return STATUS_NO_MEMORY;
    for (; pair != (size_t)-1; pair = find_pair(bytes, pair + 2 * ESCAPE))
        write_escape(copy + pair, doc_json_pair(text_view_part(bytes, pair, bytes.len)));
    *out_bytes = (struct text_view){copy, bytes.len};
    return STATUS_OK;
}
