/* A run as SARIF 2.1.0, for code hosts and editors: results as they come, then what is known at the end only. What ran
 * is in the log even when files could not be read: each is a notification. */
#include "report/json_part.h"
#include "report/json_record.h"
#include "report/sarif_part.h"
#include "report/sarif_result.h"
#include "report/wording.h"

#define INDENT        2
#define RESULTS_SHOWN 5000  /* GitHub keeps so many of a run, the gravest, */
#define RESULTS_TAKEN 25000 /* and refuses a run of more */
#define DIGEST_SHOWN  12

struct sarif {
    struct report_sarif_rules rules;
    size_t results;
};

static enum status begin(struct report *report)
{
    struct sarif *sarif = arena_alloc(report->arena, sizeof *sarif);
    enum status status = sarif ? report_sarif_rules(report->arena, report->run, &sarif->rules) : STATUS_NO_MEMORY;
    if (status != STATUS_OK) return status;
    report->state = sarif;
    struct json_writer *json = &report->json;
    json_init(json, &report->out, INDENT);
    json_object_begin(json);
    report_json_name(json, "$schema", REPORT_SARIF_SCHEMA);
    report_json_name(json, "version", REPORT_SARIF_VERSION);
    json_key(json, "runs");
    json_array_begin(json);
    json_object_begin(json);
    report_sarif_tool(json, report->run, &sarif->rules);
    report_json_name(json, "columnKind", REPORT_SARIF_COLUMNS);
    report_json_name(json, "language", report_sarif_language(report->run->settings.language));
    report_sarif_taxonomies(json, report->run);
    json_key(json, "results");
    json_array_begin(json);
    return report_flush(report);
}

static void add_results(struct report *report, const struct report_sarif_from *from,
                        const struct review_finding *findings, size_t count)
{
    struct sarif *sarif = report->state;
    for (size_t i = 0; i < count; i++) {
        if (report->run->settings.omit_waived && !review_is_open(&findings[i])) continue;
        report_sarif_result(&report->json, from, &findings[i]);
        sarif->results++;
    }
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct review_submission *record = document->record;
    struct sarif *sarif = report->state;
    struct arena *arena = arena_new();
    struct report_index index;
    enum status status = arena ? report_index_init(&index, arena, record) : STATUS_NO_MEMORY;
    const struct report_sarif_from from = {report->run, &sarif->rules, record, &index};
    if (status == STATUS_OK) add_results(report, &from, record->findings, record->finding_count);
    arena_free(arena);
    if (status == STATUS_OK) status = review_summary_add(&report->summary, record);
    return status == STATUS_OK ? report_flush(report) : status;
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    struct sarif *sarif = report->state;
    const struct report_sarif_from from = {report->run, &sarif->rules, NULL, NULL};
    add_results(report, &from, findings, count);
    return report_flush(report);
}

/* ---- what could not be read, and what readers of the log will not show */

/* A writer of an item of the invocation's notifications into their spool, at the depth it will have. */
static struct json_writer notification_writer(struct report *report)
{
    struct json_writer json;
    json_init(&json, &report->errors, INDENT);
    json.depth = 6;
    if (report->errors.len > 0) buf_add_char(&report->errors, ',');
    json_object_begin(&json);
    return json;
}

static enum status error(struct report *report, const struct review_error *error)
{
    const struct review_range range = {.start = error->start};
    struct json_writer json = notification_writer(report);
    json_key(&json, "descriptor");
    json_object_begin(&json);
    report_json_view(&json, "id", error->code);
    json_object_end(&json);
    report_json_name(&json, "level", "error");
    report_sarif_said(&json, error->message);
    json_key(&json, "locations");
    json_array_begin(&json);
    json_object_begin(&json);
    report_sarif_place(&json, error->path, &range, false, report_sarif_base(report->run));
    json_object_end(&json);
    json_array_end(&json);
    json_object_end(&json);
    report->error_count++;
    return buf_status(&report->errors);
}

/* Said in the log and, since who uploads it may not look there, on standard error too. */
static void warn_of_limits(struct report *report, size_t results)
{
    enum text_language language = report->run->settings.language;
    struct buf count, words;
    if (results <= RESULTS_SHOWN) return;
    buf_init(&count);
    buf_init(&words);
    buf_add_grouped(&count, (int64_t)results);
    report_phrase(&words, language, results > RESULTS_TAKEN ? REPORT_SARIF_REFUSED : REPORT_SARIF_SHOWN,
                  report_view(&count), (struct text_view){0}, (struct text_view){0});
    struct json_writer json = notification_writer(report);
    report_json_name(&json, "level", "warning");
    report_sarif_said(&json, report_view(&words));
    json_object_end(&json);
    buf_add(&report->notices, words.bytes ? words.bytes : "", words.len);
    buf_add_char(&report->notices, '\n');
    report_done(&report->out, &words);
    report_done(&report->out, &count);
}

/* The exit status of the command, as it is known when nothing is left to be done but to put reports in their places. */
static void add_outcome(struct json_writer *json, const struct report *report, const struct review_totals *totals)
{
    static const enum report_phrase words[] = {[REPORT_OUTCOME_CLEAN] = REPORT_SARIF_CLEAN,
                                               [REPORT_OUTCOME_FINDINGS] = REPORT_SARIF_FINDINGS,
                                               [REPORT_OUTCOME_TROUBLE] = REPORT_SARIF_TROUBLE};
    enum report_outcome outcome = report_outcome(report->run, totals);
    bool of_part = report->run->of_part;
    report_json_bool(json, "executionSuccessful",
                     of_part ? report->error_count == 0 : outcome != REPORT_OUTCOME_TROUBLE);
    if (of_part) return;
    report_json_int(json, "exitCode", outcome);
    report_json_name(json, "exitCodeDescription", report_plain(report->run->settings.language, words[outcome]));
}

static void add_invocation(struct json_writer *json, const struct report *report, const struct review_totals *totals)
{
    json_key(json, "invocations");
    json_array_begin(json);
    json_object_begin(json);
    add_outcome(json, report, totals);
    json_key(json, "toolExecutionNotifications");
    json_array_begin(json);
    if (report->errors.len > 0) {
        buf_add(json->out, report->errors.bytes, report->errors.len);
        json->filled[json->depth] = true;
    }
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
}

/* ---- the end */

/* Paths in the log are relative to the folder of the check, whose own place is nobody's business: the base has a name
 * and no URI. The repository's folder is told from there. */
static void add_repository(struct json_writer *json, const struct report_run *run)
{
    const struct report_repository *repository = run->repository;
    json_key(json, "originalUriBaseIds");
    json_object_begin(json);
    json_key(json, REPORT_SARIF_FOLDER_NAME);
    json_object_begin(json);
    report_sarif_message(json, "description", text_view_of(report_plain(run->settings.language, REPORT_SARIF_FOLDER)));
    json_object_end(json);
    json_object_end(json);
    json_key(json, "versionControlProvenance");
    json_array_begin(json);
    json_object_begin(json);
    report_json_name(json, "repositoryUri", repository->uri);
    report_json_name(json, "revisionId", repository->revision);
    if (repository->branch) report_json_name(json, "branch", repository->branch);
    json_key(json, "mappedTo");
    json_object_begin(json);
    if (repository->root[0]) report_json_name(json, "uri", repository->root);
    report_json_name(json, "uriBaseId", REPORT_SARIF_FOLDER_NAME);
    json_object_end(json);
    json_object_end(json);
    json_array_end(json);
}

/* "juten/総務省/0123456789ab": uploads of several ministries stand side by side, and one of the same replaces it. */
static void add_automation(struct json_writer *json, const struct report *report)
{
    const struct review_summary *summary = &report->summary;
    bool one = summary->count == 1 && summary->rows[0].order != REVIEW_NONE;
    struct text_view digest = text_view_of(report->run->manifest->digest);
    struct buf id;
    buf_init(&id);
    buf_add_string(&id, "juten/");
    if (one) buf_add(&id, summary->rows[0].ministry.at, summary->rows[0].ministry.len);
    if (one) buf_add_char(&id, '/');
    buf_add(&id, digest.at, digest.len < DIGEST_SHOWN ? digest.len : DIGEST_SHOWN);
    json_key(json, "automationDetails");
    json_object_begin(json);
    report_json_view(json, "id", report_view(&id));
    json_object_end(json);
    report_done(json->out, &id);
}

static void add_artifact(struct json_writer *json, const struct review_input *input, const char *base)
{
    bool target = input->role == REVIEW_INPUT_CHECKED || input->role == REVIEW_INPUT_UNREADABLE;
    json_object_begin(json);
    report_sarif_artifact(json, "location", input->path, base);
    json_key(json, "roles");
    json_array_begin(json);
    json_add_text(json, target ? "analysisTarget" : "referencedOnCommandLine");
    json_array_end(json);
    if (input->sha256.len > 0) {
        json_key(json, "hashes");
        json_object_begin(json);
        report_json_view(json, "sha-256", input->sha256);
        json_object_end(json);
    }
    json_object_end(json);
}

static void add_artifacts(struct json_writer *json, const struct report_run *run)
{
    const struct review_manifest *manifest = run->manifest;
    json_key(json, "artifacts");
    json_array_begin(json);
    for (size_t i = 0; i < manifest->count; i++)
        if (manifest->inputs[i].role != REVIEW_INPUT_SKIPPED)
            add_artifact(json, &manifest->inputs[i], report_sarif_base(run));
    json_array_end(json);
}

static void add_properties(struct json_writer *json, const struct report_run *run, const struct review_totals *totals)
{
    json_key(json, "properties");
    json_object_begin(json);
    report_json_name(json, "as_of", run->as_of);
    report_json_name(json, "statement", report_plain(run->settings.language, REPORT_NO_APPROVAL));
    if (run->settings.redact)
        report_json_name(json, "redacted", report_redacted(run->settings.language, run->settings.redact));
    json_key(json, "summary");
    json_object_begin(json);
    report_json_totals(json, totals);
    json_object_end(json);
    json_object_end(json);
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    const struct sarif *sarif = report->state;
    struct json_writer *json = &report->json;
    json_array_end(json);
    warn_of_limits(report, sarif->results);
    add_invocation(json, report, totals);
    if (report->run->repository) add_repository(json, report->run);
    review_summary_sort(&report->summary);
    add_automation(json, report);
    add_artifacts(json, report->run);
    add_properties(json, report->run, totals);
    json_object_end(json);
    json_array_end(json);
    json_object_end(json);
    buf_add_char(&report->out, '\n');
    enum status status = buf_status(&report->errors);
    return status == STATUS_OK ? report_flush(report) : status;
}

const struct report_format report_sarif = {.name = "sarif",
                                           .in_parts = true,
                                           .for_machines = true,
                                           .line_hashes = true,
                                           .begin = begin,
                                           .document = document,
                                           .error = error,
                                           .set = set,
                                           .end = end};
