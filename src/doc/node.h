/* doc/node - the neutral tree that every input format is read into, each part with the place it came from.
 *
 * Nodes live in the document's arena and are immutable once read. A scalar's value may differ from its bytes in the
 * file (escapes, indentation, folded lines); `map` leads every byte of the value back to them. */
#ifndef DOC_NODE_H
#define DOC_NODE_H

#include "text/fold.h"
#include "text/source.h"

#include <stdbool.h>

enum doc_kind { DOC_SCALAR, DOC_SEQUENCE, DOC_MAPPING };

struct doc_node;
struct doc_remarks;

/* One member of a mapping (key and value) or of a sequence (key NULL). */
struct doc_member {
    const struct doc_node *key;
    const struct doc_node *value;
};

struct doc_node {
    enum doc_kind kind;
    bool quoted;   /* a scalar in quotes or a block: never a number, a boolean or null */
    bool verbatim; /* a scalar whose value is bytes of the file, in their place */
    struct text_span span;
    struct text_view value;        /* scalars: UTF-8; line breaks that YAML folded away stand as '\n', as in the file */
    int64_t unit_yen;              /* scalars in a column of amounts: the unit of bare numbers; 0: the file's */
    const struct text_folded *map; /* other scalars: value -> bytes of the span; NULL when only the span is known */
    const struct doc_member *members;
    size_t count;
    const struct doc_remarks *remarks; /* of a table's root: doc/observation.h; NULL: none */
};

/* Where bytes [begin, end) of a scalar's value stand in the file. */
struct text_span doc_node_part(const struct doc_node *node, size_t begin, size_t end);
/* The bytes of a scalar's value that stand at a span of the file, which lies in the node's; false when the span begins
 * before the value (with its quote), or the file's bytes are not known one by one. */
bool doc_node_find(const struct doc_node *node, struct text_span span, size_t *out_begin, size_t *out_end);
/* True for a scalar that is empty or, unquoted, says null (~, null). */
bool doc_node_is_empty(const struct doc_node *node);
/* The value of a mapping's member by its exact key, or NULL. */
const struct doc_node *doc_node_get(const struct doc_node *mapping, const char *key);

#endif
