/* `juten diff OLD NEW`: two rounds compared. Each is a stored result, or files or a folder that are judged first; the
 * comparison knows only records, so it is the same for both. Exit 1 when something regressed. */
#include "report/diff.h"
#include "base/buf.h"
#include "cli/clock.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/results.h"
#include "cli/values.h"
#include "juten.h"
#include "report/lines.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD_BYTES 512 /* of a file, by which a result is known */

struct comparison {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct report_run run;
    struct cli_outputs outputs;
    const struct report_diff_format *formats[CLI_OUTPUTS_MAX];
    struct review_stored rounds[2];
    const char *as_of;
    unsigned jobs;
    bool unread; /* an input of a round could not be read */
};

static enum cli_exit say(const struct comparison *it, enum cli_message message, const char *a)
{
    cli_say(stderr, it->arguments->language, message, a, NULL);
    return CLI_EXIT_TROUBLE;
}

/* ---- a round that must be judged first */

static bool take(void *context, const char *bytes, size_t len)
{
    struct buf *result = context;
    buf_add(result, bytes, len);
    return buf_status(result) == STATUS_OK;
}

static enum cli_exit add_inputs(const struct comparison *it, struct juten *run, const char *path)
{
    const char *const roots[] = {path, NULL};
    struct cli_inputs inputs = {.arena = it->arena, .roots = roots, .root_count = 1};
    if (cli_inputs_add(&inputs, path) != STATUS_OK) return say(it, CLI_NO_MEMORY, NULL);
    for (size_t i = 0; i < inputs.count; i++) {
        const struct cli_input *input = &inputs.items[i];
        if (input->exists && cli_outputs_replace(&it->outputs, input->device, input->number))
            return say(it, CLI_OUTPUT_IS_INPUT, input->path);
        if (juten_add_file(run, input->path, input->named) != JUTEN_OK) return say(it, CLI_NO_MEMORY, NULL);
    }
    juten_add_skipped(run, inputs.skipped);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit judge(const struct comparison *it, struct juten *run, enum juten_status status, const char *path,
                           struct buf *result)
{
    if (status == JUTEN_OK) status = juten_add_report(run, "json", take, result);
    if (status == JUTEN_OK && add_inputs(it, run, path) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    if (status == JUTEN_OK) status = juten_check(run);
    if (status == JUTEN_NO_MEMORY || (status == JUTEN_WRITE && buf_status(result) != STATUS_OK))
        return say(it, CLI_NO_MEMORY, NULL);
    if (status == JUTEN_OK) return CLI_EXIT_CLEAN;
    say(it, status == JUTEN_PACK ? CLI_PACK_BROKEN : CLI_SETTING_WRONG, NULL);
    fputs(juten_problem(run), stderr);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit read_judged(struct comparison *it, const struct buf *result, const char *path,
                                 struct review_stored *out_round)
{
    struct text_diagnostics diagnostics;
    struct text_source *source;
    struct text_defect defect;
    text_diagnostics_init(&diagnostics, it->arena);
    const char *bytes = arena_copy(it->arena, result->bytes, result->len);
    enum status status =
        bytes ? text_source_open(it->arena, path, (struct text_view){bytes, result->len}, &source, &defect)
              : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = review_stored_read(it->arena, source, &diagnostics, out_round);
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    cli_results_say(it->arguments, &diagnostics);
    return status == STATUS_NO_MEMORY ? say(it, CLI_NO_MEMORY, NULL) : CLI_EXIT_TROUBLE;
}

static enum cli_exit check_round(struct comparison *it, const char *path, struct review_stored *out_round)
{
    const struct juten_settings settings = {.language = it->arguments->language,
                                            .pack = cli_value(it->arguments, CLI_OPTION_PACK, NULL),
                                            .columns = cli_value(it->arguments, CLI_OPTION_COLUMNS, NULL),
                                            .as_of = it->as_of,
                                            .jobs = it->jobs};
    struct juten *run = NULL;
    struct buf result;
    buf_init(&result);
    enum juten_status status = juten_open(&settings, &run);
    enum cli_exit exit = judge(it, run, status, path, &result);
    if (exit == CLI_EXIT_CLEAN) exit = read_judged(it, &result, path, out_round);
    juten_close(run);
    buf_clear(&result);
    return exit;
}

/* ---- a round */

/* Whether the file begins as a result does. What cannot be read is told when it is read. */
static bool begins_as_result(const char *path)
{
    char head[HEAD_BYTES];
    FILE *file = fopen(path, "rb");
    size_t len = file ? fread(head, 1, sizeof head, file) : 0;
    if (file) fclose(file);
    return review_stored_is((struct text_view){head, len});
}

static enum cli_exit read_round(struct comparison *it, const char *path, struct review_stored *out_round)
{
    struct stat info;
    bool from_stdin = strcmp(path, "-") == 0;
    bool known = from_stdin ? fstat(fileno(stdin), &info) == 0 : stat(path, &info) == 0;
    bool stored = from_stdin || (known && S_ISREG(info.st_mode) && begins_as_result(path));
    if (stored && known && cli_outputs_replace(&it->outputs, info.st_dev, info.st_ino))
        return say(it, CLI_OUTPUT_IS_INPUT, path);
    enum cli_exit exit =
        stored ? cli_result_read(it->arguments, it->arena, path, out_round) : check_round(it, path, out_round);
    if (exit != CLI_EXIT_CLEAN) return exit;
    for (size_t i = 0; i < out_round->error_count; i++) {
        struct buf line;
        buf_init(&line);
        report_error_line(&line, &it->run.settings, &out_round->errors[i]);
        bool whole = buf_status(&line) == STATUS_OK;
        if (whole) fputs(line.bytes, stderr);
        buf_clear(&line);
        if (!whole) return say(it, CLI_NO_MEMORY, NULL);
        it->unread = true;
    }
    return out_round->submission_count > 0 ? CLI_EXIT_CLEAN : say(it, CLI_NOTHING_TO_COMPARE, path);
}

/* ---- writing */

static bool add_format(void *context, const char *format, struct cli_output *output)
{
    struct comparison *it = context;
    const struct report_diff_format *found = report_diff_find(format);
    it->formats[output - it->outputs.items] = found;
    return found != NULL;
}

static enum cli_exit write_all(struct comparison *it, const struct review_rounds *rounds)
{
    bool well = true;
    for (size_t i = 0; i < it->outputs.count && well; i++) {
        struct buf page;
        buf_init(&page);
        it->formats[i]->write(&page, &it->run, rounds);
        well = buf_status(&page) == STATUS_OK;
        if (!well) say(it, CLI_NO_MEMORY, NULL);
        else well = cli_output_write(&it->outputs.items[i], page.bytes, page.len);
        buf_clear(&page);
    }
    if (cli_outputs_commit(&it->outputs, well) != CLI_EXIT_CLEAN || !well) return CLI_EXIT_TROUBLE;
    return CLI_EXIT_CLEAN;
}

static enum cli_exit compare(struct comparison *it)
{
    struct review_rounds rounds;
    it->run.version = JUTEN_VERSION;
    if (review_rounds_compare(it->arena, &it->rounds[0], &it->rounds[1], &rounds) != STATUS_OK)
        return say(it, CLI_NO_MEMORY, NULL);
    if (write_all(it, &rounds) != CLI_EXIT_CLEAN || it->unread) return CLI_EXIT_TROUBLE;
    bool worse = rounds.findings[REVIEW_REGRESSED] > 0 && !cli_given(it->arguments, CLI_OPTION_EXIT_ZERO);
    return worse ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}

static enum cli_exit run_diff(struct comparison *it)
{
    const struct cli_arguments *arguments = it->arguments;
    const char *asked = cli_value(arguments, CLI_OPTION_AS_OF, NULL);
    enum cli_exit exit = cli_results_settings(arguments, it->arena, &it->run.settings);
    if (exit != CLI_EXIT_CLEAN) return exit;
    enum status status = cli_as_of(it->arena, asked, &it->as_of);
    if (status == STATUS_NO_MEMORY) return say(it, CLI_NO_MEMORY, NULL);
    if (status != STATUS_OK) {
        cli_say_bad_value(arguments, CLI_OPTION_AS_OF, asked ? asked : cli_epoch());
        return CLI_EXIT_TROUBLE;
    }
    if (!cli_jobs(arguments, &it->jobs)) return CLI_EXIT_TROUBLE;
    exit = cli_outputs_open(&it->outputs, "text", add_format, it);
    for (size_t i = 0; i < 2 && exit == CLI_EXIT_CLEAN; i++)
        exit = read_round(it, arguments->paths[i], &it->rounds[i]);
    return exit == CLI_EXIT_CLEAN ? compare(it) : exit;
}

enum cli_exit cli_diff(const struct cli_arguments *arguments)
{
    struct comparison it = {.arguments = arguments, .arena = arena_new()};
    it.outputs = (struct cli_outputs){.arguments = arguments, .arena = it.arena};
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    if (arguments->path_count != 2) cli_say(stderr, arguments->language, CLI_USAGE_OF, "diff OLD NEW", NULL);
    else if (strcmp(arguments->paths[0], "-") == 0 && strcmp(arguments->paths[1], "-") == 0)
        say(&it, CLI_STDIN_TWICE, "-");
    else exit = it.arena ? run_diff(&it) : say(&it, CLI_NO_MEMORY, NULL);
    cli_outputs_close(&it.outputs);
    arena_free(it.arena);
    return exit;
}
