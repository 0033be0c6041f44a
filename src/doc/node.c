#include "doc/node.h"

struct text_span doc_node_part(const struct doc_node *node, size_t begin, size_t end)
{
    struct text_span span = node->span;
    if (!node->map || begin > end || end > node->value.len) return span;
    /* An empty part has no byte of its own: it stands where the next byte begins, or the last one ends. */
    bool at_end = begin == node->value.len;
    uint32_t first = at_end ? text_fold_end(node->map, (uint32_t)begin) : text_fold_begin(node->map, (uint32_t)begin);
    if (at_end && begin == 0) first = 0;
    span.begin = node->span.begin + first;
    span.end = begin == end ? span.begin : node->span.begin + text_fold_end(node->map, (uint32_t)end);
    return span;
}

bool doc_node_is_empty(const struct doc_node *node)
{
    if (node->kind != DOC_SCALAR) return false;
    if (node->value.len == 0) return true;
    static const char *const nulls[] = {"~", "null", "Null", "NULL"};
    for (size_t i = 0; !node->quoted && i < sizeof nulls / sizeof *nulls; i++)
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
