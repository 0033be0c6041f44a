/* cli/progress - how far a long check has come, on standard error: one line that is drawn over and taken away again, so
 * that nothing of it stays; where standard error is no terminal and it is asked for, a line a second. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/option.h"
#include "juten.h"

struct cli_progress {
    const char *language;
    bool shown;    /* at all */
    bool terminal; /* a line can be drawn over */
    bool drawn;    /* one stands there */
    uint64_t next; /* when to show it again: nanoseconds of cli_monotonic */
};

/* By --progress: `auto` shows it on a terminal, after a second, unless reports are `seen` there; `always` from the
 * beginning, wherever standard error goes. */
void cli_progress_open(struct cli_progress *progress, const struct cli_arguments *arguments, bool seen);
/* For struct juten_settings, with the progress as context. */
void cli_progress_show(void *context, const struct juten_progress *so_far);
/* Takes the line away; before anything else is said. */
void cli_progress_close(struct cli_progress *progress);

#endif
