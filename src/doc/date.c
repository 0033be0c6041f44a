#include "doc/date.h"

#include "doc/xlsx_text.h"
#include "doc/year.h"
#include "text/utf8.h"

#include <stdint.h>

#define PARTS       3
#define FULL_ZERO   0xFF10 /* the full-width digits are in a row */
#define NUMBER_MOST 999999

static const char *const marks[] = {
#define DATE_MARK(text) text,
#include "doc/date.def"
#undef DATE_MARK
};

static size_t mark_at(struct text_view text)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_view_starts(text, text_view_of(marks[i]))) return strlen(marks[i]);
    return 0;
}

/* The part before the next mark; takes both off the text. */
static struct text_view take_part(struct text_view *text)
{
    size_t end = 0, mark = 0;
    while (end < text->len && (mark = mark_at(text_view_part(*text, end, text->len))) == 0)
        end++;
    struct text_view part = text_view_part(*text, 0, end);
    *text = text_view_part(*text, end + mark, text->len);
    return text_view_trim(part);
}

static bool read_number(struct text_view text, int *out_number)
{
    int number = 0;
    if (text.len == 0) return false;
    while (text.len > 0) {
        uint32_t point = 0;
        size_t len = text_utf8_decode(text, &point);
        if (point >= FULL_ZERO) point = point - FULL_ZERO + '0';
        if (len == 0 || point < '0' || point > '9' || number > NUMBER_MOST / 10) return false;
        number = number * 10 + (int)(point - '0');
        text = text_view_part(text, len, text.len);
    }
    *out_number = number;
    return true;
}

bool doc_date_parse(struct text_view text, char out_date[DATE_LEN + 1])
{
    struct text_view parts[PARTS], rest = text_view_trim(text);
    int year = 0, month = 0, day = 0;
    if (read_number(rest, &day)) return doc_xlsx_date(day, out_date);
    for (size_t i = 0; i < PARTS; i++)
        parts[i] = take_part(&rest);
    if (text_view_trim(rest).len > 0 || !doc_year_parse(parts[0], &year)) return false;
    if (!read_number(parts[1], &month) || !read_number(parts[2], &day) || month > 12 || day > 31) return false;
    date_write(year, month, day, out_date);
    return date_is_valid(out_date);
}
