#include "cli/option.h"

#include "base/alloc.h"
#include "cli/message.h"
#include "text/nearest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TWIN_PREFIX "JUTEN_"

extern char **environ;

struct option_row {
    const char *name;
    char letter;
    const char *argument; /* "": a switch */
    unsigned commands;
    const char *help[2];
};

#define C CLI_CHECK
#define S CLI_SUGGEST
#define P CLI_PRINT
#define M CLI_MUTATE
#define T CLI_TRACE
#define R CLI_REPORT
#define D CLI_DIFF
#define J CLI_SCHEMA
#define V CLI_CONVERT
#define I CLI_INIT
#define W CLI_WAIVE
#define N CLI_WAIVE_ADD
#define K CLI_HOOK
#define H CLI_HOOK_INSTALL
#define A CLI_ANY
static const struct option_row rows[CLI_OPTIONS] = {
#define OPTION(code, name, letter, argument, commands, ja, en) {"--" name, letter, argument, commands, {ja, en}},
#include "cli/option.def"
#undef OPTION
};
#undef C
#undef S
#undef P
#undef M
#undef T
#undef R
#undef D
#undef J
#undef V
#undef I
#undef W
#undef N
#undef K
#undef H
#undef A

const char *cli_option_name(enum cli_option option)
{
    return rows[option].name;
}

const char *cli_option_argument(enum cli_option option)
{
    return rows[option].argument;
}

char cli_option_letter(enum cli_option option)
{
    return rows[option].letter;
}

unsigned cli_option_commands(enum cli_option option)
{
    return rows[option].commands;
}

const char *cli_option_words(enum cli_option option, const char *language)
{
    return rows[option].help[strcmp(language, "en") == 0];
}

static bool is_switch(enum cli_option option)
{
    return rows[option].argument[0] == '\0';
}

bool cli_arguments_add(struct cli_arguments *arguments, enum cli_option option, const char *value,
                       enum cli_origin origin)
{
    size_t count = arguments->counts[option];
    const char **values = alloc_resize(arguments->values[option], (count + 2) * sizeof *values);
    if (!values) {
        cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
        return false;
    }
    values[count] = value;
    values[count + 1] = NULL;
    arguments->values[option] = values;
    arguments->counts[option] = count + 1;
    arguments->origins[option] = origin;
    if (option == CLI_OPTION_LANG)
        arguments->language = cli_language(value); /* for what is said about the options that follow, too */
    return true;
}

static enum cli_option find_long(const char *text, size_t len, unsigned command)
{
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (rows[i].commands & command && strlen(rows[i].name) == len && memcmp(rows[i].name, text, len) == 0)
            return (enum cli_option)i;
    return CLI_OPTIONS;
}

static enum cli_option find_letter(char letter, unsigned command)
{
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (rows[i].commands & command && rows[i].letter == letter) return (enum cli_option)i;
    return CLI_OPTIONS;
}

enum cli_option cli_option_in(const char *argument, unsigned command, const char **out_value)
{
    enum cli_option option = CLI_OPTIONS;
    *out_value = NULL;
    if (argument[0] != '-' || argument[1] == '\0') return CLI_OPTIONS;
    if (argument[1] == '-') {
        const char *equals = strchr(argument, '=');
        if (equals) *out_value = equals + 1;
        return find_long(argument, equals ? (size_t)(equals - argument) : strlen(argument), command);
    }
    for (const char *at = argument + 1; *at; at++) {
        option = find_letter(*at, command);
        if (option == CLI_OPTIONS || is_switch(option)) continue;
        if (at[1]) *out_value = at + 1;
        break;
    }
    return option;
}

struct reader {
    struct cli_arguments *arguments;
    unsigned command;
    int argc;
    char **argv;
    int at;
};

/* Only options of the command that was called are suggested. */
static bool say_unknown(const struct reader *reader, const char *text, size_t len)
{
    const struct cli_arguments *arguments = reader->arguments;
    struct text_view names[CLI_OPTIONS];
    size_t count = 0;
    char word[64] = "", suggestion[CLI_SUGGESTION_ROOM] = "";
    snprintf(word, sizeof word, "%.*s", (int)(len < sizeof word ? len : sizeof word - 1), text);
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (rows[i].commands & reader->command) names[count++] = text_view_of(rows[i].name);
    size_t nearest = text_nearest(text_view_of(word), names, count);
    if (nearest != (size_t)-1) cli_suggestion(arguments->language, names[nearest], suggestion);
    cli_say(stderr, arguments->language, CLI_UNKNOWN_OPTION, word, suggestion);
    return false;
}

/* A value: what stands behind the option, or the next argument. */
static bool read_value(struct reader *reader, enum cli_option option, const char *attached)
{
    if (is_switch(option)) {
        if (attached) cli_say(stderr, reader->arguments->language, CLI_NO_VALUE, rows[option].name, NULL);
        return !attached && cli_arguments_add(reader->arguments, option, "1", CLI_FROM_COMMAND_LINE);
    }
    if (!attached && reader->at + 1 < reader->argc) attached = reader->argv[++reader->at];
    if (attached) return cli_arguments_add(reader->arguments, option, attached, CLI_FROM_COMMAND_LINE);
    cli_say(stderr, reader->arguments->language, CLI_NEEDS_VALUE, rows[option].name, rows[option].argument);
    return false;
}

static bool read_long(struct reader *reader, const char *text)
{
    const char *equals = strchr(text, '=');
    size_t len = equals ? (size_t)(equals - text) : strlen(text);
    enum cli_option option = find_long(text, len, reader->command);
    if (option == CLI_OPTIONS) return say_unknown(reader, text, len);
    return read_value(reader, option, equals ? equals + 1 : NULL);
}

static bool read_letters(struct reader *reader, const char *text)
{
    for (const char *at = text + 1; *at; at++) {
        enum cli_option option = find_letter(*at, reader->command);
        if (option == CLI_OPTIONS) return say_unknown(reader, text, strlen(text));
        if (!is_switch(option)) return read_value(reader, option, at[1] ? at + 1 : NULL);
        if (!read_value(reader, option, NULL)) return false;
    }
    return true;
}

static bool read_argument(struct reader *reader, bool *options_ended)
{
    const char *text = reader->argv[reader->at];
    if (!*options_ended && strcmp(text, "--") == 0) {
        *options_ended = true;
        return true;
    }
    if (*options_ended || text[0] != '-' || text[1] == '\0') {
        reader->arguments->paths[reader->arguments->path_count++] = text;
        return true;
    }
    return text[1] == '-' ? read_long(reader, text) : read_letters(reader, text);
}

/* --fail-on -> JUTEN_FAIL_ON */
void cli_option_twin(enum cli_option option, char out_name[CLI_TWIN_ROOM])
{
    size_t at = sizeof TWIN_PREFIX - 1;
    memcpy(out_name, TWIN_PREFIX, sizeof TWIN_PREFIX);
    for (const char *from = rows[option].name + 2; *from && at + 1 < CLI_TWIN_ROOM; from++)
        out_name[at++] = *from == '-' ? '_' : (char)(*from - 'a' + 'A');
    out_name[at] = '\0';
}

static bool is_one_of(const char *value, const char *const *words)
{
    while (*words && strcmp(value, *words) != 0)
        words++;
    return *words != NULL;
}

/* A switch that the environment puts out stays out, whatever the file of settings says. */
static bool read_twin(struct cli_arguments *arguments, enum cli_option option)
{
    static const char *const on[] = {"1", "true", "yes", "on", NULL}, *const off[] = {"0", "false", "no", "off", NULL};
    char name[CLI_TWIN_ROOM];
    cli_option_twin(option, name);
    const char *value = getenv(name);
    if (!value || !*value) return true;
    if (is_switch(option) && is_one_of(value, off)) {
        arguments->origins[option] = CLI_FROM_ENVIRONMENT;
        return true;
    }
    if (!is_switch(option) || is_one_of(value, on))
        return cli_arguments_add(arguments, option, value, CLI_FROM_ENVIRONMENT);
    cli_say(stderr, arguments->language, CLI_BAD_SWITCH, name, value);
    return false;
}

static bool read_environment(struct cli_arguments *arguments, unsigned command)
{
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (i != CLI_OPTION_HELP && rows[i].commands & command && arguments->counts[i] == 0 &&
            !read_twin(arguments, (enum cli_option)i))
            return false;
    return true;
}

/* A twin of no option that nearly is one: misspelt, it would change nothing without a word. */
static void tell_misspelt(const struct cli_arguments *arguments, const char *name, struct buf *said)
{
    char twins[CLI_OPTIONS][CLI_TWIN_ROOM], suggestion[CLI_SUGGESTION_ROOM];
    struct text_view names[CLI_OPTIONS];
    for (int i = 0; i < CLI_OPTIONS; i++) {
        cli_option_twin((enum cli_option)i, twins[i]);
        names[i] = text_view_of(twins[i] + sizeof TWIN_PREFIX - 1);
        if (strcmp(twins[i], name) == 0) return;
    }
    size_t nearest = text_nearest(text_view_of(name + sizeof TWIN_PREFIX - 1), names, CLI_OPTIONS);
    if (nearest == (size_t)-1) return;
    cli_suggestion(arguments->language, text_view_of(twins[nearest]), suggestion);
    cli_note(said, arguments->language, CLI_UNKNOWN_TWIN, name, suggestion);
}

/* False after saying that memory is out. */
static bool look_for_misspelt(const struct cli_arguments *arguments)
{
    struct buf said;
    buf_init(&said);
    for (char **at = environ; *at; at++) {
        char name[CLI_TWIN_ROOM];
        size_t len = strcspn(*at, "=");
        if (strncmp(*at, TWIN_PREFIX, sizeof TWIN_PREFIX - 1) != 0 || len >= sizeof name) continue;
        memcpy(name, *at, len);
        name[len] = '\0';
        tell_misspelt(arguments, name, &said);
    }
    bool whole = buf_status(&said) == STATUS_OK;
    if (whole && said.len > 0) fwrite(said.bytes, 1, said.len, stderr);
    else if (!whole) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    buf_clear(&said);
    return whole;
}

bool cli_arguments_parse(struct cli_arguments *arguments, unsigned command, int argc, char **argv)
{
    struct reader reader = {arguments, command, argc, argv, 0};
    bool options_ended = false, good = true;
    *arguments = (struct cli_arguments){.command = command, .language = cli_language_among(argc, argv)};
    arguments->paths = alloc_zeroed((size_t)argc + 1, sizeof *arguments->paths);
    if (!arguments->paths) {
        cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
        return false;
    }
    for (; reader.at < argc && good; reader.at++)
        good = read_argument(&reader, &options_ended);
    good = good && read_environment(arguments, command);
    arguments->language = cli_language(cli_value(arguments, CLI_OPTION_LANG, NULL));
    return good && look_for_misspelt(arguments);
}

void cli_arguments_clear(struct cli_arguments *arguments)
{
    for (size_t i = 0; i < CLI_OPTIONS; i++)
        alloc_free(arguments->values[i]);
    alloc_free(arguments->paths);
    arena_free(arguments->config_arena);
    *arguments = (struct cli_arguments){0};
}

bool cli_takes(const struct cli_arguments *arguments, enum cli_option option)
{
    return rows[option].commands & arguments->command;
}

bool cli_given(const struct cli_arguments *arguments, enum cli_option option)
{
    return arguments->counts[option] > 0;
}

bool cli_takes_away(const struct cli_arguments *arguments, enum cli_option taken, enum cli_option other)
{
    return cli_given(arguments, taken) && arguments->origins[taken] >= arguments->origins[other];
}

const char *cli_value(const struct cli_arguments *arguments, enum cli_option option, const char *otherwise)
{
    return arguments->counts[option] ? arguments->values[option][arguments->counts[option] - 1] : otherwise;
}

void cli_option_help(FILE *to, enum cli_option option, const char *language)
{
    const struct option_row *row = &rows[option];
    char head[64];
    if (row->letter) snprintf(head, sizeof head, "-%c, %s %s", row->letter, row->name, row->argument);
    else snprintf(head, sizeof head, "    %s %s", row->name, row->argument);
    fprintf(to, "  %-30s %s\n", head, cli_option_words(option, language));
}

void cli_options_help(unsigned command, const char *language)
{
    printf("%s\n", cli_wording(language, CLI_OPTION_LIST));
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (rows[i].commands & command) cli_option_help(stdout, (enum cli_option)i, language);
}
