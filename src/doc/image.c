/* A node is: one byte of kind and flags, the gap from the previous node's beginning, its length, and then
 *     a scalar   the gap from its beginning to its text in the source and the text's length (VALUE_IN_SOURCE),
 *                or the text's length and the text itself
 *     a sequence the number of its members and their nodes
 *     a mapping  the number of its members and for each the key's and the value's node
 * Numbers are base 128, low groups first; a gap may be negative (an alias leads back) and is zigzag-coded. */
#include "doc/image.h"

#include "base/limits.h"

#define KIND_MASK       3
#define FLAG_QUOTED     4
#define VALUE_IN_SOURCE 8

/* ---- writing */

static void put_number(struct buf *out, uint64_t number)
{
    while (number >= 0x80) {
        buf_add_char(out, (char)((number & 0x7F) | 0x80));
        number >>= 7;
    }
    buf_add_char(out, (char)number);
}

static void put_gap(struct buf *out, int64_t gap)
{
    put_number(out, (uint64_t)gap << 1 ^ (gap < 0 ? UINT64_MAX : 0));
}

/* Where the value stands in the node's own bytes, as it is; (size_t)-1 when it does not. */
static size_t place_in_source(const struct doc_node *node)
{
    return text_view_find(text_span_view(node->span), node->value, 0);
}

static void put_scalar(struct buf *out, const struct doc_node *node, size_t place)
{
    if (place != (size_t)-1) put_number(out, place);
    put_number(out, node->value.len);
    if (place == (size_t)-1) buf_add(out, node->value.at, node->value.len);
}

static void put_node(struct buf *out, const struct doc_node *node, uint32_t *before)
{
    size_t place = node->kind == DOC_SCALAR ? place_in_source(node) : (size_t)-1;
    buf_add_char(out, (char)((int)node->kind | (node->quoted ? FLAG_QUOTED : 0) |
                             (place != (size_t)-1 ? VALUE_IN_SOURCE : 0)));
    put_gap(out, (int64_t)node->span.begin - (int64_t)*before);
    put_number(out, node->span.end - node->span.begin);
    *before = node->span.begin;
    if (node->kind == DOC_SCALAR) {
        put_scalar(out, node, place);
        return;
    }
    put_number(out, node->count);
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == DOC_MAPPING) put_node(out, node->members[i].key, before);
        put_node(out, node->members[i].value, before);
    }
}

void doc_image_write(struct buf *out, const struct doc_node *root)
{
    uint32_t before = 0;
    put_node(out, root, &before);
}

/* ---- reading */

struct image_reader {
    struct arena *arena;
    const struct text_source *source;
    struct text_view image, bytes; /* bytes: of the source */
    size_t at;
    uint32_t before;
    enum status status;
};

static uint64_t get_number(struct image_reader *reader)
{
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && reader->at < reader->image.len; shift += 7) {
        unsigned char group = (unsigned char)reader->image.at[reader->at++];
        number |= (uint64_t)(group & 0x7F) << shift;
        if (group < 0x80) return number;
    }
    reader->status = STATUS_INVALID;
    return 0;
}

static struct text_span get_span(struct image_reader *reader)
{
    uint64_t gap = get_number(reader), len = get_number(reader);
    uint64_t begin = reader->before + (gap >> 1 ^ (gap & 1 ? UINT64_MAX : 0));
    if (begin > reader->bytes.len || len > reader->bytes.len - begin) {
        reader->status = STATUS_INVALID;
        return (struct text_span){0};
    }
    reader->before = (uint32_t)begin;
    return (struct text_span){reader->source, (uint32_t)begin, (uint32_t)(begin + len)};
}

static struct text_view get_value(struct image_reader *reader, struct text_span span, bool in_source)
{
    uint64_t gap = in_source ? get_number(reader) : 0;
    uint64_t len = get_number(reader);
    uint64_t place = in_source ? span.begin + gap : reader->at;
    struct text_view from = in_source ? reader->bytes : reader->image;
    if (reader->status != STATUS_OK || place > from.len || len > from.len - place) {
        reader->status = STATUS_INVALID;
        return (struct text_view){"", 0};
    }
    if (!in_source) reader->at += len;
    return text_view_part(from, place, place + len);
}

static const struct doc_node *get_node(struct image_reader *reader, int depth);

static void get_members(struct image_reader *reader, struct doc_node *node, int depth)
{
    uint64_t count = get_number(reader);
    if (count > reader->image.len - reader->at) reader->status = STATUS_INVALID; /* each takes a byte or more */
    if (reader->status != STATUS_OK) return;
    struct doc_member *members = arena_alloc(reader->arena, (size_t)count * sizeof *members);
    if (!members) reader->status = STATUS_NO_MEMORY;
    for (size_t i = 0; i < count && reader->status == STATUS_OK; i++) {
        if (node->kind == DOC_MAPPING) members[i].key = get_node(reader, depth + 1);
        members[i].value = get_node(reader, depth + 1);
    }
    node->members = members;
    node->count = (size_t)count;
}

static const struct doc_node *get_node(struct image_reader *reader, int depth)
{
    struct doc_node *node = arena_alloc(reader->arena, sizeof *node);
    if (!node) reader->status = STATUS_NO_MEMORY;
    else if (reader->at >= reader->image.len || depth > LIMIT_YAML_DEPTH) reader->status = STATUS_INVALID;
    if (reader->status != STATUS_OK) return NULL;
    unsigned char head = (unsigned char)reader->image.at[reader->at++];
    node->kind = (enum doc_kind)(head & KIND_MASK);
    node->quoted = head & FLAG_QUOTED;
    node->span = get_span(reader);
    if (node->kind == DOC_SCALAR) node->value = get_value(reader, node->span, head & VALUE_IN_SOURCE);
    else if (node->kind <= DOC_MAPPING) get_members(reader, node, depth);
    else reader->status = STATUS_INVALID;
    return node;
}

enum status doc_image_read(struct arena *arena, const struct text_source *source, struct text_view image,
                           const struct doc_node **out_root)
{
    struct image_reader reader = {.arena = arena, .source = source, .image = image, .bytes = text_source_bytes(source)};
    const struct doc_node *root = get_node(&reader, 0);
    if (reader.status == STATUS_OK && reader.at != image.len) reader.status = STATUS_INVALID;
    if (reader.status == STATUS_OK) *out_root = root;
    return reader.status;
}
