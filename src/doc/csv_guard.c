#include "doc/csv_guard.h"

#include <stddef.h>

/* Signs of either width; what they begin may be a number, or nothing but signs. */
static const char *const signs[] = {"+", "-", "\xEF\xBC\x8B", "\xEF\xBC\x8D"};
/* Begin a formula whatever follows: = and @ of either width, tab, CR. */
static const char *const begins[] = {"=", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\xA0"};

static size_t sign_at(struct text_view text, size_t at)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_view_starts(text_view_part(text, at, text.len), text_view_of(signs[i]))) return strlen(signs[i]);
    return 0;
}

static bool is_formula(struct text_view text)
{
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (text_view_starts(text, text_view_of(begins[i]))) return true;
    size_t first = sign_at(text, 0), at = first;
    if (first == 0) return false;
    while (at < text.len && (text.at[at] == ',' || text.at[at] == '.' || (text.at[at] >= '0' && text.at[at] <= '9')))
        at++;
    if (at == text.len) return false;
    for (at = first; at < text.len && sign_at(text, at) > 0;)
        at += sign_at(text, at);
    return at < text.len;
}

static size_t apostrophes(struct text_view text)
{
    size_t count = 0;
    while (count < text.len && text.at[count] == '\'')
        count++;
    return count;
}

bool doc_csv_needs_guard(struct text_view text)
{
    return is_formula(text_view_part(text, apostrophes(text), text.len));
}

bool doc_csv_has_guard(struct text_view text)
{
    return apostrophes(text) > 0 && doc_csv_needs_guard(text);
}
