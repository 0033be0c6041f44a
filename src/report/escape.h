/* report/escape - untrusted text made harmless for formats that have marks of their own.
 *
 * What a format can carry is carried as it is, escaped by its rules; what it cannot is spelt out as on a terminal
 * (<U+001B>, text/printable), and so are bytes that are no UTF-8. */
#ifndef REPORT_ESCAPE_H
#define REPORT_ESCAPE_H

#include <stdint.h>

#include "base/buf.h"
#include "text/view.h"

/* Appends text for Markdown, within a line: letter by letter as it is, no emphasis, link, tag, row or list comes of it.
 * A line break is <br>; characters that reorder text are spelt out. What a site makes of a page afterwards (names of
 * people, addresses) is not in the hand of whoever writes it. */
void report_markdown(struct buf *out, struct text_view text);

/* What stands in markup for one of & < > and the double quote; NULL: the character stands for itself. Static. */
const char *report_entity(uint32_t point);

/* Appends text for XML, in an attribute or between tags: what a reader would not see stands there as a reference. */
void report_xml(struct buf *out, struct text_view text);

enum report_command {
    REPORT_COMMAND_DATA,    /* the message of a workflow command of GitHub */
    REPORT_COMMAND_PROPERTY /* the value of one of its properties */
};
void report_command(struct buf *out, struct text_view text, enum report_command where);

#endif
