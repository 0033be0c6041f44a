/* doc/amount - the figure scanner.
 *
 * A figure is a row of terms: digits, then perhaps 十 百 千 (the small power of the term), gathered into groups that 万
 * 億 兆 close (the big power of all terms in the group), then the unit. Each term weighs small x big yen:
 *
 *     1億5,000万円      (1, weight 10^8) (5000, weight 10^4)                  = 150,000,000, step 10,000
 *     5億6千万円        (5, weight 10^8) (6, weight 10^7)                     = 560,000,000, step 10,000,000
 *     12億34百万円      (12, weight 10^8) (34, weight 10^6)                   = 1,234,000,000, step 1,000,000
 *     150百万円         (150, weight 10^6)                                    = 150,000,000, step 1,000,000
 *     一億五千万円      the same grammar with kanji digits; kanji write no zeros, so the step is the group's: 10,000
 *     一五〇百万円      kanji digits in places do: step 1,000,000
 *
 * Weights must fall, and each term must be less than what the term before it counts one of (1億20,000万 is refused):
 * then the terms are the digits of one number and nothing can be meant twice. Only the last term may have decimals. */
#include "doc/amount_scan.h"

#include "doc/numeral.h"

#define TERMS   16 /* 千 百 十 and one, of 兆 億 万 and one */
#define SECTION 10000

static const char *const signs[] = {
#define AMOUNT_SIGN(mark) mark,
#include "doc/amount.def"
    NULL};

static const char *const commas[] = {
#define AMOUNT_COMMA(mark) mark,
#include "doc/amount.def"
    NULL};

static const char *const points[] = {
#define AMOUNT_POINT(mark) mark,
#include "doc/amount.def"
    NULL};

static const char *const yens[] = {
#define AMOUNT_YEN(word) word,
#include "doc/amount.def"
    NULL};

static const char *const yen_signs[] = {
#define AMOUNT_YEN_SIGN(mark) mark,
#include "doc/amount.def"
    NULL};

struct term {
    size_t begin;
    size_t point;    /* where the decimal point stands; end when there is none */
    size_t fraction; /* where the decimals begin; end when there are none */
    size_t end;      /* of the digits; begin when there are none (十 alone) */
    int64_t whole;
    bool kanji;
    bool overflow;
    int64_t small;
    int64_t big; /* 0 until its group is closed */
};

struct terms {
    struct term items[TERMS];
    size_t count;
    size_t open; /* first term whose group is not closed yet */
};

/* ---- one run of digits */

/* The digit at `at`, of one of the two kinds; -1 when there is none. */
static int digit_of(const struct doc_scan *scan, size_t at, bool kanji, size_t *out_len)
{
    struct text_view view = text_view_part(scan->text, at, scan->text.len);
    int digit = doc_numeral_kanji_digit(view, out_len);
    if (kanji) return digit;
    return digit < 0 ? doc_numeral_digit(view, out_len) : -1;
}

static bool digit_at(const struct doc_scan *scan, size_t at)
{
    size_t len = 0;
    return doc_numeral_digit(text_view_part(scan->text, at, scan->text.len), &len) >= 0;
}

static bool append_digit(int64_t *value, int digit)
{
    if (*value > (INT64_MAX - digit) / 10) return false;
    *value = *value * 10 + digit;
    return true;
}

/* Takes digits of the term's kind; returns how many. */
static size_t take_digits(struct doc_scan *scan, struct term *term, bool whole)
{
    size_t count = 0;
    size_t len = 0;
    for (;; scan->at += len, count++) {
        int digit = digit_of(scan, scan->at, term->kanji, &len);
        if (digit < 0) return count;
        if (whole && !append_digit(&term->whole, digit)) term->overflow = true;
    }
}

/* Digits, grouped by three when there is a comma; false when a group has another size, or the first begins with a zero:
 * 0,500 has lost a digit, or means a half. */
static bool take_whole(struct doc_scan *scan, struct term *term)
{
    size_t len = 0;
    bool zero = digit_of(scan, scan->at, term->kanji, &len) == 0;
    size_t count = take_digits(scan, term, true);
    bool good = count > 0;
    for (bool first = true; good && !term->kanji && doc_scan_take(scan, commas); first = false) {
        good = (!first || (count <= 3 && !zero)) && take_digits(scan, term, true) == 3;
    }
    return good;
}

/* True after taking one more piece of what looks like the same number, blanks and line ends before it included. */
static bool take_more(struct doc_scan *scan)
{
    size_t len = 0;
    size_t begin = scan->at;
    doc_scan_space(scan);
    if (doc_numeral_digit(doc_scan_left(scan), &len) >= 0) {
        scan->at += len;
        return true;
    }
    if (doc_scan_take(scan, commas) || doc_scan_take(scan, points)) return true;
    scan->at = begin;
    return false;
}

/* Reads the digits of a term when some stand here; false after an error, which shows all that looks like the number:
 * 1,50 or 1 500 or digits broken over two lines. */
static bool read_digits(struct doc_scan *scan, struct term *term)
{
    size_t len = 0;
    size_t begin = scan->at;
    bool good = true;
    term->begin = term->point = term->fraction = term->end = begin;
    term->kanji = digit_of(scan, begin, false, &len) < 0;
    if (!digit_at(scan, begin)) {
        term->whole = 1;
        return true;
    }
    good = take_whole(scan, term);
    term->point = scan->at;
    if (good && !term->kanji && doc_scan_take(scan, points)) {
        term->fraction = scan->at;
        good = take_digits(scan, term, false) > 0;
    } else {
        term->fraction = scan->at;
    }
    term->end = scan->at;
    while (take_more(scan)) {
        good = false;
    }
    return good || doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, begin, scan->at);
}

/* ---- terms */

static bool close_group(struct doc_scan *scan, struct terms *terms, int64_t big, size_t begin)
{
    if (terms->open == terms->count) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, begin, scan->at);
    for (; terms->open < terms->count; terms->open++) {
        terms->items[terms->open].big = big;
    }
    return true;
}

static bool push(struct doc_scan *scan, struct terms *terms, const struct term *term)
{
    if (terms->count == TERMS) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, term->begin, scan->at);
    terms->items[terms->count++] = *term;
    return true;
}

/* Reads one term and what closes its group; *out_more is false when no power of ten ended it. */
static bool read_term(struct doc_scan *scan, struct terms *terms, bool *out_more)
{
    struct term term = {0};
    size_t before = scan->at;
    doc_scan_blanks(scan);
    if (!read_digits(scan, &term)) return false;
    bool shown = term.end > term.begin;
    size_t after = shown ? scan->at : before;
    doc_scan_blanks(scan);
    size_t len = 0;
    int64_t power = doc_numeral_multiplier(doc_scan_left(scan), &len);
    scan->at = power > 0 ? scan->at + len : after;
    term.small = power > 0 && power < SECTION ? power : 1;
    *out_more = power > 0;
    if ((shown || term.small > 1) && !push(scan, terms, &term)) return false;
    return power < SECTION || close_group(scan, terms, power, term.begin);
}

static bool read_terms(struct doc_scan *scan, struct terms *terms)
{
    size_t begin = scan->at;
    bool more = true;
    while (more) {
        if (!read_term(scan, terms, &more)) return false;
    }
    return terms->count > 0 || doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, begin, scan->text.len);
}

static int64_t weight_of(const struct term *term)
{
    return term->small * term->big;
}

/* True when the term can stand behind the one before it: both are digits of one number. */
static bool falls(const struct term *above, const struct term *term)
{
    int64_t limit = weight_of(above);
    return above->fraction == above->end && !term->overflow && weight_of(term) < limit &&
           term->whole < limit / weight_of(term);
}

/* True for the powers that are unit words too, which count any number: 12億34百万円, 1億2,345千円. */
static bool is_unit_power(const struct term *term)
{
    return term->small == 100 ? term->big == SECTION : term->small == 1000 && term->big == 1;
}

static bool terms_fall(const struct terms *terms)
{
    for (size_t i = 0; i < terms->count && terms->count > 1; i++) {
        const struct term *term = &terms->items[i];
        bool single = term->small > 1 && (i + 1 < terms->count || !is_unit_power(term));
        if (single && (term->overflow || term->whole > 9)) return false;
        if (i > 0 && !falls(term - 1, term)) return false;
    }
    return true;
}

/* ---- unit */

/* Takes the unit word behind the terms: yen, or for a bare number a latin unit; returns its yen, 0 for none. */
static int64_t take_unit(struct doc_scan *scan, bool bare)
{
    size_t before = scan->at;
    int64_t yen = 1;
    doc_scan_blanks(scan);
    if (doc_scan_take(scan, yens)) return 1;
    size_t len = bare ? doc_amount_unit_at(doc_scan_left(scan), &yen) : 0;
    scan->at = len > 0 ? scan->at + len : before;
    return len > 0 ? yen : 0;
}

/* True when the terms say less than a number does: one kanji digit alone (it may be a dash), or 5千 without its unit.
 */
static bool needs_unit(const struct terms *terms)
{
    const struct term *term = &terms->items[0];
    if (term->kanji) return terms->count == 1 && term->small == 1 && term->whole < 10;
    return term->small > 1;
}

/* True when the terms are a unit word that nothing counts: 千円, 百万. */
static bool is_unit_word(const struct terms *terms)
{
    const struct term *term = &terms->items[0];
    if (terms->count > 1 || term->end > term->begin) return false;
    return terms->open > 0 ? term->small == 100 && term->big == SECTION : term->small == 1000;
}

/* Finds out what the terms that no power of ten above 千 has closed count; false after an error. */
static bool settle_unit(struct doc_scan *scan, struct terms *terms, bool yen_sign, struct doc_figure *figure)
{
    bool closed = terms->open > 0;
    bool bare = !closed && terms->items[0].small == 1;
    size_t end = scan->at;
    int64_t unit = take_unit(scan, bare && !yen_sign);
    if (unit > 0 && yen_sign) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, end, scan->at);
    if (is_unit_word(terms)) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, terms->items[0].begin, scan->at);
    if (closed && terms->open < terms->count && unit == 0) { /* 1億5千: of yen, or of 万? */
        return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, terms->items[terms->open].begin, scan->at);
    }
    figure->has_unit = unit > 0 || closed || yen_sign;
    if (!figure->has_unit && needs_unit(terms)) {
        size_t begin = terms->items[0].kanji ? terms->items[0].begin : terms->items[0].end;
        return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, begin, end);
    }
    if (!figure->has_unit) unit = scan->unit_yen;
    for (size_t i = terms->open; i < terms->count; i++) {
        terms->items[i].big = unit > 0 ? unit : 1;
    }
    return true;
}

/* ---- value */

static bool add(int64_t *sum, int64_t count, int64_t weight)
{
    if (count > (INT64_MAX - *sum) / weight) return false;
    *sum += count * weight;
    return true;
}

/* Adds the decimals of the last term; *out_exact is false when other than zeros stand below one yen. */
static bool add_fraction(const struct doc_scan *scan, const struct term *term, struct doc_money *money, bool *out_exact)
{
    size_t len = 0;
    *out_exact = true;
    for (size_t at = term->fraction; at < term->end; at += len) {
        int digit = digit_of(scan, at, false, &len);
        bool below = money->step % 10 != 0;
        if (below && digit != 0) *out_exact = false;
        if (below) continue;
        money->step /= 10;
        if (!add(&money->yen, digit, money->step)) return false;
    }
    return true;
}

static bool count_yen(struct doc_scan *scan, const struct terms *terms, struct doc_money *out_money)
{
    const struct term *last = &terms->items[terms->count - 1];
    struct doc_money money = {0, last->kanji && last->whole < 10 ? last->big : weight_of(last)};
    bool exact = true;
    bool fits = true;
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *term = &terms->items[i];
        fits = fits && !term->overflow && add(&money.yen, term->whole, weight_of(term));
    }
    fits = fits && add_fraction(scan, last, &money, &exact);
    if (!exact) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, last->point, last->end);
    if (!fits) return doc_scan_fail(scan, DOC_AMOUNT_OVERFLOW, terms->items[0].begin, scan->at);
    *out_money = money;
    return true;
}

bool doc_figure_begins(const struct doc_scan *scan)
{
    struct doc_scan ahead = *scan;
    size_t len = 0;
    if (doc_scan_take(&ahead, signs)) doc_scan_blanks(&ahead);
    if (digit_at(&ahead, ahead.at) || doc_scan_take(&ahead, yen_signs)) return true;
    int64_t power = doc_numeral_multiplier(doc_scan_left(&ahead), &len);
    return power > 0 && power < SECTION;
}

bool doc_figure_read(struct doc_scan *scan, struct doc_figure *out_figure)
{
    struct terms terms = {.count = 0};
    struct doc_figure figure = {.has_unit = false};
    figure.negative = doc_scan_take(scan, signs) != NULL;
    doc_scan_blanks(scan);
    bool yen_sign = doc_scan_take(scan, yen_signs) != NULL;
    if (!read_terms(scan, &terms) || !settle_unit(scan, &terms, yen_sign, &figure)) return false;
    if (!terms_fall(&terms)) return doc_scan_fail(scan, DOC_AMOUNT_UNPARSABLE, terms.items[0].begin, scan->at);
    bool countable = figure.has_unit || scan->unit_yen > 0;
    if (countable && !count_yen(scan, &terms, &figure.money)) return false;
    if (figure.negative) figure.money.yen = -figure.money.yen;
    *out_figure = figure;
    return true;
}
