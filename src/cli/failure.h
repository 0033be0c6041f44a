/* cli/failure - what is said of a run (juten.h) that could not be begun or ended. */
#ifndef CLI_FAILURE_H
#define CLI_FAILURE_H

#include "cli/command.h"
#include "juten.h"

/* Words a status that is not JUTEN_OK, with what the run says of it and where the setting that is to blame was made.
 * JUTEN_WRITE: for outputs that have nothing to say for themselves (cli/outputs). */
enum cli_exit cli_say_failure(const struct cli_arguments *arguments, const struct juten *run, enum juten_status status);

#endif
