/* The JSON result (interface.md, "The JSON result"): members in the contract's order, written as results come in.
 * Errors and findings follow the submissions, so they are spooled as bytes until the end. */
#include "base/json.h"
#include "base/alloc.h"

#include "report/json_record.h"
#include "report/json_review.h"
#include "report/report.h"

#include <stdlib.h>

#define INDENT      2
#define BROKEN      4 /* a request is a line */
#define SPOOL_DEPTH 2 /* a finding or an error is one */
#define FIRST_MARKS 64

static enum status begin(struct report *report)
{
    struct json_writer json;
    json_init(&json, &report->out, INDENT);
    json_break_down_to(&json, BROKEN);
    json_object_begin(&json);
    report_json_head(&json, report->run);
    json_key(&json, "submissions");
    json_array_begin(&json);
    report->json = json;
    return report_flush(report);
}

/* A writer of one item of an array into a spool, at the depth it will have in the document. */
static struct json_writer spool_writer(struct buf *spool)
{
    struct json_writer json;
    json_init(&json, spool, INDENT);
    json_break_down_to(&json, SPOOL_DEPTH);
    json.depth = SPOOL_DEPTH;
    json.filled[0] = json.filled[1] = true;
    return json;
}

static bool keep(struct report *report, struct text_view view, struct text_view *out_kept)
{
    const char *copy = arena_copy(report->arena, view.len > 0 ? view.at : "", view.len);
    *out_kept = (struct text_view){copy, copy ? view.len : 0};
    return copy != NULL;
}

/* On the heap: an array that grows in an arena leaves its old copies there. */
static struct report_spooled *new_mark(struct report *report)
{
    if (report->spooled_count == report->spooled_capacity) {
        const size_t capacity = report->spooled_capacity > 0 ? 2 * report->spooled_capacity : FIRST_MARKS;
        struct report_spooled *marks = alloc_resize(report->spooled, capacity * sizeof *marks);
        if (!marks) return NULL;
        report->spooled = marks;
        report->spooled_capacity = capacity;
    }
    return &report->spooled[report->spooled_count];
}

/* Findings over the set come last and are sorted in among the others, so each is remembered by what it is sorted by. */
static enum status spool_finding(struct report *report, const struct review_finding *finding)
{
    struct json_writer json = spool_writer(&report->findings);
    struct report_spooled *mark = new_mark(report);
    if (!mark) return STATUS_NO_MEMORY;
    *mark = (struct report_spooled){.key = review_finding_key_of(finding)};
    const struct report_spooled *before = report->spooled_count > 0 ? mark - 1 : NULL;
    bool same_file = before && text_view_equal(before->key.path, finding->path);
    if (same_file) mark->key.path = before->key.path;
    else if (!keep(report, finding->path, &mark->key.path)) return STATUS_NO_MEMORY;
    if (!keep(report, finding->rule, &mark->key.rule) || !keep(report, finding->area, &mark->key.area) ||
        !keep(report, finding->range.start.sheet, &mark->key.start.sheet))
        return STATUS_NO_MEMORY;
    report_json_finding(&json, finding, report->run->settings.language);
    mark->begin = spool_len(&report->spool);
    mark->len = report->findings.len;
    enum status status = spool_take(&report->spool, &report->findings);
    if (status == STATUS_OK) report->spooled_count++;
    return status;
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct review_submission *record = document->record;
    report->json.out = &report->out;
    if (!document->goes_on) json_object_begin(&report->json);
    enum status status = report_json_submission(&report->json, document, report);
    if (!document->has_more) json_object_end(&report->json);
    if (status == STATUS_OK) status = review_summary_add(&report->summary, record);
    if (status == STATUS_OK) status = review_matrix_add(&report->matrix, record);
    for (size_t i = 0; i < record->finding_count && status == STATUS_OK; i++)
        status = spool_finding(report, &record->findings[i]);
    return status == STATUS_OK ? report_relieve(report) : status;
}

static enum status error(struct report *report, const struct review_error *error)
{
    struct json_writer json = spool_writer(&report->errors);
    if (report->error_count++ > 0) buf_add_char(&report->errors, ',');
    report_json_error(&json, error);
    return buf_status(&report->errors);
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = spool_finding(report, &findings[i]);
    return status;
}

static int compare_marks(const void *a, const void *b)
{
    const struct report_spooled *x = a, *y = b;
    int order = review_finding_key_compare(&x->key, &y->key);
    return order != 0 ? order : (x->begin > y->begin) - (x->begin < y->begin);
}

static enum status add_findings(struct json_writer *json, struct report *report)
{
    enum status status = STATUS_OK;
    json_key(json, "findings");
    json_array_begin(json);
    if (report->spooled_count > 1)
        qsort(report->spooled, report->spooled_count, sizeof *report->spooled, compare_marks);
    for (size_t i = 0; i < report->spooled_count && status == STATUS_OK; i++) {
        const struct report_spooled *mark = &report->spooled[i];
        if (i > 0) buf_add_char(json->out, ',');
        status = report_copy(report, &report->spool, mark->begin, mark->len);
    }
    json->filled[json->depth] = report->spooled_count > 0;
    json_array_end(json);
    return status;
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
    enum status status = add_findings(json, report);
    if (status != STATUS_OK) return status;
    json_key(json, "summary");
    json_object_begin(json);
    report_json_totals(json, totals);
    json_object_end(json);
    review_summary_sort(&report->summary);
    review_matrix_sort(&report->matrix);
    report_json_review(json, report->run, &report->summary, &report->matrix);
    report_json_manifest(json, report->run->manifest);
    json_object_end(json);
    buf_add_char(&report->out, '\n');
    return report_flush(report);
}

const struct report_format report_json = {.name = "json",
                                          .for_machines = true,
                                          .in_parts = true,
                                          .line_hashes = true,
                                          .begin = begin,
                                          .document = document,
                                          .error = error,
                                          .set = set,
                                          .end = end};
