/* Code Quality for GitLab: a JSON array of issues. GitLab shows only the first of several with one fingerprint, so each
 * gets its own: a finding's own where it is the first to have it, else one made of that and its number. */
#include "base/hash.h"
#include "report/json_part.h"
#include "report/marked.h"
#include "report/report.h"
#include "report/wording.h"

#define INDENT 2

struct seen {
    uint32_t hash;
    uint32_t times;
};

struct gitlab {
    struct seen *table; /* open addressing, times 0 is free */
    size_t capacity, count;
};

static enum status begin(struct report *report)
{
    report->state = arena_alloc(report->arena, sizeof(struct gitlab));
    if (!report->state) return STATUS_NO_MEMORY;
    json_init(&report->json, &report->out, INDENT);
    json_array_begin(&report->json);
    return report_flush(report);
}

static struct seen *slot_of(struct seen *table, size_t capacity, uint32_t hash)
{
    size_t at = hash & (capacity - 1);
    while (table[at].times > 0 && table[at].hash != hash)
        at = (at + 1) & (capacity - 1);
    return &table[at];
}

static enum status grow(struct report *report)
{
    struct gitlab *gitlab = report->state;
    size_t capacity = gitlab->capacity > 0 ? gitlab->capacity * 2 : 256;
    struct seen *table = arena_alloc(report->arena, capacity * sizeof *table);
    if (!table) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < gitlab->capacity; i++)
        if (gitlab->table[i].times > 0) *slot_of(table, capacity, gitlab->table[i].hash) = gitlab->table[i];
    gitlab->table = table;
    gitlab->capacity = capacity;
    return STATUS_OK;
}

/* How often something of that hash was written before; it is now once more. */
static enum status count(struct report *report, struct text_view fingerprint, uint32_t *out_before)
{
    struct gitlab *gitlab = report->state;
    if (2 * gitlab->count >= gitlab->capacity && grow(report) != STATUS_OK) return STATUS_NO_MEMORY;
    struct seen *slot =
        slot_of(gitlab->table, gitlab->capacity, hash_bytes(fingerprint.at ? fingerprint.at : "", fingerprint.len));
    if (slot->times == 0) gitlab->count++;
    slot->hash = hash_bytes(fingerprint.at ? fingerprint.at : "", fingerprint.len);
    *out_before = slot->times++;
    return STATUS_OK;
}

static enum status add_fingerprint(struct report *report, struct text_view fingerprint)
{
    uint32_t before = 0;
    enum status status = count(report, fingerprint, &before);
    struct hash_sha256 hash;
    char hex[HASH_SHA256_HEX];
    if (status != STATUS_OK || (before == 0 && fingerprint.len > 0)) {
        report_json_view(&report->json, "fingerprint", fingerprint);
        return status;
    }
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, fingerprint.at ? fingerprint.at : "", fingerprint.len);
    hash_sha256_add(&hash, &(unsigned char){0}, 1);
    for (uint32_t digits = before; digits > 0; digits /= 10)
        hash_sha256_add(&hash, &"0123456789"[digits % 10], 1);
    hash_sha256_hex(&hash, hex);
    report_json_name(&report->json, "fingerprint", hex);
    return STATUS_OK;
}

static struct text_view relative(struct text_view path)
{
    while (path.len > 2 && path.at[0] == '.' && path.at[1] == '/')
        path = text_view_part(path, 2, path.len);
    return path;
}

/* In a workbook the row is the nearest to a line. */
static void add_location(struct json_writer *json, struct text_view path, struct text_place place)
{
    json_key(json, "location");
    json_object_begin(json);
    report_json_view(json, "path", relative(path));
    json_key(json, "lines");
    json_object_begin(json);
    report_json_int(json, "begin", place.line > 0 ? place.line : 1);
    json_object_end(json);
    json_object_end(json);
}

static enum status add_finding(struct report *report, const struct review_finding *finding)
{
    static const char *const severities[] = {[RULE_NOTE] = "info", [RULE_WARNING] = "minor", [RULE_ERROR] = "major"};
    struct json_writer *json = &report->json;
    struct buf words;
    bool open = review_is_open(finding);
    buf_init(&words);
    report_marked(&words, report->run->settings.language, finding);
    json_object_begin(json);
    report_json_view(json, "description", report_view(&words));
    report_json_view(json, "check_name", finding->rule);
    enum status status = add_fingerprint(report, finding->fingerprint);
    report_json_name(json, "severity", open ? severities[finding->severity] : severities[RULE_NOTE]);
    add_location(json, finding->path, finding->range.start);
    json_object_end(json);
    report_done(json->out, &words);
    return status;
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = add_finding(report, &findings[i]);
    return status == STATUS_OK ? report_flush(report) : status;
}

static enum status document(struct report *report, const struct report_document *document)
{
    return set(report, document->record->findings, document->record->finding_count);
}

static enum status error(struct report *report, const struct review_error *error)
{
    struct json_writer *json = &report->json;
    struct buf identity;
    buf_init(&identity);
    buf_add(&identity, error->code.at, error->code.len);
    buf_add_char(&identity, '\n');
    buf_add(&identity, error->path.at, error->path.len);
    json_object_begin(json);
    report_json_view(json, "description", error->message);
    report_json_view(json, "check_name", error->code);
    char hex[HASH_SHA256_HEX];
    struct hash_sha256 hash;
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, identity.bytes ? identity.bytes : "", identity.len);
    hash_sha256_hex(&hash, hex);
    enum status status = add_fingerprint(report, text_view_of(hex));
    report_json_name(json, "severity", "blocker");
    add_location(json, error->path, error->start);
    json_object_end(json);
    report_done(json->out, &identity);
    return status == STATUS_OK ? report_flush(report) : status;
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    (void)totals;
    json_array_end(&report->json);
    buf_add_char(&report->out, '\n');
    return report_flush(report);
}

const struct report_format report_gitlab = {.name = "gitlab",
                                            .in_parts = true,
                                            .for_machines = true,
                                            .begin = begin,
                                            .document = document,
                                            .error = error,
                                            .set = set,
                                            .end = end};
