/* cli/clock - the one date that matters, read once: --as-of, else SOURCE_DATE_EPOCH, else today (UTC). */
#ifndef CLI_CLOCK_H
#define CLI_CLOCK_H

#include "base/arena.h"
#include "base/status.h"

/* YYYY-MM-DD in the arena. `asked_for` may be NULL; STATUS_INVALID when it is no date, or when there is none and
 * SOURCE_DATE_EPOCH is no number of seconds. */
enum status cli_as_of(struct arena *arena, const char *asked_for, const char **out_date) MUST_CHECK;

/* SOURCE_DATE_EPOCH as it is set, or NULL. */
const char *cli_epoch(void);

#endif
