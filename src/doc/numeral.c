/* doc/numeral - reading numerals.
 *
 * Each kind is read greedily from the start of the view by a reader of its own; the first that finds something wins.
 * Kanji numerals are sections below ten thousand (千 百 十, or digits in a row) with 兆 億 万 between them, all
 * strictly descending; what does not descend is left for the caller: 五十百万 gives 50 and leaves 百万 (a unit of
 * money). Roman numerals have a file of their own. */
#include "doc/numeral.h"

#include "doc/numeral_part.h"
#include "text/utf8.h"

#define SECTION 10000 /* kanji numerals: the first power of ten that ends a section */

struct range {
    uint32_t first;
    uint32_t last;
    enum doc_numeral kind;
    int64_t value;
    bool bracketed;
};

struct pair {
    uint32_t point;
    int64_t value;
};

static const struct range ranges[] = {
#define NUMERAL_RANGE(first, last, kind, value, bracketed) {first, last, DOC_##kind, value, bracketed},
#include "doc/numeral.def"
};

static const struct pair digits[] = {
#define NUMERAL_DIGIT(point, value) {point, value},
#include "doc/numeral.def"
};

static const struct pair multipliers[] = {
#define NUMERAL_MULTIPLIER(point, value) {point, value},
#include "doc/numeral.def"
};

static const char *const names[DOC_NUMERALS] = {
#define NUMERAL_NAME(kind, name) [DOC_##kind] = (name),
#include "doc/numeral.def"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct text_view rest(struct text_view view, size_t at)
{
    return text_view_part(view, at, view.len);
}

/* ---- single characters */

static int arabic_value(uint32_t point)
{
    if (point >= '0' && point <= '9') {
        return (int)(point - '0');
    }
    return point >= 0xFF10 && point <= 0xFF19 ? (int)(point - 0xFF10) : -1;
}

static int64_t pair_value(const struct pair *pairs, size_t count, uint32_t point, int64_t none)
{
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].point == point) {
            return pairs[i].value;
        }
    }
    return none;
}

/* No kanji is ASCII. */
static size_t decode_kanji(struct text_view view, uint32_t *out_point)
{
    bool ascii = view.len > 0 && (unsigned char)view.at[0] < 0x80;
    return ascii ? 0 : text_utf8_decode(view, out_point);
}

int doc_numeral_kanji_digit(struct text_view view, size_t *out_len)
{
    uint32_t point = 0;
    size_t len = decode_kanji(view, &point);
    int value = len == 0 ? -1 : (int)pair_value(digits, COUNT(digits), point, -1);
    if (value >= 0) {
        *out_len = len;
    }
    return value;
}

int doc_numeral_arabic_digit(struct text_view view, size_t *out_len)
{
    uint32_t point = 0;
    size_t len = text_utf8_decode(view, &point);
    int value = len == 0 ? -1 : arabic_value(point);
    if (value >= 0) {
        *out_len = len;
    }
    return value;
}

int doc_numeral_digit(struct text_view view, size_t *out_len)
{
    int value = doc_numeral_arabic_digit(view, out_len);
    return value >= 0 ? value : doc_numeral_kanji_digit(view, out_len);
}

int64_t doc_numeral_multiplier(struct text_view view, size_t *out_len)
{
    uint32_t point = 0;
    size_t len = decode_kanji(view, &point);
    int64_t value = len == 0 ? 0 : pair_value(multipliers, COUNT(multipliers), point, 0);
    if (value > 0) {
        *out_len = len;
    }
    return value;
}

static const struct range *range_of(uint32_t point)
{
    for (size_t i = 0; i < COUNT(ranges); i++) {
        if (point >= ranges[i].first && point <= ranges[i].last) {
            return &ranges[i];
        }
    }
    return NULL;
}

bool doc_numeral_bracketed(struct text_view view)
{
    uint32_t point = 0;
    const struct range *range = text_utf8_decode(view, &point) > 0 ? range_of(point) : NULL;
    return range != NULL && range->bracketed;
}

/* ---- readers: bytes used, 0 for none */

static size_t read_character(struct text_view view, enum doc_numeral *out_kind, int64_t *out_value)
{
    uint32_t point = 0;
    size_t len = text_utf8_decode(view, &point);
    const struct range *range = len > 0 ? range_of(point) : NULL;
    if (range == NULL) {
        return 0;
    }
    *out_kind = range->kind;
    *out_value = range->value + (int64_t)(point - range->first);
    return len;
}

static bool append_digit(int64_t *value, int digit)
{
    if (*value > (INT64_MAX - digit) / 10) {
        return false;
    }
    *value = *value * 10 + digit;
    return true;
}

static size_t read_arabic(struct text_view view, int64_t *out_value)
{
    int64_t value = 0;
    size_t used = 0;
    size_t len = 0;
    for (;;) {
        int digit = doc_numeral_arabic_digit(rest(view, used), &len);
        if (digit < 0) {
            break;
        }
        if (!append_digit(&value, digit)) {
            return 0;
        }
        used += len;
    }
    if (used > 0) {
        *out_value = value;
    }
    return used;
}

/* A section being read: what 千 百 十 gave so far, digits that wait for their power of ten, the last power seen. */
struct section {
    int64_t total;
    int64_t waiting; /* -1: none */
    int64_t last;
};

static bool take_digit(struct section *section, int digit)
{
    if (section->waiting < 0) {
        section->waiting = digit;
        return true;
    }
    return section->total == 0 && append_digit(&section->waiting, digit);
}

static bool take_power(struct section *section, int64_t power)
{
    if (power >= section->last || section->waiting == 0 || section->waiting > 9) {
        return false;
    }
    section->total += (section->waiting < 0 ? 1 : section->waiting) * power;
    section->waiting = -1;
    section->last = power;
    return true;
}

static size_t read_section(struct text_view view, int64_t *out_value)
{
    struct section section = {0, -1, SECTION};
    size_t used = 0;
    bool taken = true;
    while (taken) {
        size_t len = 0;
        int digit = doc_numeral_kanji_digit(rest(view, used), &len);
        int64_t power = digit < 0 ? doc_numeral_multiplier(rest(view, used), &len) : 0;
        taken = digit >= 0 ? take_digit(&section, digit) : power > 0 && take_power(&section, power);
        used += taken ? len : 0;
    }
    *out_value = section.total + (section.waiting > 0 ? section.waiting : 0);
    return used;
}

static bool starts_with_digit(struct text_view view)
{
    size_t len = 0;
    return doc_numeral_kanji_digit(view, &len) >= 0;
}

static size_t read_kanji(struct text_view view, int64_t *out_value)
{
    int64_t total = 0;
    int64_t last = INT64_MAX;
    size_t used = 0;
    for (;;) {
        int64_t value = 0;
        size_t len = read_section(rest(view, used), &value);
        if (len == 0 || (total > 0 && value >= SECTION)) {
            break;
        }
        if (value > INT64_MAX / 10 - 1 && starts_with_digit(rest(view, used + len))) {
            return 0;
        }
        size_t power_len = 0;
        int64_t power = doc_numeral_multiplier(rest(view, used + len), &power_len);
        bool scaled = power >= SECTION && power < last && value > 0;
        if (scaled && value > (INT64_MAX - total) / power) {
            return 0;
        }
        total += scaled ? value * power : value;
        used += len + (scaled ? power_len : 0);
        if (!scaled) {
            break;
        }
        last = power;
    }
    if (total == 0) {
        return 0;
    }
    *out_value = total;
    return used;
}

size_t doc_numeral_read(struct text_view view, enum doc_numeral *out_kind, int64_t *out_value)
{
    enum doc_numeral kind = DOC_ARABIC;
    int64_t value = 0;
    size_t used = read_character(view, &kind, &value);
    if (used == 0) {
        kind = DOC_ARABIC;
        used = read_arabic(view, &value);
    }
    if (used == 0) {
        kind = DOC_KANJI;
        used = read_kanji(view, &value);
    }
    if (used == 0) {
        kind = DOC_ROMAN;
        used = doc_numeral_roman(view, &value);
    }
    if (used > 0) {
        *out_kind = kind;
        *out_value = value;
    }
    return used;
}

bool doc_numeral_kind(struct text_view name, enum doc_numeral *out_kind)
{
    for (size_t i = 0; i < DOC_NUMERALS; i++) {
        if (text_view_equal(name, text_view_of(names[i]))) {
            *out_kind = (enum doc_numeral)i;
            return true;
        }
    }
    return false;
}
