#include "doc/markdown.h"

#include "base/limits.h"
#include "doc/observation.h"

#include <string.h>

static const struct text_view fence = {"---", 3};

struct reading {
    struct arena *arena;
    const struct text_source *source;
    const struct doc_vocabulary *words;
    bool text_taken;
    enum status status; /* sticky */
};

/* ---- nodes */

static struct doc_node *new_node(struct reading *it, struct doc_node node)
{
    struct doc_node *kept = arena_alloc(it->arena, sizeof *kept);
    if (kept) *kept = node;
    else it->status = STATUS_NO_MEMORY;
    return kept;
}

static struct doc_member *room_for(struct reading *it, size_t count)
{
    struct doc_member *members = arena_alloc(it->arena, (count + 1) * sizeof *members);
    if (!members) it->status = STATUS_NO_MEMORY;
    return members;
}

static const struct doc_node *mapping(struct reading *it, struct text_span span, const struct doc_member *members,
                                      size_t count)
{
    return new_node(it, (struct doc_node){.kind = DOC_MAPPING, .span = span, .members = members, .count = count});
}

static const struct doc_node *key_named(struct reading *it, enum doc_field field, struct text_span span)
{
    return new_node(it, (struct doc_node){.kind = DOC_SCALAR,
                                          .quoted = true,
                                          .span = span,
                                          .value = text_view_of(doc_field_name(field))});
}

/* A text as it stands in the file. */
static const struct doc_node *text_node(struct reading *it, struct text_span span)
{
    struct text_fold_run *run = arena_alloc(it->arena, sizeof *run);
    struct text_folded *map = arena_alloc(it->arena, sizeof *map);
    if (!run || !map) {
        it->status = STATUS_NO_MEMORY;
        return NULL;
    }
    struct text_view value = text_span_view(span);
    *run = (struct text_fold_run){0, 0, (uint32_t)value.len, (uint32_t)value.len, true};
    *map = (struct text_folded){value, run, 1, (uint32_t)value.len};
    return new_node(it,
                    (struct doc_node){.kind = DOC_SCALAR, .quoted = true, .span = span, .value = value, .map = map});
}

/* ---- fields */

/* The field that a key names in any spelling, or DOC_FIELD_COUNT. */
static enum doc_field field_of(struct reading *it, const struct doc_node *key)
{
    struct text_folded folded;
    enum status status = text_fold(it->words->folder, it->arena, text_view_trim(key->value), &folded);
    int found = status == STATUS_OK ? doc_words_find(&it->words->fields, folded.text) : -1;
    if (status != STATUS_OK) it->status = status;
    return found < 0 ? DOC_FIELD_COUNT : (enum doc_field)found;
}

static bool is_of_submission(enum doc_field field)
{
    return field == DOC_FIELD_MINISTRY || field == DOC_FIELD_FISCAL_YEAR || field == DOC_FIELD_UNIT ||
           field == DOC_FIELD_TOTAL || field == DOC_FIELD_COUNT;
}

static const struct doc_member *member_of(struct reading *it, const struct doc_node *from, enum doc_field field)
{
    for (size_t i = 0; from->kind == DOC_MAPPING && i < from->count; i++)
        if (field_of(it, from->members[i].key) == field) return &from->members[i];
    return NULL;
}

/* ---- the tree */

/* The request with the text as its summary, unless it has one or there is no text. */
static const struct doc_node *with_summary(struct reading *it, const struct doc_node *request, struct text_span body)
{
    if (request->kind != DOC_MAPPING || body.begin == body.end || member_of(it, request, DOC_FIELD_SUMMARY))
        return request;
    struct doc_member *members = room_for(it, request->count + 1);
    if (!members) return request;
    memcpy(members, request->members, request->count * sizeof *members);
    members[request->count] = (struct doc_member){key_named(it, DOC_FIELD_SUMMARY, body), text_node(it, body)};
    it->text_taken = true;
    return mapping(it, request->span, members, request->count + 1);
}

static const struct doc_node *list_of_one(struct reading *it, const struct doc_node *request)
{
    struct doc_member *items = room_for(it, 1);
    if (!items || !request) return NULL;
    items[0] = (struct doc_member){NULL, request};
    return new_node(it, (struct doc_node){.kind = DOC_SEQUENCE, .span = request->span, .members = items, .count = 1});
}

/* Front matter with a list of requests: the text belongs to the only one. */
static const struct doc_node *structured(struct reading *it, const struct doc_node *root,
                                         const struct doc_member *requests, struct text_span body)
{
    struct doc_member *members = room_for(it, root->count);
    if (!members || requests->value->kind != DOC_SEQUENCE || requests->value->count != 1) return root;
    for (size_t i = 0; i < root->count; i++) {
        members[i] = root->members[i];
        if (&root->members[i] == requests)
            members[i].value = list_of_one(it, with_summary(it, requests->value->members[0].value, body));
    }
    return mapping(it, root->span, members, root->count);
}

/* Front matter with the fields of both side by side. */
static const struct doc_node *flat(struct reading *it, const struct doc_node *root, struct text_span body)
{
    struct doc_member *own = room_for(it, root->count + 1), *request = room_for(it, root->count);
    size_t own_count = 0, request_count = 0;
    if (!own || !request) return root;
    for (size_t i = 0; i < root->count; i++)
        if (is_of_submission(field_of(it, root->members[i].key))) own[own_count++] = root->members[i];
        else request[request_count++] = root->members[i];
    if (request_count == 0) return root;
    const struct doc_node *node = mapping(it, root->span, request, request_count);
    if (!node) return root;
    own[own_count++] = (struct doc_member){key_named(it, DOC_FIELD_REQUESTS, root->span),
                                           list_of_one(it, with_summary(it, node, body))};
    return mapping(it, root->span, own, own_count);
}

/* ---- the file */

static struct text_span body_from(const struct text_source *source, uint32_t line)
{
    struct text_view bytes = text_source_bytes(source);
    uint32_t begin = text_source_line_begin(source, line);
    struct text_view body = text_view_trim(text_view_part(bytes, begin, bytes.len));
    if (body.len == 0) return (struct text_span){source, begin, begin};
    begin = (uint32_t)(body.at - bytes.at);
    return (struct text_span){source, begin, begin + (uint32_t)body.len};
}

static enum status refuse_body(struct text_span body, struct text_diagnostics *diagnostics)
{
    const struct text_span start = {body.source, body.begin, body.begin};
    const struct text_view none = {0};
    text_diagnostics_add(diagnostics, DIAGNOSTIC_MARKDOWN_LARGE, NULL, start, text_view_of("1"), none, none);
    return diagnostics->status == STATUS_OK ? STATUS_LIMIT : diagnostics->status;
}

/* The line of the second fence, or 0. */
static uint32_t closing_line(const struct text_source *source)
{
    uint32_t lines = text_source_line_count(source);
    if (!text_view_equal(text_view_trim(text_source_line(source, 1)), fence)) return 0;
    for (uint32_t line = 2; line <= lines; line++)
        if (text_view_equal(text_view_trim(text_source_line(source, line)), fence)) return line;
    return 0;
}

static const struct doc_left *text_left(struct reading *it, struct text_span body, size_t *out_count)
{
    struct doc_left *left = arena_alloc(it->arena, sizeof *left);
    if (!left) it->status = STATUS_NO_MEMORY;
    else *left = (struct doc_left){.kind = DOC_LEFT_TEXT, .span = body};
    *out_count = left != NULL;
    return left;
}

/* What is to be said of the text with the submission. */
static const struct doc_node *with_remark(struct reading *it, const struct doc_node *root, struct text_span body)
{
    struct doc_node *marked = new_node(it, *root);
    struct doc_observation *seen = arena_alloc(it->arena, sizeof *seen);
    struct doc_remarks *remarks = arena_alloc(it->arena, sizeof *remarks);
    if (!marked || !seen || !remarks) {
        it->status = STATUS_NO_MEMORY;
        return root;
    }
    *seen = (struct doc_observation){.code = DOC_SAW_TEXT_UNREAD,
                                     .field = DOC_FIELD_COUNT,
                                     .request = DOC_NO_INDEX,
                                     .item = DOC_NO_INDEX,
                                     .span = body,
                                     .arguments = {text_span_view(body)}};
    *remarks = (struct doc_remarks){seen, 1};
    marked->remarks = remarks;
    return marked;
}

enum status doc_markdown_read(struct arena *arena, const struct text_source *source, const struct doc_vocabulary *words,
                              struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    struct reading it = {.arena = arena, .source = source, .words = words};
    uint32_t closing = closing_line(source);
    *out_roots = (struct doc_roots){.absent = DIAGNOSTIC_MARKDOWN_FRONT};
    if (closing == 0) return STATUS_OK;
    enum status status = doc_yaml_read_part(arena, source, text_source_line_begin(source, 2),
                                            text_source_line_begin(source, closing), diagnostics, out_roots);
    if (status != STATUS_OK || out_roots->count != 1) return status;
    const struct doc_node *root = out_roots->items[0];
    struct text_span body = body_from(source, closing + 1);
    if (body.end - body.begin > LIMIT_SCALAR_BYTES) return refuse_body(body, diagnostics);
    const struct doc_member *requests = member_of(&it, root, DOC_FIELD_REQUESTS);
    if (root->kind == DOC_MAPPING) root = requests ? structured(&it, root, requests, body) : flat(&it, root, body);
    const struct doc_node **roots = arena_alloc(arena, sizeof *roots);
    if (!roots || !root || it.status != STATUS_OK) return STATUS_NO_MEMORY;
    *out_roots = (struct doc_roots){.items = roots, .count = 1};
    if (body.begin < body.end && !it.text_taken) {
        root = with_remark(&it, root, body);
        out_roots->left = text_left(&it, body, &out_roots->left_count);
    }
    roots[0] = root;
    return it.status;
}
