/* --show-settings: the settings in force as a file of settings that could be used in their place, with where each comes
 * from as a remark. */
#include "cli/clock.h"
#include "cli/config.h"
#include "cli/message.h"
#include "cli/values.h"
#include "doc/write_scalar.h"

#include <stdio.h>
#include <string.h>

#define NUMBER_ROOM 16

struct showing {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct buf out;
    bool refused; /* a value that cannot be shown as a setting; said already */
};

static void add_origin(struct showing *it, enum cli_origin origin, const char *place, const char *twin)
{
    const char *language = it->arguments->language;
    buf_add_string(&it->out, "  # ");
    if (origin == CLI_FROM_FILE) buf_add_string(&it->out, place);
    if (origin == CLI_FROM_ENVIRONMENT) cli_word(&it->out, language, CLI_SETTING_ENVIRONMENT, text_view_of(twin));
    if (origin == CLI_FROM_COMMAND_LINE) buf_add_string(&it->out, cli_wording(language, CLI_SETTING_COMMAND_LINE));
    if (origin == CLI_FROM_NOWHERE) buf_add_string(&it->out, cli_wording(language, CLI_SETTING_DEFAULT));
    buf_add_char(&it->out, '\n');
}

static void add_option_origin(struct showing *it, enum cli_option option)
{
    char twin[CLI_TWIN_ROOM];
    cli_option_twin(option, twin);
    add_origin(it, it->arguments->origins[option], it->arguments->places[option], twin);
}

static void add_text(struct showing *it, const char *text)
{
    doc_write_scalar(&it->out, text_view_of(text), true, 4);
}

/* [a, b] reads back whatever is in the texts only as lines. */
static void add_list(struct showing *it, const char *const *values)
{
    for (; *values; values++) {
        buf_add_string(&it->out, "  - ");
        add_text(it, *values);
        buf_add_char(&it->out, '\n');
    }
}

static void add_levels(struct showing *it, const char *const *values)
{
    for (; *values; values++) {
        const char *equals = strchr(*values, '=');
        if (!equals) {
            cli_say_bad_value(it->arguments, CLI_OPTION_SEVERITY, *values);
            it->refused = true;
            return;
        }
        buf_add_string(&it->out, "  ");
        doc_write_scalar(&it->out, (struct text_view){*values, (size_t)(equals - *values)}, true, 4);
        buf_add_string(&it->out, ": ");
        add_text(it, equals + 1);
        buf_add_char(&it->out, '\n');
    }
}

/* Today; NULL when the environment has no time that can be read, or memory is out. */
static const char *today(struct showing *it)
{
    const char *value = NULL;
    enum status status = cli_as_of(it->arena, NULL, &value);
    if (status == STATUS_NO_MEMORY) it->out.status = status;
    return status == STATUS_OK ? value : NULL;
}

/* What holds when nothing was set; NULL: nothing. */
static const char *default_of(struct showing *it, const struct cli_config_key *key)
{
    unsigned jobs;
    if (key->option == CLI_OPTION_LANG) return it->arguments->language;
    if (key->option == CLI_OPTION_AS_OF) return today(it);
    if (key->option != CLI_OPTION_JOBS || !cli_jobs(it->arguments, &jobs)) return key->otherwise;
    char *number = arena_alloc(it->arena, NUMBER_ROOM);
    if (number) snprintf(number, NUMBER_ROOM, "%u", jobs);
    else it->out.status = STATUS_NO_MEMORY;
    return number;
}

static void add_default(struct showing *it, const struct cli_config_key *key)
{
    const char *value = default_of(it, key);
    if (!value) buf_add_string(&it->out, "# ");
    buf_add_string(&it->out, key->key);
    buf_add_char(&it->out, ':');
    if (value) buf_add_char(&it->out, ' ');
    if (value) add_text(it, value);
    add_option_origin(it, key->option);
}

static void add_key(struct showing *it, const struct cli_config_key *key)
{
    const char *const *values = (const char *const *)it->arguments->values[key->option];
    bool list = key->kind == CLI_CONFIG_TEXTS || key->kind == CLI_CONFIG_PATHS || key->kind == CLI_CONFIG_FORMATS;
    bool split = list || key->kind == CLI_CONFIG_LEVELS;
    if (!values) {
        add_default(it, key);
        return;
    }
    buf_add_string(&it->out, key->key);
    buf_add_char(&it->out, ':');
    if (!split) buf_add_char(&it->out, ' ');
    if (key->kind == CLI_CONFIG_SWITCH) buf_add_string(&it->out, "true");
    else if (!split) add_text(it, cli_value(it->arguments, key->option, ""));
    add_option_origin(it, key->option);
    if (split && !cli_split_list(it->arguments, it->arena, key->option, &values)) it->out.status = STATUS_NO_MEMORY;
    else if (list) add_list(it, values);
    else if (split) add_levels(it, values);
}

static void add_paths(struct showing *it)
{
    static const char *const here[] = {".", NULL};
    const struct cli_arguments *arguments = it->arguments;
    bool given = arguments->path_count > 0;
    const char *const *paths = given                     ? (const char *const *)arguments->paths
                               : arguments->config_paths ? arguments->config_paths
                                                         : here;
    enum cli_origin origin = given ? CLI_FROM_COMMAND_LINE : paths == here ? CLI_FROM_NOWHERE : CLI_FROM_FILE;
    buf_add_string(&it->out, "paths:");
    add_origin(it, origin, arguments->paths_place, NULL);
    add_list(it, paths);
}

static void add_all(struct showing *it)
{
    const struct cli_arguments *arguments = it->arguments;
    const char *file = arguments->config ? arguments->config : cli_wording(arguments->language, CLI_NOWHERE);
    buf_add_string(&it->out, "# ");
    cli_note(&it->out, arguments->language, CLI_SETTINGS_HEAD, NULL, NULL);
    buf_add_string(&it->out, "# ");
    cli_note(&it->out, arguments->language, CLI_SETTINGS_FILE, file, NULL);
    buf_add_string(&it->out, "format: " CLI_CONFIG_FORMAT_ID "\n");
    add_paths(it);
    for (size_t i = 0; cli_config_key_at(i); i++)
        add_key(it, cli_config_key_at(i));
}

enum cli_exit cli_config_show(const struct cli_arguments *arguments)
{
    struct showing it = {.arguments = arguments, .arena = arena_new()};
    buf_init(&it.out);
    if (it.arena) add_all(&it);
    else it.out.status = STATUS_NO_MEMORY;
    bool printed = !it.refused && cli_print(&it.out, arguments->language);
    buf_clear(&it.out);
    arena_free(it.arena);
    return printed ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}
