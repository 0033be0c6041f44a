/* cli/results - stored results named on the command line, read into records; and what `report` and `diff` ask of them.
 */
#ifndef CLI_RESULTS_H
#define CLI_RESULTS_H

#include "cli/command.h"
#include "report/report.h"
#include "review/stored.h"

/* Reads one result ("-": standard input) into the arena; says what is wrong with it. */
enum cli_exit cli_result_read(const struct cli_arguments *arguments, struct arena *arena, const char *path,
                              struct review_stored *out_stored);
/* Language, colours and selection of findings from the options. */
enum cli_exit cli_results_settings(const struct cli_arguments *arguments, struct arena *arena,
                                   struct report_settings *out_settings);
/* Prints diagnostics on standard error, one a line; false after saying that memory is out. */
bool cli_results_say(const struct cli_arguments *arguments, const struct text_diagnostics *list);

#endif
