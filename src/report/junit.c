/* JUnit XML for CI servers: a suite for each input, a case for each point that a request was judged by (for each of its
 * claims, where several are on one clause), and one for each finding. A finding fails its case from the fail level on,
 * below it stands in system-out; where a waiver holds the case is skipped, and so is a point that is not stated but
 * need not be, since another one does.
 *
 * Only elements and attributes that the readers agree on (tests/support/junit.xsd). A suite counts its cases in its
 * head, so it is held back until the file's last document or error has come. */
#include "report/escape.h"
#include "report/index.h"
#include "report/lines.h"
#include "report/marked.h"
#include "report/report.h"
#include "report/wording.h"

#include <stdlib.h>

enum outcome { PASSED, FAILED, BROKEN, SKIPPED, OUTCOMES };

struct suite {
    struct text_view path; /* in the report's arena; NULL: no suite is begun */
    size_t cases, by[OUTCOMES];
    struct spool made;     /* its cases */
    struct spool findings; /* cases of a submission's findings, which follow all its points, until all of it has come */
    size_t suites;         /* written so far */
};

/* What stands in an element. */
struct testcase {
    struct text_view name, class;
    enum outcome outcome;
    struct text_view type, message, text; /* of a passing case the text alone */
};

static const struct text_view none = {"", 0};

static void add_attribute(struct buf *out, const char *name, struct text_view value)
{
    buf_add_char(out, ' ');
    buf_add_string(out, name);
    buf_add_string(out, "=\"");
    report_xml(out, value);
    buf_add_char(out, '"');
}

static void add_count(struct buf *out, const char *name, size_t count)
{
    buf_add_char(out, ' ');
    buf_add_string(out, name);
    buf_add_string(out, "=\"");
    buf_add_int(out, (int64_t)count);
    buf_add_char(out, '"');
}

static void add_element(struct buf *out, const char *name, const struct testcase *from, bool attributes)
{
    buf_add_string(out, "      <");
    buf_add_string(out, name);
    if (attributes) add_attribute(out, "message", from->message);
    if (attributes) add_attribute(out, "type", from->type);
    buf_add_char(out, '>');
    report_xml(out, from->text);
    buf_add_string(out, "</");
    buf_add_string(out, name);
    buf_add_string(out, ">\n");
}

static void add_case(struct report *report, const struct testcase *from)
{
    static const char *const names[OUTCOMES] = {"system-out", "failure", "error", "skipped"};
    struct suite *suite = report->state;
    struct buf *out = &report->findings;
    bool empty = from->outcome == PASSED && from->text.len == 0;
    suite->cases++;
    suite->by[from->outcome]++;
    buf_add_string(out, "    <testcase");
    add_attribute(out, "name", from->name);
    add_attribute(out, "classname", from->class);
    buf_add_string(out, empty ? "/>\n" : ">\n");
    if (empty) return;
    add_element(out, names[from->outcome], from, from->outcome != PASSED);
    buf_add_string(out, "    </testcase>\n");
}

/* ---- suites */

/* The findings of a submission follow its points, now that both are all there. */
static enum status join(struct suite *suite)
{
    enum status status = spool_append(&suite->made, &suite->findings);
    spool_clear(&suite->findings);
    return status;
}

static void close(struct report *report)
{
    struct suite *suite = report->state;
    if (!suite) return;
    spool_clear(&suite->made);
    spool_clear(&suite->findings);
}

static enum status begin(struct report *report)
{
    struct suite *suite = arena_alloc(report->arena, sizeof *suite);
    if (!suite) return STATUS_NO_MEMORY;
    spool_init(&suite->made);
    spool_init(&suite->findings);
    report->state = suite;
    buf_add_string(&report->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"juten\">\n");
    return report_flush(report);
}

/* A suite in which nothing was found and nothing judged has one case that passes: an empty one reads as not run. */
static enum status end_suite(struct report *report)
{
    struct suite *suite = report->state;
    if (!suite->path.at) return STATUS_OK;
    if (suite->cases == 0) add_case(report, &(struct testcase){.name = text_view_of("juten"), .class = suite->path});
    enum status status = spool_take(&suite->made, &report->findings);
    buf_add_string(&report->out, "  <testsuite");
    add_attribute(&report->out, "name", suite->path);
    add_count(&report->out, "tests", suite->cases);
    add_count(&report->out, "failures", suite->by[FAILED]);
    add_count(&report->out, "errors", suite->by[BROKEN]);
    add_count(&report->out, "skipped", suite->by[SKIPPED]);
    buf_add_string(&report->out, ">\n");
    if (status == STATUS_OK) status = report_copy(report, &suite->made, 0, spool_len(&suite->made));
    buf_add_string(&report->out, "  </testsuite>\n");
    spool_clear(&suite->made);
    *suite = (struct suite){.made = suite->made, .findings = suite->findings, .suites = suite->suites + 1};
    return status == STATUS_OK ? report_flush(report) : status;
}

/* The suite of that name: the one that is open, or another after it. */
static enum status enter_suite(struct report *report, struct text_view name)
{
    struct suite *suite = report->state;
    if (suite->path.at && text_view_equal(suite->path, name)) return STATUS_OK;
    enum status status = end_suite(report);
    const char *copy = arena_copy(report->arena, name.at ? name.at : "", name.len);
    if (!copy) return STATUS_NO_MEMORY;
    suite->path = (struct text_view){copy, name.len};
    return status;
}

/* ---- names */

/* "総務省.MIC-1" */
static void add_class(struct buf *out, struct text_view ministry, struct text_view request)
{
    buf_add(out, ministry.len > 0 ? ministry.at : "-", ministry.len > 0 ? ministry.len : 1);
    buf_add_char(out, '.');
    buf_add(out, request.len > 0 ? request.at : "-", request.len > 0 ? request.len : 1);
}

static void add_name(struct buf *out, struct text_view id, struct text_view title)
{
    buf_add(out, id.at ? id.at : "", id.len);
    if (title.len > 0) buf_add_char(out, ' ');
    if (title.len > 0) buf_add(out, title.at, title.len);
}

/* Which claim it is, from 1, where another one of the request is on the same clause. */
static void add_claim(struct buf *out, enum text_language language, const struct review_request *request, size_t claim)
{
    struct buf number;
    size_t on_area = 0;
    for (size_t i = 0; claim != REVIEW_NONE && i < request->claim_count; i++)
        on_area += text_view_equal(review_area_of(&request->claims[i]), review_area_of(&request->claims[claim]));
    if (on_area < 2) return;
    buf_init(&number);
    buf_add_int(&number, (int64_t)claim + 1);
    report_phrase(out, language, REPORT_CASE_CLAIM, report_view(&number), none, none);
    report_done(out, &number);
}

static struct text_view title_of(const struct review_pack *pack, struct text_view id)
{
    const struct review_rule *rule = pack ? review_rule_of(pack, id) : NULL;
    return rule ? rule->title : none;
}

/* ---- findings */

static void add_details(struct buf *out, enum text_language language, const struct review_finding *finding)
{
    for (size_t i = 0; i < finding->detail_count; i++) {
        const struct review_detail *detail = &finding->details[i];
        buf_add_string(out, report_detail_word(detail->kind, language));
        buf_add_string(out, ": ");
        const struct text_view text = review_detail_below(detail);
        const bool both = text.len > 0 && detail->source.len > 0;
        buf_add(out, text.at ? text.at : "", text.len);
        if (both) buf_add_string(out, report_plain(language, REPORT_OPEN));
        buf_add(out, detail->source.at ? detail->source.at : "", detail->source.len);
        if (both) buf_add_string(out, report_plain(language, REPORT_CLOSE));
        buf_add_char(out, '\n');
    }
}

/* The line of text and compact, and what stands below it in text. */
static void add_text(struct buf *out, const struct report_settings *settings, const struct review_finding *finding)
{
    struct report_settings plain = *settings;
    plain.color = false;
    report_head_line(out, &plain, finding);
    if (finding->reason.len > 0) {
        buf_add(out, finding->reason.at, finding->reason.len);
        buf_add_char(out, '\n');
    }
    add_details(out, settings->language, finding);
}

static enum outcome outcome_of(const struct report_settings *settings, const struct review_finding *finding)
{
    if (!review_is_open(finding)) return SKIPPED;
    return (int)finding->severity >= settings->fails_from ? FAILED : PASSED;
}

/* `record` and `request`: what it stands in and on, or NULL. */
static void add_finding(struct report *report, const struct review_submission *record,
                        const struct review_request *request, const struct review_finding *finding)
{
    const struct report_settings *settings = &report->run->settings;
    const struct review_pack *pack = record ? record->pack : report->run->pack_count > 0 ? report->run->packs : NULL;
    struct buf name, class, text, message;
    struct text_view id = finding->criterion.len > 0 ? finding->criterion : finding->rule;
    buf_init(&name);
    buf_init(&class);
    buf_init(&text);
    buf_init(&message);
    add_name(&name, id, title_of(pack, id));
    if (request) add_claim(&name, settings->language, request, report_index_claim(request, finding));
    add_class(&class, record ? record->ministry : none, finding->request);
    add_text(&text, settings, finding);
    report_marked(&message, settings->language, finding);
    add_case(report, &(struct testcase){.name = report_view(&name),
                                        .class = report_view(&class),
                                        .outcome = outcome_of(settings, finding),
                                        .type = finding->rule,
                                        .message = report_view(&message),
                                        .text = report_view(&text)});
    report_done(&report->findings, &message);
    report_done(&report->findings, &text);
    report_done(&report->findings, &class);
    report_done(&report->findings, &name);
}

/* ---- points without a finding of their own */

/* A finding on a criterion, by what it stands on. */
struct judged_item {
    size_t request, claim; /* indices; the claim is REVIEW_NONE for demands on the request itself */
    struct text_view criterion;
};

static int compare_items(const void *a, const void *b)
{
    const struct judged_item *x = a, *y = b;
    if (x->request != y->request) return x->request < y->request ? -1 : 1;
    if (x->claim != y->claim) return x->claim < y->claim ? -1 : 1;
    return text_view_compare(x->criterion, y->criterion);
}

/* Those of a submission, in order. */
struct judged {
    struct judged_item *items;
    size_t count;
};

static enum status judged_of(struct arena *arena, const struct review_submission *record,
                             const struct report_index *index, struct judged *out)
{
    *out = (struct judged){.items = arena_alloc(arena, (record->finding_count + 1) * sizeof *out->items)};
    if (!out->items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < record->finding_count; i++) {
        const struct review_finding *finding = &record->findings[i];
        size_t request = report_index_of(index, finding);
        if (finding->criterion.len == 0 || request == REVIEW_NONE) continue;
        out->items[out->count++] =
            (struct judged_item){request, report_index_claim(&record->requests[request], finding), finding->criterion};
    }
    if (out->count > 1) qsort(out->items, out->count, sizeof *out->items, compare_items);
    return STATUS_OK;
}

struct points {
    struct report *report;
    const struct review_submission *record;
    const struct judged *judged;
};

static void add_point(const struct points *from, const struct review_request *request, size_t claim,
                      const struct review_criterion *criterion)
{
    enum text_language language = from->report->run->settings.language;
    struct buf name, class;
    buf_init(&name);
    buf_init(&class);
    add_name(&name, criterion->id, title_of(from->record->pack, criterion->id));
    add_claim(&name, language, request, claim);
    add_class(&class, from->record->ministry, request->id);
    add_case(from->report, &(struct testcase){.name = report_view(&name),
                                              .class = report_view(&class),
                                              .outcome = criterion->state == EVAL_STATE_MET ? PASSED : SKIPPED,
                                              .type = text_view_of(eval_state_name(criterion->state)),
                                              .message = text_view_of(report_state_word(criterion->state, language))});
    report_done(&from->report->findings, &class);
    report_done(&from->report->findings, &name);
}

/* `claim`: REVIEW_NONE for demands on the request itself. */
static void add_points(const struct points *from, size_t request, size_t claim, const struct review_criterion *criteria,
                       size_t count)
{
    const struct judged *judged = from->judged;
    for (size_t i = 0; i < count; i++) {
        const struct judged_item key = {request, claim, criteria[i].id};
        if (criteria[i].state == EVAL_STATE_NOT_APPLICABLE) continue;
        if (bsearch(&key, judged->items, judged->count, sizeof key, compare_items)) continue;
        add_point(from, &from->record->requests[request], claim, &criteria[i]);
    }
}

static void add_all_points(const struct points *from)
{
    for (size_t i = 0; i < from->record->request_count; i++) {
        const struct review_request *request = &from->record->requests[i];
        add_points(from, i, REVIEW_NONE, request->criteria, request->criterion_count);
        for (size_t c = 0; c < request->claim_count; c++)
            add_points(from, i, c, request->claims[c].criteria, request->claims[c].criterion_count);
    }
}

static enum status document(struct report *report, const struct report_document *document)
{
    const struct review_submission *record = document->record;
    struct suite *suite = report->state;
    struct arena *arena = arena_new();
    struct report_index index;
    struct judged judged;
    const struct points points = {report, record, &judged};
    enum status status = arena ? enter_suite(report, record->path) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = report_index_init(&index, arena, record);
    if (status == STATUS_OK) status = judged_of(arena, record, &index, &judged);
    if (status == STATUS_OK) add_all_points(&points);
    if (status == STATUS_OK) status = spool_take(&suite->made, &report->findings);
    for (size_t i = 0; i < record->finding_count && status == STATUS_OK; i++) {
        size_t request = report_index_of(&index, &record->findings[i]);
        add_finding(report, record, request == REVIEW_NONE ? NULL : &record->requests[request], &record->findings[i]);
    }
    arena_free(arena);
    if (status == STATUS_OK) status = spool_take(&suite->findings, &report->findings);
    return status == STATUS_OK && !document->has_more ? join(suite) : status;
}

/* ---- the rest */

static enum status error(struct report *report, const struct review_error *error)
{
    struct report_settings plain = report->run->settings;
    struct buf text;
    enum status status = enter_suite(report, error->path);
    if (status != STATUS_OK) return status;
    plain.color = false;
    buf_init(&text);
    report_error_line(&text, &plain, error);
    add_case(report, &(struct testcase){.name = error->code,
                                        .class = error->path,
                                        .outcome = BROKEN,
                                        .type = error->code,
                                        .message = error->message,
                                        .text = report_view(&text)});
    report_done(&report->findings, &text);
    return spool_take(&((struct suite *)report->state)->made, &report->findings);
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    const char *name = report_plain(report->run->settings.language, REPORT_SUITE_SET);
    enum status status = count > 0 ? enter_suite(report, text_view_of(name)) : STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        add_finding(report, NULL, NULL, &findings[i]);
    return status == STATUS_OK ? spool_take(&((struct suite *)report->state)->made, &report->findings) : status;
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    struct suite *suite = report->state;
    enum status status = STATUS_OK;
    (void)totals;
    if (!suite->path.at && suite->suites == 0) status = enter_suite(report, text_view_of("juten"));
    if (status == STATUS_OK) status = end_suite(report);
    buf_add_string(&report->out, "</testsuites>\n");
    return status == STATUS_OK ? report_flush(report) : status;
}

const struct report_format report_junit = {.name = "junit",
                                           .for_machines = true,
                                           .in_parts = true,
                                           .begin = begin,
                                           .document = document,
                                           .error = error,
                                           .set = set,
                                           .end = end,
                                           .close = close};
