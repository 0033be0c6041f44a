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

static enum doc_sum sum_of_bare(const struct doc_vocabulary *words, struct text_view bare)
{
    bool within = bare.len > 2 && bare.at[0] == '(' && bare.at[bare.len - 1] == ')';
    struct text_view inner = within ? text_view_part(bare, 1, bare.len - 1) : bare;
    int found = inner.len > 0 ? doc_words_find(&words->sums, text_view_part(inner, 0, sum_word_len(inner))) : -1;
    return found >= 0 ? (enum doc_sum)found : DOC_SUM_NONE;
}

static enum doc_sum match(const struct doc_vocabulary *words, struct text_view bare)
{
    for (size_t i = 0; i < words->sums.count; i++)
        if (text_view_glob(bare, words->sums.items[i].folded)) return (enum doc_sum)words->sums.items[i].meaning;
    return DOC_SUM_NONE;
}

/* In a folded name. */
static enum status find(struct arena *arena, const struct doc_vocabulary *words, struct text_view folded, bool loosely,
                        enum doc_sum *out_sum)
{
    struct text_view bare = doc_word_without_blanks(arena, folded);
    if (!bare.at) return STATUS_NO_MEMORY;
    *out_sum = sum_of_bare(words, bare);
    if (loosely && *out_sum == DOC_SUM_NONE) *out_sum = match(words, bare);
    return STATUS_OK;
}

static enum status fold_and_find(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                                 bool loosely, enum doc_sum *out_sum)
{
    struct text_folded folded;
    *out_sum = DOC_SUM_NONE;
    if (name.len == 0) return STATUS_OK;
    enum status status = text_fold(words->folder, arena, name, &folded);
    return status == STATUS_OK ? find(arena, words, folded.text, loosely, out_sum) : status;
}

enum status doc_sum_named(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                          enum doc_sum *out_sum)
{
    return fold_and_find(arena, words, name, false, out_sum);
}

enum status doc_sum_named_folded(struct arena *arena, const struct doc_vocabulary *words, struct text_view folded,
                                 enum doc_sum *out_sum)
{
    return find(arena, words, folded, false, out_sum);
}

enum status doc_sum_named_loosely(struct arena *arena, const struct doc_vocabulary *words, struct text_view name,
                                  enum doc_sum *out_sum)
{
    return fold_and_find(arena, words, name, true, out_sum);
}

enum status doc_sum_of_row(struct arena *arena, const struct doc_vocabulary *words, struct text_view id,
                           struct text_view title, enum doc_sum *out_sum)
{
    return doc_sum_named(arena, words, id.len > 0 ? id : title, out_sum);
}
