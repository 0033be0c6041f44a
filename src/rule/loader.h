/* rule/loader - what the parts of loading a pack share: the tables that grow, and how a YAML value becomes a text, a
 * number, a wording.
 *
 * Private to the room. Two failures, kept apart: a *fault* is something wrong in the pack (a diagnostic; loading goes
 * on, so that all are found, and the pack does not load in the end); `status` is the machine and sticky like base/buf:
 * after an allocation has failed, reading functions give empty values and the failure is looked at once, in pack.c.
 * A reading function takes a NULL node (a key that was not given) as "nothing": it gives the empty value, no fault. */
#ifndef RULE_LOADER_H
#define RULE_LOADER_H

#include "base/schema.h"
#include "doc/node.h"
#include "rule/names.h"
#include "rule/ruleset.h"

/* One file of a pack or of one that it extends. */
struct rule_file {
    struct text_view name; /* in its folder */
    const char *path;      /* as shown */
    struct text_view bytes;
    struct text_view image; /* of its tree (doc/image.h); empty: it is parsed */
    const struct text_source *source;
    const struct doc_node *root; /* NULL: read for the hash only */
    size_t part;
};

/* One pack of the chain: what is extended comes before what extends it. The last is the pack itself. */
struct rule_part {
    struct text_view id;
};

/* Top-level keys (section.h). */
enum rule_section {
#define SECTION(code, key, merged, shape) RULE_SECTION_##code,
#include "rule/section.def"
#undef SECTION
    RULE_SECTION_COUNT
};

/* The value of a top-level key in one file. */
struct rule_entry {
    const struct doc_node *key;
    const struct doc_node *value;
    const struct rule_file *file;
};

struct rule_entries {
    struct rule_entry *items;
    size_t count;
    size_t capacity;
};

/* What a concept includes, before that is flattened. */
struct rule_inclusion {
    const uint32_t *concepts;
    size_t count;
    const struct doc_node *node; /* the list; item n names concepts[n] */
};

struct rule_loader {
    struct rule_set *set;
    struct arena *arena;   /* the set's: what stays */
    struct arena *scratch; /* dies after loading */
    struct text_diagnostics faults;
    enum status status;  /* sticky: STATUS_NO_MEMORY */
    bool check_patterns; /* compile them now; else they are known good */
    bool stand_in;       /* read the pack's `stand_in` and its labelled claims too */
    const char *folder;  /* that the pack was loaded from; NULL: it is embedded */

    struct rule_file *files;
    size_t file_count, file_capacity;
    struct rule_part *parts;
    size_t part_count, part_capacity;

    struct rule_entries sections[RULE_SECTION_COUNT];

    int64_t inside_from; /* katakana terms of fewer letters are not found inside longer ones */
    struct rule_concept *concepts;
    size_t concept_count, concept_capacity;
    struct rule_names concept_names;
    struct rule_inclusion *inclusions; /* by concept */
    size_t inclusion_capacity;
    struct text_term *terms;
    size_t term_count, term_capacity;
    uint32_t *trigger_concepts; /* by trigger number */
    size_t trigger_count, trigger_capacity;

    struct rule_names ids; /* of form rules, criteria and clauses -> index into id_spans */
    struct text_span *id_spans;
    size_t id_capacity;
    struct rule_names documents; /* id -> index */
    struct rule_names clauses;   /* label -> index */
    struct rule_clause *clause_items;
    struct rule_names ministries; /* name as written -> index */
};

/* ---- failures */
/* A fault at a node (NULL: nowhere) or a span; a, b and c fill {0} {1} {2}. */
void rule_fault(struct rule_loader *load, enum diagnostic_code code, const struct doc_node *at, struct text_view a,
                struct text_view b);
void rule_fault_at(struct rule_loader *load, enum diagnostic_code code, struct text_span at, struct text_view a,
                   struct text_view b);

/* A pair of codes for "there is no such X": with the nearest of the entries as {1} and all of them
 * as {2}, or with all of them as {1}. */
struct rule_miss {
    enum diagnostic_code near, far;
};
void rule_fault_unknown(struct rule_loader *load, const struct doc_node *at, const struct rule_miss *miss,
                        const struct text_view *entries, size_t count);
/* "path:line" of a place, for messages that speak of a second one. */
struct text_view rule_where(struct rule_loader *load, struct text_span span);

/* ---- memory: NULL when it is out, and then load->status says so */
void *rule_alloc(struct rule_loader *load, size_t count, size_t size);
/* arena_grow in the set's arena. */
void *rule_grow(struct rule_loader *load, void *items, size_t count, size_t *capacity, size_t size);
/* Enters a name; the caller has looked that it is new. */
void rule_enter(struct rule_loader *load, struct rule_names *names, struct text_view name, uint32_t value);
/* Enters the id of a form rule, criterion or clause; a fault when it is taken. */
void rule_enter_id(struct rule_loader *load, const struct doc_node *node, struct text_view id);

/* ---- mappings */
/* The values of a mapping's keys in the order of the members of `shape` (NULL for one that is not there). Faults: not a
 * mapping (then false), an unknown key, a required key missing. The schema of packs is written from the same shapes. */
bool rule_keys(struct rule_loader *load, const struct doc_node *node, const struct schema_shape *shape,
               const struct doc_node **out_values);

/* What several readers want: a text, a list of texts, true or false, a wording, lines of a submission (any mapping). */
extern const struct schema_shape rule_text_shape, rule_texts_shape, rule_boolean_shape, rule_wording_shape,
    rule_lines_shape;

/* ---- values */
/* A text without blanks around it; a fault when it is no scalar or empty. */
struct text_view rule_text(struct rule_loader *load, const struct doc_node *node);
/* The same, folded. */
struct text_view rule_text_folded(struct rule_loader *load, const struct doc_node *node);
/* A copy of a name of the program's own, for what stays: a set points only into its arena and into the packs' text, so
 * that it can be frozen (rule/frozen.h). */
struct text_view rule_name(struct rule_loader *load, const char *name);
/* Both languages must be there. */
struct rule_wording rule_wording(struct rule_loader *load, const struct doc_node *node);
bool rule_boolean(struct rule_loader *load, const struct doc_node *node, bool otherwise);
/* An integer within the shape's bounds. */
int64_t rule_integer(struct rule_loader *load, const struct doc_node *node, const struct schema_shape *shape,
                     int64_t otherwise);
/* Position of the value among the shape's words; `otherwise` when not given or unknown (a fault). */
int rule_choice(struct rule_loader *load, const struct doc_node *node, const struct schema_shape *shape, int otherwise);

/* ---- lists */
/* Number of members when the node is a sequence; 0 and a fault when it is something else. */
size_t rule_list(struct rule_loader *load, const struct doc_node *node);
/* Zeroed room for each member of a sequence; *out_count 0 when there is none. */
void *rule_array(struct rule_loader *load, const struct doc_node *node, size_t size, size_t *out_count);
/* A list of texts, as written or folded. */
const struct text_view *rule_texts(struct rule_loader *load, const struct doc_node *node, bool folded,
                                   size_t *out_count);

/* Folds a text with the pack's folder; the result lives as long as the set. */
struct text_view rule_fold(struct rule_loader *load, struct text_view text);
/* True when a span stands in a file of the pack itself, not of one that it extends. */
bool rule_is_own(const struct rule_loader *load, struct text_span span);

#endif
