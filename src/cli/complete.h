/* cli/complete - what may be written next on a command line. */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include "base/buf.h"
#include "cli/option.h"

#define CLI_SHELLS 3
/* "bash", "zsh", "fish"; static. */
const char *cli_shell(size_t n);

/* Appends what may stand in place of the last of the words behind `juten`, which is begun: the first line is `files`
 * where names of files may stand too, else `words`; then one a line, with a tab and its meaning behind, where it has
 * one. The pack that rules and clauses come from is that of the words (--pack), else that of the arguments. A pack that
 * does not load is told on standard error. Errors are sticky in `out`. */
void cli_complete(struct buf *out, const struct cli_arguments *arguments, const char *const *words, size_t count);

#endif
