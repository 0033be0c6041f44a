#include "cli/clock.h"

#include "base/date.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

/* False when SOURCE_DATE_EPOCH is set and no number. */
static bool now(time_t *out_seconds)
{
    const char *epoch = cli_epoch();
    char *end;
    if (!epoch) {
        *out_seconds = time(NULL);
        return true;
    }
    errno = 0;
    long long seconds = strtoll(epoch, &end, 10);
    *out_seconds = (time_t)seconds;
    return (epoch[0] == '-' || (epoch[0] >= '0' && epoch[0] <= '9')) && *end == '\0' && errno == 0;
}

const char *cli_epoch(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    return epoch && *epoch ? epoch : NULL;
}

enum status cli_as_of(struct arena *arena, const char *asked_for, const char **out_date)
{
    char date[DATE_LEN + 1];
    struct tm parts;
    time_t seconds;
    if (asked_for && !date_is_valid(asked_for)) return STATUS_INVALID;
    if (!asked_for && (!now(&seconds) || !gmtime_r(&seconds, &parts) ||
                       strftime(date, sizeof date, "%Y-%m-%d", &parts) != DATE_LEN || !date_is_valid(date)))
        return STATUS_INVALID;
    const char *kept = arena_copy(arena, asked_for ? asked_for : date, DATE_LEN);
    if (!kept) return STATUS_NO_MEMORY;
    *out_date = kept;
    return STATUS_OK;
}

static uint64_t nanoseconds(clockid_t clock)
{
    struct timespec now = {0};
    (void)clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t cli_monotonic(void)
{
    return nanoseconds(CLOCK_MONOTONIC);
}

uint64_t cli_cpu(void)
{
    return nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
}
