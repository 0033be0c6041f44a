/* "約１．５億円を三年で" -> "約***円を三年で": the run １．５億 has a digit; 三 has no unit of money behind it. */
#include "doc/amount_hide.h"

#include "base/buf.h"
#include "doc/amount_scan.h"
#include "doc/numeral.h"
#include "text/utf8.h"

#include <string.h>

#define TEN_THOUSAND 10000
#define MARK         "***"

/* What a run of numerals holds. */
struct run {
    size_t len;
    bool digits; /* arabic ones, of any width */
    bool great;  /* 10,000 or more behind a kanji digit */
    bool kanji;
};

static bool is_mark(struct text_view rest, size_t *out_len)
{
    static const char *const marks[] = {".", ",", "\xEF\xBC\x8E", "\xEF\xBC\x8C"}; /* and full-width */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        *out_len = strlen(marks[i]);
        if (text_view_starts(rest, text_view_of(marks[i]))) return true;
    }
    return false;
}

/* The numeral character at the start, taken into the run; its length, 0 when there is none. */
static size_t take(struct text_view rest, struct run *run)
{
    size_t len = 0;
    if (doc_numeral_kanji_digit(rest, &len) >= 0) {
        run->kanji = true;
        return len;
    }
    if (doc_numeral_digit(rest, &len) >= 0) {
        run->digits = true;
        return len;
    }
    int64_t multiplier = doc_numeral_multiplier(rest, &len);
    if (multiplier > 0) {
        run->great |= run->kanji && multiplier >= TEN_THOUSAND;
        run->kanji = true;
        return len;
    }
    return run->len > 0 && is_mark(rest, &len) ? len : 0;
}

static struct run run_at(struct text_view rest)
{
    struct run run = {0};
    for (size_t len; (len = take(text_view_part(rest, run.len, rest.len), &run)) > 0;)
        run.len += len;
    return run;
}

static bool is_money(struct text_view behind)
{
    int64_t yen;
    return doc_amount_unit_at(behind, &yen) > 0;
}

static enum status add_run(struct arena *arena, struct doc_hidden *hidden, struct doc_hidden_run run)
{
    struct doc_hidden_run *runs = arena_grow(arena, hidden->runs, hidden->count, &hidden->capacity, sizeof *runs);
    if (!runs) return STATUS_NO_MEMORY;
    hidden->runs = runs;
    runs[hidden->count++] = run;
    return STATUS_OK;
}

enum status doc_amount_hide(struct arena *arena, struct text_view text, struct doc_hidden *out_hidden)
{
    enum status status = STATUS_OK;
    uint32_t point;
    struct buf out;
    buf_init(&out);
    *out_hidden = (struct doc_hidden){.count = 0};
    for (size_t at = 0; at < text.len && status == STATUS_OK;) {
        struct text_view rest = text_view_part(text, at, text.len);
        struct run run = run_at(rest);
        bool hides = run.digits || run.great || (run.kanji && is_money(text_view_part(rest, run.len, rest.len)));
        size_t step = run.len > 0 ? run.len : text_utf8_decode(rest, &point);
        if (step == 0) step = 1;
        if (hides) status = add_run(arena, out_hidden, (struct doc_hidden_run){at, at + step, out.len});
        buf_add(&out, hides ? MARK : rest.at, hides ? strlen(MARK) : step);
        at += step;
    }
    const char *kept = arena_copy(arena, out.len > 0 ? out.bytes : "", out.len);
    if (!kept || buf_status(&out) != STATUS_OK) status = STATUS_NO_MEMORY;
    out_hidden->text = (struct text_view){kept, kept ? out.len : 0};
    buf_clear(&out);
    return status;
}

size_t doc_hidden_place(const struct doc_hidden *hidden, size_t byte, bool end)
{
    size_t low = 0, high = hidden->count;
    while (low < high) { /* the first run that does not end before the byte */
        size_t middle = low + (high - low) / 2;
        if (hidden->runs[middle].end <= byte) low = middle + 1;
        else high = middle;
    }
    if (low < hidden->count && hidden->runs[low].begin < byte) return hidden->runs[low].at + (end ? strlen(MARK) : 0);
    if (low == 0) return byte;
    const struct doc_hidden_run *before = &hidden->runs[low - 1];
    return before->at + strlen(MARK) + (byte - before->end);
}
