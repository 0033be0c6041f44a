#include "cli/progress.h"

#include "cli/clock.h"
#include "cli/message.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECOND      ((uint64_t)1000000000)
#define REDRAWN     (SECOND / 10)
#define ERASE_REST  "\033[K" /* of the line, from the cursor on */
#define TO_THE_LEFT "\r"

void cli_progress_open(struct cli_progress *progress, const struct cli_arguments *arguments, bool seen)
{
    const char *when = cli_value(arguments, CLI_OPTION_PROGRESS, "auto"), *kind = getenv("TERM");
    const bool terminal = isatty(STDERR_FILENO) && (!kind || strcmp(kind, "dumb") != 0);
    const bool always = strcmp(when, "always") == 0;
    *progress = (struct cli_progress){.language = arguments->language, .terminal = terminal, .shown = always};
    if (strcmp(when, "auto") == 0) progress->shown = terminal && !seen;
    if (progress->shown) progress->next = cli_monotonic() + (always ? 0 : SECOND);
}

/* "3 / 1,000", ended with a NUL. */
static void count(struct buf *out, size_t number, size_t of)
{
    buf_add_grouped(out, (int64_t)number);
    if (of > 0) buf_add_string(out, " / ");
    if (of > 0) buf_add_grouped(out, (int64_t)of);
    buf_add_char(out, '\0');
}

static void add_line(struct buf *out, const char *language, const struct juten_progress *so_far)
{
    struct buf inputs, requests;
    buf_init(&inputs);
    buf_init(&requests);
    count(&inputs, so_far->inputs, so_far->of);
    count(&requests, so_far->requests, 0);
    if (buf_status(&inputs) == STATUS_OK && buf_status(&requests) == STATUS_OK)
        cli_note(out, language, CLI_PROGRESS, inputs.bytes, requests.bytes);
    buf_clear(&requests);
    buf_clear(&inputs);
}

void cli_progress_show(void *context, const struct juten_progress *so_far)
{
    struct cli_progress *progress = context;
    struct buf line;
    if (!progress->shown || cli_monotonic() < progress->next) return;
    buf_init(&line);
    add_line(&line, progress->language, so_far);
    if (line.len > 0 && progress->terminal) line.len--; /* the line break: it is to be drawn over */
    if (progress->terminal) buf_add_string(&line, ERASE_REST TO_THE_LEFT);
    if (buf_status(&line) == STATUS_OK) fwrite(line.bytes, 1, line.len, stderr);
    progress->drawn = true;
    progress->next = cli_monotonic() + (progress->terminal ? REDRAWN : SECOND);
    buf_clear(&line);
}

void cli_progress_close(struct cli_progress *progress)
{
    if (progress->drawn && progress->terminal) fputs(ERASE_REST, stderr);
    *progress = (struct cli_progress){.shown = false};
}
