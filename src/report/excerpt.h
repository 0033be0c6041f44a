/* report/excerpt - the line of the file that a finding points at, with a caret below, placed by display width. */
#ifndef REPORT_EXCERPT_H
#define REPORT_EXCERPT_H

#include "base/buf.h"
#include "text/source.h"

#include <stdbool.h>

struct report_colors {
    const char *severity[3], *bold, *gutter, *mark, *reset; /* escape sequences, or "" */
};
const struct report_colors *report_colors(bool on);

/* Three lines: an empty gutter, the line (cut to what surrounds the span when it is long), the caret with `note`.
 * Nothing for a span without source. */
void report_excerpt(struct buf *out, struct text_span span, struct text_view note, const struct report_colors *colors);

/* Cells that the line number's gutter takes, so that lines below can be indented alike. */
size_t report_gutter(struct text_span span);

#endif
