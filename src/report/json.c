/* The JSON result (interface.md, "The JSON result"): members in the contract's order, written as results come in.
 * Errors and findings follow the submissions, so they are spooled as bytes until the end. */
#include "base/json.h"

#include "report/cause.h"
#include "report/json_part.h"
#include "report/json_review.h"
#include "report/report.h"
#include "text/printable.h"
#include "text/utf8.h"

#define INDENT 2

static void add_optional(struct json_writer *json, const char *key, struct text_view view)
{
    json_key(json, key);
    if (view.len > 0) json_add_string(json, view.at, view.len);
    else json_add_null(json);
}

static void add_text(struct json_writer *json, const char *key, const char *text)
{
    json_key(json, key);
    json_add_text(json, text);
}

/* A path is what the file system has; one that is no UTF-8 is written in its printable form. */
static void add_path(struct json_writer *json, const char *path)
{
    struct text_view view = text_view_of(path);
    struct buf printable;
    if (text_utf8_check(view) == view.len) {
        add_text(json, "path", path);
        return;
    }
    buf_init(&printable);
    text_print(&printable, view);
    report_json_view(json, "path", (struct text_view){printable.bytes, printable.len});
    if (buf_status(&printable) != STATUS_OK) json->out->status = STATUS_NO_MEMORY;
    buf_clear(&printable);
}

static void add_place(struct json_writer *json, const char *key, struct text_span span, uint32_t byte)
{
    json_key(json, key);
    if (!span.source) {
        json_add_null(json);
        return;
    }
    struct text_place place = text_source_place(span.source, byte);
    json_object_begin(json);
    report_json_int(json, "line", place.line);
    report_json_int(json, "column", place.column);
    report_json_int(json, "byte", place.byte);
    json_object_end(json);
}

static void add_span(struct json_writer *json, struct text_span span)
{
    add_place(json, "start", span, span.begin);
    add_place(json, "end", span, span.end);
}

static void add_pack(struct json_writer *json, const struct report_pack *pack, enum text_language language)
{
    const struct rule_pack_info *info = &pack->rules->info;
    json_object_begin(json);
    report_json_view(json, "id", info->id);
    report_json_view(json, "version", info->version);
    report_json_view(json, "title", info->title.in[language]);
    add_optional(json, "decided", info->decided);
    add_text(json, "sha256", info->sha256);
    json_key(json, "extends");
    json_array_begin(json);
    for (size_t i = 0; i < info->extends_count; i++)
        json_add_string(json, info->extends[i].at, info->extends[i].len);
    json_array_end(json);
    json_key(json, "explicit");
    json_add_bool(json, pack->explicit_choice);
    json_object_end(json);
}

static enum status begin(struct report *report)
{
    struct json_writer json;
    json_init(&json, &report->out, INDENT);
    json_object_begin(&json);
    add_text(&json, "schema", "juten-result/1");
    json_key(&json, "tool");
    json_object_begin(&json);
    add_text(&json, "name", "juten");
    add_text(&json, "version", report->run->version);
    json_object_end(&json);
    add_text(&json, "as_of", report->run->as_of);
    json_key(&json, "packs");
    json_array_begin(&json);
    for (size_t i = 0; i < report->run->pack_count; i++)
        add_pack(&json, &report->run->packs[i], report->run->settings.language);
    json_array_end(&json);
    json_key(&json, "submissions");
    json_array_begin(&json);
    report->json = json;
    return report_flush(report);
}

/* What the parts of a submission are written with. */
struct writing {
    struct json_writer *json;
    struct report_voice voice; /* into the same bytes */
    bool explain;
};

/* Why a piece of evidence does not count, in words; a piece that counts has neither member. */
static void add_guard(const struct writing *to, const struct eval_criterion *criterion,
                      const struct eval_evidence *evidence)
{
    const struct rule_clause *clause = &to->voice.rules->clauses[criterion->rule->clause];
    struct buf because;
    if (evidence->guard == EVAL_GUARD_NONE) return;
    const struct report_voice inner = report_aside(&to->voice, &because);
    report_cause(&inner, clause, evidence);
    add_text(to->json, "guard", eval_guard_name(evidence->guard));
    report_json_view(to->json, "because", report_view(&because));
    report_done(to->voice.out, &because);
}

static void add_evidence(const struct writing *to, const struct eval_criterion *criterion)
{
    struct json_writer *json = to->json;
    json_key(json, "evidence");
    json_array_begin(json);
    for (size_t i = 0; i < criterion->evidence_count; i++) {
        json_object_begin(json);
        report_json_view(json, "text", text_span_view(criterion->evidence[i].span));
        add_span(json, criterion->evidence[i].span);
        add_guard(to, criterion, &criterion->evidence[i]);
        json_object_end(json);
    }
    json_array_end(json);
}

/* --explain: each predicate of the criterion, in tree order, and what became of it where the text came nearest. */
static void add_steps(struct json_writer *json, const struct rule_set *rules, const struct eval_criterion *criterion)
{
    json_key(json, "steps");
    json_array_begin(json);
    for (size_t i = 0; i < criterion->step_count; i++) {
        const struct eval_step *step = &criterion->steps[i];
        bool leaf = step->predicate->op == RULE_OP_CONCEPT;
        json_object_begin(json);
        report_json_int(json, "depth", step->depth);
        add_text(json, "operator", rule_operator_name(step->predicate->op));
        add_optional(json, "concept", leaf ? rules->concepts[step->predicate->concept].name : (struct text_view){0});
        add_text(json, "truth", eval_truth_name(step->truth));
        add_optional(json, "guard", text_view_of(eval_guard_name(step->guard)));
        add_optional(json, "text", leaf && !step->elsewhere ? text_span_view(step->first.span) : (struct text_view){0});
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_criteria(const struct writing *to, const struct eval_criterion *criteria, size_t count)
{
    struct json_writer *json = to->json;
    json_key(json, "criteria");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json);
        report_json_view(json, "id", criteria[i].rule->id);
        add_text(json, "state", eval_state_name(criteria[i].state));
        add_optional(json, "guard", text_view_of(eval_guard_name(criteria[i].guard)));
        add_evidence(to, &criteria[i]);
        if (to->explain) add_steps(json, to->voice.rules, &criteria[i]);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_yen(struct json_writer *json, const char *key, const struct doc_amount *amount)
{
    json_key(json, key);
    if (amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_PART_OF) json_add_int(json, amount->money.yen);
    else json_add_null(json);
}

static void add_claim(const struct writing *to, const struct eval_claim *claim)
{
    struct json_writer *json = to->json;
    const struct rule_clause *clause = claim->clause == RULE_NONE ? NULL : &to->voice.rules->clauses[claim->clause];
    const struct text_view none = {NULL, 0};
    json_object_begin(json);
    add_optional(json, "area", clause ? clause->label : none);
    add_optional(json, "item", clause && claim->item ? clause->items[claim->item - 1] : none);
    add_optional(json, "area_as_written", claim->doc->area.value);
    add_yen(json, "amount_yen", &claim->doc->amount);
    add_text(json, "verdict", eval_claim_name(claim->verdict));
    add_criteria(to, claim->criteria, claim->criterion_count);
    json_object_end(json);
}

/* The clauses that the text would justify and does not claim, best first. */
static void add_suggested(struct json_writer *json, const struct rule_set *rules,
                          const struct eval_suggestions *suggestions)
{
    json_key(json, "suggested");
    json_array_begin(json);
    for (size_t i = 0; i < suggestions->count; i++) {
        struct text_view label = rules->clauses[suggestions->items[i].clause].label;
        if (!suggestions->items[i].claimed) json_add_string(json, label.at, label.len);
    }
    json_array_end(json);
}

static void add_request(const struct writing *to, const struct eval_request *request)
{
    struct json_writer *json = to->json;
    json_object_begin(json);
    add_optional(json, "id", request->doc->id.value);
    add_optional(json, "title", request->doc->title.value);
    add_text(json, "category", report_json_category(request->doc->category));
    add_yen(json, "amount_yen", &request->doc->amount);
    add_text(json, "amount_kind", report_json_amount_kind(request->doc->amount.kind));
    add_text(json, "verdict", eval_request_name(request->verdict));
    add_criteria(to, request->criteria, request->criterion_count);
    json_key(json, "claims");
    json_array_begin(json);
    for (size_t i = 0; i < request->claim_count; i++)
        add_claim(to, &request->claims[i]);
    json_array_end(json);
    if (request->suggested) add_suggested(json, to->voice.rules, &request->suggestions);
    json_object_end(json);
}

static void add_submission(struct report *report, const struct report_document *document)
{
    const struct report_settings *settings = &report->run->settings;
    struct json_writer *json = &report->json;
    const struct eval_result *result = document->result;
    const struct writing to = {json, {&report->out, settings->language, result->rules}, settings->explain};
    json_object_begin(json);
    add_path(json, document->path);
    report_json_int(json, "document", result->submission->document);
    add_text(json, "sha256", document->sha256);
    report_json_view(json, "pack", result->rules->info.id);
    add_optional(json, "ministry", doc_submission_ministry(result->submission, &result->rules->words));
    json_key(json, "fiscal_year");
    if (result->submission->year) json_add_int(json, result->submission->year);
    else json_add_null(json);
    json_key(json, "requests");
    json_array_begin(json);
    for (size_t i = 0; i < result->request_count; i++)
        add_request(&to, &result->requests[i]);
    json_array_end(json);
    json_object_end(json);
}

static void add_message(struct json_writer *json, struct report *report, const struct eval_result *result,
                        const struct eval_finding *finding)
{
    struct buf message;
    buf_init(&message);
    report_message(&message, report->run->settings.language, result, finding);
    if (finding->event == EVAL_EVENT_UNJUSTIFIED) {
        buf_add_string(&message, report_plain(report->run->settings.language, REPORT_NEXT_SENTENCE));
        report_reason(&message, report->run->settings.language, result, finding);
    }
    report_json_view(json, "message", (struct text_view){message.bytes, message.len});
    if (buf_status(&message) != STATUS_OK) json->out->status = STATUS_NO_MEMORY;
    buf_clear(&message);
}

static void add_finding(struct json_writer *json, struct report *report, const struct report_document *document,
                        const struct eval_finding *finding)
{
    const struct eval_result *result = document->result;
    const struct text_view none = {NULL, 0};
    const struct doc_request *request =
        finding->request == RULE_NONE ? NULL : &result->submission->requests[finding->request];
    const struct doc_claim *claim = finding->claim == RULE_NONE ? NULL : &request->claims[finding->claim];
    bool named = claim && claim->label.result == DOC_LABEL_OK;
    json_object_begin(json);
    report_json_view(json, "rule", finding->rule);
    add_text(json, "severity", report_severity_name(finding->severity));
    add_message(json, report, result, finding);
    add_path(json, document->path);
    add_optional(json, "request", request ? request->id.value : none);
    add_optional(json, "area", named ? result->rules->clauses[claim->label.clause].label : none);
    add_optional(json, "criterion", finding->criterion ? finding->criterion->rule->id : none);
    add_span(json, finding->span);
    add_text(json, "fingerprint", finding->fingerprint);
    add_optional(json, "text_sha256", text_view_of(finding->text_sha256));
    json_key(json, "waived");
    json_add_null(json);
    json_object_end(json);
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
    report->json.out = &report->out;
    add_submission(report, document);
    for (size_t i = 0; i < document->result->finding_count; i++) {
        const struct eval_finding *finding = &document->result->findings[i];
        if (!report_selects(&report->run->settings.selection, finding)) continue;
        struct json_writer json = spool_writer(&report->findings, report->finding_count++ > 0);
        add_finding(&json, report, document, finding);
    }
    enum status status = review_matrix_add(&report->matrix, document->result);
    if (status == STATUS_OK) status = buf_status(&report->findings);
    return status == STATUS_OK ? report_flush(report) : status;
}

static enum status error(struct report *report, const struct text_diagnostic *error)
{
    struct json_writer json = spool_writer(&report->errors, report->error_count++ > 0);
    struct buf words;
    buf_init(&words);
    text_diagnostic_word(&words, error, report->run->settings.language);
    json_object_begin(&json);
    add_text(&json, "code", text_diagnostic_id(error->code));
    add_path(&json, error->path ? error->path : text_source_path(error->span.source));
    report_json_view(&json, "message", (struct text_view){words.bytes, words.len});
    add_place(&json, "start", error->span, error->span.begin);
    json_object_end(&json);
    enum status status = buf_status(&words);
    buf_clear(&words);
    return status == STATUS_OK ? buf_status(&report->errors) : status;
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

static void add_summary(struct json_writer *json, const struct report_totals *totals)
{
    json_key(json, "summary");
    json_object_begin(json);
    report_json_int(json, "files", (int64_t)totals->files);
    report_json_int(json, "requests", (int64_t)totals->requests);
    report_json_int(json, "claims", (int64_t)totals->claims);
    report_json_int(json, "criteria", (int64_t)totals->criteria);
    report_json_int(json, "skipped", (int64_t)totals->skipped);
    report_json_int(json, "errors", (int64_t)totals->errors);
    json_key(json, "findings");
    json_object_begin(json);
    for (int severity = RULE_ERROR; severity >= RULE_NOTE; severity--)
        report_json_int(json, report_severity_name((enum rule_severity)severity), (int64_t)totals->findings[severity]);
    json_object_end(json);
    report_json_int(json, "waived", (int64_t)totals->waived);
    json_object_end(json);
}

static enum status end(struct report *report, const struct report_totals *totals)
{
    struct json_writer *json = &report->json;
    json->out = &report->out;
    json_array_end(json);
    add_spool(json, "errors", &report->errors);
    add_spool(json, "findings", &report->findings);
    add_summary(json, totals);
    review_matrix_sort(&report->matrix);
    report_json_review(json, &report->matrix);
    json_object_end(json);
    buf_add_char(&report->out, '\n');
    return report_flush(report);
}

const struct report_format report_json = {"json", true, begin, document, error, end};
