/* doc/yaml_tree - building doc/node trees from what a parser reports (private to doc/yaml*.c; no libyaml here).
 *
 * Refuses what YAML allows and submissions do not: duplicate keys, merge keys, keys that are collections, unknown
 * aliases; and what exceeds a limit. Refusals are kept as diagnostics and set `refused`; a mistake that leaves the tree
 * sound lets the reading go on, so that one run tells them all. */
#ifndef DOC_YAML_TREE_H
#define DOC_YAML_TREE_H

#include "base/limits.h"
#include "doc/scalar.h"
#include "doc/yaml.h"

struct doc_anchor;

struct doc_open { /* a collection that is still being read */
    struct doc_node *node;
    const struct doc_node *key; /* mappings: the key whose value comes next */
    size_t first;               /* its members on the waiting stack begin here */
    struct text_view anchor;
    size_t nodes_before;
    size_t bytes_before;
    bool flow;
    bool taken; /* its items go to the taker: so many, and there the last one ends */
    size_t taken_count;
    uint32_t taken_end;
};

struct doc_tree {
    struct arena *arena;           /* of nodes and their texts */
    struct arena *lasting;         /* of all else; the same but for items that are taken */
    const struct doc_taker *taker; /* NULL: none */
    const struct text_source *source;
    struct text_diagnostics *diagnostics;
    struct doc_open open[LIMIT_YAML_DEPTH];
    size_t depth;
    struct doc_member *waiting;
    size_t waiting_count;
    size_t waiting_capacity;
    struct doc_anchor *anchors; /* of this document, the newest last */
    size_t anchor_count;
    size_t anchor_capacity;
    size_t nodes; /* expanded: aliases count as often as they are used */
    size_t bytes; /* of scalars, likewise */
    const struct doc_node *root;
    struct doc_roots roots;
    size_t root_capacity;
    bool refused;
};

/* Adds a diagnostic whose argument is copied. */
void doc_tree_refuse(struct doc_tree *tree, enum diagnostic_code code, struct text_span span,
                     struct text_view argument);

/* Whether that is more than a file may hold. */
bool doc_tree_is_spent(size_t nodes, size_t bytes);

/* One after another, as the parser reports them. An empty anchor is none. On a failure the tree is given up. */
enum status doc_tree_scalar(struct doc_tree *tree, const struct doc_scalar *scalar, struct text_span span, bool quoted,
                            struct text_view anchor) MUST_CHECK;
enum status doc_tree_alias(struct doc_tree *tree, struct text_view anchor, struct text_span span) MUST_CHECK;
enum status doc_tree_open(struct doc_tree *tree, enum doc_kind kind, bool flow, struct text_span span,
                          struct text_view anchor) MUST_CHECK;
enum status doc_tree_close(struct doc_tree *tree, uint32_t end) MUST_CHECK;
enum status doc_tree_end_document(struct doc_tree *tree) MUST_CHECK;

/* Refuses the second of two members with one key. */
enum status doc_tree_check_keys(struct doc_tree *tree, const struct doc_node *mapping) MUST_CHECK;

#endif
