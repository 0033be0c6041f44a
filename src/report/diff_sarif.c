/* The comparison as SARIF 2.1.0: every finding of either round as a result with its baselineState (section 3.27.24):
 * `new`, `unchanged`, `updated` when the text under it changed, `absent`. The state in our words is in the properties.
 * A baseline is named by the guid of its run (3.14.5); a round's guid is made from what it holds, so that it is the
 * same whichever round it is compared with. */
#include "base/hash.h"
#include "report/diff.h"
#include "report/json_part.h"
#include "report/sarif_part.h"
#include "report/wording.h"

#include <string.h>

#define INDENT 2

struct rules {
    const struct text_view *ids; /* each once, in order */
    size_t count;
};

/* ---- the rules that are named */

static const struct review_finding *shown(const struct review_finding_change *change)
{
    return change->after ? change->after : change->before;
}

static size_t index_of(const struct rules *rules, struct text_view id)
{
    size_t low = 0, high = rules->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_view_compare(rules->ids[middle], id) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Enters the id where it belongs; `ids` has room. */
static void enter(struct text_view *ids, struct rules *rules, struct text_view id)
{
    size_t at = index_of(rules, id);
    if (at < rules->count && text_view_equal(ids[at], id)) return;
    memmove(ids + at + 1, ids + at, (rules->count - at) * sizeof *ids);
    ids[at] = id;
    rules->count++;
}

static struct rules rules_of(struct arena *arena, const struct review_rounds *rounds)
{
    size_t most = rounds->on_file_count;
    for (size_t i = 0; i < rounds->request_count; i++)
        most += rounds->requests[i].finding_count;
    struct text_view *ids = arena_alloc(arena, (most + 1) * sizeof *ids);
    struct rules rules = {ids, 0};
    for (size_t i = 0; ids && i < rounds->request_count; i++)
        for (size_t f = 0; f < rounds->requests[i].finding_count; f++)
            enter(ids, &rules, shown(&rounds->requests[i].findings[f])->rule);
    for (size_t i = 0; ids && i < rounds->on_file_count; i++)
        enter(ids, &rules, shown(&rounds->on_files[i])->rule);
    return rules;
}

/* ---- results */

static void add_location(struct json_writer *json, const struct review_finding *finding)
{
    json_key(json, "locations");
    json_array_begin(json);
    json_object_begin(json);
    report_sarif_place(json, finding->path, &finding->range, false, NULL);
    json_object_end(json);
    json_array_end(json);
}

static const char *baseline_state(const struct review_finding_change *change)
{
    if (!change->after) return "absent";
    if (!change->before) return "new";
    return text_view_equal(change->before->text_sha256, change->after->text_sha256) ? "unchanged" : "updated";
}

static void add_result(struct json_writer *json, const struct rules *rules, const struct review_finding_change *change)
{
    const struct review_finding *finding = shown(change);
    json_object_begin(json);
    report_json_view(json, "ruleId", finding->rule);
    report_json_int(json, "ruleIndex", (int64_t)index_of(rules, finding->rule));
    report_json_name(json, "level", review_severity_name(finding->severity));
    report_sarif_message(json, "message", finding->headline);
    add_location(json, finding);
    json_key(json, "partialFingerprints");
    json_object_begin(json);
    report_json_view(json, "juten/v1", finding->fingerprint);
    json_object_end(json);
    report_json_name(json, "baselineState", baseline_state(change));
    json_key(json, "properties");
    json_object_begin(json);
    report_json_name(json, "round", review_change_name(change->change));
    report_json_optional(json, "request", finding->request);
    json_object_end(json);
    json_object_end(json);
}

/* ---- the run */

/* Over a round's packs, files and findings. The schema of SARIF knows the versions 1 to 5 alone, so this one says that
 * it is made from names (5), though by SHA-256. */
static void add_guid(struct json_writer *json, const char *key, const struct review_stored *round)
{
    struct hash_sha256 hash;
    char hex[HASH_SHA256_HEX], guid[37];
    hash_sha256_init(&hash);
    for (size_t i = 0; i < round->pack_count; i++)
        hash_sha256_add(&hash, round->packs[i].id.at, round->packs[i].id.len);
    for (size_t i = 0; i < round->submission_count; i++) {
        const struct review_submission *submission = &round->submissions[i];
        hash_sha256_add(&hash, submission->path.at, submission->path.len);
        for (size_t f = 0; f < submission->finding_count; f++)
            hash_sha256_add(&hash, submission->findings[f].fingerprint.at, submission->findings[f].fingerprint.len);
    }
    hash_sha256_hex(&hash, hex);
    for (size_t to = 0, from = 0; to < 36; to++) {
        bool dash = to == 8 || to == 13 || to == 18 || to == 23;
        guid[to] = dash ? '-' : hex[from++];
    }
    guid[14] = '5';
    guid[19] = 'a';
    guid[36] = '\0';
    report_json_name(json, key, guid);
}

/* The guid of the new round is the baseline's in the comparison with a third. */
static void add_guids(struct json_writer *json, const struct review_rounds *rounds)
{
    json_key(json, "automationDetails");
    json_object_begin(json);
    add_guid(json, "guid", rounds->after);
    json_object_end(json);
    add_guid(json, "baselineGuid", rounds->before);
}

static void add_tool(struct json_writer *json, const struct report_run *run, const struct rules *rules)
{
    json_key(json, "tool");
    json_object_begin(json);
    json_key(json, "driver");
    json_object_begin(json);
    report_json_name(json, "name", "juten");
    report_json_name(json, "version", run->version);
    json_key(json, "rules");
    json_array_begin(json);
    for (size_t i = 0; i < rules->count; i++) {
        json_object_begin(json);
        report_json_view(json, "id", rules->ids[i]);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void add_run(struct json_writer *json, const struct report_run *run, const struct review_rounds *rounds,
                    const struct rules *rules)
{
    json_object_begin(json);
    add_tool(json, run, rules);
    report_json_name(json, "columnKind", REPORT_SARIF_COLUMNS);
    report_json_name(json, "language", report_sarif_language(run->settings.language));
    add_guids(json, rounds);
    json_key(json, "results");
    json_array_begin(json);
    for (size_t i = 0; i < rounds->request_count; i++)
        for (size_t f = 0; f < rounds->requests[i].finding_count; f++)
            add_result(json, rules, &rounds->requests[i].findings[f]);
    for (size_t i = 0; i < rounds->on_file_count; i++)
        add_result(json, rules, &rounds->on_files[i]);
    json_array_end(json);
    json_object_end(json);
}

static void write_sarif(struct buf *out, const struct report_run *run, const struct review_rounds *rounds)
{
    struct arena *arena = arena_new();
    struct rules rules = {NULL, 0};
    struct json_writer json;
    if (arena) rules = rules_of(arena, rounds);
    if (!rules.ids) out->status = STATUS_NO_MEMORY;
    json_init(&json, out, INDENT);
    json_object_begin(&json);
    report_json_name(&json, "$schema", REPORT_SARIF_SCHEMA);
    report_json_name(&json, "version", REPORT_SARIF_VERSION);
    json_key(&json, "runs");
    json_array_begin(&json);
    if (rules.ids) add_run(&json, run, rounds, &rules);
    json_array_end(&json);
    json_object_end(&json);
    buf_add_char(out, '\n');
    arena_free(arena);
}

const struct report_diff_format report_diff_sarif = {"sarif", write_sarif};
