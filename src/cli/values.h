/* cli/values - values of options that are words out of a list, or lists of words. */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H

#include "base/arena.h"
#include "cli/option.h"

/* Names a wrong value and what the option takes. */
void cli_say_bad_value(const struct cli_arguments *arguments, enum cli_option option, const char *value);
/* Says where the value of an option was set, when that is not the command line. */
void cli_say_origin(const struct cli_arguments *arguments, enum cli_option option);
/* The same for every option that a problem names at the beginning of a line ("--ignore: …"), or whose file it names
 * there. */
void cli_say_origins(const struct cli_arguments *arguments, const char *problem);
/* Whether the option's value is among its words (cli/choice); says so when not. */
bool cli_is_choice(const struct cli_arguments *arguments, enum cli_option option);
/* Which of these words it is; without one, the first. */
size_t cli_choice_index(const struct cli_arguments *arguments, enum cli_option option);
/* "A,B" given once or several times, as one NULL-terminated list; false after saying that memory is out. */
bool cli_split_list(const struct cli_arguments *arguments, struct arena *arena, enum cli_option option,
                    const char *const **out_list);
/* --jobs, else the number of CPUs; false after saying that it is no number. */
bool cli_jobs(const struct cli_arguments *arguments, unsigned *out_jobs);
/* --sarif-suppressed: whether waived findings are left out. */
bool cli_omits_waived(const struct cli_arguments *arguments);

#endif
