/* `juten check`: written on juten.h alone, as the proof that it suffices. */
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/output.h"
#include "juten.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OUTPUTS_MAX 8

struct check {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct cli_inputs inputs;
    struct juten *run;
    struct cli_output outputs[OUTPUTS_MAX];
    size_t output_count;
    bool stdin_read;
    bool text_on_stdout; /* the counts end standard output */
};

static enum cli_exit say(const struct check *check, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, check->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit say_status(const struct check *check, enum juten_status status)
{
    if (status == JUTEN_NO_MEMORY)
        return say(check, CLI_NO_MEMORY, NULL, NULL);
    say(check, status == JUTEN_PACK ? CLI_PACK_BROKEN : CLI_SETTING_WRONG, NULL, NULL);
    fputs(juten_problem(check->run), stderr);
    return CLI_EXIT_TROUBLE;
}

/* Names the value and what the option takes. */
static enum cli_exit say_bad_value(const struct check *check, enum cli_option option, const char *value)
{
    say(check, CLI_BAD_VALUE, cli_option_name(option), value);
    cli_option_help(stderr, option, check->arguments->language);
    return CLI_EXIT_TROUBLE;
}

static bool one_of(const char *value, const char *const *allowed)
{
    for (; *allowed; allowed++)
        if (strcmp(value, *allowed) == 0)
            return true;
    return false;
}

static bool valid(const struct check *check, enum cli_option option, const char *const *allowed)
{
    const char *value = cli_value(check->arguments, option, allowed[0]);
    if (one_of(value, allowed))
        return true;
    say_bad_value(check, option, value);
    return false;
}

static bool valid_jobs(const struct check *check, unsigned *out_jobs)
{
    const char *value = cli_value(check->arguments, CLI_OPTION_JOBS, NULL);
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    *out_jobs = cpus > 0 ? (unsigned)cpus : 1;
    if (!value)
        return true;
    char *end;
    errno = 0;
    unsigned long jobs = strtoul(value, &end, 10);
    if (errno || *end || value[0] < '0' || value[0] > '9' || jobs == 0 || jobs > 1024) {
        say_bad_value(check, CLI_OPTION_JOBS, value);
        return false;
    }
    *out_jobs = (unsigned)jobs;
    return true;
}

static bool wants_color(const struct cli_arguments *arguments)
{
    const char *when = cli_value(arguments, CLI_OPTION_COLOR, "auto");
    const char *no_color = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR");
    if (strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    if (no_color && *no_color)
        return false;
    return (force && *force) || (isatty(STDOUT_FILENO) && !cli_given(arguments, CLI_OPTION_OUTPUT));
}

/* "A,B" given once or several times, as one NULL-terminated list. */
static const char *const *split_list(struct check *check, enum cli_option option)
{
    const struct cli_arguments *arguments = check->arguments;
    size_t count = 0, at = 0;
    for (size_t i = 0; i < arguments->counts[option]; i++)
        for (const char *c = arguments->values[option][i]; c; c = strchr(c, ',') ? strchr(c, ',') + 1 : NULL)
            count++;
    const char **list = arena_alloc(check->arena, (count + 1) * sizeof *list);
    for (size_t i = 0; list && i < arguments->counts[option]; i++)
        for (const char *c = arguments->values[option][i]; c;) {
            const char *comma = strchr(c, ',');
            list[at++] = arena_copy(check->arena, c, comma ? (size_t)(comma - c) : strlen(c));
            c = comma ? comma + 1 : NULL;
        }
    return list;
}

static bool read_settings(struct check *check, struct juten_settings *out_settings)
{
    static const char *const levels[] = {"error", "warning", "note", "none", NULL};
    static const char *const severities[] = {"note", "warning", "error", NULL};
    static const char *const colors[] = {"auto", "always", "never", NULL};
    static const char *const languages[] = {"ja", "en", NULL};
    const struct cli_arguments *arguments = check->arguments;
    *out_settings = (struct juten_settings){.language = arguments->language,
                                            .pack = cli_value(arguments, CLI_OPTION_PACK, NULL),
                                            .min_severity = cli_value(arguments, CLI_OPTION_MIN_SEVERITY, NULL),
                                            .color = wants_color(arguments),
                                            .quiet = cli_given(arguments, CLI_OPTION_QUIET),
                                            .verbose = cli_given(arguments, CLI_OPTION_VERBOSE),
                                            .explain = cli_given(arguments, CLI_OPTION_EXPLAIN)};
    out_settings->as_of = cli_as_of(check->arena, cli_value(arguments, CLI_OPTION_AS_OF, NULL));
    if (!out_settings->as_of)
        return say_bad_value(check, CLI_OPTION_AS_OF, cli_value(arguments, CLI_OPTION_AS_OF, "")) == CLI_EXIT_CLEAN;
    out_settings->select = split_list(check, CLI_OPTION_SELECT);
    out_settings->ignore = split_list(check, CLI_OPTION_IGNORE);
    out_settings->clauses = (const char *const *)arguments->values[CLI_OPTION_CLAUSE];
    return valid(check, CLI_OPTION_FAIL_ON, levels) && valid(check, CLI_OPTION_MIN_SEVERITY, severities) &&
           valid(check, CLI_OPTION_COLOR, colors) && valid(check, CLI_OPTION_LANG, languages) &&
           valid_jobs(check, &out_settings->jobs);
}

/* ---- outputs */

static enum cli_exit add_output(struct check *check, const char *asked, const char *path)
{
    const char *equals = strchr(asked, '=');
    const char *format = arena_copy(check->arena, asked, equals ? (size_t)(equals - asked) : strlen(asked));
    struct cli_output *output = &check->outputs[check->output_count];
    if (!format)
        return say(check, CLI_NO_MEMORY, NULL, NULL);
    if (equals)
        path = equals + 1;
    if (check->output_count == OUTPUTS_MAX)
        return say_bad_value(check, CLI_OPTION_FORMAT, asked);
    enum juten_status status = juten_add_report(check->run, format, cli_output_write, output);
    if (status != JUTEN_OK)
        return say_bad_value(check, CLI_OPTION_FORMAT, format);
    check->output_count++;
    if (!cli_output_open(output, path))
        return say(check, CLI_WRITE, path, strerror(output->error));
    check->text_on_stdout |= !path && !juten_format_is_for_machines(format);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit add_outputs(struct check *check)
{
    const struct cli_arguments *arguments = check->arguments;
    const char *path = cli_value(arguments, CLI_OPTION_OUTPUT, NULL);
    if (!cli_given(arguments, CLI_OPTION_FORMAT))
        return add_output(check, "text", path);
    enum cli_exit exit = CLI_EXIT_CLEAN;
    for (size_t i = 0; i < arguments->counts[CLI_OPTION_FORMAT] && exit == CLI_EXIT_CLEAN; i++)
        exit = add_output(check, arguments->values[CLI_OPTION_FORMAT][i], i == 0 ? path : NULL);
    return exit;
}

static enum cli_exit commit_outputs(struct check *check, enum juten_status status)
{
    enum cli_exit exit = CLI_EXIT_CLEAN;
    for (size_t i = 0; i < check->output_count; i++) {
        struct cli_output *output = &check->outputs[i];
        if (status == JUTEN_OK)
            cli_output_commit(output);
        if (output->error)
            exit = say(check, CLI_WRITE, output->path ? output->path : "stdout", strerror(output->error));
    }
    return exit;
}

/* ---- inputs */

static enum cli_exit add_stdin(struct check *check)
{
    struct cli_bytes bytes;
    if (check->stdin_read)
        return CLI_EXIT_CLEAN;
    check->stdin_read = true;
    if (!cli_read_stream(stdin, &bytes))
        return say(check, errno == ENOMEM ? CLI_NO_MEMORY : CLI_READ_LIST, "-", strerror(errno));
    const char *name = cli_value(check->arguments, CLI_OPTION_STDIN_FILENAME, "-");
    enum juten_status status = juten_add_bytes(check->run, name, bytes.at, bytes.len);
    cli_bytes_clear(&bytes);
    return status == JUTEN_OK ? CLI_EXIT_CLEAN : say_status(check, status);
}

/* Everything found so far goes to the run, so that the order of the command line is kept. */
static enum cli_exit add_found(struct check *check, size_t from)
{
    for (size_t i = from; i < check->inputs.count; i++) {
        const struct cli_input *input = &check->inputs.items[i];
        enum juten_status status = juten_add_file(check->run, input->path, input->named);
        if (status != JUTEN_OK)
            return say_status(check, status);
    }
    return CLI_EXIT_CLEAN;
}

static enum cli_exit add_path(struct check *check, const char *path)
{
    size_t before = check->inputs.count;
    if (strcmp(path, "-") == 0)
        return add_stdin(check);
    if (cli_inputs_add(&check->inputs, path) != STATUS_OK)
        return say(check, CLI_NO_MEMORY, NULL, NULL);
    return add_found(check, before);
}

static enum cli_exit add_listed(struct check *check, const char *list)
{
    struct cli_bytes bytes;
    FILE *stream = strcmp(list, "-") == 0 ? stdin : fopen(list, "r");
    bool read = stream && cli_read_stream(stream, &bytes);
    int reason = errno;
    if (stream && stream != stdin)
        fclose(stream);
    if (!read)
        return say(check, CLI_READ_LIST, list, strerror(reason));
    enum cli_exit exit = CLI_EXIT_CLEAN;
    for (char *line = bytes.at, *next; line && exit == CLI_EXIT_CLEAN; line = next) {
        next = cli_next_line(line);
        if (*line)
            exit = add_path(check, line);
    }
    cli_bytes_clear(&bytes);
    return exit;
}

static enum cli_exit add_inputs(struct check *check)
{
    static const char *const here[] = {".", NULL};
    const struct cli_arguments *arguments = check->arguments;
    const char *list = cli_value(arguments, CLI_OPTION_FILES_FROM, NULL);
    const char *const *paths = arguments->path_count || list ? (const char *const *)arguments->paths : here;
    check->inputs = (struct cli_inputs){.arena = check->arena, .roots = paths};
    while (paths[check->inputs.root_count])
        check->inputs.root_count++;
    enum cli_exit exit = CLI_EXIT_CLEAN;
    for (size_t i = 0; paths[i] && exit == CLI_EXIT_CLEAN; i++)
        exit = add_path(check, paths[i]);
    if (list && exit == CLI_EXIT_CLEAN)
        exit = add_listed(check, list);
    juten_add_skipped(check->run, check->inputs.skipped);
    return exit;
}

/* ---- the end */

static bool reaches(const struct juten_counts *counts, const char *level)
{
    if (strcmp(level, "none") == 0)
        return false;
    size_t count = counts->error_findings;
    if (strcmp(level, "error") != 0)
        count += counts->warning_findings;
    if (strcmp(level, "note") == 0)
        count += counts->note_findings;
    return count > 0;
}

static enum cli_exit conclude(struct check *check)
{
    const struct cli_arguments *arguments = check->arguments;
    struct juten_counts counts;
    juten_counts(check->run, &counts);
    fputs(juten_details(check->run), stderr);
    if (!check->text_on_stdout)
        fputs(juten_counts_line(check->run), stderr);
    if (counts.errors > 0)
        return CLI_EXIT_TROUBLE;
    if (counts.files == 0 && !cli_given(arguments, CLI_OPTION_ALLOW_EMPTY))
        return say(check, CLI_NOTHING, arguments->path_count ? arguments->paths[0] : ".", NULL);
    bool found = reaches(&counts, cli_value(arguments, CLI_OPTION_FAIL_ON, "error"));
    return found && !cli_given(arguments, CLI_OPTION_EXIT_ZERO) ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}

static enum cli_exit run_check(struct check *check)
{
    struct juten_settings settings;
    if (!read_settings(check, &settings))
        return CLI_EXIT_TROUBLE;
    enum juten_status status = juten_open(&settings, &check->run);
    if (status != JUTEN_OK)
        return say_status(check, status);
    enum cli_exit exit = add_outputs(check);
    if (exit == CLI_EXIT_CLEAN)
        exit = add_inputs(check);
    if (exit != CLI_EXIT_CLEAN)
        return exit;
    status = juten_check(check->run);
    if (commit_outputs(check, status) != CLI_EXIT_CLEAN)
        return CLI_EXIT_TROUBLE;
    return status == JUTEN_OK ? conclude(check) : say_status(check, status);
}

enum cli_exit cli_check(const struct cli_arguments *arguments)
{
    struct check check = {.arguments = arguments, .arena = arena_new()};
    enum cli_exit exit = check.arena ? run_check(&check) : say(&check, CLI_NO_MEMORY, NULL, NULL);
    for (size_t i = 0; i < check.output_count; i++)
        cli_output_close(&check.outputs[i]);
    juten_close(check.run);
    arena_free(check.arena);
    return exit;
}
