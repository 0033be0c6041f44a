/* cli/command - the commands, one file each; each returns the exit status (interface.md). */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/message.h"
#include "cli/option.h"

enum cli_exit { CLI_EXIT_CLEAN = 0, CLI_EXIT_FINDINGS = 1, CLI_EXIT_TROUBLE = 2 };

/* cli_check judges inputs; cli_suggest says which clauses their texts would justify; cli_explain what an id means;
 * cli_report merges stored results and writes them again; cli_diff compares two rounds;
 * cli_convert writes submissions in another form, cli_init a template to fill in;
 * cli_rules_list shows what a pack holds, cli_rules_lint what is unwise in it, cli_rules_coverage
 * which sentences of the guideline it answers, cli_rules_print the prints of these; cli_rules_test
 * runs its examples, cli_rules_mutate shows them the pack with one thing changed; cli_rules_trace looks at the links
 * between the guideline and the criteria, and compares editions; cli_schema writes JSON Schema; cli_completion what a
 * shell needs to complete the command line; cli_hook_install writes a git hook, cli_hook_uninstall removes it. */
enum cli_exit cli_check(const struct cli_arguments *arguments);
enum cli_exit cli_suggest(const struct cli_arguments *arguments);
enum cli_exit cli_report(const struct cli_arguments *arguments);
enum cli_exit cli_diff(const struct cli_arguments *arguments);
enum cli_exit cli_convert(const struct cli_arguments *arguments);
enum cli_exit cli_init(const struct cli_arguments *arguments);
enum cli_exit cli_explain(const struct cli_arguments *arguments);
enum cli_exit cli_rules_list(const struct cli_arguments *arguments);
enum cli_exit cli_rules_lint(const struct cli_arguments *arguments);
enum cli_exit cli_rules_coverage(const struct cli_arguments *arguments);
enum cli_exit cli_rules_print(const struct cli_arguments *arguments);
enum cli_exit cli_rules_mutate(const struct cli_arguments *arguments);
enum cli_exit cli_rules_trace(const struct cli_arguments *arguments);
enum cli_exit cli_rules_test(const struct cli_arguments *arguments);
enum cli_exit cli_waive_add(const struct cli_arguments *arguments);
enum cli_exit cli_waive_list(const struct cli_arguments *arguments);
enum cli_exit cli_waive_prune(const struct cli_arguments *arguments);
enum cli_exit cli_waive_import(const struct cli_arguments *arguments);
enum cli_exit cli_hook_install(const struct cli_arguments *arguments);
enum cli_exit cli_hook_uninstall(const struct cli_arguments *arguments);
enum cli_exit cli_schema(const struct cli_arguments *arguments);
const char *cli_schema_kind(size_t n); /* the n-th KIND that it takes, NULL behind the last */
enum cli_exit cli_completion(const struct cli_arguments *arguments);

/* A row of the list of commands, by which they are called, helped with, completed and described. */
struct cli_command {
    const char *name; /* one or two words */
    unsigned bit;     /* CLI_CHECK… */
    enum cli_exit (*run)(const struct cli_arguments *arguments);
    enum cli_message help;
    const char *usage; /* the name and what stands behind it */
};

/* The n-th command, NULL behind the last. The one that the first one or two of argc > 0 arguments name, or NULL;
 * *out_words: by how many. */
const struct cli_command *cli_command_at(size_t n);
const struct cli_command *cli_command_find(int argc, const char *const *argv, int *out_words);

/* The whole command, `main` without its name: for tests that call it many times in one process. */
int cli_run(int argc, char **argv);

#endif
