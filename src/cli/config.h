/* cli/config - juten.yaml, the settings of an office or a repository: found upward from what is checked, read strictly.
 *
 * A key stands for an option (config.def) and fills it in where neither the command line nor the environment gave it;
 * a list given there takes the place of the whole list here. Paths in the file are relative to its folder. Since a tree
 * that somebody else sent may hold such a file, it can name no output outside its own folder. */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "base/schema.h"
#include "cli/command.h"

#define CLI_CONFIG_FORMAT_ID "juten-config/1"

enum cli_config_kind {
    CLI_CONFIG_TEXT,
    CLI_CONFIG_TEXTS, /* one or a list */
    CLI_CONFIG_SWITCH,
    CLI_CONFIG_PATH,
    CLI_CONFIG_PATHS,
    CLI_CONFIG_PACK,    /* the name of a pack; with a slash or a dot in front, its folder */
    CLI_CONFIG_FORMATS, /* F or F=FILE, one or a list */
    CLI_CONFIG_LEVELS   /* rules by id or glob, each with its level */
};

struct cli_config_key {
    const char *key;
    enum cli_option option;
    enum cli_config_kind kind;
    unsigned commands;     /* that heed it, of those that take the option */
    const char *otherwise; /* what holds without it; NULL: nothing, or what the machine says */
};
/* The n-th key, NULL after the last. */
const struct cli_config_key *cli_config_key_at(size_t index);

/* Finds the file for the command, unless --no-config: --config, else the nearest juten.yaml, and fills in what the
 * command takes. Inputs for which different files are the nearest are refused. CLI_EXIT_TROUBLE after saying what is
 * wrong; what is filled in lives until cli_arguments_clear. */
enum cli_exit cli_config_apply(struct cli_arguments *arguments);

/* --show-settings: every key with its value and where it comes from, on standard output. */
enum cli_exit cli_config_show(const struct cli_arguments *arguments);

/* Its JSON Schema. Errors are sticky in the writer's buf. */
void cli_config_schema(struct json_writer *json, const struct schema_head *head);

#endif
