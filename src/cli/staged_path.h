/* cli/staged_path - paths of the index: from the top of the work tree, and as users see them. */
#ifndef CLI_STAGED_PATH_H
#define CLI_STAGED_PATH_H

#include "cli/staged.h"

/* A path that a user gave, from the top: "." and ".." are resolved as words, "" is the top itself. STATUS_INVALID when
 * it leads out of the work tree; STATUS_NO_MEMORY. */
enum status cli_staged_from_top(const struct cli_staged *staged, const char *path, const char **out_path) MUST_CHECK;
/* A path from the top as users see it, relative to where they are; in the arena, NULL when memory is out. */
const char *cli_staged_shown(const struct cli_staged *staged, const char *path);

/* Whether a path is the root or lies below it; everything is below "". */
bool cli_staged_below(const char *path, const char *root);
/* The file of that path; NULL when the index has none. */
struct cli_staged_file *cli_staged_find(const struct cli_staged *staged, const char *path);
/* The order of files, for qsort. */
int cli_staged_compare(const void *a, const void *b);

#endif
