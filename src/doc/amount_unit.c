/* doc/amount - unit words, and writing amounts. */
#include "doc/amount_scan.h"
#include "doc/numeral.h"
#include "text/character.h"
#include "text/utf8.h"

#include <string.h>

struct unit {
    struct text_view word;
    int64_t yen;
};

static const struct unit units[] = {
#define AMOUNT_UNIT(word, yen) {{word, sizeof(word) - 1}, yen},
#include "doc/amount.def"
};

struct written {
    int64_t yen;
    const char *name[2]; /* Japanese, English */
};

static const struct written written[] = {
#define AMOUNT_WRITTEN(yen, japanese, english) {yen, {japanese, english}},
#include "doc/amount.def"
};

static const char *const written_sign[2] = {
#define AMOUNT_WRITTEN_SIGN(japanese, english) japanese, english
#include "doc/amount.def"
};

/* True when the view starts with the word, latin letters in any case. */
static bool starts_any_case(struct text_view view, struct text_view word)
{
    if (view.len < word.len) return false;
    for (size_t i = 0; i < word.len; i++) {
        if (text_ascii_small(view.at[i]) != word.at[i]) return false;
    }
    return true;
}

size_t doc_amount_unit_at(struct text_view view, int64_t *out_yen)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!starts_any_case(view, units[i].word)) continue;
        *out_yen = units[i].yen;
        return units[i].word.len;
    }
    return 0;
}

int64_t doc_amount_unit(struct text_view text)
{
    struct doc_scan scan = {.text = text_view_trim(text)};
    int64_t yen = 0;
    int pair = doc_scan_open(&scan);
    doc_scan_space(&scan);
    size_t len = doc_amount_unit_at(doc_scan_left(&scan), &yen);
    scan.at += len;
    doc_scan_space(&scan);
    bool closed = pair < 0 || doc_scan_close(&scan, pair);
    return len > 0 && closed && scan.at == scan.text.len ? yen : 0;
}

struct text_view doc_amount_unit_word(int64_t yen)
{
    for (size_t i = 0; yen > 0 && i < sizeof units / sizeof *units; i++)
        if (units[i].yen == yen) return units[i].word;
    return (struct text_view){"", 0};
}

/* 百万 for 百万円. */
static int64_t shortened(struct text_view text)
{
    for (size_t i = 0; text.len > 0 && i < sizeof units / sizeof *units; i++) {
        struct text_view word = units[i].word;
        if (units[i].yen > 1 && word.len == text.len + units[0].word.len && text_view_starts(word, text))
            return units[i].yen;
    }
    return 0;
}

struct text_view doc_amount_unit_meant(struct text_view text)
{
    static const char *const colons[] = {":", "\xEF\xBC\x9A"}; /* U+FF1A */
    text = text_view_trim(text);
    for (size_t i = 0; i < sizeof colons / sizeof *colons; i++) {
        struct text_view colon = text_view_of(colons[i]);
        size_t at = text_view_find(text, colon, 0);
        if (at != (size_t)-1) text = text_view_trim(text_view_part(text, at + colon.len, text.len));
    }
    int64_t yen = doc_amount_unit(text);
    return doc_amount_unit_word(yen > 0 ? yen : shortened(text));
}

/* Whether a digit or a power of ten stands last, so that a unit can follow at once. */
static bool ends_in_numeral(struct text_view text)
{
    size_t at = text_utf8_previous(text, text.len), len = 0;
    struct text_view last = text_view_part(text, at, text.len);
    return doc_numeral_digit(last, &len) >= 0 || doc_numeral_multiplier(last, &len) > 0;
}

void doc_amount_add_unit(struct buf *out, const struct doc_amount *amount)
{
    struct text_view word = doc_amount_unit_word(amount->bare_unit);
    if (word.len == 0) return;
    bool joins = ends_in_numeral(amount->written);
    if (!joins) buf_add_string(out, " (");
    buf_add(out, word.at, word.len);
    if (!joins) buf_add_char(out, ')');
}

bool doc_amount_has_sign(struct text_view text)
{
    static const char *const signs[] = {
#define AMOUNT_YEN_SIGN(mark) mark,
#include "doc/amount.def"
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_view_find(text, text_view_of(signs[i]), 0) != (size_t)-1) return true;
    return false;
}

static bool same_money(struct doc_money a, struct doc_money b)
{
    return a.yen == b.yen && a.step == b.step;
}

bool doc_amount_same(const struct doc_amount *a, const struct doc_amount *b)
{
    return a->kind == b->kind && a->bound == b->bound && same_money(a->money, b->money) && a->earlier == b->earlier &&
           a->earlier_bound == b->earlier_bound && same_money(a->earlier_money, b->earlier_money) &&
           a->relisted == b->relisted && a->newly == b->newly;
}

bool doc_amount_is_figure(const struct doc_amount *amount)
{
    return amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_NONE;
}

void doc_amount_write(struct buf *out, int64_t yen, bool english)
{
    size_t i = 0;
    if (yen == INT64_MIN) yen++; /* a saturated sum: its size is no int64_t */
    while (yen % written[i].yen != 0)
        i++;
    if (yen == 0) i = sizeof written / sizeof *written - 1;
    if (yen < 0) buf_add_string(out, written_sign[english]);
    int64_t count = yen / written[i].yen;
    buf_add_grouped(out, count < 0 ? -count : count);
    buf_add_string(out, written[i].name[english]);
}
