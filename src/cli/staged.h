/* cli/staged - what git is about to commit: the files of its index, as inputs.
 *
 * git itself says what the index holds and lays the files out in a folder for temporary files, with the filters and
 * attributes that a checkout has; the work tree is not looked at. Paths that users see are relative to where we are,
 * as always; cli_staged_stands_at says where the bytes are. */
#ifndef CLI_STAGED_H
#define CLI_STAGED_H

#include "base/arena.h"
#include "cli/inputs.h"
#include "cli/option.h"

struct cli_staged_file {
    const char *path; /* from the top of the work tree */
    bool regular;     /* neither a symbolic link nor another repository */
    bool wanted;      /* laid out */
};

struct cli_staged {
    struct arena *arena;
    const struct cli_arguments *arguments;
    bool whole;                    /* --index: all files of the index, not only those that change */
    const char *top;               /* the work tree, absolute */
    const char *prefix;            /* where we are below it: "" or "sub/" */
    struct cli_staged_file *files; /* the index, sorted by path */
    size_t count;
    const char **changed; /* paths that the commit would add, change or delete */
    size_t changed_count;
    const char *tree; /* where the files lie; NULL: nowhere yet */
};

/* Whether --staged or --index asks for it. */
bool cli_staged_wanted(const struct cli_arguments *arguments);

/* Asks git what is staged, lays it out and adds the inputs: files of the kinds that are read in folders, below the
 * roots of `inputs` if it has any, and not excluded there. `staged` is zeroed but for arena and arguments. False after
 * saying what is wrong, an unmerged file or a path that git does not know among others. End it with cli_staged_close in
 * any case. */
bool cli_staged_open(struct cli_staged *staged, struct cli_inputs *inputs);
void cli_staged_close(struct cli_staged *staged);

/* For juten_settings: where the bytes of a path are, NULL when it is not in the index. */
const char *cli_staged_stands_at(void *staged, const char *path);

/* The nearest file of that name in the folder of an input or above it, in the index; *out_path is as users see it,
 * NULL when there is none up to the top of the work tree. STATUS_NO_MEMORY. */
enum status cli_staged_nearest(struct cli_staged *staged, const char *path, const char *name,
                               const char **out_path) MUST_CHECK;

#endif
