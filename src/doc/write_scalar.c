#include "doc/write_scalar.h"

#include "doc/yaml_line.h"
#include "text/character.h"
#include "text/utf8.h"

#include <stdint.h>

static bool is_in(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- what looks like a number, a boolean, a date, null */

static bool is_word(struct text_view text)
{
    static const char *const words[] = {"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "="};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = 0;
        for (; at < text.len && words[i][at]; at++)
            if (text_ascii_small(text.at[at]) != words[i][at]) break;
        if (at == text.len && words[i][at] == '\0') return true;
    }
    return false;
}

/* Bytes at the start of the text that are in the set. */
static size_t run(struct text_view text, size_t from, const char *set)
{
    size_t at = from;
    while (at < text.len && is_in(text.at[at], set))
        at++;
    return at - from;
}

/* 12, 1_000, 012, 0x1f, 0b1, 0o7, 1:30, 1.5, .5, 1e3, .inf, .nan; the sign has been taken off. */
static bool is_number(struct text_view text)
{
    static const char digits[] = "0123456789_";
    if (text.len > 2 && text.at[0] == '0' && is_in(text.at[1], "xXbBoO"))
        return run(text, 2, "0123456789abcdefABCDEF_") == text.len - 2;
    if (text.len == 4 && text.at[0] == '.') return is_in(text.at[1], "iInN") || is_digit(text.at[1]);
    size_t at = run(text, 0, digits);
    while (at > 0 && at < text.len && text.at[at] == ':')
        at += 1 + run(text, at + 1, digits);
    if (at < text.len && text.at[at] == '.') at += 1 + run(text, at + 1, digits);
    if (at < text.len && at > 0 && is_in(text.at[at], "eE")) {
        at++;
        if (at < text.len && is_in(text.at[at], "+-")) at++;
        at += run(text, at, "0123456789");
    }
    return at == text.len && run(text, 0, "._:eE+-") < text.len;
}

/* 2019-04-01, with or without a time of day. */
static bool is_date(struct text_view text)
{
    return text.len >= 8 && run(text, 0, "0123456789") == 4 && text.at[4] == '-' && is_digit(text.at[5]) &&
           run(text, 0, "0123456789-:.TtZz+ ") == text.len;
}

bool doc_scalar_is_typed(struct text_view text)
{
    size_t sign = text.len > 0 && is_in(text.at[0], "+-") ? 1 : 0;
    if (text.len == 0 || is_word(text) || is_date(text)) return true;
    return text.len > sign && is_number(text_view_part(text, sign, text.len));
}

bool doc_scalar_is_integer(struct text_view text)
{
    size_t sign = text.len > 0 && text.at[0] == '-' ? 1 : 0, digits = text.len - sign;
    if (digits == 0 || digits > 15 || run(text, sign, "0123456789") != digits) return false;
    return text.at[sign] != '0' || text.len == 1;
}

/* ---- styles */

/* Characters that YAML does not allow, takes for line ends, or that nobody sees: only escapes bring them through. */
static bool needs_escape(uint32_t point)
{
    return (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7F && point < 0xA0) ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF || point == 0xFFFE || point == 0xFFFF;
}

struct shape {
    bool escapes; /* some character needs them */
    bool lines;   /* has a line end */
    bool tabs;    /* has a tab, which not every reader takes outside quotes, and nobody sees */
    bool block;   /* may stand as a block: no line of it would be taken for something else */
};

/* A line "---" ends the front matter of Markdown, however it is indented. */
static bool is_fence(struct text_view text, size_t at)
{
    size_t end = text_view_find(text, text_view_of("\n"), at);
    return text_view_equal(text_view_trim(text_view_part(text, at, end == (size_t)-1 ? text.len : end)),
                           text_view_of("---"));
}

static struct shape shape_of(struct text_view text)
{
    struct shape shape = {.block = text.len > 0 && !is_in(text.at[0], " \t\n") && !is_fence(text, 0)};
    for (size_t at = 0; at < text.len;) {
        uint32_t point = 0;
        size_t len = text_utf8_decode(text_view_part(text, at, text.len), &point);
        shape.escapes |= len == 0 || needs_escape(point);
        shape.lines |= point == '\n';
        shape.tabs |= point == '\t';
        at += len > 0 ? len : 1;
        bool begins = point == '\n' && at < text.len;
        if (begins && (text.at[at] == '\t' || is_fence(text, at))) shape.block = false;
    }
    return shape;
}

/* Whether the text, of one line, without tabs and escapes, reads back as it is without quotes. */
static bool is_plain(struct text_view text, bool typed)
{
    static const char *const inside[] = {": ", " #"};
    if (text.len == 0 || (!typed && (doc_scalar_is_typed(text) || doc_is_curly_quoted(text)))) return false;
    if (is_in(text.at[0], ",[]{}#&*!|>'\"%@`") || text.at[text.len - 1] == ':') return false;
    if (is_in(text.at[0], "-?:") && (text.len == 1 || text.at[1] == ' ')) return false;
    if (text_view_trim(text).len != text.len) return false;
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (text_view_find(text, text_view_of(inside[i]), 0) != (size_t)-1) return false;
    return true;
}

static void add_single_quoted(struct buf *out, struct text_view text)
{
    buf_add_char(out, '\'');
    for (size_t at = 0; at < text.len; at++) {
        if (text.at[at] == '\'') buf_add_char(out, '\'');
        buf_add_char(out, text.at[at]);
    }
    buf_add_char(out, '\'');
}

static void add_escape(struct buf *out, uint32_t point)
{
    static const char digits[] = "0123456789ABCDEF";
    int count = point < 0x100 ? 2 : 4; /* none beyond U+FFFF needs one */
    if (point == '\n' || point == '\t' || point == '\r') {
        buf_add_char(out, '\\');
        buf_add_char(out, point == '\n' ? 'n' : point == '\t' ? 't' : 'r');
        return;
    }
    buf_add_string(out, count == 2 ? "\\x" : "\\u");
    while (count-- > 0)
        buf_add_char(out, digits[point >> (4 * count) & 0xF]);
}

static void add_double_quoted(struct buf *out, struct text_view text)
{
    buf_add_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        uint32_t point = 0;
        size_t len = text_utf8_decode(text_view_part(text, at, text.len), &point);
        if (len == 0) len = 1;
        if (needs_escape(point) || point == '\n' || point == '\t') add_escape(out, point);
        else {
            if (point == '"' || point == '\\') buf_add_char(out, '\\');
            buf_add(out, text.at + at, len);
        }
        at += len;
    }
    buf_add_char(out, '"');
}

/* | keeps one line end at the end, |- none, |+ all. */
static void add_block(struct buf *out, struct text_view text, size_t indent)
{
    bool one = text.at[text.len - 1] == '\n', more = text.len > 1 && one && text.at[text.len - 2] == '\n';
    buf_add_string(out, more ? "|+" : one ? "|" : "|-");
    if (one) text.len--;
    for (size_t at = 0; at <= text.len;) {
        size_t end = text_view_find(text, text_view_of("\n"), at);
        if (end == (size_t)-1) end = text.len;
        buf_add_char(out, '\n');
        if (end > at) buf_add_repeat(out, ' ', indent);
        buf_add(out, text.at + at, end - at);
        at = end + 1;
    }
}

void doc_write_scalar(struct buf *out, struct text_view text, bool typed, size_t indent)
{
    struct shape shape = shape_of(text);
    if (shape.lines && !shape.escapes && shape.block) add_block(out, text, indent);
    else if (shape.lines || shape.escapes || shape.tabs) add_double_quoted(out, text);
    else if (is_plain(text, typed)) buf_add(out, text.at, text.len);
    else add_single_quoted(out, text);
}
