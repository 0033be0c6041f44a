/* An item number is a label with something that sets it off:
 *     ( label )      "(1)" "(a)"       never a word in brackets: labels are short
 *     label )        "1)" "iv)"        unless a bracket is open
 *     label .        "1." "A."         unless a letter or digit follows: "1.5" is an amount
 *     label U+3000   "1   Aims"        digits and katakana only; U+3000 is put on purpose, a blank may be chance */
#include "text/mark.h"

#include "text/character.h"
#include "text/decode.h"

#define WIDE_TO_ASCII 0xFEE0u
#define FULL_BLANK    0x3000u
#define ORDINAL       0x7B2Cu /* the prefix of ordinal numbers */
#define MOST_DIGITS   3
#define MOST_ROMAN    5
#define MOST_KANJI    2

/* mark.def holds several lists; each is read with the others switched off. */
#define SIGN(first, last)
#define SPACED(point)
#define BRACKET(open, close)
#define TITLE(open, close)
#define LABEL_KATAKANA(first, last)
#define KANJI_NUMERAL(point)
#define NOTE(point)
#define ARTICLE(last_but_one, last)

#undef SIGN
#define SIGN(first, last)                                                                                              \
    if (point >= (first) && point <= (last)) return true;
static bool is_sign(uint32_t point)
{
#include "text/mark.def"
    return false;
}
#undef SIGN
#define SIGN(first, last)

#undef SPACED
#define SPACED(member) case member:
static bool is_spaced_sign(uint32_t point)
{
    switch (point) {
#include "text/mark.def"
        return true;
    default:
        return false;
    }
}
#undef SPACED
#define SPACED(point)

#undef BRACKET
#define BRACKET(open, close)                                                                                           \
    case open:                                                                                                         \
        return close;
uint32_t text_mark_closing(uint32_t open)
{
    switch (open) {
#include "text/mark.def"
    default:
        return 0;
    }
}
#undef BRACKET
#define BRACKET(open, close) case close:
bool text_mark_is_closing(uint32_t point)
{
    switch (point) {
#include "text/mark.def"
        return true;
    default:
        return false;
    }
}
#undef BRACKET
#define BRACKET(open, close)

#undef TITLE
#define TITLE(open, close)                                                                                             \
    case open:                                                                                                         \
        return close;
static uint32_t title_closing(uint32_t open)
{
    switch (open) {
#include "text/mark.def"
    default:
        return 0;
    }
}
#undef TITLE
#define TITLE(open, close)

#undef LABEL_KATAKANA
#define LABEL_KATAKANA(first, last)                                                                                    \
    if (point >= (first) && point <= (last)) return true;
static bool is_label_katakana(uint32_t point)
{
#include "text/mark.def"
    return false;
}
#undef LABEL_KATAKANA
#define LABEL_KATAKANA(first, last)

#undef KANJI_NUMERAL
#define KANJI_NUMERAL(member) case member:
static bool is_kanji_numeral(uint32_t point)
{
    switch (point) {
#include "text/mark.def"
        return true;
    default:
        return false;
    }
}
#undef KANJI_NUMERAL
#define KANJI_NUMERAL(point)

#undef NOTE
#define NOTE(member) case member:
static bool is_note(uint32_t point)
{
    switch (point) {
#include "text/mark.def"
        return true;
    default:
        return false;
    }
}

/* The code point at `at`, full-width ASCII as ASCII; 0 at the end of the line. */
static uint32_t point_at(struct text_view line, size_t at, size_t *out_len)
{
    *out_len = 0;
    if (at >= line.len) return 0;
    uint32_t point = text_decode(line.at + at, out_len);
    return point > WIDE_TO_ASCII && point <= WIDE_TO_ASCII + '~' ? point - WIDE_TO_ASCII : point;
}

static bool is_digit(uint32_t point)
{
    return point >= '0' && point <= '9';
}

static bool is_roman(uint32_t point)
{
    return point < 0x80 && point != 0 && strchr("ivxIVX", (int)point) != NULL;
}

/* Offset after at most `most` code points of a kind; `at` when there are none or more. */
static size_t after_some(struct text_view line, size_t at, bool (*is_kind)(uint32_t), int most)
{
    size_t begin = at, len = 0;
    for (int count = 0; is_kind(point_at(line, at, &len)); at += len) {
        if (++count > most) return begin;
    }
    return at;
}

/* Offset after a label; `at` when there is none. */
static size_t after_label(struct text_view line, size_t at)
{
    size_t len = 0, end = after_some(line, at, is_digit, MOST_DIGITS);
    if (end > at) return end;
    end = after_some(line, at, is_roman, MOST_ROMAN);
    if (end > at) return end;
    end = after_some(line, at, is_kanji_numeral, MOST_KANJI);
    if (end > at) return end;
    uint32_t point = point_at(line, at, &len);
    if (is_note(point)) return after_some(line, at + len, is_digit, MOST_DIGITS);
    return is_label_katakana(point) || text_is_ascii_word(point) ? at + len : at;
}

static bool is_bracketed_label(struct text_view line)
{
    size_t len = 0;
    if (point_at(line, 0, &len) != '(') return false;
    size_t end = after_label(line, len);
    return end > len && point_at(line, end, &len) == ')';
}

static bool is_set_off_label(struct text_view line, bool in_bracket)
{
    size_t len = 0, end = after_label(line, 0);
    if (end == 0) return false;
    uint32_t mark = point_at(line, end, &len);
    if (mark == ')') return !in_bracket;
    if (mark == '.') return !text_is_ascii_word(point_at(line, end + len, &len));
    uint32_t first = point_at(line, 0, &len);
    return mark == FULL_BLANK && (is_digit(first) || is_label_katakana(first));
}

/* "No. 1" and a blank, as sections of laws and plans are numbered. */
static bool is_ordinal(struct text_view line)
{
    size_t len = 0;
    if (point_at(line, 0, &len) != ORDINAL) return false;
    size_t end = after_label(line, len);
    return end > len && text_is_blank(point_at(line, end, &len));
}

bool text_mark_begins(struct text_view line, bool in_bracket)
{
    size_t len = 0, next_len = 0;
    if (line.len == 0) return false;
    uint32_t first = text_decode(line.at, &len);
    if (is_sign(first)) return true;
    if (is_spaced_sign(first)) return text_is_blank(point_at(line, len, &next_len));
    return is_bracketed_label(line) || is_set_off_label(line, in_bracket) || is_ordinal(line);
}

bool text_mark_is_section(struct text_view line)
{
    size_t len = 0, end = after_some(line, 0, is_digit, MOST_DIGITS);
    return end > 0 && text_is_blank(point_at(line, end, &len)) && text_is_japanese(point_at(line, end + len, &len));
}

bool text_mark_is_title(struct text_view line)
{
    size_t len = 0;
    if (line.len == 0) return false;
    uint32_t close = title_closing(text_decode(line.at, &len));
    if (close == 0) return false;
    for (size_t at = len; at < line.len; at += len) {
        if (text_decode(line.at + at, &len) == close) return at > 0 && at + len == line.len;
    }
    return false;
}

#undef NOTE
#define NOTE(point)
#undef ARTICLE
#define ARTICLE(last_but_one, last)                                                                                    \
    if (before == (last_but_one) && point == (last)) return true;
bool text_mark_ends_article(struct text_view line)
{
    size_t end = line.len, len = 0;
    if (end == 0) return false;
    end = text_decode_before(line.at, end);
    uint32_t point = text_decode(line.at + end, &len);
    if (end == 0) return false;
    uint32_t before = text_decode(line.at + text_decode_before(line.at, end), &len);
#include "text/mark.def"
    return false;
}
