#include "base/json.h"
#include "cli/command.h"
#include "cli/config.h"
#include "cli/message.h"
#include "juten.h"
#include "text/nearest.h"

#include <stdio.h>
#include <string.h>

static const struct cli_command commands[] = {
    {"check", CLI_CHECK, cli_check, CLI_HELP_CHECK, "check [PATH...]"},
    {"suggest", CLI_SUGGEST, cli_suggest, CLI_HELP_SUGGEST, "suggest FILE..."},
    {"report", CLI_REPORT, cli_report, CLI_HELP_REPORT, "report RESULT..."},
    {"diff", CLI_DIFF, cli_diff, CLI_HELP_DIFF, "diff OLD NEW"},
    {"init", CLI_INIT, cli_init, CLI_HELP_INIT, "init [OUT]"},
    {"convert", CLI_CONVERT, cli_convert, CLI_HELP_CONVERT, "convert IN OUT"},
    {"explain", CLI_EXPLAIN, cli_explain, CLI_HELP_EXPLAIN, "explain ID"},
    {"rules list", CLI_LIST, cli_rules_list, CLI_HELP_LIST, "rules list"},
    {"rules lint", CLI_LINT, cli_rules_lint, CLI_HELP_LINT, "rules lint"},
    {"rules coverage", CLI_COVERAGE, cli_rules_coverage, CLI_HELP_COVERAGE, "rules coverage"},
    {"rules print", CLI_PRINT, cli_rules_print, CLI_HELP_PRINT, "rules print FILE"},
    {"rules trace", CLI_TRACE, cli_rules_trace, CLI_HELP_TRACE, "rules trace [FILE]"},
    {"rules test", CLI_TEST, cli_rules_test, CLI_HELP_TEST, "rules test"},
    {"rules mutate", CLI_MUTATE, cli_rules_mutate, CLI_HELP_MUTATE, "rules mutate"},
    {"waive add", CLI_WAIVE_ADD, cli_waive_add, CLI_HELP_WAIVE_ADD, "waive add PATH..."},
    {"waive list", CLI_WAIVE_LIST, cli_waive_list, CLI_HELP_WAIVE_LIST, "waive list [PATH]"},
    {"waive prune", CLI_WAIVE_PRUNE, cli_waive_prune, CLI_HELP_WAIVE_PRUNE, "waive prune PATH..."},
    {"waive import", CLI_WAIVE_IMPORT, cli_waive_import, CLI_HELP_WAIVE_IMPORT, "waive import XLSX..."},
    {"hook install", CLI_HOOK_INSTALL, cli_hook_install, CLI_HELP_HOOK_INSTALL, "hook install"},
    {"hook uninstall", CLI_HOOK_UNINSTALL, cli_hook_uninstall, CLI_HELP_HOOK_UNINSTALL, "hook uninstall"},
    {"schema", CLI_SCHEMA, cli_schema, CLI_HELP_SCHEMA, "schema KIND"},
    {"completion", CLI_COMPLETION, cli_completion, CLI_HELP_COMPLETION, "completion SHELL"},
};
#define COMMANDS (sizeof commands / sizeof *commands)

static enum cli_exit print_help(const char *language)
{
    cli_say(stdout, language, CLI_USAGE, NULL, NULL);
    cli_say(stdout, language, CLI_COMMANDS, NULL, NULL);
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-18s %s\n", commands[i].usage, cli_wording(language, commands[i].help));
    cli_options_help(CLI_ANY, language);
    cli_say(stdout, language, CLI_EXIT_HELP, NULL, NULL);
    return cli_flush(language) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

static enum cli_exit print_command_help(const struct cli_command *command, const char *language)
{
    cli_say(stdout, language, CLI_USAGE_OF, command->usage, NULL);
    printf("%s\n", cli_wording(language, command->help));
    cli_options_help(command->bit, language);
    cli_say(stdout, language, CLI_EXIT_HELP, NULL, NULL);
    return cli_flush(language) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

const struct cli_command *cli_command_at(size_t n)
{
    return n < COMMANDS ? &commands[n] : NULL;
}

const struct cli_command *cli_command_find(int argc, const char *const *argv, int *out_words)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        const char *blank = strchr(commands[i].name, ' ');
        size_t first = blank ? (size_t)(blank - commands[i].name) : strlen(commands[i].name);
        if (strlen(argv[0]) != first || strncmp(argv[0], commands[i].name, first) != 0) continue;
        if (blank && (argc < 2 || strcmp(argv[1], blank + 1) != 0)) continue;
        *out_words = blank ? 2 : 1;
        return &commands[i];
    }
    return NULL;
}

/* Whether the first word of the command is that one, and a second follows. */
static bool is_of_group(const struct cli_command *command, const char *group)
{
    size_t len = strlen(group);
    return strncmp(command->name, group, len) == 0 && command->name[len] == ' ';
}

static bool is_group(const char *word)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (is_of_group(&commands[i], word)) return true;
    return false;
}

static void say_group(const char *language, const char *group)
{
    char usage[64];
    snprintf(usage, sizeof usage, "%s COMMAND [OPTION...]", group);
    cli_say(stderr, language, CLI_USAGE_OF, usage, NULL);
    cli_say(stderr, language, CLI_COMMANDS, NULL, NULL);
    for (size_t i = 0; i < COMMANDS; i++)
        if (is_of_group(&commands[i], group))
            fprintf(stderr, "  %-18s %s\n", commands[i].usage, cli_wording(language, commands[i].help));
}

static enum cli_exit say_unknown(int argc, char **argv)
{
    const char *language = cli_language_among(argc, argv);
    struct text_view names[COMMANDS];
    char word[64] = "", suggestion[CLI_SUGGESTION_ROOM] = "";
    bool group = is_group(argv[0]), two = group && argc > 1 && argv[1][0] != '-';
    snprintf(word, sizeof word, "%s%s%s", argv[0], two ? " " : "", two ? argv[1] : "");
    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = text_view_of(commands[i].name);
    size_t nearest = text_nearest(text_view_of(word), names, COMMANDS);
    if (nearest != (size_t)-1) cli_suggestion(language, names[nearest], suggestion);
    if (!group || two) cli_say(stderr, language, CLI_UNKNOWN_COMMAND, word, suggestion);
    if (group) say_group(language, argv[0]);
    else cli_say(stderr, language, CLI_USAGE, NULL, NULL);
    return CLI_EXIT_TROUBLE;
}

/* With broken settings: what a shell needs to complete, since shells start anywhere; the schema, by which an editor
 * shows what is broken; taking hooks away. It is done, and the settings are the trouble that is told. */
#define IN_SPITE_OF_SETTINGS (CLI_COMPLETION | CLI_SCHEMA | CLI_HOOK_UNINSTALL)

static enum cli_exit run_with_settings(const struct cli_command *command, struct cli_arguments *arguments)
{
    enum cli_exit settings = cli_config_apply(arguments);
    const bool in_spite = arguments->config_is_wrong && command->bit & IN_SPITE_OF_SETTINGS;
    if (settings != CLI_EXIT_CLEAN && !in_spite) return settings;
    enum cli_exit exit = command->run(arguments);
    return settings == CLI_EXIT_CLEAN ? exit : settings;
}

static enum cli_exit run_command(const struct cli_command *command, int argc, char **argv)
{
    struct cli_arguments arguments;
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    bool parsed = cli_arguments_parse(&arguments, command->bit, argc, argv);
    if (parsed && cli_given(&arguments, CLI_OPTION_HELP)) exit = print_command_help(command, arguments.language);
    else if (parsed && arguments.path_count > 0 && !(command->bit & CLI_TAKES_PATHS))
        cli_say(stderr, arguments.language, CLI_NO_PATHS, arguments.paths[0], NULL);
    else if (parsed) exit = run_with_settings(command, &arguments);
    cli_arguments_clear(&arguments);
    return exit;
}

static enum cli_exit run(int argc, char **argv)
{
    int words = 0;
    json_use_alloc();
    if (argc < 2) {
        cli_say(stderr, cli_language(NULL), CLI_USAGE, NULL, NULL);
        return CLI_EXIT_TROUBLE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("juten %s\n", JUTEN_VERSION);
        return cli_flush(cli_language(NULL)) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
        return print_help(cli_language_among(argc, argv));
    const struct cli_command *command = cli_command_find(argc - 1, (const char *const *)argv + 1, &words);
    if (!command) return say_unknown(argc - 1, argv + 1);
    return run_command(command, argc - 1 - words, argv + 1 + words);
}

int cli_run(int argc, char **argv)
{
    return (int)run(argc, argv);
}
