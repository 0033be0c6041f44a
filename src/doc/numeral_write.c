/* doc/numeral - writing numerals. What has no writing in a kind (a zero in roman, 51 in a circle) gives nothing. */
#include "doc/numeral_part.h"

#include "text/utf8.h"

#define SECTION 10000 /* kanji numerals: the first power of ten that ends a section */
#define ROOM    32    /* bytes that a caller gives */

struct range {
    uint32_t first;
    uint32_t last;
    enum doc_numeral kind;
    int64_t value;
};

struct pair {
    uint32_t point;
    int64_t value;
};

static const struct range ranges[] = {
#define NUMERAL_RANGE(first, last, kind, value, bracketed) {first, last, DOC_##kind, value},
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

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct writer {
    char *bytes;
    size_t len;
    bool full;
};

static void put_point(struct writer *writer, uint32_t point)
{
    char bytes[4];
    size_t len = text_utf8_encode(point, bytes);
    writer->full = writer->full || writer->len + len > ROOM;
    if (!writer->full) {
        memcpy(writer->bytes + writer->len, bytes, len);
        writer->len += len;
    }
}

static void write_arabic(struct writer *writer, int64_t value)
{
    int64_t power = 1;
    while (value / power >= 10) {
        power *= 10;
    }
    for (; power > 0; power /= 10) {
        put_point(writer, (uint32_t)('0' + value / power % 10));
    }
}

static void write_circled(struct writer *writer, int64_t value)
{
    for (size_t i = 0; i < COUNT(ranges) && writer->len == 0; i++) {
        int64_t offset = value - ranges[i].value;
        if (ranges[i].kind == DOC_CIRCLED && offset >= 0 && offset <= (int64_t)(ranges[i].last - ranges[i].first)) {
            put_point(writer, ranges[i].first + (uint32_t)offset);
        }
    }
}

static void write_roman(struct writer *writer, int64_t value)
{
    char letters[DOC_ROMAN_LETTERS];
    size_t count = value < DOC_ROMAN_END ? doc_numeral_roman_letters(value, letters) : 0;
    for (size_t i = 0; i < count; i++) {
        put_point(writer, (unsigned char)letters[i]);
    }
}

static uint32_t point_of(const struct pair *pairs, size_t count, int64_t value)
{
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].value == value) {
            return pairs[i].point;
        }
    }
    return 0;
}

static void write_kanji_section(struct writer *writer, int64_t value)
{
    for (int64_t power = SECTION / 10; power > 0; power /= 10) {
        int64_t digit = value / power % 10;
        if (digit > 1 || (digit == 1 && power == 1)) {
            put_point(writer, point_of(digits, COUNT(digits), digit));
        }
        if (digit > 0 && power > 1) {
            put_point(writer, point_of(multipliers, COUNT(multipliers), power));
        }
    }
}

static void write_kanji(struct writer *writer, int64_t value)
{
    const int64_t greatest = (int64_t)SECTION * SECTION * SECTION;
    writer->full = value / greatest >= SECTION;
    for (int64_t power = greatest; power > 0 && !writer->full; power /= SECTION) {
        int64_t section = value / power % SECTION;
        write_kanji_section(writer, section);
        if (section > 0 && power > 1) {
            put_point(writer, point_of(multipliers, COUNT(multipliers), power));
        }
    }
}

size_t doc_numeral_write(enum doc_numeral kind, int64_t value, char out_bytes[ROOM])
{
    struct writer writer = {out_bytes, 0, value < 0 || (value == 0 && kind != DOC_ARABIC)};
    if (writer.full) {
        return 0;
    }
    switch (kind) {
    case DOC_ARABIC:
        write_arabic(&writer, value);
        break;
    case DOC_CIRCLED:
        write_circled(&writer, value);
        break;
    case DOC_ROMAN:
        write_roman(&writer, value);
        break;
    case DOC_KANJI:
        write_kanji(&writer, value);
        break;
    case DOC_NUMERALS:
        break;
    }
    return writer.full ? 0 : writer.len;
}
