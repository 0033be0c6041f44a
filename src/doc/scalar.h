/* doc/scalar - where each byte of a YAML scalar's value stands in the file.
 *
 * YAML says what a scalar means, but not where its parts came from: escapes, doubled quotes, indentation and folded
 * lines stand between the value and the file. The aligner walks both together and keeps the runs. No libyaml here. */
#ifndef DOC_SCALAR_H
#define DOC_SCALAR_H

#include "base/arena.h"
#include "base/status.h"
#include "text/fold.h"

#include <stdbool.h>

enum doc_scalar_style { DOC_PLAIN, DOC_SINGLE_QUOTED, DOC_DOUBLE_QUOTED, DOC_LITERAL, DOC_FOLDED };

struct doc_scalar {
    struct text_view value;        /* with the line breaks of the file */
    bool verbatim;                 /* the value is these bytes of the source */
    const struct text_folded *map; /* else: value -> bytes of the source given; NULL when they could not be aligned */
    size_t source_len;             /* bytes of the source up to the end of its last character that counts */
};

/* Aligns `value`, as the YAML parser decoded it, with `source`, the bytes from the scalar's first character (a quote,
 * | or >) to its end. Where YAML folded line breaks away the value gets them back: each break of the file is one \n,
 * so that a reader of the text still sees its lines and paragraphs. When the two do not fit, the value is kept as it
 * is and map is NULL. Only memory can fail. `source` and `value` are borrowed: value is copied unless it is verbatim.
 */
enum status doc_scalar_align(struct arena *arena, enum doc_scalar_style style, struct text_view source,
                             struct text_view value, struct doc_scalar *out_scalar) MUST_CHECK;

#endif
