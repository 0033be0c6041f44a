/* What lies between the scalars is indicators, blanks, anchors and comments: a # there, at the beginning of a line or
 * behind a blank, begins a comment. */
#include "doc/comment.h"

#include <stdlib.h>

struct spans {
    struct arena *arena;
    struct text_span *items;
    size_t count, capacity;
    bool full; /* memory is out */
};

/* Whether it stands in the file: keys that a reader has made up do not. */
static bool is_read(const struct doc_node *node)
{
    struct text_view bytes = text_source_bytes(node->span.source);
    return node->map || node->verbatim || (node->value.at >= bytes.at && node->value.at <= bytes.at + bytes.len);
}

static void add_scalars(struct spans *spans, const struct doc_node *node)
{
    if (node->kind == DOC_SCALAR) {
        if (!is_read(node)) return;
        struct text_span *items = arena_grow(spans->arena, spans->items, spans->count, &spans->capacity, sizeof *items);
        if (!items) {
            spans->full = true;
            return;
        }
        spans->items = items;
        items[spans->count++] = node->span;
        return;
    }
    for (size_t i = 0; i < node->count && !spans->full; i++) {
        if (node->members[i].key) add_scalars(spans, node->members[i].key);
        add_scalars(spans, node->members[i].value);
    }
}

static int by_begin(const void *a, const void *b)
{
    const struct text_span *left = a, *right = b;
    return (left->begin > right->begin) - (left->begin < right->begin);
}

/* Offset of a comment in bytes [from, to), or `to`. */
static uint32_t comment_in(struct text_view bytes, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at < to; at++) {
        bool begins = at == 0 || strchr(" \t\r\n", bytes.at[at - 1]) || at == from;
        if (bytes.at[at] == '#' && begins) return at;
    }
    return to;
}

enum status doc_comment_find(struct arena *scratch, const struct doc_roots *roots, struct text_span *out_first)
{
    struct spans spans = {.arena = scratch};
    for (size_t i = 0; i < roots->count; i++)
        add_scalars(&spans, roots->items[i]);
    if (spans.full) return STATUS_NO_MEMORY;
    *out_first = (struct text_span){0};
    if (spans.count == 0) return STATUS_OK;
    qsort(spans.items, spans.count, sizeof *spans.items, by_begin);
    const struct text_source *source = spans.items[0].source;
    struct text_view bytes = text_source_bytes(source);
    uint32_t at = text_source_start(source), found = at, gap = at;
    for (size_t i = 0; i <= spans.count && found == gap; i++) {
        gap = i < spans.count ? spans.items[i].begin : (uint32_t)bytes.len;
        if (gap < at) gap = at;
        found = comment_in(bytes, at, gap);
        if (i < spans.count && spans.items[i].end > at) at = spans.items[i].end;
    }
    if (found < gap) *out_first = (struct text_span){source, found, found + 1};
    return STATUS_OK;
}
