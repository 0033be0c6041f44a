/* cli/exclude - which files are left out: patterns as in a .gitignore (gitignore(5)), of which the last that fits
 * decides, and a folder that is left out takes all in it along.
 *
 * `*` and `?` stop at slashes, `**` crosses them, [a-z] and [!a-z] stand for one character; a slash in front or within
 * ties a pattern to the base folder, one at the end to folders; `!` takes back, `#` begins a remark, `\` takes the next
 * character as it is. `?` is one code point, where git counts bytes. */
#ifndef CLI_EXCLUDE_H
#define CLI_EXCLUDE_H

#include "base/arena.h"
#include "base/status.h"

#include <stdbool.h>

struct cli_exclude {
    const char *const *patterns; /* NULL-terminated; NULL: none */
    const char *base;            /* the folder that they start from, as an absolute path */
};

/* Patterns that start from the folder `base`. STATUS_NO_MEMORY; STATUS_IO when the folder can't be found. */
enum status cli_exclude_open(struct cli_exclude *exclude, struct arena *arena, const char *const *patterns,
                             const char *base) MUST_CHECK;
/* Whether a path from the base folder, without a slash in front, is left out, itself or with a folder above it. */
bool cli_exclude_has(const struct cli_exclude *exclude, const char *path, bool is_folder);
/* The same for a path from where we are. One outside the base folder is taken from `root`, a folder above it, on; NULL:
 * its name alone. */
bool cli_exclude_finds(const struct cli_exclude *exclude, const char *path, const char *root, bool is_folder);

#endif
