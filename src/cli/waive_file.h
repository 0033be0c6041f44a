/* cli/waive_file - the file of waivers that a command changes: which one, what it holds, and putting it back whole. */
#ifndef CLI_WAIVE_FILE_H
#define CLI_WAIVE_FILE_H

#include "cli/command.h"
#include "cli/fingerprints.h"
#include "review/waiver_write.h"

struct cli_waive_file {
    const struct cli_arguments *arguments;
    struct arena *arena;
    const char *path;
    struct text_source *source; /* NULL: there is none yet */
    struct review_waivers held; /* in the order of the file */
    struct cli_fingerprints index;
};

/* Finds it: --waivers, else upward from `beside` (a path, or "." for where we are), else beside that. Reads it when it
 * is there. Says what is wrong. */
enum cli_exit cli_waive_file_open(struct cli_waive_file *file, const char *beside);
/* Writes it without the entries that `removed` has, by index in `held`, whole or not at all. Says what is wrong. */
enum cli_exit cli_waive_file_remove(const struct cli_waive_file *file, const bool *removed);
/* The decision that it holds on that finding, or NULL. */
const struct review_waiver *cli_waive_file_held(const struct cli_waive_file *file, struct text_view fingerprint);
/* Writes it with these decisions: one on a finding that the file has already takes the place of that. *out_replaced
 * counts those. */
enum cli_exit cli_waive_file_add(const struct cli_waive_file *file, const struct review_waiver *waivers, size_t count,
                                 size_t *out_replaced);

#endif
