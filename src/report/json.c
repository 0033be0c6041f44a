/* The JSON result (interface.md, "The JSON result"): members in the contract's order, written as results come in.
 * Errors and findings follow the submissions, so they are spooled as bytes until the end. */
#include "base/json.h"

#include "report/json_record.h"
#include "report/json_review.h"
#include "report/report.h"

#define INDENT 2

static enum status begin(struct report *report)
{
    struct json_writer json;
    json_init(&json, &report->out, INDENT);
    json_object_begin(&json);
    report_json_head(&json, report->run->version, report->run->as_of, report->run->packs, report->run->pack_count);
    json_key(&json, "submissions");
    json_array_begin(&json);
    report->json = json;
    return report_flush(report);
}

/* A writer that continues the array that a spool holds, at the depth it will have in the document. */
static struct json_writer spool_writer(struct buf *spool, bool filled)
{
    struct json_writer json;
    json_init(&json, spool, INDENT);
    json.depth = 2;
    json.filled[0] = json.filled[1] = true;
    json.filled[2] = filled;
    return json;
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct review_submission *record = document->record;
    report->json.out = &report->out;
    json_object_begin(&report->json);
    report_json_submission(&report->json, record);
    json_object_end(&report->json);
    for (size_t i = 0; i < record->finding_count; i++) {
        struct json_writer json = spool_writer(&report->findings, report->finding_count++ > 0);
        report_json_finding(&json, &record->findings[i], report->run->settings.language);
    }
    enum status status = review_matrix_add(&report->matrix, record);
    if (status == STATUS_OK) status = buf_status(&report->findings);
    return status == STATUS_OK ? report_flush(report) : status;
}

static enum status error(struct report *report, const struct review_error *error)
{
    struct json_writer json = spool_writer(&report->errors, report->error_count++ > 0);
    report_json_error(&json, error);
    return buf_status(&report->errors);
}

static void add_spool(struct json_writer *json, const char *key, const struct buf *spool)
{
    json_key(json, key);
    json_array_begin(json);
    if (spool->len > 0) {
        buf_add(json->out, spool->bytes, spool->len);
        json->filled[json->depth] = true;
    }
    json_array_end(json);
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    struct json_writer *json = &report->json;
    json->out = &report->out;
    json_array_end(json);
    add_spool(json, "errors", &report->errors);
    add_spool(json, "findings", &report->findings);
    json_key(json, "summary");
    json_object_begin(json);
    report_json_totals(json, totals);
    json_object_end(json);
    review_matrix_sort(&report->matrix);
    report_json_review(json, &report->matrix);
    json_object_end(json);
    buf_add_char(&report->out, '\n');
    return report_flush(report);
}

const struct report_format report_json = {"json", true, begin, document, error, end};
