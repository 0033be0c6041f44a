#include "report/sarif_result.h"

#include "report/json_part.h"
#include "report/money.h"
#include "report/sarif_part.h"
#include "report/wording.h"
#include "review/redact.h"
#include "text/place.h"
#include "text/printable.h"

#define RELATED_MOST 100 /* that GitHub keeps of a result, */
#define LINKED_MOST  8   /* and that its message names */

/* ---- the message */

void report_sarif_say(struct buf *out, struct text_view text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool link = text.at[i] == ']' && i + 1 < text.len && text.at[i + 1] == '(';
        for (size_t back = i; link && back > 0 && text.at[back - 1] == '\\'; back--)
            buf_add_char(out, '\\');
        if (link) buf_add_char(out, '\\');
        buf_add_char(out, text.at[i]);
    }
}

void report_sarif_said(struct json_writer *json, struct text_view text)
{
    struct buf words;
    buf_init(&words);
    report_sarif_say(&words, text);
    report_sarif_message(json, "message", report_view(&words));
    report_done(json->out, &words);
}

static void add_detail(struct buf *out, enum text_language language, const struct review_detail *detail)
{
    buf_add_char(out, '\n');
    buf_add_string(out, report_detail_word(detail->kind, language));
    buf_add_string(out, ": ");
    const struct text_view text = review_detail_below(detail);
    report_sarif_say(out, text);
    if (detail->source.len == 0) return;
    if (text.len > 0) buf_add_string(out, report_plain(language, REPORT_OPEN));
    report_sarif_say(out, detail->source);
    if (text.len > 0) buf_add_string(out, report_plain(language, REPORT_CLOSE));
}

/* "[words](1)": within the words, brackets and backslashes have a backslash before them. */
static void add_link(struct buf *out, struct text_view words, size_t number)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < words.len; i++) {
        if (words.at[i] == '[' || words.at[i] == ']' || words.at[i] == '\\') buf_add_char(out, '\\');
        buf_add_char(out, words.at[i]);
    }
    buf_add_string(out, "](");
    buf_add_int(out, (int64_t)number);
    buf_add_char(out, ')');
}

/* "path:line MIC-3" */
static void name_relation(struct buf *out, const struct review_relation *relation)
{
    text_print(out, relation->path);
    text_place_print_line(out, relation->start);
    if (relation->request.len > 0) buf_add_char(out, ' ');
    text_print(out, relation->request);
}

static bool is_wide(const struct review_finding *finding)
{
    const struct review_range *range = &finding->range;
    return range->start.cell == 0 && range->start.line > 0 && range->end.line > range->start.line;
}

/* "旅費 12百万円": a row of the breakdown. */
static void name_part(struct buf *out, const struct review_part *part)
{
    text_print(out, part->item);
    if (part->item.len > 0 && part->amount.written.len > 0) buf_add_char(out, ' ');
    text_print(out, part->amount.written);
    if (out->len == 0) buf_add_char(out, '-');
}

/* How many rows of the request's breakdown the finding is about. */
static size_t part_count(const struct review_request *request, const struct review_finding *finding)
{
    return request && finding->on_rows ? request->part_count : 0;
}

/* `before`: the locations that come first. */
static void add_part_links(struct buf *out, enum text_language language, const struct review_request *request,
                           const struct review_finding *finding, size_t before)
{
    size_t count = part_count(request, finding);
    for (size_t i = 0; i < count && i < LINKED_MOST; i++) {
        struct buf name;
        buf_init(&name);
        name_part(&name, &request->parts[i]);
        buf_add_string(out, i == 0 ? "\n" : report_plain(language, REPORT_LIST_COMMA));
        if (i == 0) buf_add_string(out, report_plain(language, REPORT_SARIF_ROWS));
        add_link(out, report_view(&name), before + i + 1);
        report_done(out, &name);
    }
}

static void add_links(struct buf *out, enum text_language language, const struct review_finding *finding)
{
    size_t shown = finding->relation_count < LINKED_MOST ? finding->relation_count : LINKED_MOST;
    if (is_wide(finding)) {
        buf_add_char(out, '\n');
        add_link(out, text_view_of(report_plain(language, REPORT_SARIF_WHOLE)), 1);
    }
    for (size_t i = 0; i < shown; i++) {
        struct buf name;
        bool earlier = finding->relations[i].previous;
        buf_init(&name);
        buf_add_char(out, '\n');
        buf_add_string(out, report_plain(language, earlier ? REPORT_LABEL_EARLIER : REPORT_LABEL_ALSO));
        buf_add_string(out, ": ");
        name_relation(&name, &finding->relations[i]);
        add_link(out, report_view(&name), i + 1 + is_wide(finding));
        report_done(out, &name);
    }
}

/* The first sentence is what viewers show as the title. */
static void add_message(struct json_writer *json, enum text_language language, const struct review_request *request,
                        const struct review_finding *finding)
{
    struct buf words;
    buf_init(&words);
    report_sarif_say(&words, finding->headline.len > 0 ? finding->headline : finding->rule);
    if (finding->reason.len > 0) {
        buf_add_string(&words, report_plain(language, REPORT_NEXT_SENTENCE));
        report_sarif_say(&words, finding->reason);
    }
    for (size_t i = 0; i < finding->detail_count; i++)
        add_detail(&words, language, &finding->details[i]);
    add_links(&words, language, finding);
    add_part_links(&words, language, request, finding, is_wide(finding) + finding->relation_count);
    report_sarif_message(json, "message", report_view(&words));
    report_done(json->out, &words);
}

/* ---- where */

/* A code host shows a result on a change only when all lines of it are in the change: so it is one line. */
static void add_location(struct json_writer *json, const struct review_finding *finding, const char *base)
{
    json_key(json, "locations");
    json_array_begin(json);
    json_object_begin(json);
    report_sarif_place(json, finding->path, &finding->range, true, base);
    json_object_end(json);
    json_array_end(json);
}

/* A location that the message links to by its id; the name is given back. */
static void add_linked(struct json_writer *json, size_t id, struct text_view path, struct text_place start,
                       struct buf *name, const char *base)
{
    const struct review_range range = {.start = start};
    json_object_begin(json);
    report_json_int(json, "id", (int64_t)id);
    report_sarif_place(json, path, &range, false, base);
    report_sarif_said(json, report_view(name));
    json_object_end(json);
    report_done(json->out, name);
}

static void add_relation(struct json_writer *json, size_t id, const struct review_relation *relation, const char *base)
{
    struct buf name;
    buf_init(&name);
    name_relation(&name, relation);
    add_linked(json, id, relation->path, relation->start, &name, base);
}

static void add_part(struct json_writer *json, size_t id, const struct review_finding *finding,
                     const struct review_part *part, const char *base)
{
    struct buf name;
    buf_init(&name);
    name_part(&name, part);
    add_linked(json, id, finding->path, part->start, &name, base);
}

static void add_related(struct json_writer *json, const struct report_run *run, const struct review_request *request,
                        const struct review_finding *finding)
{
    const char *base = report_sarif_base(run);
    size_t id = 0;
    size_t parts = part_count(request, finding);
    if (!is_wide(finding) && finding->relation_count == 0 && parts == 0) return;
    json_key(json, "relatedLocations");
    json_array_begin(json);
    if (is_wide(finding)) {
        json_object_begin(json);
        report_json_int(json, "id", (int64_t)++id);
        report_sarif_place(json, finding->path, &finding->range, false, base);
        report_sarif_message(json, "message", text_view_of(report_plain(run->settings.language, REPORT_SARIF_WHOLE)));
        json_object_end(json);
    }
    for (size_t i = 0; i < finding->relation_count && id < RELATED_MOST; i++)
        add_relation(json, ++id, &finding->relations[i], base);
    for (size_t i = 0; i < parts && id < RELATED_MOST; i++)
        add_part(json, ++id, finding, &request->parts[i], base);
    json_array_end(json);
}

static void add_replacement(struct json_writer *json, const struct review_fix *fix)
{
    json_object_begin(json);
    report_sarif_region(json, "deletedRegion", &fix->range, false);
    report_sarif_message(json, "insertedContent", fix->text);
    json_object_end(json);
}

/* One fix of one file, which editors offer to apply (3.55). */
static void add_fixes(struct json_writer *json, const struct report_run *run, const struct review_finding *finding)
{
    if (finding->fix_count == 0) return;
    json_key(json, "fixes");
    json_array_begin(json);
    json_object_begin(json);
    report_sarif_message(json, "description", text_view_of(report_plain(run->settings.language, REPORT_SARIF_FIX)));
    json_key(json, "artifactChanges");
    json_array_begin(json);
    json_object_begin(json);
    report_sarif_artifact(json, "artifactLocation", finding->path, report_sarif_base(run));
    json_key(json, "replacements");
    json_array_begin(json);
    for (size_t i = 0; i < finding->fix_count; i++)
        add_replacement(json, &finding->fixes[i]);
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
}

static void add_fingerprints(struct json_writer *json, const struct review_finding *finding)
{
    json_key(json, "partialFingerprints");
    json_object_begin(json);
    if (finding->line_hash.len > 0) report_json_view(json, "primaryLocationLineHash", finding->line_hash);
    report_json_view(json, "juten/v1", finding->fingerprint);
    json_object_end(json);
}

/* ---- what it is about */

/* A finding over the set may have to do with any of the packs; a single one is meant. */
static const struct review_pack *pack_of(const struct report_sarif_from *from)
{
    if (from->record) return from->record->pack;
    return from->run->pack_count == 1 ? from->run->packs : NULL;
}

static void add_taxa(struct json_writer *json, const struct report_sarif_from *from, struct text_view area)
{
    size_t pack = report_sarif_pack_index(from->run, pack_of(from));
    size_t clause = report_sarif_clause_index(pack_of(from), area);
    if (pack == REVIEW_NONE || clause == REVIEW_NONE) return;
    json_key(json, "taxa");
    json_array_begin(json);
    json_object_begin(json);
    report_json_view(json, "id", area);
    report_json_int(json, "index", (int64_t)clause);
    json_key(json, "toolComponent");
    json_object_begin(json);
    report_json_view(json, "name", from->run->packs[pack].id);
    report_json_int(json, "index", (int64_t)pack);
    json_object_end(json);
    json_object_end(json);
    json_array_end(json);
}

static const char *suppression_status(const struct review_waived *waived)
{
    static const char *const statuses[REVIEW_WAIVER_STATES] = {[REVIEW_WAIVER_OPEN] = "underReview",
                                                               [REVIEW_WAIVER_INVESTIGATING] = "underReview",
                                                               [REVIEW_WAIVER_APPROVED] = "underReview",
                                                               [REVIEW_WAIVER_REJECTED] = "rejected",
                                                               [REVIEW_WAIVER_CLOSED] = "rejected"};
    return waived->holds ? "accepted" : statuses[waived->state];
}

/* Present in every result, since it must be in all or in none (3.27.23). */
static void add_suppressions(struct json_writer *json, const struct review_finding *finding)
{
    const struct review_waived *waived = finding->waived;
    json_key(json, "suppressions");
    json_array_begin(json);
    if (waived) {
        json_object_begin(json);
        report_json_name(json, "kind", "external");
        report_json_name(json, "status", suppression_status(waived));
        report_json_view(json, "justification", waived->reason);
        json_key(json, "properties");
        json_object_begin(json);
        report_json_name(json, "state", review_waiver_state_name(waived->state));
        report_json_optional(json, "by", waived->by);
        report_json_optional(json, "until", waived->until);
        report_json_bool(json, "holds", waived->holds);
        json_object_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

/* Money at stake from 0 to 100, on a scale that is the same in every run: eight points for each digit of the yen, so
 * that 100 is a trillion. Nothing when amounts are withheld. */
static void add_rank(struct json_writer *json, const struct report_sarif_from *from,
                     const struct review_request *request)
{
    int64_t rank = 0, yen = request ? review_asked(request) : 0;
    if (yen <= 0 || (from->run->settings.redact & REVIEW_REDACT_AMOUNTS)) return;
    for (; yen > 0; yen /= 10)
        rank += 8;
    report_json_int(json, "rank", rank < 100 ? rank : 100);
}

static void add_properties(struct json_writer *json, const struct report_sarif_from *from,
                           const struct review_finding *finding, const struct review_request *request)
{
    json_key(json, "properties");
    json_object_begin(json);
    report_json_optional(json, "ministry", from->record ? from->record->ministry : (struct text_view){0});
    report_json_optional(json, "request", finding->request);
    report_json_optional(json, "title", request ? request->title : (struct text_view){0});
    report_json_optional(json, "area", finding->area);
    report_json_optional(json, "criterion", finding->criterion);
    json_object_end(json);
}

static const struct review_request *request_of(const struct report_sarif_from *from,
                                               const struct review_finding *finding)
{
    size_t request = from->record ? report_index_of(from->index, finding) : REVIEW_NONE;
    return request == REVIEW_NONE ? NULL : &from->record->requests[request];
}

void report_sarif_result(struct json_writer *json, const struct report_sarif_from *from,
                         const struct review_finding *finding)
{
    enum text_language language = from->run->settings.language;
    const struct review_request *request = request_of(from, finding);
    size_t rule = report_sarif_rule_index(from->rules, finding->rule);
    json_object_begin(json);
    report_json_view(json, "ruleId", finding->rule);
    if (rule != REVIEW_NONE) report_json_int(json, "ruleIndex", (int64_t)rule);
    report_json_name(json, "level", review_severity_name(finding->severity));
    add_message(json, language, request, finding);
    add_location(json, finding, report_sarif_base(from->run));
    add_related(json, from->run, request, finding);
    if (request) report_sarif_flow(json, from, request, finding);
    add_fixes(json, from->run, finding);
    add_fingerprints(json, finding);
    add_taxa(json, from, finding->area);
    add_suppressions(json, finding);
    add_rank(json, from, request);
    add_properties(json, from, finding, request);
    json_object_end(json);
}
