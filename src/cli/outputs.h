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
};

/* Opens what --format and --output ask for, or `otherwise` on standard output. `add` takes each into the report and
 * says whether there is such a format; what is written goes to cli_output_write. Says what is wrong. */
enum cli_exit cli_outputs_open(struct cli_outputs *outputs, const char *otherwise,
                               bool (*add)(void *context, const char *format, struct cli_output *output),
                               void *context);
/* Whether a report would replace that file. */
bool cli_outputs_replace(const struct cli_outputs *outputs, dev_t device, ino_t number);
/* Puts all in their places when the work went `well`; says what could not be written. */
enum cli_exit cli_outputs_commit(struct cli_outputs *outputs, bool well);
void cli_outputs_close(struct cli_outputs *outputs);

/* Whether text is coloured: --color, NO_COLOR, FORCE_COLOR, TERM, and whether standard output is a terminal. */
bool cli_wants_color(const struct cli_arguments *arguments);

#endif
