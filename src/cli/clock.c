#include "cli/clock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DATE_LEN 10 /* YYYY-MM-DD */

static int number_at(const char *text, size_t from, size_t len)
{
    int number = 0;
    for (size_t i = from; i < from + len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static bool is_date(const char *text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (strlen(text) != DATE_LEN || text[4] != '-' || text[7] != '-')
        return false;
    int year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return false;
    return leap || month != 2 || day < 29;
}

static time_t now(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    if (epoch && *epoch) {
        long long seconds = strtoll(epoch, &end, 10);
        if (*end == '\0')
            return (time_t)seconds;
    }
    return time(NULL);
}

enum status cli_as_of(struct arena *arena, const char *asked_for, const char **out_date)
{
    char date[DATE_LEN + 1];
    struct tm parts;
    time_t seconds = now();
    if (asked_for && !is_date(asked_for))
        return STATUS_INVALID;
    if (!asked_for && (!gmtime_r(&seconds, &parts) || strftime(date, sizeof date, "%Y-%m-%d", &parts) != DATE_LEN))
        return STATUS_INVALID;
    const char *kept = arena_copy(arena, asked_for ? asked_for : date, DATE_LEN);
    if (!kept)
        return STATUS_NO_MEMORY;
    *out_date = kept;
    return STATUS_OK;
}
