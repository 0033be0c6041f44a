#include "doc/decimal.h"

#include <string.h>

#define EXPONENT_MOST 400

/* ---- reading */

struct scan {
    struct text_view text;
    size_t at;
};

static char peek(const struct scan *scan)
{
    return scan->at < scan->text.len ? scan->text.at[scan->at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(struct scan *scan, char c)
{
    if (peek(scan) != c) return false;
    scan->at++;
    return true;
}

static void strip_zeros(struct doc_decimal *decimal)
{
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == 0)
        decimal->count--;
    if (decimal->count == 0) decimal->point = 0;
}

/* One more in the last digit; a carry out of the first makes the number 1 and moves the point. */
static void round_up(struct doc_decimal *decimal)
{
    int i = decimal->count - 1;
    while (i >= 0 && decimal->digits[i] == 9)
        decimal->digits[i--] = 0;
    if (i >= 0) {
        decimal->digits[i]++;
        return;
    }
    decimal->digits[0] = 1;
    decimal->count = 1;
    decimal->point++;
}

struct digits {
    int seen;  /* significant ones */
    char next; /* the first that does not count any more */
    bool any;
};

static void take_digits(struct scan *scan, struct doc_decimal *decimal, struct digits *digits, bool whole)
{
    for (; is_digit(peek(scan)); scan->at++) {
        char digit = (char)(peek(scan) - '0');
        digits->any = true;
        bool leading = digits->seen == 0 && digit == 0;
        if (leading && !whole) decimal->point--;
        if (leading) continue;
        if (digits->seen < DOC_DECIMAL_DIGITS) decimal->digits[decimal->count++] = digit;
        else if (digits->seen == DOC_DECIMAL_DIGITS) digits->next = digit;
        digits->seen++;
        if (whole) decimal->point++;
    }
}

static bool take_exponent(struct scan *scan, struct doc_decimal *decimal)
{
    if (!take(scan, 'E') && !take(scan, 'e')) return true;
    bool negative = take(scan, '-');
    int exponent = 0;
    if (!negative) take(scan, '+');
    if (!is_digit(peek(scan))) return false;
    for (; is_digit(peek(scan)); scan->at++)
        if (exponent <= EXPONENT_MOST) exponent = exponent * 10 + (peek(scan) - '0');
    decimal->point += negative ? -exponent : exponent;
    return true;
}

bool doc_decimal_parse(struct text_view text, struct doc_decimal *out_decimal)
{
    struct scan scan = {text, 0};
    struct doc_decimal decimal = {.negative = take(&scan, '-')};
    struct digits digits = {0, 0, false};
    if (!decimal.negative) take(&scan, '+');
    if (text.len > EXPONENT_MOST) return false;
    take_digits(&scan, &decimal, &digits, true);
    if (take(&scan, '.')) take_digits(&scan, &decimal, &digits, false);
    if (!digits.any || !take_exponent(&scan, &decimal) || scan.at < text.len) return false;
    if (decimal.point > EXPONENT_MOST || decimal.point < -EXPONENT_MOST) return false;
    if (digits.next >= 5) round_up(&decimal);
    strip_zeros(&decimal);
    if (decimal.count == 0) decimal.negative = false;
    *out_decimal = decimal;
    return true;
}

void doc_decimal_round(struct doc_decimal *decimal, int places)
{
    int kept = decimal->point + places;
    if (kept >= decimal->count) return;
    bool up = kept >= 0 && decimal->digits[kept] >= 5;
    decimal->count = kept > 0 ? kept : 0;
    if (up && decimal->count > 0) round_up(decimal);
    else if (up) {
        decimal->digits[0] = 1;
        decimal->count = 1;
        decimal->point = 1 - places;
    }
    strip_zeros(decimal);
}

/* ---- writing */

void doc_decimal_write(struct buf *out, const struct doc_decimal *decimal, int whole, int places, bool grouped)
{
    int before = decimal->point > whole ? decimal->point : whole;
    int behind = decimal->count - decimal->point > places ? decimal->count - decimal->point : places;
    if (before < 1) before = 1;
    for (int i = before; i > 0; i--) {
        int at = decimal->point - i;
        buf_add_char(out, at >= 0 && at < decimal->count ? (char)('0' + decimal->digits[at]) : '0');
        if (grouped && i > 1 && i % 3 == 1) buf_add_char(out, ',');
    }
    if (behind > 0) buf_add_char(out, '.');
    for (int i = 0; i < behind; i++) {
        int at = decimal->point + i;
        buf_add_char(out, at >= 0 && at < decimal->count ? (char)('0' + decimal->digits[at]) : '0');
    }
}

int64_t doc_decimal_whole(const struct doc_decimal *decimal, int64_t most)
{
    int64_t whole = 0;
    if (decimal->negative || decimal->point > DOC_DECIMAL_DIGITS) return -1;
    for (int i = 0; i < decimal->point; i++)
        whole = whole * 10 + (i < decimal->count ? decimal->digits[i] : 0);
    return whole <= most ? whole : -1;
}
