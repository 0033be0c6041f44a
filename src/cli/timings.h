/* cli/timings - the profile of a check for --timings, on standard error. */
#ifndef CLI_TIMINGS_H
#define CLI_TIMINGS_H

#include "juten.h"

#include <stdint.h>

/* One line for each phase of a run that was opened with a clock, `start` nanoseconds of CPU before that. */
void cli_timings_say(const struct juten *run, const char *language, uint64_t start);

#endif
