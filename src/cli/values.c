#include "cli/values.h"

#include "cli/choice.h"
#include "cli/message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_say_bad_value(const struct cli_arguments *arguments, enum cli_option option, const char *value)
{
    cli_say(stderr, arguments->language, CLI_BAD_VALUE, cli_option_name(option), value);
    cli_say_origin(arguments, option);
    cli_option_help(stderr, option, arguments->language);
}

void cli_say_origin(const struct cli_arguments *arguments, enum cli_option option)
{
    char twin[CLI_TWIN_ROOM];
    const char *place = arguments->places[option];
    if (arguments->origins[option] == CLI_FROM_ENVIRONMENT) {
        cli_option_twin(option, twin);
        place = twin;
    }
    if (place) cli_say(stderr, arguments->language, CLI_SETTING_FROM, cli_option_name(option), place);
}

/* Whether a line of the problem begins with that name: of an option, or of the file that it gives. */
static bool names(const char *problem, const char *name)
{
    size_t len = strlen(name);
    for (const char *line = problem; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        if (strncmp(line, name, len) == 0 && line[len] == ':') return true;
    return false;
}

void cli_say_origins(const struct cli_arguments *arguments, const char *problem)
{
    for (int i = 0; i < CLI_OPTIONS; i++) {
        const enum cli_option option = (enum cli_option)i;
        const bool is_file = option == CLI_OPTION_COLUMNS || option == CLI_OPTION_WAIVERS;
        const char *file = is_file ? cli_value(arguments, option, NULL) : NULL;
        if (names(problem, cli_option_name(option)) || (file && names(problem, file)))
            cli_say_origin(arguments, option);
    }
}

size_t cli_choice_index(const struct cli_arguments *arguments, enum cli_option option)
{
    const char *value = cli_value(arguments, option, NULL), *word;
    size_t i = 0;
    while (value && (word = cli_choice(option, CLI_ANY, i)) && strcmp(value, word) != 0)
        i++;
    return i;
}

bool cli_is_choice(const struct cli_arguments *arguments, enum cli_option option)
{
    const char *value = cli_value(arguments, option, NULL);
    if (cli_choice(option, CLI_ANY, cli_choice_index(arguments, option))) return true;
    cli_say_bad_value(arguments, option, value);
    return false;
}

bool cli_split_list(const struct cli_arguments *arguments, struct arena *arena, enum cli_option option,
                    const char *const **out_list)
{
    size_t count = 0, at = 0;
    if (arguments->origins[option] == CLI_FROM_FILE) { /* a list already */
        *out_list = (const char *const *)arguments->values[option];
        return true;
    }
    for (size_t i = 0; i < arguments->counts[option]; i++)
        for (const char *c = arguments->values[option][i]; c; c = strchr(c, ',') ? strchr(c, ',') + 1 : NULL)
            count++;
    const char **list = arena_alloc(arena, (count + 1) * sizeof *list);
    bool whole = list != NULL;
    for (size_t i = 0; whole && i < arguments->counts[option]; i++)
        for (const char *c = arguments->values[option][i]; whole && c;) {
            const char *comma = strchr(c, ',');
            whole = (list[at++] = arena_copy(arena, c, comma ? (size_t)(comma - c) : strlen(c))) != NULL;
            c = comma ? comma + 1 : NULL;
        }
    if (!whole) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    *out_list = list;
    return whole;
}

bool cli_jobs(const struct cli_arguments *arguments, unsigned *out_jobs)
{
    const char *value = cli_value(arguments, CLI_OPTION_JOBS, NULL);
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    *out_jobs = cpus > 0 ? (unsigned)cpus : 1;
    if (!value) return true;
    char *end;
    errno = 0;
    unsigned long jobs = strtoul(value, &end, 10);
    if (errno || *end || value[0] < '0' || value[0] > '9' || jobs == 0 || jobs > 1024) {
        cli_say_bad_value(arguments, CLI_OPTION_JOBS, value);
        return false;
    }
    *out_jobs = (unsigned)jobs;
    return true;
}

bool cli_omits_waived(const struct cli_arguments *arguments)
{
    return strcmp(cli_value(arguments, CLI_OPTION_SARIF_SUPPRESSED, ""), "omit") == 0;
}
