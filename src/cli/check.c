/* `juten check`: written on juten.h alone, as the proof that it suffices. */
#include "cli/by_ministry.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/config.h"
#include "cli/failure.h"
#include "cli/fix.h"
#include "cli/inputs.h"
#include "cli/lines.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/provenance.h"
#include "cli/reason.h"
#include "cli/staged.h"
#include "cli/summary.h"
#include "cli/timings.h"
#include "cli/upward.h"
#include "cli/values.h"
#include "juten.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct check {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct cli_inputs inputs;
    struct cli_inputs earlier; /* --previous */
    struct juten *run;
    struct cli_outputs outputs;
    struct cli_summary summary;
    struct cli_fix fix;
    struct cli_upward waivers;
    struct cli_staged staged;
    struct cli_progress progress;
    const char *met; /* the file of waivers that inputs meet now */
    bool suggest;    /* `juten suggest` */
    bool stdin_read;
    uint64_t start; /* CPU used before the packs were loaded */
};

static enum cli_exit say(const struct check *check, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, check->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit say_failure(const struct check *check, enum juten_status status)
{
    return cli_say_failure(check->arguments, check->run, status);
}

static bool read_date(struct check *check, const char **out_date)
{
    const char *asked_for = cli_value(check->arguments, CLI_OPTION_AS_OF, NULL);
    enum status status = cli_as_of(check->arena, asked_for, out_date);
    if (status == STATUS_NO_MEMORY) say(check, CLI_NO_MEMORY, NULL, NULL);
    else if (status != STATUS_OK && asked_for) cli_say_bad_value(check->arguments, CLI_OPTION_AS_OF, asked_for);
    else if (status != STATUS_OK) say(check, CLI_BAD_VALUE, "SOURCE_DATE_EPOCH", cli_epoch());
    return status == STATUS_OK;
}

static bool read_settings(struct check *check, struct juten_settings *out_settings)
{
    const struct cli_arguments *arguments = check->arguments;
    *out_settings =
        (struct juten_settings){.language = arguments->language,
                                .pack = cli_value(arguments, CLI_OPTION_PACK, NULL),
                                .min_severity = cli_value(arguments, CLI_OPTION_MIN_SEVERITY, NULL),
                                .fail_on = cli_value(arguments, CLI_OPTION_FAIL_ON, NULL),
                                .omit_waived = cli_omits_waived(arguments),
                                .input_format = cli_value(arguments, CLI_OPTION_INPUT_FORMAT, NULL),
                                .columns = cli_value(arguments, CLI_OPTION_COLUMNS, NULL),
                                .total = cli_value(arguments, CLI_OPTION_TOTAL, NULL),
                                .total_supplementary = cli_value(arguments, CLI_OPTION_TOTAL_SUPPLEMENTARY, NULL),
                                .redact = cli_value(arguments, CLI_OPTION_REDACT, NULL),
                                .color = cli_wants_color(arguments),
                                .quiet = cli_given(arguments, CLI_OPTION_QUIET),
                                .verbose = cli_given(arguments, CLI_OPTION_VERBOSE),
                                .clock = cli_given(arguments, CLI_OPTION_TIMINGS) ? cli_monotonic : NULL,
                                .progress = cli_progress_show,
                                .progress_context = &check->progress,
                                .notes = strcmp(cli_value(arguments, CLI_OPTION_FAIL_ON, ""), "note") == 0,
                                .explain = cli_given(arguments, CLI_OPTION_EXPLAIN),
                                .exit_zero = check->suggest || cli_given(arguments, CLI_OPTION_EXIT_ZERO),
                                .allow_empty = cli_given(arguments, CLI_OPTION_ALLOW_EMPTY),
                                .wants_previous = cli_given(arguments, CLI_OPTION_PREVIOUS),
                                .suggest = check->suggest || cli_given(arguments, CLI_OPTION_SUGGEST)};
    if (cli_staged_wanted(arguments)) {
        out_settings->stands_at = cli_staged_stands_at;
        out_settings->stands_at_context = &check->staged;
    }
    out_settings->clauses = (const char *const *)arguments->values[CLI_OPTION_CLAUSE];
    return read_date(check, &out_settings->as_of) &&
           cli_split_list(arguments, check->arena, CLI_OPTION_SELECT, &out_settings->select) &&
           cli_split_list(arguments, check->arena, CLI_OPTION_IGNORE, &out_settings->ignore) &&
           cli_split_list(arguments, check->arena, CLI_OPTION_SEVERITY, &out_settings->severity) &&
           cli_is_choice(arguments, CLI_OPTION_FAIL_ON) && cli_is_choice(arguments, CLI_OPTION_SARIF_SUPPRESSED) &&
           cli_is_choice(arguments, CLI_OPTION_MIN_SEVERITY) && cli_is_choice(arguments, CLI_OPTION_COLOR) &&
           cli_is_choice(arguments, CLI_OPTION_PROGRESS) && cli_is_choice(arguments, CLI_OPTION_LANG) &&
           cli_is_choice(arguments, CLI_OPTION_INPUT_FORMAT) && cli_jobs(arguments, &out_settings->jobs);
}

/* ---- outputs */

static bool open_by_ministry(void *context, const char *ministry, struct juten_place *out_place)
{
    struct cli_output *output = cli_by_ministry_open(context, ministry);
    *out_place = (struct juten_place){cli_output_write, output};
    return output != NULL;
}

static bool add_report(void *run, const char *format, struct cli_output *output, const struct cli_by_ministry *by)
{
    enum juten_status status = by ? juten_add_reports(run, format, open_by_ministry, (void *)by)
                                  : juten_add_report(run, format, cli_output_write, output);
    return status == JUTEN_OK;
}

static bool is_input(const void *context, dev_t device, ino_t number)
{
    const struct check *check = context;
    const struct cli_inputs *const lists[] = {&check->inputs, &check->earlier};
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++) {
            const struct cli_input *input = &lists[l]->items[i];
            if (input->exists && input->device == device && input->number == number) return true;
        }
    return false;
}

/* ---- waivers */

static bool only_changes(const struct check *check)
{
    return cli_staged_wanted(check->arguments) && !check->staged.whole;
}

/* In the index, and above the work tree as everywhere. */
static enum status find_waivers(struct check *check, const char *path, const char **out_file)
{
    *out_file = NULL;
    if (!cli_staged_wanted(check->arguments)) return cli_upward_of(&check->waivers, path, out_file);
    enum status status = cli_staged_nearest(&check->staged, path, CLI_WAIVERS_NAME, out_file);
    if (status != STATUS_OK || *out_file) return status;
    const char *above = cli_folder_above(check->arena, check->staged.top);
    return above ? cli_upward_of(&check->waivers, above, out_file) : STATUS_NO_MEMORY;
}

/* From here on inputs meet the waivers of the file given, else of the one that is nearest to the path. */
static enum cli_exit meet_waivers(struct check *check, const char *path)
{
    const char *file = cli_value(check->arguments, CLI_OPTION_WAIVERS, NULL);
    struct stat info;
    if (cli_takes_away(check->arguments, CLI_OPTION_NO_WAIVERS, CLI_OPTION_WAIVERS)) return CLI_EXIT_CLEAN;
    if (!file && find_waivers(check, path, &file) != STATUS_OK) return say(check, CLI_NO_MEMORY, NULL, NULL);
    if (file && stat(file, &info) == 0 && cli_outputs_replace(&check->outputs, info.st_dev, info.st_ino))
        return say(check, CLI_OUTPUT_IS_INPUT, file, NULL);
    bool whole = false;
    if (file && file == check->met) return CLI_EXIT_CLEAN;
    check->met = file;
    for (size_t i = 0; file && i < check->inputs.root_count && !whole && !only_changes(check); i++)
        whole = cli_upward_covered(file, check->inputs.roots[i]);
    enum juten_status status = juten_meet_waivers(check->run, file, whole);
    return status == JUTEN_OK ? CLI_EXIT_CLEAN : say_failure(check, status);
}

/* Besides what the options ask for. */
static enum cli_exit add_summary(struct check *check)
{
    if (!cli_summary_open(&check->summary, check->arguments)) return CLI_EXIT_CLEAN;
    enum juten_status status = juten_add_report(check->run, CLI_SUMMARY_FORMAT, cli_summary_write, &check->summary);
    return status == JUTEN_OK ? CLI_EXIT_CLEAN : say_failure(check, status);
}

/* ---- inputs */

static enum cli_exit add_stdin(struct check *check)
{
    struct cli_bytes bytes;
    if (check->stdin_read) return CLI_EXIT_CLEAN;
    check->stdin_read = true;
    if (!cli_read_stream(stdin, &bytes))
        return say(check, errno == ENOMEM ? CLI_NO_MEMORY : CLI_READ_LIST, "-",
                   cli_reason(check->arguments->language, errno));
    const char *name = cli_value(check->arguments, CLI_OPTION_STDIN_FILENAME, "-");
    enum cli_exit met = meet_waivers(check, name);
    enum juten_status status =
        met == CLI_EXIT_CLEAN ? juten_add_bytes(check->run, name, bytes.at, bytes.len) : JUTEN_OK;
    enum cli_exit fixed = cli_fix_bytes(&check->fix, name, bytes.at, bytes.len);
    cli_bytes_clear(&bytes);
    if (met != CLI_EXIT_CLEAN || fixed != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    return status == JUTEN_OK ? CLI_EXIT_CLEAN : say_failure(check, status);
}

static void name_skipped(const struct check *check)
{
    static const enum cli_message reasons[] = {[CLI_SKIP_LOCK] = CLI_SKIPPED_LOCK,
                                               [CLI_SKIP_LINK] = CLI_SKIPPED_LINK,
                                               [CLI_SKIP_KIND] = CLI_SKIPPED_KIND,
                                               [CLI_SKIP_EXCLUDED] = CLI_SKIPPED_EXCLUDED,
                                               [CLI_SKIP_OTHER] = CLI_SKIPPED_OTHER};
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
        if (status != JUTEN_OK) return say_failure(check, status);
    }
    return CLI_EXIT_CLEAN;
}

/* Once all are known: a file may be found in a folder first and be named later. A file of an earlier year is not
 * checked, even when it lies in a folder that is. */
static enum cli_exit add_found(struct check *check)
{
    for (size_t i = 0; i < check->inputs.count; i++) {
        const struct cli_input *input = &check->inputs.items[i];
        if (cli_inputs_have(&check->earlier, input)) {
            if (input->named) return say(check, CLI_PREVIOUS_NAMED, input->path, NULL);
            continue;
        }
        if (input->exists && cli_outputs_replace(&check->outputs, input->device, input->number))
            return say(check, CLI_OUTPUT_IS_INPUT, input->path, NULL);
        if (cli_fix_file(&check->fix, input->path, input->named) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
        if (meet_waivers(check, input->path) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
        enum juten_status status = juten_add_file(check->run, input->path, input->named);
        if (status != JUTEN_OK) return say_failure(check, status);
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
    if (stream && stream != stdin && fstat(fileno(stream), &info) == 0 &&
        cli_outputs_replace(&check->outputs, info.st_dev, info.st_ino)) {
        fclose(stream);
        return say(check, CLI_OUTPUT_IS_INPUT, list, NULL);
    }
    bool read = stream && cli_read_list(stream, &bytes);
    int reason = errno;
    if (stream && stream != stdin) fclose(stream);
    if (!read && reason == EILSEQ) return say(check, CLI_LIST_NUL, list, NULL);
    if (!read) return say(check, CLI_READ_LIST, list, cli_reason(check->arguments->language, reason));
    enum cli_exit exit = CLI_EXIT_CLEAN;
    for (char *line = bytes.at, *next; line && exit == CLI_EXIT_CLEAN; line = next) {
        next = cli_next_line(line);
        if (*line) exit = add_path(check, line);
    }
    cli_bytes_clear(&bytes);
    return exit;
}

/* The map of columns and the file of settings are inputs too. */
static enum cli_exit spare_files(const struct check *check)
{
    const char *const paths[] = {cli_value(check->arguments, CLI_OPTION_COLUMNS, NULL), check->arguments->config};
    struct stat info;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (paths[i] && stat(paths[i], &info) == 0 && cli_outputs_replace(&check->outputs, info.st_dev, info.st_ino))
            return say(check, CLI_OUTPUT_IS_INPUT, paths[i], NULL);
    return CLI_EXIT_CLEAN;
}

/* Patterns of the file of settings start from its folder, others from where we are. */
static enum cli_exit open_exclude(struct check *check)
{
    const struct cli_arguments *arguments = check->arguments;
    const char *const *patterns = NULL;
    bool from_file = arguments->origins[CLI_OPTION_EXCLUDE] == CLI_FROM_FILE;
    const char *base = from_file ? cli_folder_of(check->arena, arguments->config) : ".";
    if (!cli_given(arguments, CLI_OPTION_EXCLUDE)) return CLI_EXIT_CLEAN;
    if (!cli_split_list(arguments, check->arena, CLI_OPTION_EXCLUDE, &patterns)) return CLI_EXIT_TROUBLE;
    enum status status =
        base ? cli_exclude_open(&check->inputs.exclude, check->arena, patterns, base) : STATUS_NO_MEMORY;
    if (status == STATUS_IO) return say(check, CLI_READ_LIST, base, cli_reason(check->arguments->language, errno));
    return status == STATUS_OK ? CLI_EXIT_CLEAN : say(check, CLI_NO_MEMORY, NULL, NULL);
}

/* Which settings are in force, and which of those met are not. */
static void tell_config(const struct check *check)
{
    const struct cli_arguments *arguments = check->arguments;
    const char *used = arguments->config ? arguments->config : cli_wording(arguments->language, CLI_NOWHERE);
    struct stat own, other;
    if (cli_given(arguments, CLI_OPTION_QUIET) || cli_given(arguments, CLI_OPTION_NO_CONFIG)) return;
    if (arguments->config) say(check, CLI_CONFIG_USED, used, NULL);
    bool known = arguments->config && stat(arguments->config, &own) == 0;
    for (size_t i = 0; i < check->inputs.config_count && !cli_given(arguments, CLI_OPTION_CONFIG); i++)
        if (!known || stat(check->inputs.configs[i], &other) != 0 || other.st_dev != own.st_dev ||
            other.st_ino != own.st_ino)
            say(check, CLI_CONFIG_NESTED, check->inputs.configs[i], used);
}

/* What is asked for: paths given, else those of the file of settings, else all that is here or that git knows. */
static enum cli_exit begin_inputs(struct check *check)
{
    static const char *const here[] = {".", NULL};
    const struct cli_arguments *arguments = check->arguments;
    const char *list = cli_value(arguments, CLI_OPTION_FILES_FROM, NULL);
    const char *const *unnamed = arguments->config_paths        ? arguments->config_paths
                                 : cli_staged_wanted(arguments) ? (const char *const *)arguments->paths
                                                                : here;
    const char *const *paths = arguments->path_count || list ? (const char *const *)arguments->paths : unnamed;
    check->inputs = (struct cli_inputs){.arena = check->arena,
                                        .roots = paths,
                                        .as_found = cli_given(arguments, CLI_OPTION_AS_FOUND),
                                        .force_exclude = cli_given(arguments, CLI_OPTION_FORCE_EXCLUDE)};
    while (paths[check->inputs.root_count])
        check->inputs.root_count++;
    return open_exclude(check);
}

/* Files of git's index are known before the run is opened, which may read the map of columns from there. */
static enum cli_exit open_staged(struct check *check)
{
    if (!cli_staged_wanted(check->arguments)) return CLI_EXIT_CLEAN;
    check->staged = (struct cli_staged){.arena = check->arena, .arguments = check->arguments};
    if (!cli_staged_open(&check->staged, &check->inputs)) return CLI_EXIT_TROUBLE;
    if (check->inputs.root_count == 0) {
        check->inputs.roots = &check->staged.top;
        check->inputs.root_count = 1;
    }
    return CLI_EXIT_CLEAN;
}

static enum cli_exit add_paths(struct check *check)
{
    const char *list = cli_value(check->arguments, CLI_OPTION_FILES_FROM, NULL);
    enum cli_exit exit = CLI_EXIT_CLEAN;
    for (size_t i = 0; i < check->inputs.root_count && exit == CLI_EXIT_CLEAN; i++)
        exit = add_path(check, check->inputs.roots[i]);
    return list && exit == CLI_EXIT_CLEAN ? add_listed(check, list) : exit;
}

static enum cli_exit add_inputs(struct check *check)
{
    enum cli_exit exit = spare_files(check);
    if (exit == CLI_EXIT_CLEAN && !cli_staged_wanted(check->arguments)) exit = add_paths(check);
    if (exit == CLI_EXIT_CLEAN) exit = add_earlier(check);
    if (exit == CLI_EXIT_CLEAN) exit = add_found(check);
    juten_add_skipped(check->run, check->inputs.skipped);
    if (exit == CLI_EXIT_CLEAN) tell_config(check);
    return exit;
}

/* ---- the end */

static enum cli_exit conclude(struct check *check)
{
    static const enum cli_exit exits[] = {
        [JUTEN_CLEAN] = CLI_EXIT_CLEAN, [JUTEN_FINDINGS] = CLI_EXIT_FINDINGS, [JUTEN_TROUBLE] = CLI_EXIT_TROUBLE};
    const struct cli_arguments *arguments = check->arguments;
    struct juten_counts counts;
    juten_counts(check->run, &counts);
    const char *details = juten_details(check->run);
    const char *line = juten_counts_line(check->run);
    fputs(details ? details : "", stderr);
    if (cli_given(arguments, CLI_OPTION_VERBOSE)) name_skipped(check);
    if (!check->outputs.text_on_stdout) fputs(line ? line : "", stderr);
    if (cli_given(arguments, CLI_OPTION_TIMINGS)) cli_timings_say(check->run, arguments->language, check->start);
    bool all_read = counts.errors == 0 && !check->fix.unwritten,
         may_lack = cli_given(arguments, CLI_OPTION_ALLOW_EMPTY);
    if (all_read && counts.files == 0 && only_changes(check))
        say(check, CLI_NOTHING_STAGED, NULL, NULL); /* most commits of a hook touch no request */
    else if (all_read && counts.files == 0 && !may_lack)
        say(check, CLI_NOTHING,
            check->inputs.root_count > 0 ? check->inputs.roots[0] : cli_value(arguments, CLI_OPTION_FILES_FROM, "."),
            NULL);
    else if (all_read && cli_given(arguments, CLI_OPTION_PREVIOUS) && counts.previous == 0 && !may_lack)
        say(check, CLI_NOTHING_EARLIER, cli_value(arguments, CLI_OPTION_PREVIOUS, ""), NULL);
    return exits[juten_outcome(check->run)];
}

static enum cli_exit run_check(struct check *check)
{
    struct juten_settings settings;
    if (!read_settings(check, &settings)) return CLI_EXIT_TROUBLE;
    if (cli_given(check->arguments, CLI_OPTION_SHOW_SETTINGS)) return cli_config_show(check->arguments);
    if (begin_inputs(check) != CLI_EXIT_CLEAN || open_staged(check) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    settings.allow_empty |= only_changes(check);
    check->start = settings.clock ? cli_cpu() : 0;
    enum juten_status status = juten_open(&settings, &check->run);
    if (status != JUTEN_OK) return say_failure(check, status);
    if (!cli_fix_open(&check->fix, check->arguments, check->run)) return CLI_EXIT_TROUBLE;
    check->outputs = (struct cli_outputs){.arguments = check->arguments,
                                          .arena = check->arena,
                                          .is_input = is_input,
                                          .inputs = check};
    enum cli_exit exit = cli_outputs_open(&check->outputs, check->suggest ? "suggest" : "text", add_report, check->run);
    if (exit == CLI_EXIT_CLEAN) exit = add_summary(check);
    if (exit == CLI_EXIT_CLEAN) exit = add_inputs(check);
    if (exit == CLI_EXIT_CLEAN) exit = cli_fix_conclude(&check->fix);
    if (exit == CLI_EXIT_CLEAN && !check->fix.preview)
        exit = cli_provenance(check->arguments, check->inputs.roots, check->arena, check->run);
    if (exit != CLI_EXIT_CLEAN || check->fix.preview) return exit;
    if (check->fix.unwritten) juten_note_failure(check->run);
    cli_progress_open(&check->progress, check->arguments, cli_outputs_seen(&check->outputs));
    status = juten_check(check->run);
    cli_progress_close(&check->progress);
    /* what is said at the end is made before any file is put in its place: then nothing can fail after that */
    if (status == JUTEN_OK && (!juten_details(check->run) || !juten_counts_line(check->run))) status = JUTEN_NO_MEMORY;
    if (status == JUTEN_OK && cli_summary_status(&check->summary) != STATUS_OK) status = JUTEN_NO_MEMORY;
    if (cli_outputs_commit(&check->outputs, status == JUTEN_OK) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    if (status == JUTEN_OK && cli_summary_append(&check->summary, check->arguments) != CLI_EXIT_CLEAN)
        return CLI_EXIT_TROUBLE;
    return status == JUTEN_OK ? conclude(check) : say_failure(check, status);
}

static enum cli_exit check_or_suggest(const struct cli_arguments *arguments, bool suggest)
{
    struct check check = {.arguments = arguments, .suggest = suggest, .arena = arena_new()};
    check.waivers = (struct cli_upward){.arena = check.arena, .name = CLI_WAIVERS_NAME};
    enum cli_exit exit = check.arena ? run_check(&check) : say(&check, CLI_NO_MEMORY, NULL, NULL);
    cli_outputs_close(&check.outputs);
    cli_summary_close(&check.summary);
    cli_fix_close(&check.fix);
    juten_close(check.run);
    cli_staged_close(&check.staged);
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
