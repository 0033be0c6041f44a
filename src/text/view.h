/* text/view - bytes that somebody else owns: a pointer and a length, UTF-8, never assumed to end with a NUL.
 * Plain values; no allocation, no failure. */
#ifndef TEXT_VIEW_H
#define TEXT_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct text_view {
    const char *at;
    size_t len; /* bytes */
};

/* A view of a NUL-terminated string (NULL gives the empty view). */
static inline struct text_view text_view_of(const char *string)
{
    return (struct text_view){string, string ? strlen(string) : 0};
}

/* True when both hold the same bytes. */
static inline bool text_view_equal(struct text_view a, struct text_view b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* The bytes from begin up to end (begin <= end <= len). */
static inline struct text_view text_view_part(struct text_view view, size_t begin, size_t end)
{
    /* NULL + 0 is undefined in C11, though compilers make the same code of both. */
    return (struct text_view){begin > 0 ? view.at + begin : view.at, end - begin};
}

/* memcmp order, shorter first on a tie: for sorted tables. */
int text_view_compare(struct text_view a, struct text_view b);
/* Byte offset of the first needle at or after `from`, or (size_t)-1. */
size_t text_view_find(struct text_view haystack, struct text_view needle, size_t from);

/* The first byte tells most of them apart without a call. */
static inline bool text_view_starts(struct text_view view, struct text_view prefix)
{
    if (prefix.len == 0 || prefix.len > view.len) return prefix.len == 0;
    return view.at[0] == prefix.at[0] && memcmp(view.at, prefix.at, prefix.len) == 0;
}

/* The same of a NUL-terminated string. */
static inline bool text_view_starts_with(struct text_view view, const char *prefix)
{
    size_t at = 0;
    while (prefix[at] != '\0' && at < view.len && view.at[at] == prefix[at])
        at++;
    return prefix[at] == '\0';
}

/* Without ASCII blanks, U+3000 and line ends at both ends. */
struct text_view text_view_trim(struct text_view view);
/* Takes a line off the start of the text, with its LF where it has one. */
struct text_view text_view_take_line(struct text_view *text);
/* Shell-like pattern: * any run, ? one character, everything else itself. */
bool text_view_glob(struct text_view view, struct text_view pattern);

#endif
