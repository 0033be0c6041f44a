/* report/line_diff - two texts with the same number of lines, as a unified diff that patch(1) takes. */
#ifndef REPORT_LINE_DIFF_H
#define REPORT_LINE_DIFF_H

#include "base/buf.h"
#include "text/view.h"

#include <stddef.h>

/* Appends the hunks, with three lines around what changed and the path on both sides as git has it (a/, b/); nothing
 * when the texts are equal. Lines end with LF; bytes are as they are in the texts. Returns how many lines changed. */
size_t report_line_diff(struct buf *out, const char *path, struct text_view before, struct text_view after);

#endif
