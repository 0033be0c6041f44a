/* cli/place - the beginning of a line that speaks of a place in a pack. */
#ifndef CLI_PLACE_H
#define CLI_PLACE_H

#include "base/buf.h"
#include "text/source.h"

/* Appends "path:line:column". */
void cli_place_add(struct buf *out, struct text_span span);
/* Appends "path:line:column: [id] " and, unless `text` is empty, "text: ", cut to a part of the line. */
void cli_place_begin(struct buf *out, struct text_span span, struct text_view id, struct text_view text);

#endif
