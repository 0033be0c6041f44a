/* doc/strict - small YAML files that people write for juten itself (maps of columns, waivers), read strictly: an
 * unknown key, a missing one, a value of the wrong kind is a diagnostic each with its place, and reading goes on, so
 * that all are told at once. Each kind of file has its own codes for the same faults. */
#ifndef DOC_STRICT_H
#define DOC_STRICT_H

#include "doc/node.h"
#include "text/diagnostic.h"

struct doc_strict_codes {
    enum diagnostic_code documents; /* more than one YAML document */
    enum diagnostic_code format;    /* not the format asked for: {0} that, {1} what stands there */
    enum diagnostic_code mapping, text, list;
    enum diagnostic_code key, key_near; /* no such key {0}; nearest {1} */
    enum diagnostic_code required;      /* {0} is missing */
};

struct doc_strict {
    struct arena *arena;
    struct text_diagnostics *diagnostics;
    const struct doc_strict_codes *codes;
    enum status status; /* sticky: NO_MEMORY */
};

/* Reads the file's one document; one without any is refused by doc_yaml_read. STATUS_INVALID after a diagnostic;
 * STATUS_NO_MEMORY. */
enum status doc_strict_root(struct doc_strict *it, const struct text_source *source,
                            const struct doc_node **out_root) MUST_CHECK;
/* STATUS_OK when nothing was wrong since there were `faults` diagnostics. */
enum status doc_strict_end(const struct doc_strict *it, size_t faults) MUST_CHECK;

/* Adds a diagnostic at the node. */
void doc_strict_fault(struct doc_strict *it, enum diagnostic_code code, const struct doc_node *at, struct text_view a,
                      struct text_view b);
/* Zeroed room for that many and one more; NULL after noting that memory is out. */
void *doc_strict_room(struct doc_strict *it, size_t count, size_t size);

/* Whether it has keys and values; says so when not. */
bool doc_strict_is_mapping(struct doc_strict *it, const struct doc_node *node);
/* A text without blanks around it; "" is one. */
bool doc_strict_text(struct doc_strict *it, const struct doc_node *node, struct text_view *out_text);
/* The values of the keys of a mapping, NULL for one that is not there. */
bool doc_strict_keys(struct doc_strict *it, const struct doc_node *node, const struct text_view *keys, size_t count,
                     const struct doc_node **out_values);
/* Looks whether the value of the key `format` (NULL: it is absent) is the one asked for. */
void doc_strict_format(struct doc_strict *it, const struct doc_node *root, const struct doc_node *format,
                       const char *wanted);

#endif
