#include "cli/judged.h"

#include "base/buf.h"
#include "cli/clock.h"
#include "cli/failure.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "cli/results.h"
#include "cli/values.h"
#include "juten.h"
#include "report/lines.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD_BYTES 512 /* of a file, by which a result is known */

static enum cli_exit say(const struct cli_judging *it, enum cli_message message, const char *a)
{
    cli_say(stderr, it->arguments->language, message, a, NULL);
    return CLI_EXIT_TROUBLE;
}

enum cli_exit cli_judging_settings(struct cli_judging *it)
{
    const char *asked = cli_value(it->arguments, CLI_OPTION_AS_OF, NULL);
    enum status status = cli_as_of(it->arena, asked, &it->as_of);
    if (status == STATUS_NO_MEMORY) return say(it, CLI_NO_MEMORY, NULL);
    if (status != STATUS_OK) {
        cli_say_bad_value(it->arguments, CLI_OPTION_AS_OF, asked ? asked : cli_epoch());
        return CLI_EXIT_TROUBLE;
    }
    return cli_jobs(it->arguments, &it->jobs) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

/* ---- what must be judged first */

static bool take(void *context, const char *bytes, size_t len)
{
    struct buf *result = context;
    buf_add(result, bytes, len);
    return buf_status(result) == STATUS_OK;
}

static enum cli_exit add_inputs(const struct cli_judging *it, struct juten *run, const char *path)
{
    const char *const roots[] = {path, NULL};
    struct cli_inputs inputs = {.arena = it->arena, .roots = roots, .root_count = 1};
    if (cli_inputs_add(&inputs, path) != STATUS_OK) return say(it, CLI_NO_MEMORY, NULL);
    for (size_t i = 0; i < inputs.count; i++) {
        const struct cli_input *input = &inputs.items[i];
        if (input->exists && it->outputs && cli_outputs_replace(it->outputs, input->device, input->number))
            return say(it, CLI_OUTPUT_IS_INPUT, input->path);
        if (juten_add_file(run, input->path, input->named) != JUTEN_OK) return say(it, CLI_NO_MEMORY, NULL);
    }
    juten_add_skipped(run, inputs.skipped);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit judge(const struct cli_judging *it, struct juten *run, enum juten_status status, const char *path,
                           struct buf *result)
{
    if (status == JUTEN_OK) status = juten_add_report(run, "json", take, result);
    if (status == JUTEN_OK && add_inputs(it, run, path) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    if (status == JUTEN_OK) status = juten_check(run);
    if (status == JUTEN_WRITE && buf_status(result) != STATUS_OK) return say(it, CLI_NO_MEMORY, NULL);
    return status == JUTEN_OK ? CLI_EXIT_CLEAN : cli_say_failure(it->arguments, run, status);
}

static enum cli_exit read_judged(const struct cli_judging *it, const struct buf *result, const char *path,
                                 struct review_stored *out_result)
{
    struct text_diagnostics diagnostics;
    struct text_source *source;
    struct text_defect defect;
    text_diagnostics_init(&diagnostics, it->arena);
    const char *bytes = arena_copy(it->arena, result->bytes, result->len);
    enum status status =
        bytes ? text_source_open(it->arena, path, (struct text_view){bytes, result->len}, &source, &defect)
              : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = review_stored_read(it->arena, source, &diagnostics, out_result);
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    cli_results_say(it->arguments, &diagnostics);
    return status == STATUS_NO_MEMORY ? say(it, CLI_NO_MEMORY, NULL) : CLI_EXIT_TROUBLE;
}

static enum cli_exit check_first(const struct cli_judging *it, const char *path, struct review_stored *out_result)
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
    if (exit == CLI_EXIT_CLEAN) exit = read_judged(it, &result, path, out_result);
    juten_close(run);
    buf_clear(&result);
    return exit;
}

/* ---- what was stored */

/* Whether the file begins as a result does. What cannot be read is told when it is read. */
static bool begins_as_result(const char *path)
{
    char head[HEAD_BYTES];
    FILE *file = fopen(path, "rb");
    size_t len = file ? fread(head, 1, sizeof head, file) : 0;
    if (file) fclose(file);
    return review_stored_is((struct text_view){head, len});
}

enum cli_exit cli_judged_read(const struct cli_judging *it, const char *path, struct review_stored *out_result)
{
    struct stat info;
    bool from_stdin = strcmp(path, "-") == 0;
    bool known = from_stdin ? fstat(fileno(stdin), &info) == 0 : stat(path, &info) == 0;
    bool stored = from_stdin || (known && S_ISREG(info.st_mode) && begins_as_result(path));
    if (stored && known && it->outputs && cli_outputs_replace(it->outputs, info.st_dev, info.st_ino))
        return say(it, CLI_OUTPUT_IS_INPUT, path);
    return stored ? cli_result_read(it->arguments, it->arena, path, out_result) : check_first(it, path, out_result);
}

enum cli_exit cli_judged_say_errors(const struct cli_judging *it, const struct review_stored *result, bool *out_any)
{
    const struct report_settings plain = {.language = cli_text_language(it->arguments)};
    for (size_t i = 0; i < result->error_count; i++) {
        struct buf line;
        buf_init(&line);
        report_error_line(&line, &plain, &result->errors[i]);
        bool whole = buf_status(&line) == STATUS_OK;
        if (whole) fputs(line.bytes, stderr);
        buf_clear(&line);
        if (!whole) return say(it, CLI_NO_MEMORY, NULL);
        *out_any = true;
    }
    return CLI_EXIT_CLEAN;
}
