/* cli/clock - the one date that matters, read once: --as-of, else SOURCE_DATE_EPOCH, else today (UTC). */
#ifndef CLI_CLOCK_H
#define CLI_CLOCK_H

#include "base/arena.h"

/* YYYY-MM-DD in the arena; NULL when `asked_for` is no date (or memory is out). */
const char *cli_as_of(struct arena *arena, const char *asked_for);

#endif
