/* The comparison as one JSON document, schema juten-diff/1: the two rounds, every request of either, every finding with
 * what became of it. */
#include "report/diff.h"
#include "report/json_part.h"

#define INDENT 2

static void add_round(struct json_writer *json, const char *key, const struct review_stored *stored)
{
    json_key(json, key);
    json_object_begin(json);
    report_json_view(json, "as_of", stored->as_of);
    json_key(json, "packs");
    json_array_begin(json);
    for (size_t i = 0; i < stored->pack_count; i++) {
        json_object_begin(json);
        report_json_view(json, "id", stored->packs[i].id);
        report_json_view(json, "version", stored->packs[i].version);
        report_json_view(json, "sha256", stored->packs[i].sha256);
        json_object_end(json);
    }
    json_array_end(json);
    report_json_int(json, "files", (int64_t)stored->totals.files);
    report_json_int(json, "requests", (int64_t)stored->totals.requests);
    report_json_int(json, "errors", (int64_t)stored->totals.errors);
    json_object_end(json);
}

static void add_side(struct json_writer *json, const char *key, const struct review_side *side)
{
    json_key(json, key);
    if (!side->request) {
        json_add_null(json);
        return;
    }
    json_object_begin(json);
    report_json_view(json, "path", side->submission->path);
    report_json_int(json, "document", (int64_t)side->submission->document);
    report_json_optional(json, "ministry", side->submission->ministry);
    report_json_optional(json, "id", side->request->id);
    report_json_optional(json, "title", side->request->title);
    report_json_name(json, "verdict", eval_request_name(side->request->verdict));
    report_json_place(json, "start", side->request->start);
    json_object_end(json);
}

static void add_yen(struct json_writer *json, const char *key, bool known, int64_t yen)
{
    json_key(json, key);
    if (known) json_add_int(json, yen);
    else json_add_null(json);
}

static void add_money(struct json_writer *json, const struct review_request_change *change)
{
    json_key(json, "moved");
    json_array_begin(json);
    for (int money = REVIEW_AMOUNT; money < REVIEW_MONIES; money++) {
        if (!change->money_moved[money]) continue;
        json_object_begin(json);
        report_json_name(json, "field", review_money_name((enum review_money)money));
        const struct review_amount *before = review_amount_of(change->before.request, (enum review_money)money);
        const struct review_amount *after = review_amount_of(change->after.request, (enum review_money)money);
        add_yen(json, "old_yen", review_has_yen(before), before->yen);
        add_yen(json, "new_yen", review_has_yen(after), after->yen);
        report_json_name(json, "old_kind", review_amount_kind_name(before->kind));
        report_json_name(json, "new_kind", review_amount_kind_name(after->kind));
        add_yen(json, "difference_yen", change->comparable[money], change->difference[money]);
        json_object_end(json);
    }
    json_array_end(json);
}

/* The clauses that one round's request claims and the other's does not. */
static void add_areas(struct json_writer *json, const char *key, const struct review_request *in,
                      const struct review_request *other)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; in && other && i < in->claim_count; i++) {
        struct text_view area = review_area_of(&in->claims[i]);
        if (!review_claims_area(other, area)) json_add_string(json, area.at, area.len);
    }
    json_array_end(json);
}

static void add_finding(struct json_writer *json, const struct review_finding_change *change)
{
    const struct review_finding *finding = change->after ? change->after : change->before;
    json_object_begin(json);
    report_json_name(json, "state", review_change_name(change->change));
    report_json_view(json, "rule", finding->rule);
    report_json_name(json, "severity", review_severity_name(finding->severity));
    report_json_view(json, "headline", finding->headline);
    report_json_optional(json, "reason", finding->reason);
    report_json_view(json, "path", finding->path);
    report_json_optional(json, "request", finding->request);
    report_json_optional(json, "area", finding->area);
    report_json_optional(json, "criterion", finding->criterion);
    report_json_place(json, "start", finding->range.start);
    report_json_view(json, "fingerprint", finding->fingerprint);
    report_json_optional(json, "old_fingerprint", change->before ? change->before->fingerprint : (struct text_view){0});
    json_object_end(json);
}

static void add_findings(struct json_writer *json, const struct review_finding_change *findings, size_t count)
{
    json_key(json, "findings");
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        add_finding(json, &findings[i]);
    json_array_end(json);
}

static void add_request(struct json_writer *json, const struct review_request_change *change)
{
    bool added = !change->before.request, withdrawn = !change->after.request;
    json_object_begin(json);
    report_json_name(json, "state", added ? "added" : withdrawn ? "withdrawn" : "matched");
    report_json_name(json, "matched_by", review_match_name(change->match));
    add_side(json, "old", &change->before);
    add_side(json, "new", &change->after);
    report_json_bool(json, "renamed", change->renamed);
    report_json_bool(json, "renumbered", change->renumbered);
    report_json_bool(json, "text_changed", change->text_changed);
    add_areas(json, "areas_added", change->after.request, change->before.request);
    add_areas(json, "areas_dropped", change->before.request, change->after.request);
    add_money(json, change);
    add_findings(json, change->findings, change->finding_count);
    json_object_end(json);
}

static void add_summary(struct json_writer *json, const struct review_rounds *rounds)
{
    json_key(json, "summary");
    json_object_begin(json);
    report_json_int(json, "matched", (int64_t)rounds->matched);
    report_json_int(json, "added", (int64_t)rounds->added);
    report_json_int(json, "withdrawn", (int64_t)rounds->withdrawn);
    report_json_int(json, "better", (int64_t)rounds->better);
    report_json_int(json, "worse", (int64_t)rounds->worse);
    report_json_int(json, "text_changed", (int64_t)rounds->text_changed);
    report_json_int(json, "amount_moved", (int64_t)rounds->amount_moved);
    report_json_int(json, "amount_uncompared", (int64_t)rounds->amount_uncompared);
    report_json_int(json, "amount_difference_yen", rounds->amount_difference);
    json_key(json, "findings");
    json_object_begin(json);
    for (int change = 0; change < REVIEW_CHANGES; change++)
        report_json_int(json, review_change_name((enum review_change)change), (int64_t)rounds->findings[change]);
    json_object_end(json);
    json_object_end(json);
}

static void write_json(struct buf *out, const struct report_run *run, const struct review_rounds *rounds)
{
    struct json_writer json;
    json_init(&json, out, INDENT);
    json_object_begin(&json);
    report_json_name(&json, "schema", "juten-diff/1");
    json_key(&json, "tool");
    json_object_begin(&json);
    report_json_name(&json, "name", "juten");
    report_json_name(&json, "version", run->version);
    json_object_end(&json);
    add_round(&json, "old", rounds->before);
    add_round(&json, "new", rounds->after);
    report_json_bool(&json, "same_rules", rounds->same_rules);
    json_key(&json, "requests");
    json_array_begin(&json);
    for (size_t i = 0; i < rounds->request_count; i++)
        add_request(&json, &rounds->requests[i]);
    json_array_end(&json);
    add_findings(&json, rounds->on_files, rounds->on_file_count);
    add_summary(&json, rounds);
    json_object_end(&json);
    buf_add_char(out, '\n');
}

const struct report_diff_format report_diff_json = {"json", write_json};
