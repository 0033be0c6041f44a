/* doc/written - submissions as they were written: each value in its own notation, under the field that it is of. This
 * is what converting carries from one form to another; no amount, year or label is read.
 *
 * Made from doc/node trees, strictly: a key that is no field, or a value of another kind than the field's, is a
 * diagnostic, since it would be lost. Lives in the arena given; texts are borrowed from the tree. Immutable. */
#ifndef DOC_WRITTEN_H
#define DOC_WRITTEN_H

#include "doc/vocabulary.h"
#include "doc/yaml.h"
#include "text/diagnostic.h"

struct doc_written_member {
    enum doc_field field;
    bool list;             /* items, else a text */
    bool quoted;           /* a text: never a number, a boolean or null, whatever it looks like */
    struct text_view text; /* as written; empty, ~ and null not quoted: nothing */
    const struct doc_written *items;
    size_t count;
    struct text_span span; /* of the value */
};

/* A submission, a request, a breakdown row or a claim: its fields in the order of the file, none twice. */
struct doc_written {
    const struct doc_written_member *members;
    size_t count;
    struct text_span span;
};

struct doc_written_set {
    const struct doc_written *items; /* submissions */
    size_t count;
};

/* Reads all roots. An amount of a table whose unit is its column's gets it written behind its figures, unless the file
 * has the same. STATUS_INVALID after at least one diagnostic, STATUS_NO_MEMORY. */
enum status doc_written_read(struct arena *arena, const struct doc_roots *roots, const struct doc_vocabulary *words,
                             struct text_diagnostics *diagnostics, struct doc_written_set *out_set) MUST_CHECK;

/* The member of that field, or NULL. */
const struct doc_written_member *doc_written_get(const struct doc_written *from, enum doc_field field);
/* Whether it says nothing: a text of blanks, null, or a list without items. Accepts NULL. */
bool doc_written_is_empty(const struct doc_written_member *member);
/* Whether it is a text that says null. */
bool doc_written_is_null(const struct doc_written_member *member);

#endif
