#include "text/view.h"

#include <stdint.h>

int text_view_compare(struct text_view a, struct text_view b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter > 0 ? memcmp(a.at, b.at, shorter) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* Looks for the needle's last byte: in Japanese text a third of all bytes are the same few lead bytes, while the last
 * bytes of characters differ. */
size_t text_view_find(struct text_view haystack, struct text_view needle, size_t from)
{
    if (from > haystack.len || needle.len > haystack.len - from) return SIZE_MAX;
    if (needle.len == 0) return from;
    size_t last = needle.len - 1;
    const char *end = haystack.at + haystack.len;
    for (const char *at = haystack.at + from + last; at < end; at++) {
        at = memchr(at, needle.at[last], (size_t)(end - at));
        if (!at) break;
        if (memcmp(at - last, needle.at, last) == 0) return (size_t)(at - last - haystack.at);
    }
    return SIZE_MAX;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

static const char ideographic_space[] = "\xE3\x80\x80"; /* U+3000 */
#define IDEOGRAPHIC_SPACE_LEN (sizeof ideographic_space - 1)

static size_t blank_at_start(struct text_view view)
{
    if (view.len > 0 && is_blank(view.at[0])) return 1;
    return text_view_starts(view, text_view_of(ideographic_space)) ? IDEOGRAPHIC_SPACE_LEN : 0;
}

static size_t blank_at_end(struct text_view view)
{
    if (view.len > 0 && is_blank(view.at[view.len - 1])) return 1;
    if (view.len < IDEOGRAPHIC_SPACE_LEN) return 0;
    return blank_at_start(text_view_part(view, view.len - IDEOGRAPHIC_SPACE_LEN, view.len)) == IDEOGRAPHIC_SPACE_LEN
               ? IDEOGRAPHIC_SPACE_LEN
               : 0;
}

struct text_view text_view_trim(struct text_view view)
{
    size_t len;
    while ((len = blank_at_start(view)) > 0)
        view = text_view_part(view, len, view.len);
    while ((len = blank_at_end(view)) > 0)
        view.len -= len;
    return view;
}

/* Offset after the character that begins at `at`; in valid UTF-8, continuation bytes are 10xxxxxx. */
static size_t after_character(struct text_view view, size_t at)
{
    do {
        at++;
    } while (at < view.len && ((unsigned char)view.at[at] & 0xC0) == 0x80);
    return at;
}

/* Goes through both at once. On a mismatch the latest * takes one more character and what follows it is tried again:
 * earlier ones need no second try, since the latest can take whatever they could. */
bool text_view_glob(struct text_view view, struct text_view pattern)
{
    size_t at = 0, in_pattern = 0;
    size_t star = SIZE_MAX, star_end = 0; /* after the latest *, and where what it takes ends */
    while (at < view.len || in_pattern < pattern.len) {
        char want = in_pattern < pattern.len ? pattern.at[in_pattern] : '\0';
        if (in_pattern < pattern.len && want == '*') {
            star = ++in_pattern;
            star_end = at;
        } else if (in_pattern < pattern.len && at < view.len && (want == '?' || want == view.at[at])) {
            at = want == '?' ? after_character(view, at) : at + 1;
            in_pattern++;
        } else if (star != SIZE_MAX && star_end < view.len) {
            at = star_end = after_character(view, star_end);
            in_pattern = star;
        } else {
            return false;
        }
    }
    return true;
}

struct text_view text_view_take_line(struct text_view *text)
{
    const char *end = text->len > 0 ? memchr(text->at, '\n', text->len) : NULL;
    size_t len = end ? (size_t)(end - text->at) + 1 : text->len;
    struct text_view line = text_view_part(*text, 0, len);
    *text = text_view_part(*text, len, text->len);
    return line;
}
