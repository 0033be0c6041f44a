#include "cli/command.h"

#include <signal.h>

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error with status 2 */
    return cli_run(argc, argv);
}
