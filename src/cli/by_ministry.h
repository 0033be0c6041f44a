/* cli/by_ministry - a path with {ministry} in it: one file for each, opened when the ministry is met. */
#ifndef CLI_BY_MINISTRY_H
#define CLI_BY_MINISTRY_H

#include "cli/outputs.h"

/* Opens the file of that ministry, its name made safe for every file system; NULL after saying what is wrong. What is
 * opened belongs to the outputs. */
struct cli_output *cli_by_ministry_open(const struct cli_by_ministry *by, const char *ministry);

#endif
