#include "base/date.h"

#include <stddef.h>
#include <string.h>

static int number_at(const char *text, size_t from, size_t len)
{
    int number = 0;
    for (size_t i = from; i < from + len; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool date_is_valid(const char *text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!text || strlen(text) != DATE_LEN || text[4] != '-' || text[7] != '-') return false;
    int year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
    return leap || month != 2 || day < 29;
}

static void write_digits(char *end, int number, int count)
{
    for (; count > 0; count--, number /= 10)
        *--end = (char)('0' + number % 10);
}

void date_write(int year, int month, int day, char out_text[DATE_LEN + 1])
{
    write_digits(out_text + 4, year, 4);
    out_text[4] = '-';
    write_digits(out_text + 7, month, 2);
    out_text[7] = '-';
    write_digits(out_text + DATE_LEN, day, 2);
    out_text[DATE_LEN] = '\0';
}
