/* `juten report RESULT…`: stored results as one picture, written again in any format. The counts are those of the runs,
 * but for the findings, of which only those that the options select are shown and counted. */
#include "cli/by_ministry.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/results.h"
#include "cli/summary.h"
#include "cli/values.h"
#include "report/outlet.h"
#include "report/partner.h"
#include "report/printed.h"
#include "report/record.h"
#include "report/wording.h"
#include "review/merge.h"
#include "review/redact.h"
#include "review/waiver.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct reporting {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct review_stored whole;
    struct report_run run;
    struct cli_outputs outputs;
    struct cli_summary summary;
    struct target {
        const struct report_format *format;
        struct report_sink sink;
        const struct cli_by_ministry *by; /* one for each ministry; else NULL */
        struct report_outlet outlet;
    } targets[CLI_OUTPUTS_MAX + 1]; /* the last is of the summary */
    size_t target_count;
    struct report_partners partners; /* of one submission */
};

static enum cli_exit say(const struct reporting *it, enum cli_message message, const char *a)
{
    cli_say(stderr, it->arguments->language, message, a, NULL);
    return CLI_EXIT_TROUBLE;
}

/* ---- reading */

static bool is_result(const void *context, dev_t device, ino_t number)
{
    const struct cli_arguments *arguments = context;
    struct stat info;
    for (size_t i = 0; i < arguments->path_count; i++)
        if (stat(arguments->paths[i], &info) == 0 && info.st_dev == device && info.st_ino == number) return true;
    return false;
}

/* Before anything is read: standard input once, and no report over a result. */
static enum cli_exit check_paths(const struct reporting *it)
{
    const struct cli_arguments *arguments = it->arguments;
    bool from_stdin = false;
    for (size_t i = 0; i < arguments->path_count; i++) {
        const char *path = arguments->paths[i];
        struct stat info;
        bool is_stdin = strcmp(path, "-") == 0;
        if (is_stdin && from_stdin) return say(it, CLI_STDIN_TWICE, path);
        from_stdin |= is_stdin;
        bool known = is_stdin ? fstat(STDIN_FILENO, &info) == 0 : stat(path, &info) == 0;
        if (known && cli_outputs_replace(&it->outputs, info.st_dev, info.st_ino))
            return say(it, CLI_OUTPUT_IS_INPUT, path);
    }
    return CLI_EXIT_CLEAN;
}

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

/* ---- waivers: those of the run stay, unless others are given or none are wanted */

static void unmark(struct review_finding *findings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        findings[i].waived = NULL;
}

static enum status mark_all(struct reporting *it, struct review_waivers *waivers)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < it->whole.submission_count && status == STATUS_OK; i++) {
        struct review_submission *submission = &it->whole.submissions[i];
        unmark(submission->findings, submission->finding_count);
        review_waivers_see(waivers, submission, false);
        status = review_waivers_mark(waivers, it->arena, submission->findings, submission->finding_count);
    }
    unmark(it->whole.findings, it->whole.finding_count);
    return status == STATUS_OK ? review_waivers_mark(waivers, it->arena, it->whole.findings, it->whole.finding_count)
                               : status;
}

static enum cli_exit read_waivers(struct reporting *it, struct review_waivers *waivers)
{
    const struct cli_arguments *arguments = it->arguments;
    struct text_diagnostics diagnostics;
    struct review_waiver_file file;
    text_diagnostics_init(&diagnostics, it->arena);
    enum status status =
        review_waivers_read(waivers, cli_value(arguments, CLI_OPTION_WAIVERS, ""), NULL, &diagnostics, &file);
    if (status == STATUS_OK) status = review_waivers_ready(waivers, &diagnostics);
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    if (status == STATUS_NO_MEMORY) return say(it, CLI_NO_MEMORY, NULL);
    cli_results_say(arguments, &diagnostics);
    return CLI_EXIT_TROUBLE;
}

static bool shows(const void *context, struct text_view rule, enum rule_severity severity)
{
    return report_selects(context, rule, severity);
}

/* What the run said of its waivers makes room for what is wrong with these. */
static enum status judge_waivers(struct reporting *it, const struct review_waivers *waivers)
{
    struct review_stored *whole = &it->whole;
    const struct report_settings *settings = &it->run.settings;
    const struct review_waiver_scope scope = {.packs = whole->packs,
                                              .pack_count = whole->pack_count,
                                              .limited =
                                                  whole->manifest.clause_count > 0 || whole->manifest.filter_count > 0,
                                              .unread = whole->totals.errors > 0,
                                              .shows = shows,
                                              .context = &settings->selection};
    struct review_finding *faults;
    size_t fault_count, kept = 0;
    enum status status = report_waiver_record(it->arena, settings, waivers, &scope, &faults, &fault_count);
    struct review_finding *all = arena_alloc(it->arena, (whole->finding_count + fault_count + 1) * sizeof *all);
    if (status != STATUS_OK || !all) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < whole->finding_count; i++)
        if (!review_is_on_waiver(&whole->findings[i])) all[kept++] = whole->findings[i];
    for (size_t i = 0; i < fault_count; i++)
        all[kept++] = faults[i];
    whole->findings = all;
    whole->finding_count = kept;
    return review_findings_sort(it->arena, all, kept);
}

static enum cli_exit refuse_redacted(const struct reporting *it)
{
    const struct text_view none = {"", 0};
    struct text_diagnostics said;
    text_diagnostics_init(&said, it->arena);
    text_diagnostics_add(&said, DIAGNOSTIC_WAIVERS_REDACTED, it->arguments->paths[0], (struct text_span){0}, none, none,
                         none);
    cli_results_say(it->arguments, &said);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit lay_waivers(struct reporting *it)
{
    struct review_waivers waivers = {.arena = it->arena, .as_of = it->whole.as_of};
    bool given = cli_given(it->arguments, CLI_OPTION_WAIVERS),
         none = cli_takes_away(it->arguments, CLI_OPTION_NO_WAIVERS, CLI_OPTION_WAIVERS);
    if (!given && !none) return CLI_EXIT_CLEAN;
    if (!none && it->whole.redacted) return refuse_redacted(it);
    enum cli_exit exit = none ? CLI_EXIT_CLEAN : read_waivers(it, &waivers);
    if (exit != CLI_EXIT_CLEAN) return exit;
    bool laid = mark_all(it, &waivers) == STATUS_OK && judge_waivers(it, &waivers) == STATUS_OK;
    return laid ? CLI_EXIT_CLEAN : say(it, CLI_NO_MEMORY, NULL);
}

/* Leaves the findings that the options select, and counts them. */
static size_t select_findings(struct reporting *it, struct review_finding *findings, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct report_selection *selection = &it->run.settings.selection;
        if (!report_selects(selection, findings[i].rule, findings[i].severity)) continue;
        findings[i].severity = report_severity(selection, findings[i].rule, findings[i].severity);
        review_totals_count(&it->whole.totals, &findings[i]);
        findings[kept++] = findings[i];
    }
    return kept;
}

/* As in a run: a finding names the one that it says the reason of only when that one is shown too. */
static enum status drop_lost_partners(struct reporting *it, struct review_finding *findings, size_t count)
{
    struct report_partners *partners = &it->partners;
    enum status status = STATUS_OK;
    report_partners_clear(partners);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = report_partners_add(partners, it->arena, &findings[i]);
    report_partners_sort(partners);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        if (findings[i].explains.len > 0 && !report_partner_of(partners, &findings[i]))
            findings[i].explains = (struct text_view){0};
    return status;
}

static enum status select_all(struct reporting *it)
{
    enum status status = STATUS_OK;
    memset(it->whole.totals.findings, 0, sizeof it->whole.totals.findings);
    it->whole.totals.waived = 0;
    for (size_t i = 0; i < it->whole.submission_count && status == STATUS_OK; i++) {
        struct review_submission *submission = &it->whole.submissions[i];
        struct review_finding *findings = submission->findings;
        submission->finding_count = select_findings(it, findings, submission->finding_count);
        status = drop_lost_partners(it, findings, submission->finding_count);
    }
    it->whole.finding_count = select_findings(it, it->whole.findings, it->whole.finding_count);
    return status;
}

/* Over what is shown now: with the same options it is the digest of the run. */
static enum status seal(struct reporting *it)
{
    const struct review_seal seal = {.version = it->whole.version,
                                     .as_of = it->whole.as_of,
                                     .packs = it->whole.packs,
                                     .pack_count = it->whole.pack_count,
                                     .totals = &it->whole.totals};
    enum status status = report_note_filters(&it->run.settings.selection, &it->whole.manifest);
    if (status != STATUS_OK) return status;
    if (it->run.settings.redact) review_manifest_withhold(&it->whole.manifest);
    return review_manifest_seal(&it->whole.manifest, &seal);
}

static bool any_selected(const struct review_finding *findings, size_t count, const struct report_selection *selection)
{
    for (size_t i = 0; i < count; i++)
        if (report_selects(selection, findings[i].rule, findings[i].severity)) return true;
    return false;
}

static bool any_in_result(const struct review_stored *whole, const struct report_selection *selection)
{
    for (size_t i = 0; i < whole->submission_count; i++)
        if (any_selected(whole->submissions[i].findings, whole->submissions[i].finding_count, selection)) return true;
    return any_selected(whole->findings, whole->finding_count, selection);
}

/* A result names no rules but those of its findings, so an id with a slip cannot be told from one that found nothing:
 * it is said, and is no error. False when memory is out. */
static bool name_idle_globs(const struct reporting *it, const char *option, const struct text_view *globs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct report_selection only = {.select = &globs[i], .select_count = 1};
        const char *glob = arena_copy(it->arena, globs[i].at, globs[i].len);
        if (!glob) return false;
        if (!any_in_result(&it->whole, &only)) cli_say(stderr, it->arguments->language, CLI_IDLE_GLOB, option, glob);
    }
    return true;
}

/* ---- what is withheld */

/* Parts of which some are redacted are shown as if all were: nobody may find out by what another part tells. */
static enum cli_exit redact(struct reporting *it)
{
    const char *asked = cli_value(it->arguments, CLI_OPTION_REDACT, NULL);
    struct report_settings *settings = &it->run.settings;
    settings->redact = it->whole.redacted | (asked ? review_redact_named(asked) : 0);
    if (asked && !review_redact_named(asked)) {
        cli_say_bad_value(it->arguments, CLI_OPTION_REDACT, asked);
        return CLI_EXIT_TROUBLE;
    }
    const struct review_redaction redaction = {settings->redact,
                                               text_view_of(report_plain(settings->language, REPORT_HIDDEN)),
                                               it->arena};
    struct review_stored *whole = &it->whole;
    enum status status =
        review_redact_findings(&redaction, whole->packs, whole->pack_count, whole->findings, whole->finding_count);
    for (size_t i = 0; i < whole->submission_count && status == STATUS_OK; i++)
        status = review_redact_submission(&redaction, &whole->submissions[i]);
    for (size_t i = 0; i < whole->error_count && status == STATUS_OK; i++)
        status = review_redact_error(&redaction, &whole->errors[i]);
    return status == STATUS_OK ? CLI_EXIT_CLEAN : say(it, CLI_NO_MEMORY, NULL);
}

/* ---- writing */

static enum status write_output(void *context, const char *bytes, size_t len)
{
    return cli_output_write(context, bytes, len) ? STATUS_OK : STATUS_IO;
}

static bool add_format(void *context, const char *format, struct cli_output *output, const struct cli_by_ministry *by)
{
    struct reporting *it = context;
    const struct report_format *found = report_format_find(format);
    if (!found || found == &report_suggest) return false;
    it->targets[it->target_count++] = (struct target){.format = found, .sink = {write_output, output}, .by = by};
    it->run.settings.line_hashes |= found->line_hashes;
    return true;
}

/* Writes submissions from *next on: all, or those that a run would have come to up to the file `last`. */
static enum status write_submissions(struct report_outlet *outlet, const struct review_stored *whole, size_t *next,
                                     const struct text_view *last)
{
    enum status status = STATUS_OK;
    for (; *next < whole->submission_count && status == STATUS_OK; ++*next) {
        const struct report_document document = {.record = &whole->submissions[*next]};
        if (last && text_view_compare(document.record->path, *last) > 0) break;
        status = report_outlet_document(outlet, &document);
    }
    return status;
}

static enum status write_summary(void *context, const char *bytes, size_t len)
{
    return cli_summary_write(context, bytes, len) ? STATUS_OK : STATUS_IO;
}

static enum status open_by_ministry(void *context, struct text_view ministry, struct report_sink *out_sink)
{
    const struct cli_by_ministry *by = context;
    const char *name = arena_copy(by->outputs->arena, ministry.at, ministry.len);
    struct cli_output *output = name ? cli_by_ministry_open(by, name) : NULL;
    *out_sink = (struct report_sink){write_output, output};
    return output ? STATUS_OK : name ? STATUS_IO : STATUS_NO_MEMORY;
}

static enum status write_report(struct reporting *it, struct target *target)
{
    const struct review_stored *whole = &it->whole;
    struct report_outlet *outlet = &target->outlet;
    enum status status = target->by
                             ? report_outlet_open_parted(outlet, target->format, &it->run,
                                                         (struct report_opener){open_by_ministry, (void *)target->by})
                             : report_outlet_open(outlet, target->format, &it->run, target->sink);
    size_t next = 0;
    for (size_t i = 0; i < whole->error_count && status == STATUS_OK; i++) {
        status = write_submissions(outlet, whole, &next, &whole->errors[i].path);
        if (status == STATUS_OK) status = report_outlet_error(outlet, &whole->errors[i]);
    }
    if (status == STATUS_OK) status = write_submissions(outlet, whole, &next, NULL);
    if (status == STATUS_OK) status = report_outlet_set(outlet, whole->findings, whole->finding_count);
    return status == STATUS_OK ? report_outlet_end(outlet, &whole->totals) : status;
}

/* What the reports leave to be said, and the counts. */
static void word_end(const struct reporting *it, struct buf *words)
{
    for (size_t i = 0; i < it->target_count; i++)
        report_outlet_notices(&it->targets[i].outlet, words);
    if (!it->outputs.text_on_stdout) report_counts(words, it->run.settings.language, &it->whole.totals);
}

static enum cli_exit conclude(const struct reporting *it)
{
    static const enum cli_exit exits[] = {[REPORT_OUTCOME_CLEAN] = CLI_EXIT_CLEAN,
                                          [REPORT_OUTCOME_FINDINGS] = CLI_EXIT_FINDINGS,
                                          [REPORT_OUTCOME_TROUBLE] = CLI_EXIT_TROUBLE};
    return exits[report_outcome(&it->run, &it->whole.totals)];
}

static enum cli_exit read_totals(struct reporting *it)
{
    static const enum cli_option options[REPORT_PRINTED_TOTALS] = {
        [REPORT_PRINTED_AMOUNT] = CLI_OPTION_TOTAL, [REPORT_PRINTED_SUPPLEMENTARY] = CLI_OPTION_TOTAL_SUPPLEMENTARY};
    for (int total = 0; total < REPORT_PRINTED_TOTALS; total++) {
        const char *written = cli_value(it->arguments, options[total], NULL);
        if (report_printed_read(written, &it->run.printed[total])) continue;
        cli_say_bad_value(it->arguments, options[total], written);
        return CLI_EXIT_TROUBLE;
    }
    return CLI_EXIT_CLEAN;
}

/* All reports, put in their places when each is whole and so is the line of counts. */
static enum cli_exit write_all(struct reporting *it)
{
    struct buf words;
    enum status status = STATUS_OK;
    if (cli_summary_open(&it->summary, it->arguments))
        it->targets[it->target_count++] =
            (struct target){.format = report_format_find(CLI_SUMMARY_FORMAT), .sink = {write_summary, &it->summary}};
    for (size_t i = 0; i < it->target_count && status == STATUS_OK; i++)
        status = write_report(it, &it->targets[i]);
    if (status == STATUS_OK) status = cli_summary_status(&it->summary);
    buf_init(&words);
    word_end(it, &words);
    if (status == STATUS_OK) status = buf_status(&words);
    if (status == STATUS_NO_MEMORY) say(it, CLI_NO_MEMORY, NULL);
    enum cli_exit exit = cli_outputs_commit(&it->outputs, status == STATUS_OK);
    if (status == STATUS_IO && exit == CLI_EXIT_CLEAN) say(it, CLI_SPOOL_FAILED, NULL);
    if (exit == CLI_EXIT_CLEAN && status == STATUS_OK) exit = cli_summary_append(&it->summary, it->arguments);
    if (exit == CLI_EXIT_CLEAN && status == STATUS_OK && words.len > 0) fputs(words.bytes, stderr);
    buf_clear(&words);
    return exit == CLI_EXIT_CLEAN && status == STATUS_OK ? conclude(it) : CLI_EXIT_TROUBLE;
}

static enum cli_exit run_report(struct reporting *it)
{
    enum cli_exit exit = cli_results_settings(it->arguments, it->arena, &it->run.settings);
    if (exit == CLI_EXIT_CLEAN) exit = read_totals(it);
    if (exit == CLI_EXIT_CLEAN) exit = cli_outputs_open(&it->outputs, "text", add_format, it);
    if (exit == CLI_EXIT_CLEAN) exit = check_paths(it);
    if (exit == CLI_EXIT_CLEAN) exit = read_results(it);
    if (exit != CLI_EXIT_CLEAN) return exit;
    exit = lay_waivers(it);
    if (exit == CLI_EXIT_CLEAN) exit = redact(it);
    if (exit != CLI_EXIT_CLEAN) return exit;
    const char *as_of = arena_copy(it->arena, it->whole.as_of.at, it->whole.as_of.len);
    const char *version = arena_copy(it->arena, it->whole.version.at, it->whole.version.len);
    if (!as_of || !version) return say(it, CLI_NO_MEMORY, NULL);
    it->run.as_of = as_of;
    it->run.version = version;
    it->run.packs = it->whole.packs;
    it->run.pack_count = it->whole.pack_count;
    it->run.parts = it->whole.parts;
    it->run.manifest = &it->whole.manifest;
    const struct report_selection *selection = &it->run.settings.selection;
    bool whole = name_idle_globs(it, "--select", selection->select, selection->select_count) &&
                 name_idle_globs(it, "--ignore", selection->ignore, selection->ignore_count);
    return whole && select_all(it) == STATUS_OK && seal(it) == STATUS_OK ? write_all(it) : say(it, CLI_NO_MEMORY, NULL);
}

enum cli_exit cli_report(const struct cli_arguments *arguments)
{
    struct reporting it = {.arguments = arguments, .arena = arena_new()};
    it.outputs =
        (struct cli_outputs){.arguments = arguments, .arena = it.arena, .is_input = is_result, .inputs = arguments};
    if (arguments->path_count == 0) {
        cli_say(stderr, arguments->language, CLI_USAGE_OF, "report RESULT...", NULL);
        arena_free(it.arena);
        return CLI_EXIT_TROUBLE;
    }
    enum cli_exit exit = it.arena ? run_report(&it) : say(&it, CLI_NO_MEMORY, NULL);
    for (size_t i = 0; i < it.target_count; i++)
        report_outlet_close(&it.targets[i].outlet);
    cli_outputs_close(&it.outputs);
    cli_summary_close(&it.summary);
    arena_free(it.arena);
    return exit;
}
