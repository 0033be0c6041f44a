/* cli/judged - a path as a result: one that was stored, or files or a folder that are judged first. What follows knows
 * only records, so it is the same for both. */
#ifndef CLI_JUDGED_H
#define CLI_JUDGED_H

#include "cli/outputs.h"
#include "review/stored.h"

struct cli_judging {
    const struct cli_arguments *arguments;
    struct arena *arena;
    const struct cli_outputs *outputs; /* that no input may be; NULL: none */
    const char *as_of;
    unsigned jobs;
};

/* Takes --as-of and --jobs; says what is wrong with them. */
enum cli_exit cli_judging_settings(struct cli_judging *judging);
/* Reads a result ("-": from standard input) or judges what the path leads to, without any waivers. Says what is wrong;
 * *out_result may hold errors: inputs that could not be read. */
enum cli_exit cli_judged_read(const struct cli_judging *judging, const char *path, struct review_stored *out_result);
/* Says which inputs could not be read; *out_any: there are some. */
enum cli_exit cli_judged_say_errors(const struct cli_judging *judging, const struct review_stored *result,
                                    bool *out_any);

#endif
