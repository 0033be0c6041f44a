/* doc/edit - byte-exact edits of a text: what is replaced by what, everything else staying as it is.
 *
 * Edits keep to their line: none holds or takes away a line end, so that lines keep their numbers. They live in the
 * arena given; the new text of each is borrowed and must live as long. Failure is sticky in `status`. */
#ifndef DOC_EDIT_H
#define DOC_EDIT_H

#include "base/arena.h"
#include "base/status.h"
#include "text/source.h"

#include <stdbool.h>

struct doc_edit {
    uint32_t begin, end; /* bytes of the text; equal: put in before */
    struct text_view text;
};

struct doc_edits {
    struct arena *arena;
    struct doc_edit *items;
    size_t count, capacity;
    enum status status;
};

/* An empty list whose edits will live in the arena. */
void doc_edits_init(struct doc_edits *edits, struct arena *arena);
/* Adds an edit; the text is borrowed. */
void doc_edits_add(struct doc_edits *edits, uint32_t begin, uint32_t end, struct text_view text);
/* Puts them in the order of the text; of two that overlap the one that begins first stays. */
void doc_edits_settle(struct doc_edits *edits);

/* Whether two texts have the same ink: the same characters in the same order, but for blanks, quotes and the marks that
 * part keys, values and items (colons, commas, dashes, dots), of any width. */
bool doc_edits_keep_ink(struct text_view before, struct text_view after);

/* The text with the edits, which are settled. NULL bytes when memory is out. */
struct text_view doc_edits_apply(const struct doc_edits *edits, struct text_view text);
/* The same of the line alone that the first edit stands in; empty when there is none. */
struct text_view doc_edits_line(const struct doc_edits *edits, const struct text_source *source);

#endif
