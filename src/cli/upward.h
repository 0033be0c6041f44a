/* cli/upward - files that hold for a folder and all below it (juten.yaml, juten-waivers.yaml): the nearest one, upward
 * from each input, as git looks for its own. */
#ifndef CLI_UPWARD_H
#define CLI_UPWARD_H

#include "base/arena.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#define CLI_WAIVERS_NAME "juten-waivers.yaml"
#define CLI_CONFIG_NAME  "juten.yaml"

struct cli_upward {
    struct arena *arena;
    const char *name; /* of the files looked for */
    struct cli_upward_place {
        const char *folder;
        const char *path; /* of the nearest file, looked for from there; NULL: there is none */
    } * places;           /* looked up already */
    size_t count, capacity;
};

/* The nearest file upward from the folder that the path lies in, or is; NULL: there is none. STATUS_NO_MEMORY is the
 * only failure. */
enum status cli_upward_of(struct cli_upward *upward, const char *path, const char **out_path) MUST_CHECK;
/* Whether the file lies in that folder or below it, so that all that it may be about is looked through with it. */
bool cli_upward_covered(const char *file, const char *folder);
/* The folder above that one; in the arena, NULL when memory is out. */
const char *cli_folder_above(struct arena *arena, const char *folder);
/* The folder that a path lies in, or is, "." for a name alone; in the arena, NULL when memory is out. */
const char *cli_folder_of(struct arena *arena, const char *path);

#endif
