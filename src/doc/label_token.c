/* doc/label - cutting a label into numerals with their brackets.
 *
 *     第２ -（１）③        2 · (1) apart, bracketed · ③
 *     2(2)① iii)          2 · (2) · ① · iii apart
 *
 * Between two numerals stand at most one separator and blanks. A bracket that opens must close; one that only closes
 * (iii) ) belongs to its numeral. What the grammar writes around a numeral other than brackets is skipped too. */
#include "doc/label_part.h"

#include "text/character.h"
#include "text/utf8.h"

static const char *const separators[] = {
#define LABEL_SEPARATOR(mark) mark,
#include "doc/label.def"
    NULL};

struct bracket {
    const char *open;
    const char *close;
    int shape;
};

static const struct bracket brackets[] = {
#define LABEL_BRACKET(open, close, shape) {open, close, shape},
#include "doc/label.def"
};

#define BRACKETS (sizeof brackets / sizeof *brackets)

struct cursor {
    const struct doc_label_grammar *grammar;
    struct text_view text;
    size_t at;
};

static struct text_view left(const struct cursor *cursor)
{
    return text_view_part(cursor->text, cursor->at, cursor->text.len);
}

static size_t blanks_at(struct text_view view)
{
    struct text_view trimmed = text_view_trim(view);
    return trimmed.len > 0 ? (size_t)(trimmed.at - view.at) : view.len;
}

static size_t mark_at(struct text_view view)
{
    for (const char *const *mark = separators; *mark != NULL; mark++)
        if (text_view_starts_with(view, *mark)) return strlen(*mark);
    uint32_t point = 0;
    size_t len = text_utf8_decode(view, &point);
    return len > 0 && text_is_dash(point) ? len : 0;
}

size_t doc_label_separator(struct text_view view)
{
    size_t len = blanks_at(view);
    len += mark_at(text_view_part(view, len, view.len));
    return len + blanks_at(text_view_part(view, len, view.len));
}

static bool take(struct cursor *cursor, struct text_view word)
{
    if (word.len == 0 || !text_view_starts(left(cursor), word)) return false;
    cursor->at += word.len;
    return true;
}

static bool take_mark(struct cursor *cursor, const char *mark)
{
    if (!text_view_starts_with(left(cursor), mark)) return false;
    cursor->at += strlen(mark);
    return true;
}

static int take_open(struct cursor *cursor)
{
    for (size_t i = 0; i < BRACKETS; i++) {
        if (take_mark(cursor, brackets[i].open)) return brackets[i].shape;
    }
    return -1;
}

/* Takes a closing bracket of the shape, of any shape when it is -1. */
static bool take_close(struct cursor *cursor, int shape)
{
    for (size_t i = 0; i < BRACKETS; i++) {
        bool wanted = shape < 0 || brackets[i].shape == shape;
        if (wanted && take_mark(cursor, brackets[i].close)) return true;
    }
    return false;
}

bool doc_label_opens(struct text_view view)
{
    struct cursor cursor = {NULL, view, 0};
    return take_open(&cursor) >= 0;
}

static struct text_view literal_of(const struct doc_label_grammar *grammar, size_t i, bool before)
{
    const struct doc_label_level *level = i < grammar->level_count ? &grammar->levels[i] : &grammar->item;
    return before ? level->before : level->after;
}

/* Whether it is a bracket, of any shape. */
static bool is_bracket(struct text_view literal)
{
    struct cursor cursor = {NULL, literal, 0};
    return doc_label_opens(literal) || take_close(&cursor, -1);
}

/* The levels that are written with this word. */
static uint32_t levels_with(const struct doc_label_grammar *grammar, struct text_view literal, bool before)
{
    uint32_t levels = 0;
    for (size_t i = 0; i <= grammar->level_count; i++)
        if (text_view_equal(literal_of(grammar, i, before), literal)) levels |= UINT32_C(1) << i;
    return levels;
}

/* Takes a prefix that means nothing, or what the grammar writes before (after) numerals other than brackets. Returns
 * the levels that are written so. */
static uint32_t take_literals(struct cursor *cursor, bool before)
{
    uint32_t levels = UINT32_MAX;
    const struct doc_label_grammar *grammar = cursor->grammar;
    for (size_t i = 0; before && i < grammar->prefix_count; i++) {
        if (take(cursor, grammar->prefixes[i])) cursor->at += blanks_at(left(cursor));
    }
    for (size_t i = 0; i <= grammar->level_count; i++) {
        struct text_view literal = literal_of(grammar, i, before);
        size_t at = cursor->at;
        if (!take(cursor, literal)) continue;
        if (is_bracket(literal)) cursor->at = at;
        else levels &= levels_with(grammar, literal, before);
    }
    return levels;
}

static bool take_numeral(struct cursor *cursor, struct doc_label_token *token)
{
    int shape = take_open(cursor);
    if (shape >= 0) cursor->at += blanks_at(left(cursor));
    token->bracketed = shape >= 0 || doc_numeral_bracketed(left(cursor));
    size_t used = doc_numeral_read(left(cursor), &token->kind, &token->value);
    cursor->at += used;
    if (used == 0) return false;
    if (shape < 0) {
        (void)take_close(cursor, shape);
        return true;
    }
    cursor->at += blanks_at(left(cursor));
    return take_close(cursor, shape);
}

void doc_label_cut(const struct doc_label_grammar *grammar, struct text_view text, struct doc_label_tokens *out_tokens)
{
    struct cursor cursor = {grammar, text, 0};
    struct doc_label_tokens tokens = {.count = 0};
    while (tokens.count < DOC_LABEL_TOKENS) {
        struct doc_label_token token = {.value = 0};
        size_t begin = cursor.at;
        cursor.at += tokens.count == 0 ? blanks_at(left(&cursor)) : doc_label_separator(left(&cursor));
        token.levels = take_literals(&cursor, true);
        bool parted = cursor.at > begin;
        if (!take_numeral(&cursor, &token)) break;
        token.levels &= take_literals(&cursor, false);
        token.apart = parted || token.bracketed;
        token.end = cursor.at;
        tokens.items[tokens.count++] = token;
    }
    *out_tokens = tokens;
}
