/* cli/clock - the one date that matters, read once: --as-of, else SOURCE_DATE_EPOCH, else today (UTC). And the clocks
 * for --timings, which tell no date and show in no result. */
#ifndef CLI_CLOCK_H
#define CLI_CLOCK_H

#include "base/arena.h"
#include "base/status.h"

#include <stdint.h>

/* YYYY-MM-DD in the arena. `asked_for` may be NULL; STATUS_INVALID when it is no date, or when there is none and
 * SOURCE_DATE_EPOCH is no number of seconds. */
enum status cli_as_of(struct arena *arena, const char *asked_for, const char **out_date) MUST_CHECK;

/* SOURCE_DATE_EPOCH as it is set, or NULL. */
const char *cli_epoch(void);

/* Nanoseconds that never go back, since any moment. */
uint64_t cli_monotonic(void);
/* Nanoseconds of CPU that the process has used. */
uint64_t cli_cpu(void);

#endif
