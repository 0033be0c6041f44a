/* cli/staged_tree - the files of the index that are wanted, laid out by git in a folder for temporary files, which
 * nobody else may read and which is taken away at the end, also when a signal ends the run. */
#ifndef CLI_STAGED_TREE_H
#define CLI_STAGED_TREE_H

#include "cli/staged.h"

/* Lays out all files that are wanted. False after saying why not. */
bool cli_staged_lay_out(struct cli_staged *staged);
/* Takes away what was laid out, if anything was. */
void cli_staged_take_away(struct cli_staged *staged);

/* Where a file lies that was laid out; in the arena, NULL when memory is out. */
const char *cli_staged_laid(const struct cli_staged *staged, const struct cli_staged_file *file);

#endif
