/* doc/write_scalar - a text as a YAML scalar: plain where that reads back as the same text, in single quotes, as a
 * block
 * (|) when it has lines, or in double quotes with escapes, in this order of liking. */
#ifndef DOC_WRITE_SCALAR_H
#define DOC_WRITE_SCALAR_H

#include "base/buf.h"
#include "text/view.h"

#include <stdbool.h>

/* Whether YAML 1.1 or 1.2 would read the plain text as something else than text: a number, a boolean, a date, null. */
bool doc_scalar_is_typed(struct text_view text);
/* Whether it is an integer as every program writes it: -12, 0, 120; not 012, +5, 1e3. */
bool doc_scalar_is_integer(struct text_view text);

/* Appends the scalar behind "key: ", without a line end. `typed`: what looks like a number, a boolean or null, or as
 * if it were quoted, may stand plain. Lines of a block are indented by so many blanks. The same text is read back,
 * whatever it is. */
void doc_write_scalar(struct buf *out, struct text_view text, bool typed, size_t indent);

#endif
