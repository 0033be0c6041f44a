/* Events of libyaml, one after another, become nodes. No recursion: open collections stand on a stack of at most
 * LIMIT_YAML_DEPTH frames. Members wait on one common stack and are copied out, exactly as many as there are, when
 * their collection ends.
 *
 *     a: [x, y]      event      frames        members waiting
 *                    {          {
 *                    a          {  key a
 *                    [          {  [
 *                    x  y       {  [          x y
 *                    ]          {             a:[x y]
 *                    }                        (one root)
 *
 * An alias shares the anchored node, but its nodes and bytes are counted again: a bomb of aliases ends at
 * LIMIT_YAML_NODES. An anchor is known only when its node is complete, so no tree can contain itself.
 *
 * libyaml counts code points. Its marks run forwards, so a cursor that walks from the last place to the next (back a
 * little now and then) finds the bytes without a table. */
#include "doc/yaml.h"

#include "base/limits.h"
#include "doc/json_escape.h"
#include "doc/scalar.h"
#include "doc/yaml_mistake.h"
#include "doc/yaml_tree.h"
#include "text/utf8.h"

#include <yaml.h>

#define TAG_DIRECTIVES 16 /* libyaml compares each with all before it, and hands over none until all are read */

struct reader {
    struct doc_tree tree;
    yaml_parser_t parser;
    struct text_view bytes; /* without the BOM */
    uint32_t start;         /* of bytes in the source */
    bool in_brackets;       /* the first and last of bytes are brackets, whatever the source has in their place */
    size_t point;           /* the cursor: so many code points ... */
    size_t byte;            /* ... are so many bytes of `bytes` */
    struct doc_yaml_complaint complaint;
    bool ended;
};

/* Source offset of a mark. Past the end it is the end. */
static uint32_t place(struct reader *reader, const yaml_mark_t *mark)
{
    if (reader->point < mark->index) {
        size_t points = mark->index - reader->point;
        reader->byte = text_utf8_skip(reader->bytes, reader->byte, &points);
        reader->point += points;
    }
    while (reader->point > mark->index) {
        reader->byte = text_utf8_previous(reader->bytes, reader->byte);
        reader->point--;
    }
    return reader->start + (uint32_t)reader->byte;
}

static struct text_span span_of(struct reader *reader, const yaml_event_t *event)
{
    struct text_span span = {reader->tree.source, 0, 0};
    span.begin = place(reader, &event->start_mark);
    span.end = place(reader, &event->end_mark);
    return span;
}

/* Only the core schema's tags are known, and of these only !!str says something: this is text, whatever it looks like.
 * The non-specific tag ! says the same. */
static bool tag_is_known(const char *tag, bool *out_text)
{
    static const char *const others[] = {YAML_SEQ_TAG,   YAML_MAP_TAG,  YAML_INT_TAG,
                                         YAML_FLOAT_TAG, YAML_BOOL_TAG, YAML_NULL_TAG};
    *out_text = strcmp(tag, YAML_STR_TAG) == 0 || strcmp(tag, "!") == 0;
    bool known = *out_text;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        known = known || strcmp(tag, others[i]) == 0;
    return known;
}

static bool check_tag(struct reader *reader, const yaml_char_t *tag, struct text_span span)
{
    bool is_text = false;
    if (tag && !tag_is_known((const char *)tag, &is_text))
        doc_tree_refuse(&reader->tree, DIAGNOSTIC_YAML_TAG, span, text_view_of((const char *)tag));
    return is_text;
}

static enum doc_scalar_style style_of(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return DOC_SINGLE_QUOTED;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return DOC_DOUBLE_QUOTED;
    case YAML_LITERAL_SCALAR_STYLE:
        return DOC_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE:
        return DOC_FOLDED;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
        break;
    }
    return DOC_PLAIN;
}

/* Where the scalar itself begins: its event begins with its anchor and tag. */
static uint32_t skip_properties(struct text_span span)
{
    struct text_view text = text_span_view(span);
    size_t at = 0;
    while (at < text.len && (text.at[at] == '&' || text.at[at] == '!')) {
        while (at < text.len && !strchr(" \t\r\n", text.at[at]))
            at++;
        while (at < text.len && strchr(" \t\r\n", text.at[at]))
            at++;
    }
    return span.begin + (uint32_t)at;
}

static enum status take_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct text_span span = span_of(reader, event);
    struct text_view value = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (value.len > LIMIT_SCALAR_BYTES) {
        doc_tree_refuse(&reader->tree, DIAGNOSTIC_YAML_SCALAR_LARGE, span, (struct text_view){0});
        return STATUS_LIMIT;
    }
    bool is_text = check_tag(reader, event->data.scalar.tag, span);
    if (event->data.scalar.anchor || event->data.scalar.tag) span.begin = skip_properties(span);
    enum doc_scalar_style style = style_of(event->data.scalar.style);
    struct doc_scalar scalar;
    enum status status = doc_scalar_align(reader->tree.arena, style, text_span_view(span), value, &scalar);
    if (status != STATUS_OK) return status;
    span.end = span.begin + (uint32_t)scalar.source_len;
    reader->complaint.has_scalar = true;
    reader->complaint.scalar = span;
    reader->complaint.style = style;
    return doc_tree_scalar(&reader->tree, &scalar, span, style != DOC_PLAIN || is_text,
                           text_view_of((const char *)event->data.scalar.anchor));
}

static enum status take_alias(struct reader *reader, const yaml_event_t *event)
{
    return doc_tree_alias(&reader->tree, text_view_of((const char *)event->data.alias.anchor), span_of(reader, event));
}

static enum status take_start(struct reader *reader, const yaml_event_t *event, enum doc_kind kind)
{
    bool sequence = kind == DOC_SEQUENCE;
    struct text_span span = span_of(reader, event);
    const yaml_char_t *anchor = sequence ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
    const yaml_char_t *tag = sequence ? event->data.sequence_start.tag : event->data.mapping_start.tag;
    check_tag(reader, tag, span);
    bool flow = sequence ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                         : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    return doc_tree_open(&reader->tree, kind, flow, span, text_view_of((const char *)anchor));
}

static enum status take_event(struct reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(reader, event);
    case YAML_ALIAS_EVENT:
        return take_alias(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return take_start(reader, event, DOC_SEQUENCE);
    case YAML_MAPPING_START_EVENT:
        return take_start(reader, event, DOC_MAPPING);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return doc_tree_close(&reader->tree, span_of(reader, event).end);
    case YAML_DOCUMENT_END_EVENT:
        return doc_tree_end_document(&reader->tree);
    case YAML_STREAM_END_EVENT:
        reader->ended = true;
        return STATUS_OK;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
        break;
    }
    return STATUS_OK;
}

/* libyaml's reader refuses what YAML does not allow in a text: control characters, U+FFFE, U+FFFF. */
static enum status refuse_character(struct reader *reader)
{
    static const char digits[] = "0123456789ABCDEF";
    uint32_t begin = reader->start + (uint32_t)reader->parser.problem_offset;
    struct text_view rest = text_view_part(reader->bytes, reader->parser.problem_offset, reader->bytes.len);
    uint32_t point = 0;
    size_t len = text_utf8_decode(rest, &point);
    char name[] = "U+0000";
    for (size_t i = 0; i < 4; i++)
        name[5 - i] = digits[point >> (4 * i) & 0xF];
    const char *copy = arena_copy(reader->tree.arena, name, sizeof name - 1);
    if (!copy) return STATUS_NO_MEMORY;
    struct text_span span = {reader->tree.source, begin, begin + (uint32_t)len};
    doc_tree_refuse(&reader->tree, DIAGNOSTIC_YAML_CHARACTER, span, text_view_of(copy));
    return STATUS_INVALID;
}

static enum status parse_failed(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    struct doc_yaml_complaint *complaint = &reader->complaint;
    if (parser->error == YAML_MEMORY_ERROR) return STATUS_NO_MEMORY;
    if (parser->error == YAML_READER_ERROR && parser->problem_offset < reader->bytes.len)
        return refuse_character(reader);
    complaint->problem = parser->problem ? parser->problem : "";
    complaint->context = parser->context ? parser->context : "";
    complaint->context_at = place(reader, &parser->context_mark);
    complaint->problem_at = place(reader, &parser->problem_mark);
    doc_yaml_explain(reader->tree.source, complaint, reader->tree.diagnostics);
    return STATUS_INVALID;
}

static enum status read_events(struct reader *reader)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !reader->ended) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) return parse_failed(reader);
        status = take_event(reader, &event);
        yaml_event_delete(&event);
    }
    return status;
}

/* Nodes and bytes of scalars, aliases expanded. */
struct spent {
    size_t nodes, bytes;
};

static bool too_many_directives(struct reader *reader)
{
    struct text_view name = text_view_of("%TAG");
    size_t count = 0;
    for (size_t at = 0; (at = text_view_find(reader->bytes, name, at)) != (size_t)-1; at += name.len) {
        if (++count <= TAG_DIRECTIVES) continue;
        uint32_t begin = reader->start + (uint32_t)at;
        struct text_span span = {reader->tree.source, begin, begin + (uint32_t)name.len};
        doc_tree_refuse(&reader->tree, DIAGNOSTIC_YAML_DIRECTIVE, span, (struct text_view){0});
        return true;
    }
    return false;
}

/* What the whole stream came to, once its last event is read. */
static enum status finish(struct reader *reader, struct doc_roots *out_roots)
{
    struct doc_tree *tree = &reader->tree;
    if (tree->diagnostics->status != STATUS_OK) return tree->diagnostics->status;
    if (!tree->refused && tree->roots.count == 0)
        doc_tree_refuse(tree, DIAGNOSTIC_YAML_EMPTY, (struct text_span){tree->source, reader->start, reader->start},
                        (struct text_view){0});
    if (tree->refused) return STATUS_INVALID;
    *out_roots = tree->roots;
    return STATUS_OK;
}

/* The bytes to parse, each of which stands for the one at its place in the source. */
static enum status take_bytes(struct reader *reader, size_t end)
{
    struct text_view bytes = text_view_part(text_source_bytes(reader->tree.source), reader->start, end);
    if (reader->in_brackets) {
        char *copy = arena_copy(reader->tree.lasting, bytes.at, bytes.len);
        if (!copy) return STATUS_NO_MEMORY;
        copy[0] = '[';
        copy[bytes.len - 1] = ']';
        bytes.at = copy;
    }
    return doc_json_as_yaml(reader->tree.lasting, bytes, &reader->bytes);
}

static enum status read_bytes(struct reader *reader, size_t end, struct doc_roots *out_roots)
{
    if (take_bytes(reader, end) != STATUS_OK) return STATUS_NO_MEMORY;
    if (too_many_directives(reader)) return STATUS_INVALID;
    if (!yaml_parser_initialize(&reader->parser)) return STATUS_NO_MEMORY;
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)reader->bytes.at, reader->bytes.len);
    enum status status = read_events(reader);
    if (status == STATUS_OK) status = finish(reader, out_roots);
    else if (status == STATUS_INVALID) out_roots->stopped_at = reader->complaint.problem_at + 1;
    yaml_parser_delete(&reader->parser);
    return status;
}

/* `spent` is what was counted of the file before, and with this part. */
static enum status read_part(struct arena *arena, const struct text_source *source, uint32_t begin, size_t end,
                             struct text_diagnostics *diagnostics, struct spent *spent, struct doc_roots *out_roots)
{
    struct reader reader = {.tree = {.arena = arena, .lasting = arena, .source = source, .diagnostics = diagnostics},
                            .start = begin};
    reader.tree.nodes = spent->nodes;
    reader.tree.bytes = spent->bytes;
    enum status status = read_bytes(&reader, end, out_roots);
    *spent = (struct spent){reader.tree.nodes, reader.tree.bytes};
    return status;
}

enum status doc_yaml_read_items(struct arena *arena, const struct text_source *source, const struct doc_taker *taker,
                                struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    struct reader reader = {
        .tree = {.arena = arena, .lasting = arena, .source = source, .diagnostics = diagnostics, .taker = taker},
        .start = text_source_start(source)};
    return read_bytes(&reader, text_source_bytes(source).len, out_roots);
}

enum status doc_yaml_read_part(struct arena *arena, const struct text_source *source, uint32_t begin, size_t end,
                               struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    struct spent spent = {0, 0};
    return read_part(arena, source, begin, end, diagnostics, &spent, out_roots);
}

enum status doc_yaml_read_items_of_flow(struct arena *arena, const struct text_source *source, uint32_t begin,
                                        size_t end, struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    struct reader reader = {.tree = {.arena = arena, .lasting = arena, .source = source, .diagnostics = diagnostics},
                            .start = begin - 1,
                            .in_brackets = true};
    return read_bytes(&reader, end + 1, out_roots);
}

enum status doc_yaml_read(struct arena *arena, const struct text_source *source, struct text_diagnostics *diagnostics,
                          struct doc_roots *out_roots)
{
    return doc_yaml_read_part(arena, source, text_source_start(source), text_source_bytes(source).len, diagnostics,
                              out_roots);
}

/* One document a line: whatever calls itself a second one would be lost. */
static void take_line(struct doc_roots *all, const struct doc_roots *line, struct text_diagnostics *diagnostics)
{
    const struct text_view none = {0};
    if (line->count == 1) all->items[all->count++] = line->items[0];
    else text_diagnostics_add(diagnostics, DIAGNOSTIC_LINES_SECOND, NULL, line->items[1]->span, none, none, none);
}

enum status doc_yaml_read_lines(struct arena *arena, const struct text_source *source,
                                struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    uint32_t lines = text_source_line_count(source);
    size_t before = diagnostics->count;
    struct spent spent = {0, 0};
    struct doc_roots all = {.items = arena_alloc(arena, (lines + 1) * sizeof *all.items)};
    enum status status = all.items ? STATUS_OK : STATUS_NO_MEMORY;
    for (uint32_t line = 1; line <= lines && status == STATUS_OK; line++) {
        struct text_view text = text_source_line(source, line);
        uint32_t begin = text_source_line_begin(source, line);
        struct doc_roots roots = {0};
        if (text_view_trim(text).len == 0) continue;
        enum status read = read_part(arena, source, begin, begin + text.len, diagnostics, &spent, &roots);
        if (read == STATUS_NO_MEMORY || doc_tree_is_spent(spent.nodes, spent.bytes)) status = read;
        if (read == STATUS_OK) take_line(&all, &roots, diagnostics);
    }
    if (status == STATUS_OK && all.count == 0) {
        struct text_span start = {source, text_source_start(source), text_source_start(source)};
        if (diagnostics->count == before) /* blank lines only */
            text_diagnostics_add(diagnostics, DIAGNOSTIC_YAML_EMPTY, NULL, start, (struct text_view){0},
                                 (struct text_view){0}, (struct text_view){0});
        status = diagnostics->status == STATUS_OK ? STATUS_INVALID : diagnostics->status;
    }
    *out_roots = all;
    return status;
}

bool doc_yaml_stops(enum diagnostic_code code)
{
    static const enum diagnostic_code others[] = {DIAGNOSTIC_YAML_DUPLICATE, DIAGNOSTIC_YAML_TAG,
                                                  DIAGNOSTIC_YAML_MERGE,     DIAGNOSTIC_YAML_KEY,
                                                  DIAGNOSTIC_YAML_ALIAS,     DIAGNOSTIC_FIELD_TWICE};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (code == others[i]) return false;
    return true;
}
