#include "doc/yaml_tree.h"

#include <assert.h>

struct doc_anchor {
    struct text_view name;
    const struct doc_node *node;
    size_t nodes; /* the subtree, expanded */
    size_t bytes;
};

void doc_tree_refuse(struct doc_tree *tree, enum diagnostic_code code, struct text_span span, struct text_view argument)
{
    struct text_view none = {0};
    const char *copy = arena_copy(tree->arena, argument.at ? argument.at : "", argument.len);
    if (!copy) tree->diagnostics->status = STATUS_NO_MEMORY;
    struct text_view kept = {copy, copy ? argument.len : 0};
    text_diagnostics_add(tree->diagnostics, code, text_source_path(tree->source), span, kept, none, none);
    tree->refused = true;
}

static enum status over_limit(struct doc_tree *tree, enum diagnostic_code code, struct text_span span)
{
    doc_tree_refuse(tree, code, span, (struct text_view){0});
    return STATUS_LIMIT;
}

bool doc_tree_is_spent(size_t nodes, size_t bytes)
{
    return nodes > LIMIT_YAML_NODES || bytes > LIMIT_FILE_BYTES;
}

static enum status count(struct doc_tree *tree, size_t nodes, size_t bytes, struct text_span span)
{
    tree->nodes += nodes;
    tree->bytes += bytes;
    return doc_tree_is_spent(tree->nodes, tree->bytes) ? over_limit(tree, DIAGNOSTIC_YAML_NODES, span) : STATUS_OK;
}

static enum status push(struct doc_tree *tree, const struct doc_node *key, const struct doc_node *value)
{
    struct doc_member *waiting =
        arena_grow(tree->lasting, tree->waiting, tree->waiting_count, &tree->waiting_capacity, sizeof *waiting);
    if (!waiting) return STATUS_NO_MEMORY;
    tree->waiting = waiting;
    waiting[tree->waiting_count++] = (struct doc_member){key, value};
    return STATUS_OK;
}

/* A merge key is only a key like others for us; saying so is kinder than an unknown field. */
static void check_key(struct doc_tree *tree, const struct doc_node *key)
{
    if (!key->quoted && text_view_equal(key->value, text_view_of("<<")))
        doc_tree_refuse(tree, DIAGNOSTIC_YAML_MERGE, key->span, (struct text_view){0});
}

static enum status hand_over(struct doc_tree *tree, struct doc_open *list, const struct doc_node *item)
{
    list->taken_count++;
    list->taken_end = item->span.end;
    enum status status = tree->taker->take(tree->taker->context, item);
    arena_clear(tree->taker->arena);
    return status;
}

/* Puts a complete node where it belongs: the root, the next key, a member. `span` is where it is used. */
static enum status put(struct doc_tree *tree, const struct doc_node *node, struct text_span span)
{
    if (tree->depth == 0) {
        tree->root = node;
        return STATUS_OK;
    }
    struct doc_open *top = &tree->open[tree->depth - 1];
    if (top->taken) return hand_over(tree, top, node);
    if (top->node->kind == DOC_SEQUENCE) return push(tree, NULL, node);
    if (!top->key) {
        if (node->kind != DOC_SCALAR) {
            doc_tree_refuse(tree, DIAGNOSTIC_YAML_KEY, span, (struct text_view){0});
            return STATUS_INVALID;
        }
        check_key(tree, node);
        top->key = node;
        return STATUS_OK;
    }
    enum status status = push(tree, top->key, node);
    top->key = NULL;
    return status;
}

static enum status keep_anchor(struct doc_tree *tree, const struct doc_anchor *anchor)
{
    if (anchor->name.len == 0) return STATUS_OK;
    if (tree->taker) return STATUS_INVALID; /* what it names may be gone when an alias asks for it */
    if (tree->anchor_count == LIMIT_YAML_ANCHORS) return over_limit(tree, DIAGNOSTIC_YAML_ANCHORS, anchor->node->span);
    struct doc_anchor *anchors =
        arena_grow(tree->lasting, tree->anchors, tree->anchor_count, &tree->anchor_capacity, sizeof *anchors);
    if (!anchors) return STATUS_NO_MEMORY;
    tree->anchors = anchors;
    anchors[tree->anchor_count++] = *anchor;
    return STATUS_OK;
}

/* The anchor's name outlives the event that brought it. */
static enum status copy_name(struct doc_tree *tree, struct text_view name, struct text_view *out_name)
{
    if (name.len == 0) {
        *out_name = (struct text_view){0};
        return STATUS_OK;
    }
    const char *copy = arena_copy(tree->arena, name.at, name.len);
    if (!copy) return STATUS_NO_MEMORY;
    *out_name = (struct text_view){copy, name.len};
    return STATUS_OK;
}

enum status doc_tree_scalar(struct doc_tree *tree, const struct doc_scalar *scalar, struct text_span span, bool quoted,
                            struct text_view anchor)
{
    struct doc_node *node = arena_alloc(tree->arena, sizeof *node);
    if (!node) return STATUS_NO_MEMORY;
    *node = (struct doc_node){.kind = DOC_SCALAR,
                              .quoted = quoted,
                              .verbatim = scalar->verbatim,
                              .span = span,
                              .value = scalar->value,
                              .map = scalar->map};
    struct doc_anchor kept = {.node = node, .nodes = 1, .bytes = node->value.len};
    enum status status = copy_name(tree, anchor, &kept.name);
    if (status == STATUS_OK) status = count(tree, 1, node->value.len, span);
    if (status == STATUS_OK) status = keep_anchor(tree, &kept);
    return status == STATUS_OK ? put(tree, node, span) : status;
}

static const struct doc_anchor *find_anchor(const struct doc_tree *tree, struct text_view name)
{
    for (size_t i = tree->anchor_count; i-- > 0;)
        if (text_view_equal(tree->anchors[i].name, name)) return &tree->anchors[i];
    return NULL;
}

enum status doc_tree_alias(struct doc_tree *tree, struct text_view anchor, struct text_span span)
{
    static const struct doc_scalar nothing;
    const struct doc_anchor *known = find_anchor(tree, anchor);
    if (!known) {
        doc_tree_refuse(tree, DIAGNOSTIC_YAML_ALIAS, span, anchor);
        return doc_tree_scalar(tree, &nothing, span, false, (struct text_view){0});
    }
    enum status status = count(tree, known->nodes, known->bytes, span);
    return status == STATUS_OK ? put(tree, known->node, span) : status;
}

/* Whether the list that was opened last is one for the taker: of a root mapping, in its style. From here on nodes are
 * the items'. */
static enum status offer(struct doc_tree *tree)
{
    struct doc_open *list = &tree->open[tree->depth - 1];
    const struct doc_open *root = &tree->open[0];
    if (!tree->taker || tree->depth != 2 || list->node->kind != DOC_SEQUENCE || list->flow != root->flow || !root->key)
        return STATUS_OK;
    if (tree->roots.count > 0) return STATUS_INVALID;
    assert(root->first == 0); /* what waits is the root's */
    enum status status = tree->taker->opens(tree->taker->context, tree->waiting, tree->waiting_count, root->key,
                                            root->flow, &list->taken);
    if (list->taken) tree->arena = tree->taker->arena;
    return status;
}

enum status doc_tree_open(struct doc_tree *tree, enum doc_kind kind, bool flow, struct text_span span,
                          struct text_view anchor)
{
    if (tree->depth == LIMIT_YAML_DEPTH) return over_limit(tree, DIAGNOSTIC_YAML_DEPTH, span);
    struct doc_node *node = arena_alloc(tree->arena, sizeof *node);
    if (!node) return STATUS_NO_MEMORY;
    *node = (struct doc_node){.kind = kind, .span = span};
    struct doc_open frame = {.node = node, .first = tree->waiting_count, .flow = flow};
    frame.nodes_before = tree->nodes;
    frame.bytes_before = tree->bytes;
    enum status status = copy_name(tree, anchor, &frame.anchor);
    if (status == STATUS_OK) status = count(tree, 1, 0, span);
    if (status != STATUS_OK) return status;
    tree->open[tree->depth++] = frame;
    return offer(tree);
}

/* Moves the members of the collection on top from the waiting stack into the node. */
static enum status take_members(struct doc_tree *tree, const struct doc_open *top)
{
    size_t members = tree->waiting_count - top->first;
    if (members > 0) {
        struct doc_member *copy = arena_alloc(tree->arena, members * sizeof *copy);
        if (!copy) return STATUS_NO_MEMORY;
        memcpy(copy, tree->waiting + top->first, members * sizeof *copy);
        top->node->members = copy;
    }
    top->node->count = top->taken ? top->taken_count : members;
    tree->waiting_count = top->first;
    return STATUS_OK;
}

static uint32_t end_of_member(const struct doc_member *last)
{
    uint32_t value_end = last->value->span.end;
    uint32_t key_end = last->key ? last->key->span.end : 0;
    return value_end > key_end ? value_end : key_end; /* an alias shows where its anchor stands */
}

/* libyaml ends a block where the next thing begins; it ends for us with its last part. A flow collection has a bracket.
 */
static uint32_t end_of(const struct doc_open *top, uint32_t end)
{
    const struct doc_node *node = top->node;
    if (top->flow || node->count == 0) return end;
    uint32_t last_end = top->taken ? top->taken_end : end_of_member(&node->members[node->count - 1]);
    return last_end < node->span.begin || last_end > end ? end : last_end;
}

enum status doc_tree_close(struct doc_tree *tree, uint32_t end)
{
    assert(tree->depth > 0);
    struct doc_open top = tree->open[tree->depth - 1];
    if (top.taken) tree->arena = tree->lasting;
    enum status status = take_members(tree, &top);
    if (status != STATUS_OK) return status;
    top.node->span.end = end_of(&top, end);
    if (top.node->kind == DOC_MAPPING) status = doc_tree_check_keys(tree, top.node);
    if (status != STATUS_OK) return status;
    tree->depth--;
    struct doc_anchor kept = {.name = top.anchor, .node = top.node};
    kept.nodes = tree->nodes - top.nodes_before;
    kept.bytes = tree->bytes - top.bytes_before;
    status = keep_anchor(tree, &kept);
    return status == STATUS_OK ? put(tree, top.node, top.node->span) : status;
}

/* Documents without content (a --- at the end of the file) are left out. */
enum status doc_tree_end_document(struct doc_tree *tree)
{
    const struct doc_node *root = tree->root;
    tree->root = NULL;
    tree->anchor_count = 0;
    if (!root || doc_node_is_empty(root)) return STATUS_OK;
    const struct doc_node **items =
        arena_grow(tree->lasting, tree->roots.items, tree->roots.count, &tree->root_capacity, sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    tree->roots.items = items;
    items[tree->roots.count++] = root;
    return STATUS_OK;
}
