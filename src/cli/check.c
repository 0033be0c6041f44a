/* `juten check`: written on juten.h alone, as the proof that it suffices. */
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/target.h"
#include "juten.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OUTPUTS_MAX 8

struct check {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct cli_inputs inputs;
    struct cli_inputs earlier; /* --previous */
    struct juten *run;
    struct cli_output outputs[OUTPUTS_MAX];
    size_t output_count;
    bool suggest; /* `juten suggest` */
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
    if (status == JUTEN_NO_MEMORY) return say(check, CLI_NO_MEMORY, NULL, NULL);
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
        if (strcmp(value, *allowed) == 0) return true;
    return false;
}

static bool valid(const struct check *check, enum cli_option option, const char *const *allowed)
{
    const char *value = cli_value(check->arguments, option, allowed[0]);
    if (one_of(value, allowed)) return true;
    say_bad_value(check, option, value);
    return false;
}

static bool valid_jobs(const struct check *check, unsigned *out_jobs)
{
    const char *value = cli_value(check->arguments, CLI_OPTION_JOBS, NULL);
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    *out_jobs = cpus > 0 ? (unsigned)cpus : 1;
    if (!value) return true;
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
    const char *no_color = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR"), *terminal = getenv("TERM");
    if (strcmp(when, "auto") != 0) return strcmp(when, "always") == 0;
    if (no_color && *no_color) return false;
    if (force && *force) return strcmp(force, "0") != 0 && strcmp(force, "false") != 0;
    return (!terminal || strcmp(terminal, "dumb") != 0) &&
           (isatty(STDOUT_FILENO) && !cli_given(arguments, CLI_OPTION_OUTPUT));
}

/* "A,B" given once or several times, as one NULL-terminated list; false after saying that memory is out. */
static bool split_list(struct check *check, enum cli_option option, const char *const **out_list)
{
    const struct cli_arguments *arguments = check->arguments;
    size_t count = 0, at = 0;
    for (size_t i = 0; i < arguments->counts[option]; i++)
        for (const char *c = arguments->values[option][i]; c; c = strchr(c, ',') ? strchr(c, ',') + 1 : NULL)
            count++;
    const char **list = arena_alloc(check->arena, (count + 1) * sizeof *list);
    bool whole = list != NULL;
    for (size_t i = 0; whole && i < arguments->counts[option]; i++)
        for (const char *c = arguments->values[option][i]; whole && c;) {
            const char *comma = strchr(c, ',');
            whole = (list[at++] = arena_copy(check->arena, c, comma ? (size_t)(comma - c) : strlen(c))) != NULL;
            c = comma ? comma + 1 : NULL;
        }
    if (!whole) say(check, CLI_NO_MEMORY, NULL, NULL);
    *out_list = list;
    return whole;
}

static bool read_date(struct check *check, const char **out_date)
{
    const char *asked_for = cli_value(check->arguments, CLI_OPTION_AS_OF, NULL);
    enum status status = cli_as_of(check->arena, asked_for, out_date);
    if (status == STATUS_NO_MEMORY) say(check, CLI_NO_MEMORY, NULL, NULL);
    else if (status != STATUS_OK && asked_for) say_bad_value(check, CLI_OPTION_AS_OF, asked_for);
    else if (status != STATUS_OK) say(check, CLI_BAD_VALUE, "SOURCE_DATE_EPOCH", cli_epoch());
    return status == STATUS_OK;
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
                                            .notes = strcmp(cli_value(arguments, CLI_OPTION_FAIL_ON, ""), "note") == 0,
                                            .explain = cli_given(arguments, CLI_OPTION_EXPLAIN),
                                            .suggest = check->suggest || cli_given(arguments, CLI_OPTION_SUGGEST)};
    out_settings->clauses = (const char *const *)arguments->values[CLI_OPTION_CLAUSE];
    return read_date(check, &out_settings->as_of) && split_list(check, CLI_OPTION_SELECT, &out_settings->select) &&
           split_list(check, CLI_OPTION_IGNORE, &out_settings->ignore) && valid(check, CLI_OPTION_FAIL_ON, levels) &&
           valid(check, CLI_OPTION_MIN_SEVERITY, severities) && valid(check, CLI_OPTION_COLOR, colors) &&
           valid(check, CLI_OPTION_LANG, languages) && valid_jobs(check, &out_settings->jobs);
}

/* ---- outputs */

static enum cli_exit add_output(struct check *check, const char *asked, const char *path)
{
    const char *equals = strchr(asked, '=');
    const char *format = arena_copy(check->arena, asked, equals ? (size_t)(equals - asked) : strlen(asked));
    struct cli_output *output = &check->outputs[check->output_count];
    if (!format) return say(check, CLI_NO_MEMORY, NULL, NULL);
    enum juten_status status = juten_add_report(check->run, format, cli_output_write, output);
    if (status != JUTEN_OK) return say_bad_value(check, CLI_OPTION_FORMAT, format);
    check->output_count++;
    if (!cli_output_open(output, path)) return say(check, CLI_WRITE, path, strerror(output->error));
    check->text_on_stdout |= !path && !juten_format_is_for_machines(format);
    return CLI_EXIT_CLEAN;
}

/* Where the n-th report goes: NULL for standard output. */
static const char *output_path(const struct check *check, size_t index)
{
    const struct cli_arguments *arguments = check->arguments;
    bool given = cli_given(arguments, CLI_OPTION_FORMAT);
    const char *equals = given ? strchr(arguments->values[CLI_OPTION_FORMAT][index], '=') : NULL;
    return equals ? equals + 1 : index == 0 ? cli_value(arguments, CLI_OPTION_OUTPUT, NULL) : NULL;
}

/* A path whose folder does not exist is told when it is opened. */
static bool same_target(const char *a, const char *b)
{
    char first[PATH_MAX], second[PATH_MAX];
    if (!a || !b) return !a && !b;
    return strcmp(a, b) == 0 || (cli_target_of(a, first) && cli_target_of(b, second) && strcmp(first, second) == 0);
}

/* Before anything is opened: no two reports at one place, no place given and ignored. */
static enum cli_exit check_outputs(const struct check *check)
{
    const struct cli_arguments *arguments = check->arguments;
    size_t count = arguments->counts[CLI_OPTION_FORMAT];
    const char *other = cli_value(arguments, CLI_OPTION_OUTPUT, NULL), *first = output_path(check, 0);
    if (count > OUTPUTS_MAX) return say(check, CLI_TOO_MANY_FORMATS, "8", NULL);
    if (other && first != other) return say(check, CLI_OUTPUT_BOTH, first, other);
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (same_target(output_path(check, i), output_path(check, j)))
                return say(check, CLI_OUTPUT_TWICE, output_path(check, i) ? output_path(check, i) : "stdout", NULL);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit add_outputs(struct check *check)
{
    const struct cli_arguments *arguments = check->arguments;
    if (!cli_given(arguments, CLI_OPTION_FORMAT))
        return add_output(check, check->suggest ? "suggest" : "text", output_path(check, 0));
    enum cli_exit exit = check_outputs(check);
    for (size_t i = 0; i < arguments->counts[CLI_OPTION_FORMAT] && exit == CLI_EXIT_CLEAN; i++)
        exit = add_output(check, arguments->values[CLI_OPTION_FORMAT][i], output_path(check, i));
    return exit;
}

static enum cli_exit commit_outputs(struct check *check, enum juten_status status)
{
    enum cli_exit exit = CLI_EXIT_CLEAN;
    for (size_t i = 0; i < check->output_count; i++) {
        struct cli_output *output = &check->outputs[i];
        if (status == JUTEN_OK) cli_output_commit(output);
        if (cli_output_reader_left(output)) exit = CLI_EXIT_TROUBLE;
        else if (output->error)
            exit = say(check, CLI_WRITE, output->path ? output->path : "stdout", strerror(output->error));
    }
    return exit;
}

/* ---- inputs */

static enum cli_exit add_stdin(struct check *check)
{
    struct cli_bytes bytes;
    if (check->stdin_read) return CLI_EXIT_CLEAN;
    check->stdin_read = true;
    if (!cli_read_stream(stdin, &bytes))
        return say(check, errno == ENOMEM ? CLI_NO_MEMORY : CLI_READ_LIST, "-", strerror(errno));
    const char *name = cli_value(check->arguments, CLI_OPTION_STDIN_FILENAME, "-");
    enum juten_status status = juten_add_bytes(check->run, name, bytes.at, bytes.len);
    cli_bytes_clear(&bytes);
    return status == JUTEN_OK ? CLI_EXIT_CLEAN : say_status(check, status);
}

/* Whether a report would replace that file. */
static bool is_output(const struct check *check, dev_t device, ino_t number)
{
    for (size_t i = 0; i < check->output_count; i++) {
        const struct cli_output *output = &check->outputs[i];
        if (output->existed && output->device == device && output->number == number) return true;
    }
    return false;
}

static void name_skipped(const struct check *check)
{
    static const enum cli_message reasons[] = {
        [CLI_SKIP_FORMAT] = CLI_SKIPPED_FORMAT, [CLI_SKIP_LINK] = CLI_SKIPPED_LINK, [CLI_SKIP_KIND] = CLI_SKIPPED_KIND};
    for (size_t i = 0; i < check->inputs.skipped; i++) {
        const struct cli_skipped *skipped = &check->inputs.skipped_items[i];
        say(check, reasons[skipped->reason], skipped->path, NULL);
    }
}

/* What is only compared with. */
static enum cli_exit add_earlier(struct check *check)
{
    const struct cli_arguments *arguments = check->arguments;
    const char *const *paths = (const char *const *)arguments->values[CLI_OPTION_PREVIOUS];
    check->earlier = (struct cli_inputs){.arena = check->arena,
                                         .roots = paths,
                                         .root_count = arguments->counts[CLI_OPTION_PREVIOUS]};
    for (size_t i = 0; i < check->earlier.root_count; i++)
        if (cli_inputs_add(&check->earlier, paths[i]) != STATUS_OK) return say(check, CLI_NO_MEMORY, NULL, NULL);
    for (size_t i = 0; i < check->earlier.count; i++) {
        const struct cli_input *input = &check->earlier.items[i];
        enum juten_status status = juten_add_previous(check->run, input->path, input->named);
        if (status != JUTEN_OK) return say_status(check, status);
    }
    return CLI_EXIT_CLEAN;
}

/* Once all are known: a file may be found in a folder first and be named later. A file of an earlier year is not
 * checked, even when it lies in a folder that is. */
static enum cli_exit add_found(struct check *check)
{
    for (size_t i = 0; i < check->inputs.count; i++) {
        const struct cli_input *input = &check->inputs.items[i];
        if (cli_inputs_have(&check->earlier, input)) continue;
        if (input->exists && is_output(check, input->device, input->number))
            return say(check, CLI_OUTPUT_IS_INPUT, input->path, NULL);
        enum juten_status status = juten_add_file(check->run, input->path, input->named);
        if (status != JUTEN_OK) return say_status(check, status);
    }
    return CLI_EXIT_CLEAN;
}

static enum cli_exit add_path(struct check *check, const char *path)
{
    if (strcmp(path, "-") == 0) return add_stdin(check);
    if (cli_inputs_add(&check->inputs, path) != STATUS_OK) return say(check, CLI_NO_MEMORY, NULL, NULL);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit add_listed(struct check *check, const char *list)
{
    struct cli_bytes bytes;
    struct stat info;
    FILE *stream = strcmp(list, "-") == 0 ? stdin : fopen(list, "r");
    if (stream && stream != stdin && fstat(fileno(stream), &info) == 0 && is_output(check, info.st_dev, info.st_ino)) {
        fclose(stream);
        return say(check, CLI_OUTPUT_IS_INPUT, list, NULL);
    }
    bool read = stream && cli_read_stream(stream, &bytes);
    int reason = errno;
    if (stream && stream != stdin) fclose(stream);
    if (!read) return say(check, CLI_READ_LIST, list, strerror(reason));
    enum cli_exit exit = CLI_EXIT_CLEAN;
    for (char *line = bytes.at, *next; line && exit == CLI_EXIT_CLEAN; line = next) {
        next = cli_next_line(line);
        if (*line) exit = add_path(check, line);
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
    if (list && exit == CLI_EXIT_CLEAN) exit = add_listed(check, list);
    if (exit == CLI_EXIT_CLEAN) exit = add_earlier(check);
    if (exit == CLI_EXIT_CLEAN) exit = add_found(check);
    juten_add_skipped(check->run, check->inputs.skipped);
    return exit;
}

/* ---- the end */

static bool reaches(const struct juten_counts *counts, const char *level)
{
    if (strcmp(level, "none") == 0) return false;
    size_t count = counts->error_findings;
    if (strcmp(level, "error") != 0) count += counts->warning_findings;
    if (strcmp(level, "note") == 0) count += counts->note_findings;
    return count > 0;
}

static enum cli_exit conclude(struct check *check)
{
    const struct cli_arguments *arguments = check->arguments;
    struct juten_counts counts;
    juten_counts(check->run, &counts);
    const char *details = juten_details(check->run);
    const char *line = juten_counts_line(check->run);
    fputs(details ? details : "", stderr);
    if (cli_given(arguments, CLI_OPTION_VERBOSE)) name_skipped(check);
    if (!check->text_on_stdout) fputs(line ? line : "", stderr);
    if (counts.errors > 0) return CLI_EXIT_TROUBLE;
    if (counts.files == 0 && !cli_given(arguments, CLI_OPTION_ALLOW_EMPTY))
        return say(check, CLI_NOTHING, arguments->path_count ? arguments->paths[0] : ".", NULL);
    bool found = !check->suggest && reaches(&counts, cli_value(arguments, CLI_OPTION_FAIL_ON, "error"));
    return found && !cli_given(arguments, CLI_OPTION_EXIT_ZERO) ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}

static enum cli_exit run_check(struct check *check)
{
    struct juten_settings settings;
    if (!read_settings(check, &settings)) return CLI_EXIT_TROUBLE;
    enum juten_status status = juten_open(&settings, &check->run);
    if (status != JUTEN_OK) return say_status(check, status);
    enum cli_exit exit = add_outputs(check);
    if (exit == CLI_EXIT_CLEAN) exit = add_inputs(check);
    if (exit != CLI_EXIT_CLEAN) return exit;
    status = juten_check(check->run);
    /* what is said at the end is made before any file is put in its place: then nothing can fail after that */
    if (status == JUTEN_OK && (!juten_details(check->run) || !juten_counts_line(check->run))) status = JUTEN_NO_MEMORY;
    if (commit_outputs(check, status) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    return status == JUTEN_OK ? conclude(check) : say_status(check, status);
}

static enum cli_exit check_or_suggest(const struct cli_arguments *arguments, bool suggest)
{
    struct check check = {.arguments = arguments, .suggest = suggest, .arena = arena_new()};
    enum cli_exit exit = check.arena ? run_check(&check) : say(&check, CLI_NO_MEMORY, NULL, NULL);
    for (size_t i = 0; i < check.output_count; i++)
        cli_output_close(&check.outputs[i]);
    juten_close(check.run);
    arena_free(check.arena);
    return exit;
}

enum cli_exit cli_check(const struct cli_arguments *arguments)
{
    return check_or_suggest(arguments, false);
}

enum cli_exit cli_suggest(const struct cli_arguments *arguments)
{
    if (arguments->path_count == 0 && !cli_given(arguments, CLI_OPTION_FILES_FROM)) {
        cli_say(stderr, arguments->language, CLI_USAGE_OF, "suggest FILE...", NULL);
        return CLI_EXIT_TROUBLE;
    }
    return check_or_suggest(arguments, true);
}
