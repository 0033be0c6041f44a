#include "cli/timings.h"

#include "cli/message.h"

#include <stdio.h>

static void say(const char *language, const char *phase, uint64_t nanoseconds)
{
    char number[32];
    snprintf(number, sizeof number, "%9llu.%02u", (unsigned long long)(nanoseconds / 1000000),
             (unsigned)(nanoseconds % 1000000 / 10000));
    cli_say(stderr, language, CLI_TIMING, number, phase);
}

void cli_timings_say(const struct juten *run, const char *language, uint64_t start)
{
    const char *phase;
    uint64_t nanoseconds;
    cli_say(stderr, language, CLI_TIMINGS, NULL, NULL);
    say(language, cli_wording(language, CLI_TIMING_START), start);
    for (size_t i = 0; juten_timing(run, i, &phase, &nanoseconds); i++)
        say(language, phase, nanoseconds);
}
