/* One JSON object a line (interface.md): a line per submission with its findings, written as soon as it is judged, then
 * one with the findings over the set, then the summary. An input that cannot be read is a line without requests, so
 * that every input has its line. */
#include "report/json_part.h"
#include "report/json_record.h"
#include "report/json_review.h"
#include "report/report.h"

static enum status begin(struct report *report)
{
    (void)report;
    return STATUS_OK;
}

static void begin_line(struct report *report, struct json_writer *json, const char *type)
{
    json_init(json, &report->out, 0);
    json_object_begin(json);
    report_json_name(json, "type", type);
}

static enum status end_line(struct report *report, struct json_writer *json)
{
    json_object_end(json);
    buf_add_char(&report->out, '\n');
    return report_flush(report);
}

static void add_findings(struct report *report, struct json_writer *json, const struct review_finding *findings,
                         size_t count)
{
    json_key(json, "findings");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        report_json_finding(json, &findings[i], report->run->settings.language);
    json_array_end(json);
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
    struct json_writer json;
    begin_line(report, &json, "submission");
    enum status status = report_json_submission(&json, document->record, report);
    add_findings(report, &json, document->record->findings, document->record->finding_count);
    add_errors(&json, NULL);
    if (status == STATUS_OK) status = review_summary_add(&report->summary, document->record);
    if (status == STATUS_OK) status = review_matrix_add(&report->matrix, document->record);
    return status == STATUS_OK ? end_line(report, &json) : status;
}

static enum status error(struct report *report, const struct review_error *error)
{
    struct json_writer json;
    begin_line(report, &json, "submission");
    report_json_view(&json, "path", error->path);
    report_json_name(&json, "pack", NULL);
    json_key(&json, "requests");
    json_array_begin(&json);
    json_array_end(&json);
    add_findings(report, &json, NULL, 0);
    add_errors(&json, error);
    return end_line(report, &json);
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    struct json_writer json;
    begin_line(report, &json, "set");
    add_findings(report, &json, findings, count);
    return end_line(report, &json);
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    struct json_writer json;
    begin_line(report, &json, "summary");
    report_json_totals(&json, totals);
    report_json_head(&json, report->run);
    review_summary_sort(&report->summary);
    review_matrix_sort(&report->matrix);
    report_json_review(&json, report->run, &report->summary, &report->matrix);
    report_json_manifest(&json, report->run->manifest);
    return end_line(report, &json);
}

const struct report_format report_ndjson = {.name = "ndjson",
                                            .for_machines = true,
                                            .line_hashes = true,
                                            .begin = begin,
                                            .document = document,
                                            .error = error,
                                            .set = set,
                                            .end = end};
