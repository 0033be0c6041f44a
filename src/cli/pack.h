/* cli/pack - loading the pack that a `rules` command is about. */
#ifndef CLI_PACK_H
#define CLI_PACK_H

#include "cli/option.h"
#include "rule/pack.h"

#include <stdio.h>

/* Loads --pack, else the newest embedded one; says on standard error what is wrong and returns NULL. */
struct rule_set *cli_pack_load(const struct cli_arguments *arguments);
/* The same for another pack than that. */
struct rule_set *cli_pack_load_named(const struct cli_arguments *arguments, const char *name);
/* The same with what the pack's examples need (rule_pack_load_tested). */
struct rule_set *cli_pack_load_tested(const struct cli_arguments *arguments);
/* Prints diagnostics one a line: path:line:col: [CODE] words. False after saying that memory is out. */
bool cli_pack_print(FILE *to, const struct cli_arguments *arguments, const struct text_diagnostics *list);
enum text_language cli_text_language(const struct cli_arguments *arguments);

#endif
