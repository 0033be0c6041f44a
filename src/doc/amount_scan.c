/* doc/amount - the cursor: marks, blanks, brackets, and the pack's marker words, which are folded. The text is folded
 * when the first word may stand in it, and a word found there is led back to its source bytes. */
#include "doc/amount_scan.h"

static const char *const blanks[] = {
#define AMOUNT_BLANK(mark) mark,
#include "doc/amount.def"
    NULL};

static const char *const line_ends[] = {"\n", "\r", NULL};

static const char *const opens[] = {
#define AMOUNT_BRACKET(open, close, round) open,
#include "doc/amount.def"
    NULL};

static const char *const closes[] = {
#define AMOUNT_BRACKET(open, close, round) close,
#include "doc/amount.def"
    NULL};

static const bool rounds[] = {
#define AMOUNT_BRACKET(open, close, round) round,
#include "doc/amount.def"
};

struct text_view doc_scan_left(const struct doc_scan *scan)
{
    return text_view_part(scan->text, scan->at, scan->text.len);
}

bool doc_scan_fail(struct doc_scan *scan, enum doc_amount_error error, size_t begin, size_t end)
{
    if (scan->error == DOC_AMOUNT_OK) {
        scan->error = error;
        scan->bad = (struct text_range){(uint32_t)begin, (uint32_t)end};
    }
    return false;
}

/* None of the marks begins with a digit of ASCII, and what stands here mostly does. */
const char *doc_scan_take(struct doc_scan *scan, const char *const *marks)
{
    if (scan->at == scan->text.len || (scan->text.at[scan->at] >= '0' && scan->text.at[scan->at] <= '9')) return NULL;
    for (; *marks != NULL; marks++) {
        if (!text_view_starts_with(doc_scan_left(scan), *marks)) continue;
        scan->at += strlen(*marks);
        return *marks;
    }
    return NULL;
}

void doc_scan_blanks(struct doc_scan *scan)
{
    while (doc_scan_take(scan, blanks)) {
    }
}

void doc_scan_space(struct doc_scan *scan)
{
    while (doc_scan_take(scan, blanks) || doc_scan_take(scan, line_ends)) {
    }
}

static bool fold_once(struct doc_scan *scan)
{
    if (scan->scratch) return scan->error != DOC_AMOUNT_NO_MEMORY;
    scan->scratch = arena_new();
    if (scan->scratch && text_fold(scan->words->folder, scan->scratch, scan->text, &scan->folded) == STATUS_OK) {
        return true;
    }
    scan->error = DOC_AMOUNT_NO_MEMORY; /* over any error: the text itself may be fine */
    return false;
}

int doc_scan_marker(struct doc_scan *scan)
{
    if (!scan->words || scan->words->markers.count == 0 || scan->at == scan->text.len || !fold_once(scan)) return -1;
    const struct doc_words *markers = &scan->words->markers;
    struct text_view folded = scan->folded.text;
    size_t begin = text_fold_at(&scan->folded, (uint32_t)scan->at);
    for (size_t i = 0; i < markers->count && begin <= folded.len; i++) {
        struct text_view word = markers->items[i].folded;
        if (word.len == 0 || !text_view_starts(text_view_part(folded, begin, folded.len), word)) continue;
        size_t end = text_fold_end(&scan->folded, (uint32_t)(begin + word.len));
        if (end <= scan->at) continue;
        scan->at = end;
        return markers->items[i].meaning;
    }
    return -1;
}

bool doc_scan_ends(struct doc_scan *scan, enum doc_marker marker)
{
    if (!scan->words || !fold_once(scan)) return false;
    const struct text_view folded = scan->folded.text;
    for (size_t i = 0; i < scan->words->markers.count; i++) {
        const struct doc_word *word = &scan->words->markers.items[i];
        const size_t len = word->folded.len;
        if (word->meaning != (int)marker || len > folded.len) continue;
        if (text_view_equal(text_view_part(folded, folded.len - len, folded.len), word->folded)) return true;
    }
    return false;
}

int doc_scan_open(struct doc_scan *scan)
{
    for (int i = 0; opens[i] != NULL; i++) {
        if (!text_view_starts_with(doc_scan_left(scan), opens[i])) continue;
        scan->at += strlen(opens[i]);
        return i;
    }
    return -1;
}

bool doc_scan_close(struct doc_scan *scan, int pair)
{
    for (int i = 0; closes[i] != NULL; i++) {
        bool family = i == pair || (rounds[i] && rounds[pair]);
        if (!family || !text_view_starts_with(doc_scan_left(scan), closes[i])) continue;
        scan->at += strlen(closes[i]);
        return true;
    }
    return false;
}

bool doc_scan_is_round(int pair)
{
    return rounds[pair];
}
