/* cli/outputs - the reports that a command was asked for (-f, -o): where each goes, opened before any work and put in
 * their places together at the end. */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "base/arena.h"
#include "cli/command.h"
#include "cli/output.h"

#define CLI_OUTPUTS_MAX 8

struct cli_outputs {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct cli_output items[CLI_OUTPUTS_MAX];
    size_t count;
    bool text_on_stdout; /* the counts end standard output */
    /* cli/by_ministry: what was opened while reports were written */
    struct cli_output **parted;
    size_t parted_count, parted_capacity;
    bool failed; /* one could not be, for a reason that was said */
    /* Whether a file is one of the inputs, which are known only after these were opened; NULL: {ministry} is nothing
     * special in the paths of this command. */
    bool (*is_input)(const void *inputs, dev_t device, ino_t number);
    const void *inputs;
};

/* A path with {ministry} in it: one file for each, opened with cli/by_ministry. Lives as long as the outputs. */
struct cli_by_ministry {
    struct cli_outputs *outputs;
    const char *path;
};
#define CLI_MINISTRY "{ministry}"

/* Takes a report in, one that goes to `output` or one for each ministry (`by`); the other is NULL. Says whether there
 * is such a format. */
typedef bool cli_outputs_add(void *context, const char *format, struct cli_output *output,
                             const struct cli_by_ministry *by);

/* Opens what --format and --output ask for, or `otherwise` on standard output. What is written goes to
 * cli_output_write. Says what is wrong. */
enum cli_exit cli_outputs_open(struct cli_outputs *outputs, const char *otherwise, cli_outputs_add *add, void *context);
/* Whether a report would replace that file. */
bool cli_outputs_replace(const struct cli_outputs *outputs, dev_t device, ino_t number);
/* Whether one may be seen on a terminal while it is written: there, or by a pager behind the pipe that standard output
 * is. */
bool cli_outputs_seen(const struct cli_outputs *outputs);
/* Puts all in their places when the work went `well`; says what could not be written. */
enum cli_exit cli_outputs_commit(struct cli_outputs *outputs, bool well);
void cli_outputs_close(struct cli_outputs *outputs);

/* Whether text is coloured: --color, NO_COLOR, FORCE_COLOR, TERM; else on a terminal, when all that would be coloured
 * goes there. */
bool cli_wants_color(const struct cli_arguments *arguments);

#endif
