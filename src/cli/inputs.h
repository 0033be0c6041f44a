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

/* Why a file is passed over. */
enum cli_skip { CLI_SKIP_LOCK, CLI_SKIP_LINK, CLI_SKIP_KIND, CLI_SKIP_EXCLUDED, CLI_SKIP_OTHER };
struct cli_skipped {
    const char *path;
    enum cli_skip reason;
};

struct cli_inputs {
    struct arena *arena;
    struct cli_input *items;
    size_t count, capacity;
    size_t *places;                    /* a hash table of the files that exist: their index and one; 0: a free place */
    size_t room;                       /* of the table: a power of two */
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
    bool as_found;    /* files given by name are looked at as those of a folder are, and may be no submissions */
};

/* What a file is by its name, wherever it lies in a folder. */
enum cli_kind {
    CLI_KIND_OTHER,  /* nothing that is read, or juten's own */
    CLI_KIND_HIDDEN, /* it or a folder on its way begins with a dot */
    CLI_KIND_LOCK,   /* what Excel lays beside an open workbook */
    CLI_KIND_READ
};
enum cli_kind cli_inputs_kind(const char *path);
/* Whether it is one of juten's own (settings, waivers), which are never submissions. */
bool cli_inputs_is_own(const char *path);

/* Adds a path given by name: a file, or all that a folder holds. A path that does not exist is kept, to be reported. */
enum status cli_inputs_add(struct cli_inputs *inputs, const char *path) MUST_CHECK;

/* Adds a file that is known already, even if the same file in the work tree is there under another path. */
enum status cli_inputs_keep(struct cli_inputs *inputs, const char *path, bool named) MUST_CHECK;
/* Counts a path, which lives as long as the inputs, among those passed over. */
enum status cli_inputs_skip(struct cli_inputs *inputs, const char *path, enum cli_skip reason) MUST_CHECK;

/* Whether the same file is among them. */
bool cli_inputs_have(const struct cli_inputs *inputs, const struct cli_input *input);

#endif
