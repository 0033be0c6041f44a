#include "cli/failure.h"

#include "cli/message.h"
#include "cli/values.h"

#include <stdio.h>

enum cli_exit cli_say_failure(const struct cli_arguments *arguments, const struct juten *run, enum juten_status status)
{
    static const enum cli_message messages[] = {[JUTEN_NO_MEMORY] = CLI_NO_MEMORY,
                                                [JUTEN_WRITE] = CLI_SPOOL_FAILED,
                                                [JUTEN_PACK] = CLI_PACK_BROKEN,
                                                [JUTEN_SETTING] = CLI_SETTING_WRONG};
    cli_say(stderr, arguments->language, messages[status], NULL, NULL);
    if (status != JUTEN_PACK && status != JUTEN_SETTING) return CLI_EXIT_TROUBLE;
    fputs(juten_problem(run), stderr);
    cli_say_origins(arguments, juten_problem(run));
    if (status == JUTEN_PACK) cli_say_origin(arguments, CLI_OPTION_PACK);
    return CLI_EXIT_TROUBLE;
}
