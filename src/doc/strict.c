#include "doc/strict.h"

#include "doc/yaml.h"
#include "text/nearest.h"

static const struct text_view none;

void doc_strict_fault(struct doc_strict *it, enum diagnostic_code code, const struct doc_node *at, struct text_view a,
                      struct text_view b)
{
    text_diagnostics_add(it->diagnostics, code, NULL, at->span, a, b, none);
}

void *doc_strict_room(struct doc_strict *it, size_t count, size_t size)
{
    void *items = arena_alloc(it->arena, (count + 1) * size);
    if (!items) it->status = STATUS_NO_MEMORY;
    return items;
}

enum status doc_strict_root(struct doc_strict *it, const struct text_source *source, const struct doc_node **out_root)
{
    struct doc_roots roots;
    enum status status = doc_yaml_read(it->arena, source, it->diagnostics, &roots);
    if (status == STATUS_NO_MEMORY || it->diagnostics->status != STATUS_OK) return STATUS_NO_MEMORY;
    if (status != STATUS_OK) return STATUS_INVALID;
    *out_root = roots.items[0];
    if (roots.count == 1) return STATUS_OK;
    doc_strict_fault(it, it->codes->documents, roots.items[1], none, none);
    return it->diagnostics->status == STATUS_OK ? STATUS_INVALID : STATUS_NO_MEMORY;
}

enum status doc_strict_end(const struct doc_strict *it, size_t faults)
{
    if (it->status != STATUS_OK || it->diagnostics->status != STATUS_OK) return STATUS_NO_MEMORY;
    return it->diagnostics->count > faults ? STATUS_INVALID : STATUS_OK;
}

bool doc_strict_is_mapping(struct doc_strict *it, const struct doc_node *node)
{
    if (node->kind != DOC_MAPPING) doc_strict_fault(it, it->codes->mapping, node, none, none);
    return node->kind == DOC_MAPPING;
}

bool doc_strict_text(struct doc_strict *it, const struct doc_node *node, struct text_view *out_text)
{
    bool scalar = node->kind == DOC_SCALAR && (node->quoted || !doc_node_is_empty(node));
    if (!scalar) doc_strict_fault(it, it->codes->text, node, none, none);
    else *out_text = text_view_trim(node->value);
    return scalar;
}

bool doc_strict_keys(struct doc_strict *it, const struct doc_node *node, const struct text_view *keys, size_t count,
                     const struct doc_node **out_values)
{
    for (size_t k = 0; k < count; k++)
        out_values[k] = NULL;
    if (!doc_strict_is_mapping(it, node)) return false;
    for (size_t i = 0; i < node->count; i++) {
        const struct doc_member *member = &node->members[i];
        size_t k = 0;
        while (k < count && !text_view_equal(keys[k], member->key->value))
            k++;
        if (k < count) {
            out_values[k] = member->value;
            continue;
        }
        size_t nearest = text_nearest(member->key->value, keys, count);
        if (nearest == (size_t)-1) doc_strict_fault(it, it->codes->key, member->key, member->key->value, none);
        else doc_strict_fault(it, it->codes->key_near, member->key, member->key->value, keys[nearest]);
    }
    return true;
}

void doc_strict_format(struct doc_strict *it, const struct doc_node *root, const struct doc_node *format,
                       const char *wanted)
{
    struct text_view right = text_view_of(wanted);
    bool good = format && format->kind == DOC_SCALAR && text_view_equal(text_view_trim(format->value), right);
    struct text_view given = format && format->kind == DOC_SCALAR ? format->value : none;
    struct text_span start = {root->span.source, root->span.begin, root->span.begin};
    if (!good)
        text_diagnostics_add(it->diagnostics, it->codes->format, NULL, format ? format->span : start, right, given,
                             none);
}
