#include "doc/sum_name.h"

#define COUNTER_MOST 6 /* bytes behind the number of what a row sums up: 件, 事業 */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_end(struct text_view text, size_t at)
{
    while (at < text.len && is_digit(text.at[at]))
        at++;
    return at;
}

/* Where what is said of a sum begins: "(...)" to the end, or a number and its counter. A bare number, with or without
 * brackets, is none: 計1 may be what a request is called. */
static size_t sum_word_len(struct text_view bare)
{
    size_t open = text_view_find(bare, text_view_of("("), 1), digit = 1;
    bool bracketed = open < bare.len && bare.at[bare.len - 1] == ')';
    if (bracketed) return digits_end(bare, open + 1) + 1 < bare.len ? open : bare.len;
    while (digit < bare.len && !is_digit(bare.at[digit]))
        digit++;
    size_t behind = digits_end(bare, digit);
    bool counter = behind > digit && behind < bare.len && (unsigned char)bare.at[behind] >= 0x80;
    return counter && bare.len - behind <= COUNTER_MOST ? digit : bare.len;
}

enum status doc_sum_named(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                          enum doc_sum *out_sum)
{
    struct text_folded folded;
    *out_sum = DOC_SUM_NONE;
    if (name.len == 0) return STATUS_OK;
    enum status status = text_fold(words->folder, arena, name, &folded);
    char *bare = status == STATUS_OK ? arena_alloc(arena, folded.text.len + 1) : NULL;
    size_t len = 0;
    if (!bare) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < folded.text.len; i++)
        if (folded.text.at[i] != ' ') bare[len++] = folded.text.at[i];
    bool within = len > 2 && bare[0] == '(' && bare[len - 1] == ')';
    struct text_view inner = within ? (struct text_view){bare + 1, len - 2} : (struct text_view){bare, len};
    int found = inner.len > 0 ? doc_words_find(&words->sums, text_view_part(inner, 0, sum_word_len(inner))) : -1;
    if (found >= 0) *out_sum = (enum doc_sum)found;
    return STATUS_OK;
}

enum status doc_sum_of_row(struct arena *arena, const struct doc_vocabulary *words, struct text_view id,
                           struct text_view title, enum doc_sum *out_sum)
{
    return doc_sum_named(arena, words, id.len > 0 ? id : title, out_sum);
}
