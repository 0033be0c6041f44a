/* cli/inputs - which files are checked: named ones as given; in folders *.yaml *.yml *.json (in capitals too), sorted
 * by path, without dot files and folders, files named juten*.yaml, symlinks that lead out of the given roots, and what
 * is excluded. A file reached twice is taken once. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "base/arena.h"
#include "base/status.h"
#include "cli/exclude.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct cli_input {
    const char *path;
    bool named;
    dev_t device; /* what it is, to know it again */
    ino_t number;
    bool exists;
};

/* Why a file of a folder is passed over. */
enum cli_skip { CLI_SKIP_LOCK, CLI_SKIP_LINK, CLI_SKIP_KIND, CLI_SKIP_EXCLUDED };
struct cli_skipped {
    const char *path;
    enum cli_skip reason;
};

struct cli_inputs {
    struct arena *arena;
    struct cli_input *items;
    size_t count, capacity;
    size_t skipped;                    /* passed over: other file types, symlinks leading out */
    struct cli_skipped *skipped_items; /* these, in the order met */
    size_t skipped_capacity;
    const char *const *roots; /* the given paths */
    size_t root_count;
    struct cli_exclude exclude;
    bool force_exclude;   /* of files given by name too */
    const char **configs; /* files of settings that lie in the folders */
    size_t config_count, config_capacity;
    const char *root; /* the folder that is walked through now */
};

/* Adds a path given by name: a file, or all that a folder holds. A path that does not exist is kept, to be reported. */
enum status cli_inputs_add(struct cli_inputs *inputs, const char *path) MUST_CHECK;

/* Whether the same file is among them. */
bool cli_inputs_have(const struct cli_inputs *inputs, const struct cli_input *input);

#endif
