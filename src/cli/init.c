#include "cli/command.h"
enum cli_exit cli_init(const struct cli_arguments *arguments)
{
    (void)arguments;
    return CLI_EXIT_TROUBLE;
}
