/* cli/option - the command line by a table (option.def): parsing, help, environment twins.
 *
 * Long options take --name=value or --name value and may not be shortened; letters may be joined (-qv, -j2). `--` ends
 * the options. An option may come from the environment as JUTEN_NAME (a switch: any value but empty, 0 and false);
 * the command line wins. Values are borrowed from argv and the environment. */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum cli_option {
#define OPTION(code, name, letter, argument, commands, ja, en) CLI_OPTION_##code,
#include "cli/option.def"
#undef OPTION
    CLI_OPTIONS
};

enum {
    CLI_CHECK = 1,
    CLI_LIST = 2,
    CLI_LINT = 4,
    CLI_TEST = 8,
    CLI_SUGGEST = 16,
    CLI_EXPLAIN = 32,
    CLI_COVERAGE = 64,
    CLI_PRINT = 128,
    CLI_MUTATE = 256,
    CLI_TRACE = 512,
    CLI_REPORT = 1024,
    CLI_DIFF = 2048,
    CLI_CONVERT = 4096,
    CLI_INIT = 8192,
    CLI_SCHEMA = 16384,
    CLI_WAIVE_ADD = 32768,
    CLI_WAIVE_LIST = 65536,
    CLI_WAIVE_PRUNE = 131072,
    CLI_WAIVE_IMPORT = 262144,
    CLI_WAIVE = CLI_WAIVE_ADD | CLI_WAIVE_LIST | CLI_WAIVE_PRUNE | CLI_WAIVE_IMPORT,
    CLI_COMPLETION = 524288,
    CLI_HOOK_INSTALL = 1048576,
    CLI_HOOK_UNINSTALL = 2097152,
    CLI_HOOK = CLI_HOOK_INSTALL | CLI_HOOK_UNINSTALL,
    CLI_ANY = 4194303,
    CLI_TAKES_PATHS = CLI_CHECK | CLI_SUGGEST | CLI_EXPLAIN | CLI_PRINT | CLI_TRACE | CLI_REPORT | CLI_DIFF |
                      CLI_CONVERT | CLI_INIT | CLI_SCHEMA | CLI_COMPLETION | CLI_WAIVE
};

/* Where a value comes from; a later one goes before. */
enum cli_origin { CLI_FROM_NOWHERE, CLI_FROM_FILE, CLI_FROM_ENVIRONMENT, CLI_FROM_COMMAND_LINE };

struct cli_arguments {
    unsigned command;                 /* CLI_CHECK… */
    const char **values[CLI_OPTIONS]; /* NULL-terminated lists, in order; NULL when not given */
    size_t counts[CLI_OPTIONS];
    enum cli_origin origins[CLI_OPTIONS]; /* all values of an option come from one */
    const char **paths;                   /* NULL-terminated */
    size_t path_count;
    const char *language;
    /* Of the file of settings (cli/config): NULL when there is none. */
    struct arena *config_arena;
    const char *config;
    bool config_is_wrong;            /* it can't be read, or what it says not be taken; that was said */
    const char *places[CLI_OPTIONS]; /* "juten.yaml:3:9" */
    const char *const *config_paths; /* NULL-terminated; NULL: none are set there, or others were given */
    const char *paths_place;
};

/* Parses for a command (one of CLI_CHECK…). False after saying what is wrong (usage error). Free with
 * cli_arguments_clear in any case. */
bool cli_arguments_parse(struct cli_arguments *arguments, unsigned command, int argc, char **argv);
void cli_arguments_clear(struct cli_arguments *arguments);

/* Adds a value; false after saying that memory is out. */
bool cli_arguments_add(struct cli_arguments *arguments, enum cli_option option, const char *value,
                       enum cli_origin origin);
/* Whether the command that was called takes the option. */
bool cli_takes(const struct cli_arguments *arguments, enum cli_option option);

/* Whether the option was given at all. */
bool cli_given(const struct cli_arguments *arguments, enum cli_option option);
/* Whether the switch takes away what the other option gives: it is given, and the other not nearer to the user. */
bool cli_takes_away(const struct cli_arguments *arguments, enum cli_option taken, enum cli_option other);
/* The last value given, or `otherwise`. */
const char *cli_value(const struct cli_arguments *arguments, enum cli_option option, const char *otherwise);
#define CLI_TWIN_ROOM 64
/* "JUTEN_FORMAT", its twin in the environment. */
void cli_option_twin(enum cli_option option, char out_name[CLI_TWIN_ROOM]);
const char *cli_option_name(enum cli_option option);                        /* "--format" */
const char *cli_option_argument(enum cli_option option);                    /* "F[=FILE]"; "": a switch */
char cli_option_letter(enum cli_option option);                             /* 0: none */
unsigned cli_option_commands(enum cli_option option);                       /* bits of CLI_CHECK… */
const char *cli_option_words(enum cli_option option, const char *language); /* what it is for */
/* The option that the argument of a command names, and the value attached to it (NULL: none). Of letters joined the
 * last one, or the first that takes a value. CLI_OPTIONS: it names none. */
enum cli_option cli_option_in(const char *argument, unsigned command, const char **out_value);

#define CLI_TWIN_ROOM 64
/* "JUTEN_FORMAT", its twin in the environment. */
void cli_option_twin(enum cli_option option, char out_name[CLI_TWIN_ROOM]);

/* Prints one option with its help, as in the list of options. */
void cli_option_help(FILE *to, enum cli_option option, const char *language);
/* Prints the options of a command. */
void cli_options_help(unsigned command, const char *language);

#endif
