/* One JSON object a line (interface.md): a line per submission with its findings, written as soon as it is judged, then
 * one with the findings over the set, then the summary. An input that cannot be read is a line without requests, so
 * that every input has its line. */
#include "report/json_part.h"
#include "report/json_record.h"
#include "report/json_review.h"
#include "report/report.h"

static enum status begin(struct report *report)
{
    (void)report; /* every line stands for itself */
    return STATUS_OK;
}

static void begin_line(struct report *report, const char *type)
{
    json_init(&report->json, &report->out, 0);
    json_object_begin(&report->json);
    report_json_name(&report->json, "type", type);
}

static enum status end_line(struct report *report)
{
    json_object_end(&report->json);
    buf_add_char(&report->out, '\n');
    return report_flush(report);
}

/* Findings of the line that is being written follow its requests. */
static enum status put_aside(struct report *report, const struct review_finding *findings, size_t count)
{
    struct json_writer json;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 || spool_len(&report->spool) > 0) buf_add_char(&report->findings, ',');
        json_init(&json, &report->findings, 0);
        report_json_finding(&json, &findings[i], report->run->settings.language);
    }
    return spool_take(&report->spool, &report->findings);
}

/* What was put aside. */
static enum status add_findings(struct report *report)
{
    struct json_writer *json = &report->json;
    const uint64_t len = spool_len(&report->spool);
    json_key(json, "findings");
    json_array_begin(json);
    enum status status = report_copy(report, &report->spool, 0, len);
    json->filled[json->depth] = len > 0;
    json_array_end(json);
    spool_clear(&report->spool);
    return status;
}

static void add_errors(struct json_writer *json, const struct review_error *error)
{
    json_key(json, "errors");
    json_array_begin(json);
    if (error) report_json_error(json, error);
    json_array_end(json);
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct review_submission *record = document->record;
    if (!document->goes_on) begin_line(report, "submission");
    enum status status = report_json_submission(&report->json, document, report);
    if (status == STATUS_OK) status = put_aside(report, record->findings, record->finding_count);
    if (status == STATUS_OK) status = review_summary_add(&report->summary, record);
    if (status == STATUS_OK) status = review_matrix_add(&report->matrix, record);
    if (document->has_more || status != STATUS_OK) return status;
    status = add_findings(report);
    add_errors(&report->json, NULL);
    return status == STATUS_OK ? end_line(report) : status;
}

static enum status error(struct report *report, const struct review_error *error)
{
    struct json_writer *json = &report->json;
    begin_line(report, "submission");
    report_json_view(json, "path", error->path);
    report_json_name(json, "pack", NULL);
    json_key(json, "requests");
    json_array_begin(json);
    json_array_end(json);
    enum status status = add_findings(report);
    add_errors(json, error);
    return status == STATUS_OK ? end_line(report) : status;
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    begin_line(report, "set");
    enum status status = put_aside(report, findings, count);
    if (status == STATUS_OK) status = add_findings(report);
    return status == STATUS_OK ? end_line(report) : status;
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    struct json_writer *json = &report->json;
    begin_line(report, "summary");
    report_json_totals(json, totals);
    report_json_head(json, report->run);
    review_summary_sort(&report->summary);
    review_matrix_sort(&report->matrix);
    report_json_review(json, report->run, &report->summary, &report->matrix);
    report_json_manifest(json, report->run->manifest);
    return end_line(report);
}

const struct report_format report_ndjson = {.name = "ndjson",
                                            .for_machines = true,
                                            .in_parts = true,
                                            .line_hashes = true,
                                            .begin = begin,
                                            .document = document,
                                            .error = error,
                                            .set = set,
                                            .end = end};
