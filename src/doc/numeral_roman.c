/* doc/numeral - roman numerals: collected as small letters, read greedily, and accepted when writing the value gives
 * the same letters back (iiii and ic are none). Latin letters count only as a whole run in one case, so that no numeral
 * stands at the start of "IoT"; Unicode's own characters as far as they make one numeral together. */
#include "doc/numeral_part.h"

#include "text/utf8.h"

struct roman {
    int64_t value;
    const char *letters;
};

struct roman_character {
    uint32_t upper;
    uint32_t lower;
    int64_t value;
};

static const struct roman romans[] = {
#define NUMERAL_ROMAN(value, letters) {value, letters},
#include "doc/numeral.def"
};

static const struct roman_character roman_characters[] = {
#define NUMERAL_ROMAN_CHARACTER(upper, lower, value) {upper, lower, value},
#include "doc/numeral.def"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct text_view rest(struct text_view view, size_t at)
{
    return text_view_part(view, at, view.len);
}

struct letters {
    char bytes[DOC_ROMAN_LETTERS + 1];
    size_t count;
};

static void append_letters(struct letters *letters, const char *more)
{
    for (; *more != '\0'; more++) {
        if (letters->count < DOC_ROMAN_LETTERS) {
            letters->bytes[letters->count] = *more;
        }
        letters->count++; /* past the room: too long for any numeral below 4000, seen by roman_value */
    }
}

static void append_roman(struct letters *letters, int64_t value)
{
    for (size_t i = 0; i < COUNT(romans); i++) {
        for (; value >= romans[i].value; value -= romans[i].value) {
            append_letters(letters, romans[i].letters);
        }
    }
}

static bool same_letters(const struct letters *a, const struct letters *b)
{
    return a->count == b->count && memcmp(a->bytes, b->bytes, a->count) == 0;
}

/* The value of small letters, 0 when they are no numeral as it is written. */
static int64_t roman_value(const struct letters *letters)
{
    if (letters->count == 0 || letters->count > DOC_ROMAN_LETTERS) {
        return 0;
    }
    struct text_view left = {letters->bytes, letters->count};
    int64_t value = 0;
    for (size_t i = 0; i < COUNT(romans); i++) {
        struct text_view piece = text_view_of(romans[i].letters);
        while (text_view_starts(left, piece)) {
            value += romans[i].value;
            left = rest(left, piece.len);
        }
    }
    struct letters again = {{0}, 0};
    if (left.len == 0 && value < DOC_ROMAN_END) {
        append_roman(&again, value);
    }
    return same_letters(letters, &again) ? value : 0;
}

/* A latin letter of any width as a small ASCII one, 0 when it is none. */
static char latin_letter(uint32_t point, bool *out_upper)
{
    uint32_t narrow = point >= 0xFF21 && point <= 0xFF5A ? point - 0xFF21 + 'A' : point;
    *out_upper = narrow >= 'A' && narrow <= 'Z';
    if (*out_upper) {
        return (char)(narrow - 'A' + 'a');
    }
    return narrow >= 'a' && narrow <= 'z' ? (char)narrow : '\0';
}

/* A run of latin letters, the whole of it, all in one case. */
static size_t read_latin(struct text_view view, int64_t *out_value)
{
    struct letters letters = {{0}, 0};
    size_t used = 0;
    bool first_upper = false;
    for (;;) {
        uint32_t point = 0;
        bool upper = false;
        size_t len = text_utf8_decode(rest(view, used), &point);
        char letter = len > 0 ? latin_letter(point, &upper) : '\0';
        if (letter == '\0') {
            break;
        }
        first_upper = used == 0 ? upper : first_upper;
        if (upper != first_upper) {
            return 0;
        }
        append_letters(&letters, (char[]){letter, '\0'});
        used += len;
    }
    *out_value = roman_value(&letters);
    return *out_value > 0 ? used : 0;
}

static int64_t roman_character_value(uint32_t point)
{
    for (size_t i = 0; i < COUNT(roman_characters); i++) {
        if (roman_characters[i].upper == point || roman_characters[i].lower == point) {
            return roman_characters[i].value;
        }
    }
    return 0;
}

/* Unicode's roman characters: as many as make one numeral together. */
static size_t read_roman_characters(struct text_view view, int64_t *out_value)
{
    struct letters letters = {{0}, 0};
    size_t used = 0;
    size_t at = 0;
    for (;;) {
        uint32_t point = 0;
        size_t len = text_utf8_decode(rest(view, at), &point);
        int64_t one = len > 0 ? roman_character_value(point) : 0;
        if (one == 0) {
            break;
        }
        append_roman(&letters, one);
        at += len;
        int64_t together = roman_value(&letters);
        if (together == 0) {
            break;
        }
        *out_value = together;
        used = at;
    }
    return used;
}

size_t doc_numeral_roman(struct text_view view, int64_t *out_value)
{
    size_t used = read_roman_characters(view, out_value);
    return used > 0 ? used : read_latin(view, out_value);
}

size_t doc_numeral_roman_letters(int64_t value, char out_letters[DOC_ROMAN_LETTERS])
{
    struct letters letters = {{0}, 0};
    append_roman(&letters, value);
    memcpy(out_letters, letters.bytes, letters.count);
    return letters.count;
}
