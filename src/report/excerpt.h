/* report/excerpt - the line of the file that a finding points at, with a caret below, placed by display width. */
#ifndef REPORT_EXCERPT_H
#define REPORT_EXCERPT_H

#include "base/buf.h"
#include "review/record.h"
#include "text/source.h"

#include <stdbool.h>

struct report_colors {
    const char *severity[3], *bold, *gutter, *mark, *reset; /* escape sequences, or "" */
};
const struct report_colors *report_colors(bool on);

/* What is shown of the line that a span begins in: cut to what surrounds the span when it is long. Borrows from the
 * source; empty for a span without one. */
struct review_excerpt report_excerpt_of(struct text_span span);

/* Three lines: an empty gutter, the excerpt with its line number, the caret with `note`. Nothing without an excerpt. */
void report_excerpt(struct buf *out, uint32_t line, const struct review_excerpt *excerpt, struct text_view note,
                    const struct report_colors *colors);

/* Cells that the line number's gutter takes, so that lines below can be indented alike. */
size_t report_gutter(uint32_t line);

#endif
