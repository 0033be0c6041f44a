#include "doc/xlsx_text.h"

#include "text/utf8.h"

#define DAYS_TO_1970   25569 /* from 1899-12-30, where spreadsheets begin to count */
#define DAY_OF_2000    36526
#define DAY_OF_2200    109575
#define FIRST_SURE_DAY 60 /* they take 1900 for a leap year: what is before 1900-03-01 differs between them */

size_t doc_xlsx_units(struct text_view text)
{
    size_t units = 0;
    for (size_t at = 0; at < text.len; at++) {
        unsigned char c = (unsigned char)text.at[at];
        units += (c & 0xC0) != 0x80; /* a character; those beyond U+FFFF are two units */
        units += c >= 0xF0;
    }
    return units;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

bool doc_xlsx_looks_escaped(struct text_view text, size_t at)
{
    if (text.len - at < 7 || text.at[at] != '_' || text.at[at + 1] != 'x' || text.at[at + 6] != '_') return false;
    for (size_t i = 2; i < 6; i++)
        if (!is_hex(text.at[at + i])) return false;
    return true;
}

void doc_xlsx_name(struct text_view wanted, char out_name[DOC_XLSX_NAME_BYTES + 1])
{
    size_t len = 0, count = 0;
    wanted = text_view_trim(wanted);
    for (size_t at = 0; at < wanted.len && count < DOC_XLSX_NAME; count++) {
        uint32_t point = 0;
        size_t bytes = text_utf8_decode(text_view_part(wanted, at, wanted.len), &point);
        if (bytes == 0) break;
        bool refused =
            point < 0x20 || point == 0x7F || point > 0xFFFD || (point < 0x7F && strchr("[]:*?/\\'", (int)point));
        if (refused) out_name[len++] = '_';
        else memcpy(out_name + len, wanted.at + at, bytes);
        if (!refused) len += bytes;
        at += bytes;
    }
    out_name[len] = '\0';
}

/* ---- days */

/* Days from 1970-01-01 in the Gregorian calendar: years begin in March, so that a leap day ends one. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
    int64_t era = y / 400, of_era = y % 400;
    int64_t of_year = (153 * m + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t digits(const char *at, int count)
{
    int64_t number = 0;
    for (; count > 0; count--)
        number = number * 10 + (*at++ - '0');
    return number;
}

int64_t doc_xlsx_day(struct text_view date)
{
    char text[DATE_LEN + 1] = "";
    if (date.len != DATE_LEN) return 0;
    memcpy(text, date.at, DATE_LEN);
    if (!date_is_valid(text)) return 0;
    int64_t day = days_of(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)) + DAYS_TO_1970;
    return day > FIRST_SURE_DAY ? day : 0;
}

bool doc_xlsx_date(int64_t day, char out_date[DATE_LEN + 1])
{
    if (day < DAY_OF_2000 || day >= DAY_OF_2200) return false;
    int year = 2000, month = 1;
    while (days_of(year + 1, 1, 1) + DAYS_TO_1970 <= day)
        year++;
    while (month < 12 && days_of(year, month + 1, 1) + DAYS_TO_1970 <= day)
        month++;
    int of_month = (int)(day - days_of(year, month, 1) - DAYS_TO_1970) + 1;
    date_write(year, month, of_month, out_date);
    return true;
}
