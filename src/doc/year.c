/* doc/year - a cursor over the text takes the parts one by one: era or prefix, numeral, suffix, and perhaps the same
 * year once more in brackets. Two digits without an era are no year: nobody can tell which century or era is meant.
 * An era may be counted past its end (a form printed before the change of era does that). */
#include "doc/year.h"

#include "doc/numeral.h"
#include "text/utf8.h"

#define FIRST_YEAR 1926
#define LAST_YEAR  2199
#define ERA_YEARS  99

struct era {
    const char *name;
    const char *brief;
    const char *square;
    char letter;
    int first;
};

static const struct era eras[] = {
#define YEAR_ERA(name, brief, square, letter, first) {name, brief, square, letter, first},
#include "doc/year.def"
};

static const char *const befores[] = {
#define YEAR_BEFORE(word) word,
#include "doc/year.def"
    NULL};

static const char *const afters[] = {
#define YEAR_AFTER(word) word,
#include "doc/year.def"
    NULL};

static const char *const firsts[] = {
#define YEAR_FIRST(word) word,
#include "doc/year.def"
    NULL};

static const char *const dots[] = {
#define YEAR_DOT(mark) mark,
#include "doc/year.def"
    NULL};

static const char *const brackets[] = {
#define YEAR_BRACKET(open, close) open, close,
#include "doc/year.def"
    NULL};

static const char *const written[] = {
#define YEAR_WRITTEN(era_end, before, after) era_end, before, after
#include "doc/year.def"
};

struct cursor {
    struct text_view text;
    size_t at;
};

static struct text_view left(const struct cursor *cursor)
{
    return text_view_part(cursor->text, cursor->at, cursor->text.len);
}

static void skip_blanks(struct cursor *cursor)
{
    struct text_view view = left(cursor);
    struct text_view trimmed = text_view_trim(view);
    cursor->at += trimmed.len > 0 ? (size_t)(trimmed.at - view.at) : view.len;
}

/* An ASCII letter of any width and case as a small one; 0 when there is none. */
static char letter_at(const struct cursor *cursor, size_t at, size_t *out_len)
{
    uint32_t point = 0;
    *out_len = text_utf8_decode(text_view_part(cursor->text, at, cursor->text.len), &point);
    if (*out_len == 0) return '\0';
    uint32_t narrow = point >= 0xFF21 && point <= 0xFF5A ? point - 0xFF21 + 'A' : point;
    if (narrow >= 'A' && narrow <= 'Z') return (char)(narrow - 'A' + 'a');
    return narrow >= 'a' && narrow <= 'z' ? (char)narrow : '\0';
}

static bool take_exact(struct cursor *cursor, const char *word)
{
    struct text_view view = text_view_of(word);
    if (!text_view_starts(left(cursor), view)) return false;
    cursor->at += view.len;
    return true;
}

/* Takes a word of small latin letters in any case and width. */
static bool take_latin(struct cursor *cursor, const char *word)
{
    size_t at = cursor->at;
    for (; *word != '\0'; word++) {
        size_t len = 0;
        if (letter_at(cursor, at, &len) != *word) return false;
        at += len;
    }
    cursor->at = at;
    return true;
}

static bool take_any(struct cursor *cursor, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (take_exact(cursor, *words) || take_latin(cursor, *words)) return true;
    }
    return false;
}

static const struct era *take_era(struct cursor *cursor)
{
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        const struct era *era = &eras[i];
        if (take_exact(cursor, era->name) || take_exact(cursor, era->brief) || take_exact(cursor, era->square)) {
            return era;
        }
        if (take_latin(cursor, (char[]){era->letter, '\0'})) {
            (void)take_any(cursor, dots);
            return era;
        }
    }
    return NULL;
}

/* The number of a year: arabic or kanji, with the digits that arabic ones have. */
static bool take_number(struct cursor *cursor, int64_t *out_value, size_t *out_digits)
{
    enum doc_numeral kind = DOC_ARABIC;
    size_t unused = 0;
    struct text_view view = left(cursor);
    bool digit = doc_numeral_digit(view, &unused) >= 0 || doc_numeral_multiplier(view, &unused) > 0;
    size_t used = digit ? doc_numeral_read(view, &kind, out_value) : 0;
    *out_digits = kind == DOC_ARABIC ? text_utf8_count(text_view_part(view, 0, used)) : 0;
    cursor->at += used;
    return used > 0;
}

static bool take_era_year(struct cursor *cursor, const struct era *era, int64_t *out_year)
{
    int64_t number = 1;
    size_t digits = 0;
    skip_blanks(cursor);
    if (!take_any(cursor, firsts) && !take_number(cursor, &number, &digits)) return false;
    *out_year = era->first - 1 + number;
    return number >= 1 && number <= ERA_YEARS && digits <= 2;
}

static bool take_gregorian(struct cursor *cursor, int64_t *out_year)
{
    size_t digits = 0;
    (void)take_any(cursor, befores);
    skip_blanks(cursor);
    return take_number(cursor, out_year, &digits) && (digits == 4 || digits == 0);
}

static bool take_year(struct cursor *cursor, int64_t *out_year)
{
    const struct era *era = take_era(cursor);
    bool read = era ? take_era_year(cursor, era, out_year) : take_gregorian(cursor, out_year);
    return read && *out_year >= FIRST_YEAR && *out_year <= LAST_YEAR;
}

static bool take_after(struct cursor *cursor)
{
    skip_blanks(cursor);
    bool taken = take_any(cursor, afters);
    skip_blanks(cursor);
    return taken;
}

/* The same year in brackets; true when there are none. */
static bool take_again(struct cursor *cursor, int64_t year)
{
    int64_t again = 0;
    for (const char *const *pair = brackets; *pair != NULL; pair += 2) {
        size_t begin = cursor->at;
        if (!take_exact(cursor, pair[0])) continue;
        skip_blanks(cursor);
        bool same = take_year(cursor, &again) && again == year;
        (void)take_after(cursor);
        if (take_exact(cursor, pair[1])) return same;
        cursor->at = begin;
    }
    return true;
}

bool doc_year_parse(struct text_view text, int *out_year)
{
    struct cursor cursor = {text_view_trim(text), 0};
    int64_t year = 0;
    if (!take_year(&cursor, &year)) return false;
    bool ended = take_after(&cursor);
    if (!take_again(&cursor, year)) return false;
    if (!ended) (void)take_after(&cursor);
    if (cursor.at != cursor.text.len) return false;
    *out_year = (int)year;
    return true;
}

static const struct era *era_of(int year)
{
    size_t i = 0;
    while (i + 1 < sizeof eras / sizeof *eras && year < eras[i].first)
        i++;
    return &eras[i];
}

static void write_era_year(struct buf *out, int year)
{
    const struct era *era = era_of(year);
    int number = year - era->first + 1;
    buf_add_string(out, era->name);
    if (number == 1) {
        buf_add_string(out, firsts[0]);
    } else {
        buf_add_int(out, number);
    }
}

void doc_year_write(struct buf *out, int year, bool english)
{
    if (english) {
        buf_add_string(out, "FY");
        buf_add_int(out, year);
        return;
    }
    if (year - era_of(year)->first >= ERA_YEARS) { /* nobody counts an era that far, and it would not be read */
        buf_add_int(out, year);
        buf_add_string(out, written[0]);
        return;
    }
    write_era_year(out, year);
    buf_add_string(out, written[0]);
    buf_add_string(out, written[1]);
    buf_add_int(out, year);
    buf_add_string(out, written[2]);
}
