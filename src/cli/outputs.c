#include "cli/outputs.h"

#include "cli/message.h"
#include "cli/reason.h"
#include "cli/target.h"
#include "cli/values.h"
#include "juten.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT_ROOM 32 /* longer ones are no format's name */

static enum cli_exit say(const struct cli_outputs *outputs, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, outputs->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

/* Where the n-th report goes: NULL for standard output. */
static const char *path_of(const struct cli_arguments *arguments, size_t index)
{
    bool given = cli_given(arguments, CLI_OPTION_FORMAT);
    const char *equals = given ? strchr(arguments->values[CLI_OPTION_FORMAT][index], '=') : NULL;
    return equals ? equals + 1 : index == 0 ? cli_value(arguments, CLI_OPTION_OUTPUT, NULL) : NULL;
}

/* Whether the n-th report could have colours; the one that nobody named is text. */
static bool has_colors(const struct cli_arguments *arguments, size_t index)
{
    char format[FORMAT_ROOM];
    if (!cli_given(arguments, CLI_OPTION_FORMAT)) return true;
    const char *asked = arguments->values[CLI_OPTION_FORMAT][index];
    size_t len = strcspn(asked, "=");
    if (len >= sizeof format) return false;
    memcpy(format, asked, len);
    format[len] = '\0';
    return juten_format_has_colors(format);
}

/* Whether text goes to a file: there colours would be rubbish. */
static bool writes_text_elsewhere(const struct cli_arguments *arguments)
{
    size_t count = cli_given(arguments, CLI_OPTION_FORMAT) ? arguments->counts[CLI_OPTION_FORMAT] : 1;
    for (size_t i = 0; i < count; i++)
        if (path_of(arguments, i) && has_colors(arguments, i)) return true;
    return false;
}

bool cli_wants_color(const struct cli_arguments *arguments)
{
    const char *when = cli_value(arguments, CLI_OPTION_COLOR, "auto");
    const char *no_color = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR"), *terminal = getenv("TERM");
    if (strcmp(when, "auto") != 0) return strcmp(when, "always") == 0;
    if (no_color && *no_color) return false;
    if (force && *force) return strcmp(force, "0") != 0 && strcmp(force, "false") != 0;
    return (!terminal || strcmp(terminal, "dumb") != 0) && isatty(STDOUT_FILENO) && !writes_text_elsewhere(arguments);
}

/* ---- opening */

/* A path whose folder does not exist is told when it is opened. */
static bool same_target(const char *a, const char *b)
{
    char first[PATH_MAX], second[PATH_MAX];
    if (!a || !b) return !a && !b;
    return strcmp(a, b) == 0 || (cli_target_of(a, first) && cli_target_of(b, second) && strcmp(first, second) == 0);
}

/* Before anything is opened: no two reports at one place, no place given and ignored. */
static enum cli_exit check_places(const struct cli_outputs *outputs)
{
    const struct cli_arguments *arguments = outputs->arguments;
    size_t count = arguments->counts[CLI_OPTION_FORMAT];
    const char *other = cli_value(arguments, CLI_OPTION_OUTPUT, NULL), *first = path_of(arguments, 0);
    if (count > CLI_OUTPUTS_MAX) return say(outputs, CLI_TOO_MANY_FORMATS, "8", NULL);
    if (other && first != other) return say(outputs, CLI_OUTPUT_BOTH, first, other);
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (same_target(path_of(arguments, i), path_of(arguments, j)))
                return say(outputs, CLI_OUTPUT_TWICE, path_of(arguments, i) ? path_of(arguments, i) : "stdout", NULL);
    return CLI_EXIT_CLEAN;
}

struct adding {
    cli_outputs_add *add;
    void *context;
};

/* Its files are opened when their ministries are met. */
static enum cli_exit add_by_ministry(struct cli_outputs *outputs, const char *format, const char *path,
                                     const struct adding *adding)
{
    struct cli_by_ministry *by = arena_alloc(outputs->arena, sizeof *by);
    if (!by) return say(outputs, CLI_NO_MEMORY, NULL, NULL);
    *by = (struct cli_by_ministry){outputs, path};
    if (adding->add(adding->context, format, NULL, by)) return CLI_EXIT_CLEAN;
    cli_say_bad_value(outputs->arguments, CLI_OPTION_FORMAT, format);
    return CLI_EXIT_TROUBLE;
}

/* "{ministri}", which would be the name of a file; NULL when the path has none of that kind. */
static const char *unknown_part(const char *path)
{
    for (const char *at = strchr(path, '{'); at; at = strchr(at + 1, '{')) {
        size_t len = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_");
        if (len > 0 && at[len + 1] == '}' && strncmp(at, CLI_MINISTRY, strlen(CLI_MINISTRY)) != 0) return at;
    }
    return NULL;
}

/* What no file can be called, or nobody can read. */
static enum cli_exit check_place(const struct cli_outputs *outputs, const char *format, const char *path)
{
    if (!path && juten_format_is_binary(format) && isatty(STDOUT_FILENO))
        return say(outputs, CLI_OUTPUT_TERMINAL, format, NULL);
    if (path && !*path) return say(outputs, CLI_OUTPUT_NAMELESS, NULL, NULL);
    if (outputs->is_input && path && unknown_part(path)) return say(outputs, CLI_OUTPUT_PART, path, CLI_MINISTRY);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit open_one(struct cli_outputs *outputs, const char *asked, const char *path,
                              const struct adding *adding)
{
    const char *equals = strchr(asked, '=');
    const char *format = arena_copy(outputs->arena, asked, equals ? (size_t)(equals - asked) : strlen(asked));
    struct cli_output *output = &outputs->items[outputs->count];
    if (!format) return say(outputs, CLI_NO_MEMORY, NULL, NULL);
    const char *package = juten_format_lacks(format);
    if (package) return say(outputs, *package ? CLI_FORMAT_LACKS : CLI_FORMAT_NEVER, format, package);
    if (check_place(outputs, format, path) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    if (outputs->is_input && path && strstr(path, CLI_MINISTRY)) return add_by_ministry(outputs, format, path, adding);
    if (!adding->add(adding->context, format, output, NULL)) {
        cli_say_bad_value(outputs->arguments, CLI_OPTION_FORMAT, format);
        return CLI_EXIT_TROUBLE;
    }
    outputs->count++;
    if (!cli_output_open(output, path))
        return say(outputs, CLI_WRITE, path, cli_reason(outputs->arguments->language, output->error));
    outputs->text_on_stdout |= !path && !juten_format_is_for_machines(format);
    return CLI_EXIT_CLEAN;
}

enum cli_exit cli_outputs_open(struct cli_outputs *outputs, const char *otherwise, cli_outputs_add *add, void *context)
{
    const struct cli_arguments *arguments = outputs->arguments;
    const struct adding adding = {add, context};
    if (!cli_given(arguments, CLI_OPTION_FORMAT)) return open_one(outputs, otherwise, path_of(arguments, 0), &adding);
    enum cli_exit exit = check_places(outputs);
    for (size_t i = 0; i < arguments->counts[CLI_OPTION_FORMAT] && exit == CLI_EXIT_CLEAN; i++)
        exit = open_one(outputs, arguments->values[CLI_OPTION_FORMAT][i], path_of(arguments, i), &adding);
    return exit;
}

bool cli_outputs_replace(const struct cli_outputs *outputs, dev_t device, ino_t number)
{
    for (size_t i = 0; i < outputs->count; i++) {
        const struct cli_output *output = &outputs->items[i];
        if (output->existed && output->device == device && output->number == number) return true;
    }
    return false;
}

static bool is_seen(const struct cli_output *output)
{
    struct stat info;
    const int descriptor = fileno(output->stream);
    return isatty(descriptor) || (!output->path && fstat(descriptor, &info) == 0 && S_ISFIFO(info.st_mode));
}

bool cli_outputs_seen(const struct cli_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->items[i].stream && is_seen(&outputs->items[i])) return true;
    return false;
}

/* ---- the end */

static enum cli_exit commit_one(const struct cli_outputs *outputs, struct cli_output *output, bool well)
{
    if (well) cli_output_commit(output);
    if (cli_output_reader_left(output)) return CLI_EXIT_TROUBLE;
    if (!output->error) return CLI_EXIT_CLEAN;
    return say(outputs, CLI_WRITE, output->path ? output->path : "stdout",
               cli_reason(outputs->arguments->language, output->error));
}

enum cli_exit cli_outputs_commit(struct cli_outputs *outputs, bool well)
{
    enum cli_exit exit = outputs->failed ? CLI_EXIT_TROUBLE : CLI_EXIT_CLEAN;
    for (size_t i = 0; i < outputs->count + outputs->parted_count; i++) {
        struct cli_output *output = i < outputs->count ? &outputs->items[i] : outputs->parted[i - outputs->count];
        if (commit_one(outputs, output, well) != CLI_EXIT_CLEAN) exit = CLI_EXIT_TROUBLE;
    }
    return exit;
}

void cli_outputs_close(struct cli_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++)
        cli_output_close(&outputs->items[i]);
    for (size_t i = 0; i < outputs->parted_count; i++)
        cli_output_close(outputs->parted[i]);
}
