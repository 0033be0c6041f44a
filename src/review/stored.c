#include "review/stored_part.h"

#include <stdlib.h>
#include <string.h>

#define SCHEMA "juten-result/1"

static const struct text_view none;

/* ---- what kind of file it is */

bool review_stored_is(struct text_view bytes)
{
    static const struct text_view mark = {"\xEF\xBB\xBF", 3};
    if (text_view_starts(bytes, mark)) bytes = text_view_part(bytes, mark.len, bytes.len);
    struct text_view head = text_view_trim(text_view_part(bytes, 0, bytes.len < 200 ? bytes.len : 200));
    bool opens = head.len > 0 && head.at[0] == '{';
    return opens && (text_view_find(head, text_view_of("\"juten-result/"), 0) != (size_t)-1 ||
                     text_view_find(head, text_view_of("{\"type\":\""), 0) == 0);
}

/* ndjson begins with a whole object on its first line. */
static bool is_lines(struct text_view bytes)
{
    return text_view_starts(bytes, text_view_of("{\"type\":\""));
}

/* ---- reading one JSON value */

static enum status refuse(struct review_reader *reader, enum diagnostic_code code, uint32_t byte,
                          struct text_view words)
{
    const struct text_span span = {reader->source, byte, byte};
    text_diagnostics_add(reader->diagnostics, code, NULL, span, words, none, none);
    return STATUS_INVALID;
}

static enum status read_tree(struct review_reader *reader, struct text_view bytes, struct json_tree **out_root)
{
    struct json_fault fault = {.byte = 0};
    enum status status = json_tree_read(bytes.at, bytes.len, out_root, &fault);
    if (status != STATUS_INVALID) return status;
    const char *words = arena_copy(reader->arena, fault.words, strlen(fault.words));
    if (!words) return STATUS_NO_MEMORY;
    return refuse(reader, DIAGNOSTIC_RESULT_JSON, reader->line + (uint32_t)fault.byte, text_view_of(words));
}

/* ---- collecting */

struct collecting {
    struct review_reader reader;
    struct review_stored *stored;
    struct review_finding *findings; /* of submissions */
    size_t finding_count, finding_capacity;
    size_t submission_capacity, set_capacity, error_capacity;
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

static void each(struct collecting *it, const struct json_tree *object, const char *key,
                 void (*add)(struct collecting *, const struct json_tree *))
{
    const struct json_tree *list = json_tree_get(object, key);
    if (!json_tree_is_array(list)) review_reader_fault(&it->reader, key);
    for (size_t i = 0; i < json_tree_count(list) && it->reader.status == STATUS_OK; i++)
        add(it, json_tree_item(list, i));
}

static void read_packs(struct collecting *it, const struct json_tree *root)
{
    const struct json_tree *list = json_tree_get(root, "packs");
    struct review_pack *packs = review_reader_room(&it->reader, json_tree_count(list), sizeof *packs);
    if (!json_tree_is_array(list)) review_reader_fault(&it->reader, "packs");
    for (size_t i = 0; packs && i < json_tree_count(list); i++)
        packs[i] = review_read_pack(&it->reader, json_tree_item(list, i));
    it->stored->packs = it->reader.packs = packs;
    it->stored->pack_count = it->reader.pack_count = json_tree_count(list);
}

static void read_head(struct collecting *it, const struct json_tree *root)
{
    struct review_reader *reader = &it->reader;
    struct text_view schema = review_reader_text(reader, root, "schema");
    if (reader->status == STATUS_OK && !text_view_equal(schema, text_view_of(SCHEMA))) {
        reader->status = refuse(reader, DIAGNOSTIC_RESULT_SCHEMA, reader->line, none);
    }
    if (reader->status != STATUS_OK) return;
    it->stored->version = review_reader_text(reader, json_tree_get(root, "tool"), "version");
    it->stored->as_of = review_reader_name(reader, root, "as_of");
    int64_t parts = review_reader_int(reader, json_tree_get(root, "merged"), "parts", 1);
    it->stored->parts = parts > 1 ? (size_t)parts : 1;
    read_packs(it, root);
}

/* ---- the two forms */

static void read_document(struct collecting *it, const struct json_tree *root)
{
    read_head(it, root);
    if (it->reader.status != STATUS_OK) return;
    each(it, root, "submissions", add_submission);
    each(it, root, "errors", add_error);
    each(it, root, "findings", add_finding);
    it->stored->totals = review_read_totals(&it->reader, json_tree_get(root, "summary"));
}

static bool has_type(const struct json_tree *line, const char *type)
{
    size_t len;
    const char *text = json_tree_text(json_tree_get(line, "type"), &len);
    return text && text_view_equal((struct text_view){text, len}, text_view_of(type));
}

static void read_line(struct collecting *it, const struct json_tree *line)
{
    struct text_view pack = {NULL, 0};
    pack.at = json_tree_text(json_tree_get(line, "pack"), &pack.len);
    if (has_type(line, "submission")) {
        if (pack.at) add_submission(it, line); /* without: an input that could not be read */
        each(it, line, "findings", add_finding);
        each(it, line, "errors", add_error);
    } else if (has_type(line, "set")) {
        each(it, line, "findings", add_finding);
    } else if (has_type(line, "summary")) {
        it->stored->totals = review_read_totals(&it->reader, line);
    } else {
        review_reader_fault(&it->reader, "type");
    }
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

static void take_head(struct collecting *it, const struct json_tree *line)
{
    if (has_type(line, "summary")) read_head(it, line);
    else it->reader.status = refuse(&it->reader, DIAGNOSTIC_RESULT_CUT, it->reader.line, none);
}

static struct text_view line_at(const struct text_source *source, uint32_t number)
{
    return text_view_trim(text_source_line(source, number));
}

/* The last line says what all others rest on: the packs. Without it the result is cut off. */
static enum status read_lines(struct collecting *it)
{
    const struct text_source *source = it->reader.source;
    uint32_t last = text_source_line_count(source);
    while (last > 1 && line_at(source, last).len == 0)
        last--;
    it->reader.line = text_source_line_begin(source, last);
    enum status status = take_line(it, line_at(source, last), take_head);
    for (uint32_t number = 1; number <= last && status == STATUS_OK; number++) {
        it->reader.line = text_source_line_begin(source, number);
        if (line_at(source, number).len > 0) status = take_line(it, line_at(source, number), read_line);
    }
    return status;
}

/* ---- putting findings to their submissions */

static int compare_submissions(const void *a, const void *b)
{
    const struct review_submission *x = a, *y = b;
    int order = text_view_compare(x->path, y->path);
    return order != 0 ? order : (x->document > y->document) - (x->document < y->document);
}

static int compare_findings(const void *a, const void *b)
{
    return review_finding_compare(a, b);
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
    if (it->finding_count > 1) qsort(it->findings, it->finding_count, sizeof *it->findings, compare_findings);
    if (stored->finding_count > 1)
        qsort(stored->findings, stored->finding_count, sizeof *stored->findings, compare_findings);
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

enum status review_stored_read(struct arena *arena, const struct text_source *source,
                               struct text_diagnostics *diagnostics, struct review_stored *out_stored)
{
    struct text_view bytes = text_source_bytes(source);
    struct collecting it = {.reader = {.arena = arena, .source = source, .diagnostics = diagnostics},
                            .stored = out_stored};
    it.reader.line = text_source_start(source);
    bytes = text_view_part(bytes, it.reader.line, bytes.len);
    *out_stored = (struct review_stored){.name = text_view_of(text_source_path(source)), .parts = 1};
    if (bytes.len == 0 || text_view_trim(bytes).at[0] != '{')
        return refuse(&it.reader, DIAGNOSTIC_RESULT_SCHEMA, it.reader.line, none);
    enum status status = is_lines(bytes) ? read_lines(&it) : take_line(&it, bytes, read_document);
    return status == STATUS_OK ? assign(&it) : status;
}
