#include "review/redact.h"
#include "review/stored_part.h"

#include <stdlib.h>
#include <string.h>

#define SCHEMA     "juten-result/1"
#define HEAD_BYTES 512 /* of a file, by which a result is known */

static const struct text_view none;

/* ---- what kind of file it is */

static struct text_view after(struct text_view view, const char *token)
{
    struct text_view rest = text_view_trim(view), wanted = text_view_of(token);
    return rest.len > 0 && text_view_starts(rest, wanted) ? text_view_part(rest, wanted.len, rest.len) : none;
}

/* The "type" that a line of ndjson begins with, however a tool has spaced it; empty for anything else. */
static struct text_view type_of(struct text_view line)
{
    struct text_view rest = after(after(after(after(line, "{"), "\"type\""), ":"), "\"");
    size_t end = rest.len > 0 ? text_view_find(rest, text_view_of("\""), 0) : (size_t)-1;
    return end == (size_t)-1 ? none : text_view_part(rest, 0, end);
}

static bool is_lines(struct text_view bytes)
{
    return type_of(text_view_part(bytes, 0, bytes.len < 200 ? bytes.len : 200)).len > 0;
}

/* The letters of the head, which are ASCII in either form, as UTF-8 has them: without BOM, and without the NUL beside
 * each in UTF-16. */
static struct text_view letters_of(struct text_view head, char letters[HEAD_BYTES])
{
    size_t count = 0;
    for (size_t i = 0; i < head.len && i < HEAD_BYTES; i++)
        if (head.at[i] != '\0' && (count > 0 || head.at[i] == '{')) letters[count++] = head.at[i];
    return (struct text_view){letters, count};
}

static bool is_mark_or_blank(struct text_view bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (!memchr("\xEF\xBB\xBF\xFE\xFF \t\r\n\0", bytes.at[i], 10)) return false;
    return true;
}

bool review_stored_is(struct text_view head)
{
    char letters[HEAD_BYTES];
    size_t opens = text_view_find(head, text_view_of("{"), 0);
    if (opens == (size_t)-1 || !is_mark_or_blank(text_view_part(head, 0, opens))) return false;
    struct text_view text = letters_of(head, letters);
    return is_lines(text) || text_view_find(text, text_view_of("\"juten-result/"), 0) != (size_t)-1;
}

/* ---- reading one JSON value */

static enum status read_tree(struct review_reader *reader, struct text_view bytes, struct json_tree **out_root)
{
    struct json_fault fault = {.byte = 0};
    enum status status = json_tree_read(bytes.at, bytes.len, out_root, &fault);
    if (status != STATUS_INVALID) return status;
    const char *words = arena_copy(reader->arena, fault.words, strlen(fault.words));
    if (!words) return STATUS_NO_MEMORY;
    return review_reader_refuse(reader, fault.cut ? DIAGNOSTIC_RESULT_ENDS : DIAGNOSTIC_RESULT_JSON,
                                reader->line + (uint32_t)fault.byte, text_view_of(words), none);
}

/* ---- collecting */

struct collecting {
    struct review_reader reader;
    struct review_stored *stored;
    struct review_finding *findings; /* of submissions */
    size_t finding_count, finding_capacity;
    size_t submission_capacity, set_capacity, error_capacity, pack_capacity;
    struct review_pack *packs;
};

static void *grow(struct collecting *it, void *items, size_t count, size_t *capacity, size_t size)
{
    void *grown = arena_grow(it->reader.arena, items, count, capacity, size);
    if (!grown) it->reader.status = STATUS_NO_MEMORY;
    return grown;
}

static void add_finding(struct collecting *it, const struct json_tree *from)
{
    struct review_finding finding = review_read_finding(&it->reader, from);
    struct review_finding **list = finding.over_set ? &it->stored->findings : &it->findings;
    size_t *count = finding.over_set ? &it->stored->finding_count : &it->finding_count;
    size_t *capacity = finding.over_set ? &it->set_capacity : &it->finding_capacity;
    struct review_finding *findings = grow(it, *list, *count, capacity, sizeof *findings);
    if (!findings) return;
    *list = findings;
    findings[(*count)++] = finding;
}

static void add_error(struct collecting *it, const struct json_tree *from)
{
    struct review_stored *stored = it->stored;
    struct review_error *errors = grow(it, stored->errors, stored->error_count, &it->error_capacity, sizeof *errors);
    if (!errors) return;
    stored->errors = errors;
    errors[stored->error_count++] = review_read_error(&it->reader, from);
}

static void add_submission(struct collecting *it, const struct json_tree *from)
{
    struct review_stored *stored = it->stored;
    struct review_submission *submissions =
        grow(it, stored->submissions, stored->submission_count, &it->submission_capacity, sizeof *submissions);
    if (!submissions) return;
    stored->submissions = submissions;
    submissions[stored->submission_count++] = review_read_submission(&it->reader, from);
}

static void add_pack(struct collecting *it, const struct json_tree *from)
{
    struct review_stored *stored = it->stored;
    struct review_pack *packs = grow(it, it->packs, stored->pack_count, &it->pack_capacity, sizeof *packs);
    if (!packs) return;
    stored->packs = it->packs = packs;
    packs[stored->pack_count++] = review_read_pack(&it->reader, from);
}

static void each(struct collecting *it, const struct json_tree *object, const char *key,
                 void (*add)(struct collecting *, const struct json_tree *))
{
    const struct json_tree *list = review_reader_list(&it->reader, object, key);
    if (!list) review_reader_fault(&it->reader, key);
    for (size_t i = 0; i < json_tree_count(list) && it->reader.status == STATUS_OK; i++)
        add(it, review_reader_item(&it->reader, list, i, key));
}

static struct text_view later(struct text_view a, struct text_view b)
{
    return text_view_compare(a, b) < 0 ? b : a;
}

static void read_head(struct collecting *it, const struct json_tree *root)
{
    struct review_reader *reader = &it->reader;
    struct review_stored *stored = it->stored;
    size_t len, count = 0;
    const char *schema = json_tree_text(json_tree_get(root, "schema"), &len);
    if (!schema || !text_view_equal((struct text_view){schema, len}, text_view_of(SCHEMA))) {
        reader->status = review_reader_refuse(reader, DIAGNOSTIC_RESULT_SCHEMA, reader->line, none, none);
        return;
    }
    const struct json_tree *tool = review_reader_object(reader, root, "tool");
    const struct json_tree *merged = review_reader_object(reader, root, "merged");
    uint32_t parts = review_reader_count(reader, merged, "parts");
    stored->version = later(stored->version, review_reader_text(reader, tool, "version"));
    stored->as_of = later(stored->as_of, review_reader_name(reader, root, "as_of"));
    stored->parts += parts > 1 ? parts : 1;
    each(it, root, "packs", add_pack);
    reader->packs = stored->packs;
    reader->pack_count = stored->pack_count;
    const struct text_view *redacted = review_read_labels(reader, root, "redacted", &count);
    for (size_t i = 0; redacted && i < count; i++)
        stored->redacted |= review_redact_named(redacted[i].at);
    const struct json_tree *manifest = review_reader_object(reader, root, "manifest");
    if (manifest) review_read_manifest(reader, manifest, &stored->manifest);
}

static void read_totals(struct collecting *it, const struct json_tree *from)
{
    struct review_totals totals = review_read_totals(&it->reader, from);
    review_totals_add(&it->stored->totals, &totals);
}

/* ---- the two forms */

static void read_document(struct collecting *it, const struct json_tree *root)
{
    read_head(it, root);
    if (it->reader.status != STATUS_OK) return;
    each(it, root, "submissions", add_submission);
    each(it, root, "errors", add_error);
    each(it, root, "findings", add_finding);
    read_totals(it, review_reader_object(&it->reader, root, "summary"));
}

static enum status take_line(struct collecting *it, struct text_view line,
                             void (*take)(struct collecting *, const struct json_tree *))
{
    struct json_tree *root = NULL;
    enum status status = read_tree(&it->reader, line, &root);
    if (status == STATUS_OK) take(it, root);
    json_tree_free(root);
    return status == STATUS_OK ? it->reader.status : status;
}

static void take_summary(struct collecting *it, const struct json_tree *line)
{
    read_head(it, line);
    if (it->reader.status == STATUS_OK) read_totals(it, line);
}

/* An input that could not be read has a line without a pack. */
static void take_submission(struct collecting *it, const struct json_tree *line)
{
    if (!json_tree_is_null(json_tree_get(line, "pack"))) add_submission(it, line);
    each(it, line, "findings", add_finding);
    each(it, line, "errors", add_error);
}

static void take_set(struct collecting *it, const struct json_tree *line)
{
    each(it, line, "findings", add_finding);
}

static void take_unknown(struct collecting *it, const struct json_tree *line)
{
    (void)line;
    review_reader_fault(&it->reader, "type");
}

static struct text_view line_at(const struct text_source *source, uint32_t number)
{
    return text_view_trim(text_source_line(source, number));
}

/* Takes the summaries, or all lines but these. */
static enum status take_lines(struct collecting *it, bool summaries)
{
    const struct text_source *source = it->reader.source;
    enum status status = STATUS_OK;
    for (uint32_t number = 1; number <= text_source_line_count(source) && status == STATUS_OK; number++) {
        struct text_view line = line_at(source, number), type = type_of(line);
        if (line.len == 0 || text_view_equal(type, text_view_of("summary")) != summaries) continue;
        it->reader.line = text_source_line_begin(source, number);
        if (summaries) status = take_line(it, line, take_summary);
        else if (text_view_equal(type, text_view_of("submission"))) status = take_line(it, line, take_submission);
        else status = take_line(it, line, text_view_equal(type, text_view_of("set")) ? take_set : take_unknown);
    }
    return status;
}

/* Results of several runs may stand one behind the other, or mixed, as a batch engine collects them: the summary of
 * each run says what its lines rest on, so summaries are read first. Without any, the result was cut off; that one of
 * several is missing shows in the counts. */
static enum status read_lines(struct collecting *it)
{
    enum status status = take_lines(it, true);
    if (status != STATUS_OK || it->stored->parts > 0) return status == STATUS_OK ? take_lines(it, false) : status;
    uint32_t last = text_source_line_count(it->reader.source);
    while (last > 1 && line_at(it->reader.source, last).len == 0)
        last--;
    return review_reader_refuse(&it->reader, DIAGNOSTIC_RESULT_CUT, text_source_line_begin(it->reader.source, last),
                                none, none);
}

/* ---- putting findings to their submissions */

static int compare_submissions(const void *a, const void *b)
{
    const struct review_submission *x = a, *y = b;
    int order = text_view_compare(x->path, y->path);
    return order != 0 ? order : (x->document > y->document) - (x->document < y->document);
}

static bool belongs(const struct review_finding *finding, const struct review_submission *submission)
{
    return finding->document == submission->document && text_view_equal(finding->path, submission->path);
}

static enum status assign(struct collecting *it)
{
    struct review_stored *stored = it->stored;
    size_t next = 0;
    if (stored->submission_count > 1)
        qsort(stored->submissions, stored->submission_count, sizeof *stored->submissions, compare_submissions);
    enum status sorted = review_findings_sort(it->reader.arena, it->findings, it->finding_count);
    if (sorted != STATUS_OK) return sorted;
    for (size_t i = 0; i < stored->submission_count; i++) {
        struct review_submission *submission = &stored->submissions[i];
        size_t first = next;
        while (next < it->finding_count && belongs(&it->findings[next], submission))
            next++;
        submission->findings = it->findings ? it->findings + first : NULL;
        submission->finding_count = next - first;
    }
    if (next < it->finding_count) review_reader_fault(&it->reader, "findings");
    return it->reader.status;
}

/* A line that is lost, or a member cut out by hand, would be a picture with a hole that nobody sees. */
static enum status compare_counts(struct collecting *it)
{
    const struct review_stored *stored = it->stored;
    const struct review_totals *totals = &stored->totals;
    size_t requests = 0, claims = 0;
    for (size_t i = 0; i < stored->submission_count; i++) {
        requests += stored->submissions[i].request_count;
        for (size_t r = 0; r < stored->submissions[i].request_count; r++)
            claims += stored->submissions[i].requests[r].claim_count;
    }
    size_t findings =
        totals->findings[RULE_ERROR] + totals->findings[RULE_WARNING] + totals->findings[RULE_NOTE] + totals->waived;
    const char *wrong = requests != totals->requests                            ? "requests"
                        : claims != totals->claims                              ? "claims"
                        : findings != it->finding_count + stored->finding_count ? "findings"
                        : stored->error_count > totals->errors                  ? "errors"
                                                                                : NULL;
    if (!wrong) return STATUS_OK;
    return review_reader_refuse(&it->reader, DIAGNOSTIC_RESULT_COUNTS, text_source_start(it->reader.source),
                                text_view_of(wrong), none);
}

/* An older result has no manifest: what it was made from stands in its submissions all the same. */
static enum status list_inputs(struct review_stored *stored)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < stored->submission_count && status == STATUS_OK; i++) {
        const struct review_submission *submission = &stored->submissions[i];
        bool again = i > 0 && text_view_equal(submission->path, stored->submissions[i - 1].path);
        if (!again)
            status = review_manifest_add(&stored->manifest, REVIEW_INPUT_CHECKED, submission->path, submission->sha256);
    }
    return status;
}

enum status review_stored_read(struct arena *arena, const struct text_source *source,
                               struct text_diagnostics *diagnostics, struct review_stored *out_stored)
{
    struct text_view bytes = text_source_bytes(source);
    struct collecting it = {.reader = {.arena = arena, .source = source, .diagnostics = diagnostics},
                            .stored = out_stored};
    it.reader.line = text_source_start(source);
    bytes = text_view_part(bytes, it.reader.line, bytes.len);
    *out_stored = (struct review_stored){.name = text_view_of(text_source_path(source)), .manifest = {.arena = arena}};
    if (text_view_trim(bytes).len == 0 || text_view_trim(bytes).at[0] != '{')
        return review_reader_refuse(&it.reader, DIAGNOSTIC_RESULT_SCHEMA, it.reader.line, none, none);
    enum status status = is_lines(bytes) ? read_lines(&it) : take_line(&it, bytes, read_document);
    if (status == STATUS_OK) status = assign(&it);
    if (status == STATUS_OK && out_stored->manifest.count == 0) status = list_inputs(out_stored);
    return status == STATUS_OK ? compare_counts(&it) : status;
}
