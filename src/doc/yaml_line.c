#include "doc/yaml_line.h"

#include "text/character.h"
#include "text/utf8.h"

#define WIDE_SPACE       0x3000u
#define WIDE_COLON_POINT 0xFF1Au
#define MIDDLE_DOT       0x30FBu
#define LONG_VOWEL       0x30FCu
#define KEY_BYTES        60 /* longer text before a colon is prose, no field name */

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static uint32_t point_at(struct text_view text, uint32_t at, uint32_t end, uint32_t *out_len)
{
    uint32_t point = 0;
    *out_len = (uint32_t)text_utf8_decode(text_view_part(text, at, end), &point);
    return point;
}

static uint32_t skip_blanks(struct text_view text, uint32_t at, uint32_t end)
{
    uint32_t len;
    for (; at < end; at += len) {
        uint32_t point = point_at(text, at, end, &len);
        if (point != ' ' && point != '\t' && point != WIDE_SPACE) break;
    }
    return at;
}

static bool blank_or_end(struct text_view text, uint32_t at, uint32_t end)
{
    return at >= end || text.at[at] == ' ' || text.at[at] == '\t';
}

struct doc_line doc_line_at(struct text_view text, uint32_t at)
{
    uint32_t len = (uint32_t)text.len;
    struct doc_line line = {.begin = at < len ? at : len};
    while (line.begin > 0 && !is_break(text.at[line.begin - 1]))
        line.begin--;
    if (text_view_starts(text_view_part(text, line.begin, len), text_view_of("\xEF\xBB\xBF"))) line.begin += 3;
    line.end = line.begin;
    while (line.end < len && !is_break(text.at[line.end]))
        line.end++;
    line.text = line.body = skip_blanks(text, line.begin, line.end);
    while (line.body < line.end && text.at[line.body] == '-' && blank_or_end(text, line.body + 1, line.end))
        line.body = skip_blanks(text, line.body + 1, line.end);
    return line;
}

bool doc_line_next(struct text_view text, struct doc_line *line)
{
    uint32_t at = line->end;
    while (at < text.len && is_break(text.at[at]))
        at++;
    if (at == text.len) return false;
    *line = doc_line_at(text, at);
    return true;
}

static uint32_t in_indent(struct text_view text, struct doc_line line, uint32_t wanted)
{
    uint32_t len;
    for (uint32_t at = line.begin; at < line.text; at += len)
        if (point_at(text, at, line.text, &len) == wanted) return at;
    return DOC_NOWHERE;
}

uint32_t doc_line_tab(struct text_view text, struct doc_line line)
{
    return in_indent(text, line, '\t');
}

uint32_t doc_line_wide_space(struct text_view text, struct doc_line line)
{
    return in_indent(text, line, WIDE_SPACE);
}

/* Where the line's key ends: its first colon with a blank behind it; the line's end when there is none. */
static uint32_t key_end(struct text_view text, struct doc_line line)
{
    for (uint32_t at = line.body; at < line.end; at++)
        if (text.at[at] == ':' && blank_or_end(text, at + 1, line.end)) return at;
    return line.end;
}

/* What a field name is made of, roughly: no blank, bracket, quote or mark of a sentence before the colon. */
static bool looks_like_key(struct text_view text, uint32_t begin, uint32_t end)
{
    if (begin == end || end - begin > KEY_BYTES) return false;
    if (strchr("\"'#[{&*!|>%@`", text.at[begin])) return false;
    uint32_t len;
    for (uint32_t at = begin; at < end; at += len) {
        uint32_t point = point_at(text, at, end, &len);
        if (point == ' ' || point == WIDE_SPACE || point == WIDE_COLON_POINT || point == '/' || point == 0x3001 ||
            point == 0x3002)
            return false;
    }
    return true;
}

uint32_t doc_line_skip_blanks(struct text_view text, struct doc_line line, uint32_t at)
{
    return skip_blanks(text, at, line.end);
}

uint32_t doc_line_value(struct text_view text, struct doc_line line)
{
    if (line.body < line.end && strchr("{[}],\"'#", text.at[line.body])) return DOC_NOWHERE;
    uint32_t colon = key_end(text, line);
    uint32_t at = colon < line.end ? colon + 1 : line.end;
    while (at < line.end && blank_or_end(text, at, line.end)) /* a full-width blank is part of the value */
        at++;
    return at < line.end ? at : DOC_NOWHERE;
}

uint32_t doc_line_value_end(struct text_view text, struct doc_line line, uint32_t begin, bool comment)
{
    uint32_t end = begin;
    while (end < line.end && !(comment && end > begin && text.at[end] == '#' && blank_or_end(text, end - 1, line.end)))
        end++;
    while (end > begin && blank_or_end(text, end - 1, line.end))
        end--;
    return end;
}

bool doc_ends_sentence(struct text_view text)
{
    struct text_view stop = text_view_of("\xE3\x80\x82"); /* U+3002 */
    return text.len >= stop.len && text_view_equal(text_view_part(text, text.len - stop.len, text.len), stop);
}

bool doc_is_curly_quoted(struct text_view text)
{
    static const char *const opening[] = {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99",
                                          "\xEF\xBC\x82", "\xEF\xBC\x87", "\xE3\x80\x9D"};
    static const char *const closing[] = {"\xE2\x80\x9D", "\xE2\x80\x9C", "\xE2\x80\x99", "\xE2\x80\x98",
                                          "\xEF\xBC\x82", "\xEF\xBC\x87", "\xE3\x80\x9F"};
    enum { MARK = 3 }; /* bytes of each */
    bool opened = false, closed = false, within = false;
    for (size_t i = 0; i < sizeof opening / sizeof *opening && text.len > (size_t)2 * MARK; i++) {
        struct text_view inner = text_view_part(text, MARK, text.len - MARK);
        opened |= memcmp(text.at, opening[i], MARK) == 0;
        closed |= memcmp(text.at + text.len - MARK, closing[i], MARK) == 0;
        within |= text_view_find(inner, text_view_of(opening[i]), 0) != (size_t)-1;
    }
    return opened && closed && !within;
}

uint32_t doc_line_wide_colon(struct text_view text, struct doc_line line)
{
    struct text_view body = text_view_part(text, line.body, key_end(text, line));
    const char *plain = body.len > 0 ? memchr(body.at, ':', body.len) : NULL; /* the colon that comes first decides */
    if (plain) body.len = (size_t)(plain - body.at);
    size_t found = text_view_find(body, text_view_of(DOC_WIDE_COLON), 0);
    if (found == (size_t)-1) return DOC_NOWHERE;
    uint32_t at = line.body + (uint32_t)found;
    return looks_like_key(text, line.body, at) ? at : DOC_NOWHERE;
}

uint32_t doc_line_wide_dash(struct text_view text, struct doc_line line)
{
    uint32_t len;
    if (line.text == line.end) return DOC_NOWHERE;
    uint32_t point = point_at(text, line.text, line.end, &len);
    bool wide = point > 0x7F && (text_is_dash(point) || point == MIDDLE_DOT || point == LONG_VOWEL);
    return wide && key_end(text, line) < line.end ? line.text : DOC_NOWHERE;
}

uint32_t doc_line_tight_colon(struct text_view text, struct doc_line line)
{
    uint32_t end = key_end(text, line);
    for (uint32_t at = line.body; at < end; at++)
        if (text.at[at] == ':') return looks_like_key(text, line.body, at) && text.at[at + 1] != '/' ? at : DOC_NOWHERE;
    return DOC_NOWHERE;
}

uint32_t doc_line_tight_dash(struct text_view text, struct doc_line line)
{
    bool tight = line.body < line.end && text.at[line.body] == '-' && line.end - line.body > 1;
    return tight && text.at[line.body + 1] != '-' ? line.body : DOC_NOWHERE;
}
