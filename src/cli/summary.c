#include "cli/summary.h"

#include "cli/message.h"
#include "cli/reason.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SAYS_CUT_MOST 200 /* bytes of the line that says so */

static bool asks_for_github(const struct cli_arguments *arguments)
{
    for (size_t i = 0; i < arguments->counts[CLI_OPTION_FORMAT]; i++) {
        const char *format = arguments->values[CLI_OPTION_FORMAT][i];
        if (strcmp(format, "github") == 0 || strncmp(format, "github=", sizeof "github=" - 1) == 0) return true;
    }
    return false;
}

bool cli_summary_open(struct cli_summary *summary, const struct cli_arguments *arguments)
{
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    *summary = (struct cli_summary){.path = path && *path && asks_for_github(arguments) ? path : NULL};
    buf_init(&summary->text);
    return summary->path != NULL;
}

void cli_summary_close(struct cli_summary *summary)
{
    buf_clear(&summary->text);
}

bool cli_summary_write(void *context, const char *bytes, size_t len)
{
    struct cli_summary *summary = context;
    size_t room = CLI_SUMMARY_MOST - summary->text.len;
    summary->cut |= len > room;
    buf_add(&summary->text, bytes, len < room ? len : room);
    return true;
}

enum status cli_summary_status(const struct cli_summary *summary)
{
    return buf_status(&summary->text);
}

/* How much of the text goes into so many bytes, in whole lines. */
static size_t whole_lines(const struct buf *text, size_t room)
{
    size_t len = text->len < room ? text->len : room;
    while (len > 0 && text->bytes[len - 1] != '\n')
        len--;
    return len;
}

static bool append(const struct cli_summary *summary, const char *language, FILE *file)
{
    struct stat info;
    if (fstat(fileno(file), &info) != 0) return false;
    size_t taken = info.st_size < (off_t)CLI_SUMMARY_MOST ? (size_t)info.st_size : CLI_SUMMARY_MOST;
    size_t room = CLI_SUMMARY_MOST - taken, len = summary->text.len;
    bool cut = summary->cut || len > room;
    if (cut) len = whole_lines(&summary->text, room > SAYS_CUT_MOST ? room - SAYS_CUT_MOST : 0);
    if (len > 0 && fwrite(summary->text.bytes, 1, len, file) != len) return false;
    return !cut || room <= SAYS_CUT_MOST || fprintf(file, "\n%s\n", cli_wording(language, CLI_SUMMARY_CUT)) > 0;
}

enum cli_exit cli_summary_append(const struct cli_summary *summary, const struct cli_arguments *arguments)
{
    if (!summary->path) return CLI_EXIT_CLEAN;
    FILE *file = fopen(summary->path, "ab");
    bool well = file && append(summary, arguments->language, file);
    int reason = errno;
    if (file && fclose(file) != 0 && well) {
        reason = errno;
        well = false;
    }
    if (!well) cli_say(stderr, arguments->language, CLI_WRITE, summary->path, cli_reason(arguments->language, reason));
    return well ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}
