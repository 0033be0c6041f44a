/* Plain and quoted scalars: escapes, doubled quotes, folded lines. */
#include "doc/json_escape.h"
#include "doc/scalar_walk.h"
#include "text/utf8.h"

#include <stdint.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t skip_blanks(struct text_view source, size_t at)
{
    while (at < source.len && is_blank(source.at[at]))
        at++;
    return at;
}

/* A line end in a plain or quoted scalar, with the blanks around it: one break is a blank, n breaks are n-1 breaks. */
static void fold_lines(struct doc_walk *walk)
{
    size_t end = walk->at;
    size_t count = 0;
    for (;;) {
        end = skip_blanks(walk->source, end);
        size_t len = doc_walk_break(walk->source, end);
        if (len == 0) break;
        count++;
        end += len;
    }
    bool fits = count == 1 ? walk->done < walk->value.len && walk->value.at[walk->done] == ' '
                           : doc_walk_newlines(walk, count - 1) == count - 1;
    if (!fits) walk->misfit = true;
    else doc_walk_take_breaks(walk, count, count == 1 ? 1 : count - 1, end);
}

/* Blanks: kept inside a line, dropped with the break at its end. */
static void take_blanks(struct doc_walk *walk)
{
    size_t end = skip_blanks(walk->source, walk->at);
    if (doc_walk_break(walk->source, end)) fold_lines(walk);
    else doc_walk_take(walk, walk->source.at + walk->at, end - walk->at, end - walk->at);
}

/* What the character after a backslash stands for; NULL for the forms that need more. */
static const char *escape_means(char c)
{
    static const char *const means[128] = {
        ['a'] = "\a",           ['b'] = "\b",       ['t'] = "\t",       ['\t'] = "\t",
        ['n'] = "\n",           ['v'] = "\v",       ['f'] = "\f",       ['r'] = "\r",
        ['e'] = "\x1B",         [' '] = " ",        ['"'] = "\"",       ['/'] = "/",
        ['\\'] = "\\",          ['N'] = "\xC2\x85", ['_'] = "\xC2\xA0", ['L'] = "\xE2\x80\xA8",
        ['P'] = "\xE2\x80\xA9",
    };
    return (unsigned char)c < 128 ? means[(unsigned char)c] : NULL;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* \xNN, \uNNNN, \UNNNNNNNN */
static void take_code_escape(struct doc_walk *walk, size_t digits)
{
    uint32_t point = 0;
    if (walk->source.len - walk->at < 2 + digits) {
        walk->misfit = true;
        return;
    }
    for (size_t i = 0; i < digits; i++) {
        int value = hex_value(walk->source.at[walk->at + 2 + i]);
        if (value < 0) {
            walk->misfit = true;
            return;
        }
        point = point << 4 | (uint32_t)value;
    }
    char bytes[4];
    if (point > 0x10FFFF) walk->misfit = true;
    else doc_walk_take(walk, bytes, text_utf8_encode(point, bytes), 2 + digits);
}

/* A backslash at a line's end: the break and the indentation vanish, further empty lines stay. */
static void take_escaped_break(struct doc_walk *walk)
{
    walk->at++;
    walk->at += doc_walk_break(walk->source, walk->at);
    for (;;) {
        walk->at = skip_blanks(walk->source, walk->at);
        size_t len = doc_walk_break(walk->source, walk->at);
        if (len == 0 || doc_walk_stopped(walk)) return;
        doc_walk_take(walk, "\n", 1, len);
    }
}

static void take_escape(struct doc_walk *walk)
{
    char c = walk->at + 1 < walk->source.len ? walk->source.at[walk->at + 1] : '\0';
    uint32_t pair = doc_json_pair(text_view_part(walk->source, walk->at, walk->source.len));
    if (pair > 0) {
        char bytes[4];
        doc_walk_take(walk, bytes, text_utf8_encode(pair, bytes), 12);
        return;
    }
    const char *means = escape_means(c);
    if (means) doc_walk_take(walk, means, strlen(means), 2);
    else if (c == 'x' || c == 'u' || c == 'U') take_code_escape(walk, c == 'x' ? 2 : c == 'u' ? 4 : 8);
    else if (c == '0') doc_walk_take(walk, "", 1, 2);
    else if (doc_walk_break(walk->source, walk->at + 1)) take_escaped_break(walk);
    else walk->misfit = true;
}

/* Bytes from walk->at that stand for themselves in this style: up to a blank, a break, a quote or a backslash. */
static size_t ordinary(const struct doc_walk *walk, enum doc_scalar_style style)
{
    char stop = style == DOC_SINGLE_QUOTED ? '\'' : style == DOC_DOUBLE_QUOTED ? '\\' : '\n';
    size_t at = walk->at;
    while (at < walk->source.len && !is_blank(walk->source.at[at]) && walk->source.at[at] != stop &&
           !doc_walk_break(walk->source, at))
        at++;
    return at - walk->at;
}

void doc_walk_flow(struct doc_walk *walk, enum doc_scalar_style style)
{
    while (walk->at < walk->source.len && !doc_walk_stopped(walk)) {
        size_t len = ordinary(walk, style);
        if (len > 0) doc_walk_take(walk, walk->source.at + walk->at, len, len);
        else if (is_blank(walk->source.at[walk->at])) take_blanks(walk);
        else if (doc_walk_break(walk->source, walk->at)) fold_lines(walk);
        else if (style == DOC_SINGLE_QUOTED) doc_walk_take(walk, "'", 1, 2);
        else take_escape(walk);
    }
}
