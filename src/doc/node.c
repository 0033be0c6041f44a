#include "doc/node.h"

/* Where a verbatim value begins in the file. */
static uint32_t begin_of(const struct doc_node *node)
{
    return (uint32_t)(node->value.at - text_source_bytes(node->span.source).at);
}

struct text_span doc_node_part(const struct doc_node *node, size_t begin, size_t end)
{
    struct text_span span = node->span;
    if (begin > end || end > node->value.len) return span;
    if (node->verbatim && node->value.len > 0)
        return (struct text_span){span.source, begin_of(node) + (uint32_t)begin, begin_of(node) + (uint32_t)end};
    if (node->verbatim) return (struct text_span){span.source, span.begin, span.begin};
    if (!node->map) return span;
    /* An empty part has no byte of its own: it stands where the next byte begins, or the last one ends. */
    bool at_end = begin == node->value.len;
    uint32_t first = at_end ? text_fold_end(node->map, (uint32_t)begin) : text_fold_begin(node->map, (uint32_t)begin);
    if (at_end && begin == 0) first = 0;
    span.begin = node->span.begin + first;
    span.end = begin == end ? span.begin : node->span.begin + text_fold_end(node->map, (uint32_t)end);
    return span;
}

/* The offset in a verbatim value of a place behind its beginning: of the next character when it is inside one. */
static size_t verbatim_at(const struct doc_node *node, uint32_t place)
{
    size_t at = place - begin_of(node);
    while (at < node->value.len && ((unsigned char)node->value.at[at] & 0xC0) == 0x80)
        at++;
    return at < node->value.len ? at : node->value.len;
}

bool doc_node_find(const struct doc_node *node, struct text_span span, size_t *out_begin, size_t *out_end)
{
    if (node->verbatim) {
        if (span.begin < begin_of(node)) return false;
        *out_begin = verbatim_at(node, span.begin);
        *out_end = verbatim_at(node, span.end);
        return true;
    }
    if (!node->map) return false;
    *out_begin = text_fold_at(node->map, span.begin - node->span.begin);
    *out_end = text_fold_at(node->map, span.end - node->span.begin);
    return true;
}

bool doc_node_is_empty(const struct doc_node *node)
{
    if (node->kind != DOC_SCALAR) return false;
    if (node->value.len == 0) return true;
    static const char *const nulls[] = {"~", "null", "Null", "NULL"};
    bool may = !node->quoted && node->value.len <= strlen(nulls[1]);
    for (size_t i = 0; may && i < sizeof nulls / sizeof *nulls; i++)
        if (text_view_equal(node->value, text_view_of(nulls[i]))) return true;
    return false;
}

const struct doc_node *doc_node_get(const struct doc_node *mapping, const char *key)
{
    if (mapping->kind != DOC_MAPPING) return NULL;
    struct text_view wanted = text_view_of(key);
    for (size_t i = 0; i < mapping->count; i++)
        if (text_view_equal(mapping->members[i].key->value, wanted)) return mapping->members[i].value;
    return NULL;
}
