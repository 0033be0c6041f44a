#include "report/json_record.h"

#include "report/json_part.h"
#include "report/wording.h"
#include "review/redact.h"
#include "text/place.h"
#include "text/utf8.h"

static void add_views(struct json_writer *json, const char *key, const struct text_view *views, size_t count)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        json_add_string(json, views[i].at, views[i].len);
    json_array_end(json);
}

/* ---- the head */

static void add_rules(struct json_writer *json, const struct review_pack *pack)
{
    json_key(json, "rules");
    json_array_begin(json);
    for (size_t i = 0; i < pack->rule_count; i++) {
        const struct review_rule *rule = &pack->rules[i];
        json_object_begin(json);
        report_json_view(json, "id", rule->id);
        report_json_name(json, "kind", review_rule_kind_name(rule->kind));
        report_json_name(json, "severity", review_severity_name(rule->severity));
        report_json_bool(json, "must", rule->must);
        report_json_view(json, "title", rule->title);
        report_json_optional(json, "area", rule->area);
        report_json_optional(json, "item", rule->item);
        report_json_optional(json, "hint", rule->hint);
        report_json_optional(json, "source", rule->source);
        report_json_optional(json, "example", rule->example);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_pack(struct json_writer *json, const struct review_pack *pack)
{
    json_object_begin(json);
    report_json_view(json, "id", pack->id);
    report_json_view(json, "version", pack->version);
    report_json_view(json, "title", pack->title);
    report_json_optional(json, "decided", pack->decided);
    report_json_view(json, "sha256", pack->sha256);
    add_views(json, "extends", pack->extends, pack->extends_count);
    report_json_bool(json, "explicit", pack->explicit_choice);
    json_key(json, "clauses");
    json_array_begin(json);
    for (size_t i = 0; i < pack->clause_count; i++) {
        json_object_begin(json);
        report_json_view(json, "area", pack->clauses[i].label);
        report_json_view(json, "heading", pack->clauses[i].heading);
        report_json_bool(json, "claimable", pack->clauses[i].claimable);
        json_object_end(json);
    }
    json_array_end(json);
    add_rules(json, pack);
    json_object_end(json);
}

/* Rules over the set saw one part each: nobody may take a merged result for one run. */
static void add_merged(struct json_writer *json, size_t parts)
{
    if (parts < 2) return;
    json_key(json, "merged");
    json_object_begin(json);
    report_json_int(json, "parts", (int64_t)parts);
    report_json_name(json, "set_rules", "within each part");
    json_object_end(json);
}

/* What is not told in it. */
static void add_redacted(struct json_writer *json, unsigned redact)
{
    if (!redact) return;
    json_key(json, "redacted");
    json_array_begin(json);
    if (redact & REVIEW_REDACT_TEXT) json_add_text(json, "text");
    if (redact & REVIEW_REDACT_AMOUNTS) json_add_text(json, "amounts");
    json_array_end(json);
}

void report_json_head(struct json_writer *json, const struct report_run *run)
{
    report_json_name(json, "schema", "juten-result/1");
    json_key(json, "tool");
    json_object_begin(json);
    report_json_name(json, "name", "juten");
    report_json_name(json, "version", run->version);
    json_object_end(json);
    report_json_name(json, "as_of", run->as_of);
    add_merged(json, run->parts);
    add_redacted(json, run->settings.redact);
    json_key(json, "packs");
    json_array_begin(json);
    for (size_t i = 0; i < run->pack_count; i++)
        add_pack(json, &run->packs[i]);
    json_array_end(json);
}

/* ---- submissions */

static void add_range(struct json_writer *json, const struct review_range *range)
{
    report_json_place(json, "start", range->start);
    report_json_place(json, "end", range->end);
}

static void add_evidence(struct json_writer *json, const struct review_criterion *criterion)
{
    json_key(json, "evidence");
    json_array_begin(json);
    for (size_t i = 0; i < criterion->evidence_count; i++) {
        const struct review_evidence *evidence = &criterion->evidence[i];
        json_object_begin(json);
        report_json_view(json, "text", evidence->text);
        add_range(json, &evidence->range);
        if (evidence->text_index != REVIEW_NONE) {
            const struct json_int within[] = {{"text", (int64_t)evidence->text_index},
                                              {"begin", (int64_t)evidence->begin},
                                              {"end", (int64_t)evidence->end}};
            json_key(json, "within");
            json_add_ints(json, within, sizeof within / sizeof *within);
        }
        if (evidence->guard != EVAL_GUARD_NONE) {
            report_json_name(json, "guard", eval_guard_name(evidence->guard));
            report_json_view(json, "because", evidence->because);
        }
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_steps(struct json_writer *json, const struct review_criterion *criterion)
{
    json_key(json, "steps");
    json_array_begin(json);
    for (size_t i = 0; i < criterion->step_count; i++) {
        const struct review_step *step = &criterion->steps[i];
        json_object_begin(json);
        report_json_int(json, "depth", step->depth);
        report_json_view(json, "operator", step->operation);
        report_json_optional(json, "concept", step->concept);
        report_json_view(json, "truth", step->truth);
        report_json_optional(json, "guard", step->guard);
        report_json_optional(json, "text", step->text);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_criteria(struct json_writer *json, const struct review_criterion *criteria, size_t count)
{
    json_key(json, "criteria");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json);
        report_json_view(json, "id", criteria[i].id);
        report_json_name(json, "state", eval_state_name(criteria[i].state));
        report_json_optional(json, "guard", text_view_of(eval_guard_name(criteria[i].guard)));
        add_evidence(json, &criteria[i]);
        if (criteria[i].steps) add_steps(json, &criteria[i]);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_number_or_null(struct json_writer *json, const char *key, bool known, int64_t number)
{
    json_key(json, key);
    if (known) json_add_int(json, number);
    else json_add_null(json);
}

static void add_yen(struct json_writer *json, const char *key, const struct review_amount *amount)
{
    json_key(json, key);
    bool figure = amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_PART_OF;
    if (figure && !amount->withheld) json_add_int(json, amount->yen);
    else json_add_null(json);
}

/* What every kind of amount is told from; {} for an absent one. */
static void add_amount(struct json_writer *json, const char *key, const struct review_amount *amount)
{
    json_key(json, key);
    json_object_begin(json);
    if (amount->kind != DOC_AMOUNT_ABSENT) {
        report_json_name(json, "kind", review_amount_kind_name(amount->kind));
        add_yen(json, "yen", amount);
        report_json_view(json, "written", amount->written);
        report_json_bool(json, "relisted", amount->relisted);
    }
    json_object_end(json);
}

static void add_claim(struct json_writer *json, const struct review_claim *claim)
{
    json_object_begin(json);
    report_json_optional(json, "area", claim->area);
    report_json_optional(json, "item", claim->item);
    report_json_optional(json, "area_as_written", claim->area_as_written);
    add_yen(json, "amount_yen", &claim->amount);
    report_json_name(json, "verdict", eval_claim_name(claim->verdict));
    add_criteria(json, claim->criteria, claim->criterion_count);
    add_amount(json, "amount", &claim->amount);
    report_json_optional(json, "text_sha256", claim->text_sha256);
    json_object_end(json);
}

/* What evidence stands "within": "text" counts these, "begin" and "end" are bytes of one. */
static void add_texts(struct json_writer *json, const struct review_request *request)
{
    json_key(json, "texts");
    json_array_begin(json);
    for (size_t i = 0; i < request->text_count; i++) {
        const struct review_text *text = &request->texts[i];
        json_object_begin(json);
        report_json_name(json, "field", doc_field_name(text->field));
        add_number_or_null(json, "claim", text->claim != REVIEW_NONE, (int64_t)text->claim);
        report_json_view(json, "text", text->text);
        report_json_place(json, "start", text->start);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_parts(struct json_writer *json, const struct review_request *request)
{
    json_key(json, "breakdown");
    json_array_begin(json);
    for (size_t i = 0; i < request->part_count; i++) {
        json_object_begin(json);
        report_json_optional(json, "item", request->parts[i].item);
        add_amount(json, "amount", &request->parts[i].amount);
        report_json_bool(json, "partial", request->parts[i].partial);
        if (request->parts[i].start.line > 0) report_json_place(json, "start", request->parts[i].start);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_request(struct json_writer *json, const struct review_request *request)
{
    json_object_begin(json);
    report_json_optional(json, "id", request->id);
    report_json_optional(json, "title", request->title);
    report_json_name(json, "category", review_category_name(request->category));
    add_yen(json, "amount_yen", &request->amount);
    report_json_name(json, "amount_kind", review_amount_kind_name(request->amount.kind));
    report_json_name(json, "verdict", eval_request_name(request->verdict));
    add_criteria(json, request->criteria, request->criterion_count);
    json_key(json, "claims");
    json_array_begin(json);
    for (size_t i = 0; i < request->claim_count; i++)
        add_claim(json, &request->claims[i]);
    json_array_end(json);
    if (request->suggested) add_views(json, "suggested", request->suggestions, request->suggestion_count);
    add_amount(json, "amount", &request->amount);
    add_amount(json, "previous", &request->previous);
    add_amount(json, "supplementary", &request->supplementary);
    add_amount(json, "special", &request->special);
    report_json_optional(json, "text_sha256", request->text_sha256);
    report_json_place(json, "start", request->start);
    add_texts(json, request);
    add_parts(json, request);
    json_object_end(json);
}

/* Up to its requests. */
static void add_head(struct json_writer *json, const struct review_submission *record)
{
    report_json_view(json, "path", record->path);
    report_json_int(json, "document", (int64_t)record->document);
    report_json_optional(json, "sha256", record->sha256);
    report_json_view(json, "pack", record->pack->id);
    report_json_optional(json, "ministry", record->ministry);
    add_number_or_null(json, "fiscal_year", record->year != 0, record->year);
    json_key(json, "requests");
    json_array_begin(json);
}

static void add_tail(struct json_writer *json, const struct review_submission *record)
{
    json_array_end(json);
    add_number_or_null(json, "ministry_order", record->ministry_order != REVIEW_NONE, (int64_t)record->ministry_order);
    add_amount(json, "total", &record->total);
}

enum status report_json_submission(struct json_writer *json, const struct report_document *document,
                                   struct report *report)
{
    const struct review_submission *record = document->record;
    enum status status = STATUS_OK;
    if (!document->goes_on) add_head(json, record);
    for (size_t i = 0; i < record->request_count && status == STATUS_OK; i++) {
        add_request(json, &record->requests[i]);
        status = report_relieve(report);
    }
    if (!document->has_more) add_tail(json, record);
    return status;
}

/* ---- findings and errors */

/* Appends text of a file that may be no UTF-8 at all (the finding says so): JSON must be. Such a byte is spelt out as
 * <FF>, as every terminal is shown it. */
static void add_clean(struct buf *out, struct text_view text)
{
    static const char digits[] = "0123456789ABCDEF";
    while (text.len > 0) {
        size_t sound = text_utf8_check(text);
        buf_add(out, text.at, sound);
        if (sound == text.len) return;
        unsigned byte = (unsigned char)text.at[sound];
        const char spelt[] = {'<', digits[byte >> 4], digits[byte & 15], '>'};
        buf_add(out, spelt, sizeof spelt);
        text = text_view_part(text, sound + 1, text.len);
    }
}

/* "begin" and "end" are bytes of "text": what is marked. */
static void add_excerpt(struct json_writer *json, const struct review_excerpt *excerpt)
{
    json_key(json, "excerpt");
    if (!excerpt->text.at) {
        json_add_null(json);
        return;
    }
    struct buf text;
    buf_init(&text);
    add_clean(&text, text_view_part(excerpt->text, 0, excerpt->begin));
    size_t begin = text.len;
    add_clean(&text, text_view_part(excerpt->text, excerpt->begin, excerpt->end));
    size_t end = text.len;
    add_clean(&text, text_view_part(excerpt->text, excerpt->end, excerpt->text.len));
    json_object_begin(json);
    report_json_view(json, "text", report_view(&text));
    report_json_int(json, "begin", (int64_t)begin);
    report_json_int(json, "end", (int64_t)end);
    report_json_bool(json, "cut", excerpt->cut);
    json_object_end(json);
    report_done(json->out, &text);
}

static void add_message(struct json_writer *json, const struct review_finding *finding, enum text_language language)
{
    struct buf message;
    buf_init(&message);
    buf_add(&message, finding->headline.at, finding->headline.len);
    if (finding->reason.len > 0) {
        buf_add_string(&message, report_plain(language, REPORT_NEXT_SENTENCE));
        buf_add(&message, finding->reason.at, finding->reason.len);
    }
    report_json_view(json, "message", report_view(&message));
    report_done(json->out, &message);
}

/* "I6": letters for the column, as in spreadsheets. */
static void add_reference(struct json_writer *json, const struct review_cell_place *cell)
{
    struct buf reference;
    buf_init(&reference);
    text_cell_name(&reference, cell->row, cell->column);
    report_json_view(json, "reference", report_view(&reference));
    report_done(json->out, &reference);
}

static void add_cell(struct json_writer *json, const struct review_cell_place *cell)
{
    if (cell->row == 0) return;
    json_key(json, "cell");
    json_object_begin(json);
    report_json_int(json, "row", cell->row);
    report_json_int(json, "column", cell->column);
    add_reference(json, cell);
    report_json_optional(json, "header", cell->header);
    json_object_end(json);
}

static void add_details(struct json_writer *json, const struct review_finding *finding)
{
    json_key(json, "details");
    json_array_begin(json);
    for (size_t i = 0; i < finding->detail_count; i++) {
        const struct review_detail *detail = &finding->details[i];
        json_object_begin(json);
        report_json_name(json, "kind", review_detail_name(detail->kind));
        report_json_optional(json, "text", detail->text);
        report_json_optional(json, "source", detail->source);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_relations(struct json_writer *json, const struct review_finding *finding)
{
    json_key(json, "related");
    json_array_begin(json);
    for (size_t i = 0; i < finding->relation_count; i++) {
        const struct review_relation *relation = &finding->relations[i];
        json_object_begin(json);
        report_json_view(json, "path", relation->path);
        report_json_int(json, "document", (int64_t)relation->document);
        report_json_optional(json, "request", relation->request);
        report_json_optional(json, "title", relation->title);
        report_json_optional(json, "area", relation->area);
        report_json_place(json, "start", relation->start);
        add_number_or_null(json, "share", relation->share >= 0, relation->share);
        report_json_bool(json, "previous", relation->previous);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_waived(struct json_writer *json, const struct review_waived *waived)
{
    json_key(json, "waived");
    if (!waived) {
        json_add_null(json);
        return;
    }
    json_object_begin(json);
    report_json_name(json, "state", review_waiver_state_name(waived->state));
    report_json_view(json, "reason", waived->reason);
    report_json_optional(json, "by", waived->by);
    report_json_optional(json, "until", waived->until);
    report_json_bool(json, "holds", waived->holds);
    json_object_end(json);
}

static void add_fixes(struct json_writer *json, const struct review_finding *finding)
{
    if (finding->fix_count == 0) return;
    json_key(json, "fixes");
    json_array_begin(json);
    for (size_t i = 0; i < finding->fix_count; i++) {
        json_object_begin(json);
        add_range(json, &finding->fixes[i].range);
        report_json_view(json, "text", finding->fixes[i].text);
        json_object_end(json);
    }
    json_array_end(json);
}

void report_json_finding(struct json_writer *json, const struct review_finding *finding, enum text_language language)
{
    json_object_begin(json);
    report_json_view(json, "rule", finding->rule);
    report_json_name(json, "severity", review_severity_name(finding->severity));
    add_message(json, finding, language);
    report_json_view(json, "path", finding->path);
    report_json_optional(json, "request", finding->request);
    report_json_optional(json, "area", finding->area);
    report_json_optional(json, "criterion", finding->criterion);
    if (finding->claim > 0) report_json_int(json, "claim", (int64_t)finding->claim - 1);
    add_range(json, &finding->range);
    report_json_view(json, "fingerprint", finding->fingerprint);
    report_json_optional(json, "text_sha256", finding->text_sha256);
    report_json_optional(json, "line_hash", finding->line_hash);
    add_waived(json, finding->waived);
    report_json_int(json, "document", (int64_t)finding->document);
    report_json_bool(json, "on_file", finding->on_file);
    if (finding->on_rows) report_json_bool(json, "on_breakdown", true);
    report_json_view(json, "headline", finding->headline);
    report_json_optional(json, "reason", finding->reason);
    report_json_optional(json, "explains", finding->explains);
    add_cell(json, &finding->cell);
    add_excerpt(json, &finding->excerpt);
    add_details(json, finding);
    add_fixes(json, finding);
    if (finding->over_set) {
        report_json_optional(json, "ministry", finding->ministry);
        report_json_optional(json, "title", finding->title);
        add_relations(json, finding);
    }
    json_object_end(json);
}

void report_json_error(struct json_writer *json, const struct review_error *error)
{
    json_object_begin(json);
    report_json_view(json, "code", error->code);
    report_json_view(json, "path", error->path);
    report_json_view(json, "message", error->message);
    if (error->fixed.len > 0) report_json_view(json, "fixed", error->fixed);
    report_json_place(json, "start", error->start);
    add_excerpt(json, &error->excerpt);
    json_object_end(json);
}

void report_json_totals(struct json_writer *json, const struct review_totals *totals)
{
    report_json_int(json, "files", (int64_t)totals->files);
    report_json_int(json, "requests", (int64_t)totals->requests);
    report_json_int(json, "claims", (int64_t)totals->claims);
    report_json_int(json, "criteria", (int64_t)totals->criteria);
    report_json_int(json, "skipped", (int64_t)totals->skipped);
    report_json_int(json, "errors", (int64_t)totals->errors);
    json_key(json, "findings");
    json_object_begin(json);
    for (int severity = RULE_ERROR; severity >= RULE_NOTE; severity--)
        report_json_int(json, review_severity_name((enum rule_severity)severity), (int64_t)totals->findings[severity]);
    json_object_end(json);
    report_json_int(json, "waived", (int64_t)totals->waived);
}
