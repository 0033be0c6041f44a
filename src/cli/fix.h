/* cli/fix - --fix and --diff of `juten check`: files mended in place (whole or not at all), or what would change in
 * them shown as a unified diff. */
#ifndef CLI_FIX_H
#define CLI_FIX_H

#include "base/buf.h"
#include "cli/command.h"
#include "juten.h"

struct cli_fix {
    const struct cli_arguments *arguments;
    struct juten *run;
    bool wanted;     /* --fix or --diff */
    bool preview;    /* --diff: nothing is written */
    struct buf diff; /* of all files, for the preview */
    bool unread;     /* by --diff: something can't be read, mended or not */
    bool unwritten;  /* a file could not be written; the others went on */
    size_t files, lines;
};

/* False after saying what does not go together. End it with cli_fix_close in any case. */
bool cli_fix_open(struct cli_fix *fix, const struct cli_arguments *arguments, struct juten *run);
void cli_fix_close(struct cli_fix *fix);

/* Mends an input; standard input can only be previewed. Says what went wrong. */
enum cli_exit cli_fix_file(struct cli_fix *fix, const char *path, bool named);
enum cli_exit cli_fix_bytes(struct cli_fix *fix, const char *name, const void *bytes, size_t len);

/* Says on standard error how much was mended. For a preview it ends the run: prints the diff, and is
 * CLI_EXIT_TROUBLE when an input can't be read even so, else CLI_EXIT_FINDINGS when there is any. */
enum cli_exit cli_fix_conclude(struct cli_fix *fix);

#endif
