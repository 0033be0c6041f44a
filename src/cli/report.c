/* `juten report RESULT…`: stored results as one picture, written again in any format. The counts are those of the runs,
 * but for the findings, of which only those that the options select are shown and counted. */
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/results.h"
#include "review/merge.h"

#include <string.h>

struct reporting {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct review_stored whole;
    struct report_run run;
    struct cli_outputs outputs;
    struct report reports[CLI_OUTPUTS_MAX];
    const struct report_format *formats[CLI_OUTPUTS_MAX];
    size_t open; /* reports begun */
};

static enum cli_exit say(const struct reporting *it, enum cli_message message, const char *a)
{
    cli_say(stderr, it->arguments->language, message, a, NULL);
    return CLI_EXIT_TROUBLE;
}

/* ---- reading */

static enum cli_exit read_results(struct reporting *it)
{
    const struct cli_arguments *arguments = it->arguments;
    struct review_stored *parts = arena_alloc(it->arena, (arguments->path_count + 1) * sizeof *parts);
    struct text_diagnostics diagnostics;
    enum cli_exit exit = parts ? CLI_EXIT_CLEAN : say(it, CLI_NO_MEMORY, NULL);
    for (size_t i = 0; i < arguments->path_count && exit == CLI_EXIT_CLEAN; i++)
        exit = cli_result_read(arguments, it->arena, arguments->paths[i], &parts[i]);
    if (exit != CLI_EXIT_CLEAN) return exit;
    text_diagnostics_init(&diagnostics, it->arena);
    enum status status = review_merge(it->arena, parts, arguments->path_count, &diagnostics, &it->whole);
    if (status == STATUS_NO_MEMORY) return say(it, CLI_NO_MEMORY, NULL);
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    cli_results_say(arguments, &diagnostics);
    return CLI_EXIT_TROUBLE;
}

/* Leaves the findings that the options select, and counts them. */
static size_t select_findings(struct reporting *it, struct review_finding *findings, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!report_selects(&it->run.settings.selection, findings[i].rule, findings[i].severity)) continue;
        it->whole.totals.findings[findings[i].severity]++;
        findings[kept++] = findings[i];
    }
    return kept;
}

static void select_all(struct reporting *it)
{
    memset(it->whole.totals.findings, 0, sizeof it->whole.totals.findings);
    for (size_t i = 0; i < it->whole.submission_count; i++) {
        struct review_submission *submission = &it->whole.submissions[i];
        submission->finding_count =
            select_findings(it, (struct review_finding *)submission->findings, submission->finding_count);
    }
    it->whole.finding_count = select_findings(it, it->whole.findings, it->whole.finding_count);
}

/* ---- writing */

static bool add_format(void *context, const char *format, struct cli_output *output)
{
    struct reporting *it = context;
    const struct report_format *found = report_format_find(format);
    if (!found || found == &report_suggest) return false;
    it->formats[output - it->outputs.items] = found;
    return true;
}

static enum status write_output(void *context, const char *bytes, size_t len)
{
    return cli_output_write(context, bytes, len) ? STATUS_OK : STATUS_IO;
}

static enum status write_report(struct reporting *it, size_t index)
{
    const struct review_stored *whole = &it->whole;
    const struct report_format *format = it->formats[index];
    struct report *report = &it->reports[it->open++];
    enum status status =
        report_open(report, format, &it->run, (struct report_sink){write_output, &it->outputs.items[index]});
    for (size_t i = 0; i < whole->submission_count && status == STATUS_OK; i++) {
        const struct report_document document = {.record = &whole->submissions[i]};
        status = format->document(report, &document);
    }
    for (size_t i = 0; i < whole->error_count && status == STATUS_OK; i++)
        status = format->error(report, &whole->errors[i]);
    if (status == STATUS_OK && format->set) status = format->set(report, whole->findings, whole->finding_count);
    return status == STATUS_OK ? format->end(report, &whole->totals) : status;
}

static bool reaches(const struct review_totals *totals, const char *level)
{
    if (strcmp(level, "none") == 0) return false;
    size_t count = totals->findings[RULE_ERROR];
    if (strcmp(level, "error") != 0) count += totals->findings[RULE_WARNING];
    if (strcmp(level, "note") == 0) count += totals->findings[RULE_NOTE];
    return count > 0;
}

static enum cli_exit conclude(const struct reporting *it)
{
    const struct cli_arguments *arguments = it->arguments;
    struct buf line;
    buf_init(&line);
    report_counts(&line, it->run.settings.language, &it->whole.totals);
    bool whole = buf_status(&line) == STATUS_OK;
    if (!it->outputs.text_on_stdout && whole) fputs(line.bytes, stderr);
    buf_clear(&line);
    if (!whole) return say(it, CLI_NO_MEMORY, NULL);
    if (it->whole.totals.errors > 0) return CLI_EXIT_TROUBLE;
    bool found = reaches(&it->whole.totals, cli_value(arguments, CLI_OPTION_FAIL_ON, "error"));
    return found && !cli_given(arguments, CLI_OPTION_EXIT_ZERO) ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}

static enum cli_exit run_report(struct reporting *it)
{
    enum cli_exit exit = cli_results_settings(it->arguments, it->arena, &it->run.settings);
    if (exit == CLI_EXIT_CLEAN) exit = cli_outputs_open(&it->outputs, "text", add_format, it);
    if (exit == CLI_EXIT_CLEAN) exit = read_results(it);
    if (exit != CLI_EXIT_CLEAN) return exit;
    const char *as_of = arena_copy(it->arena, it->whole.as_of.at, it->whole.as_of.len);
    const char *version = arena_copy(it->arena, it->whole.version.at, it->whole.version.len);
    if (!as_of || !version) return say(it, CLI_NO_MEMORY, NULL);
    it->run.as_of = as_of;
    it->run.version = version;
    it->run.packs = it->whole.packs;
    it->run.pack_count = it->whole.pack_count;
    it->run.parts = it->whole.parts;
    select_all(it);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < it->outputs.count && status == STATUS_OK; i++)
        status = write_report(it, i);
    if (status == STATUS_NO_MEMORY) say(it, CLI_NO_MEMORY, NULL);
    if (cli_outputs_commit(&it->outputs, status == STATUS_OK) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    return status == STATUS_OK ? conclude(it) : CLI_EXIT_TROUBLE;
}

enum cli_exit cli_report(const struct cli_arguments *arguments)
{
    struct reporting it = {.arguments = arguments, .arena = arena_new()};
    it.outputs = (struct cli_outputs){.arguments = arguments, .arena = it.arena};
    if (arguments->path_count == 0) {
        cli_say(stderr, arguments->language, CLI_USAGE_OF, "report RESULT...", NULL);
        arena_free(it.arena);
        return CLI_EXIT_TROUBLE;
    }
    enum cli_exit exit = it.arena ? run_report(&it) : say(&it, CLI_NO_MEMORY, NULL);
    for (size_t i = 0; i < it.open; i++)
        report_close(&it.reports[i]);
    cli_outputs_close(&it.outputs);
    arena_free(it.arena);
    return exit;
}
