/* report/html_write - text and attributes of HTML. Whatever an input holds, nothing in it becomes markup: everything
 * that is not a literal of the writers goes through here. */
#ifndef REPORT_HTML_WRITE_H
#define REPORT_HTML_WRITE_H

#include "base/buf.h"
#include "text/view.h"

/* Appends content of an element: escaped, line ends as LF, control, bidi and invisible characters and bytes that are no
 * UTF-8 spelt out as text_print does, in an element of their own, so that a search for the words around them finds
 * these. */
void report_html_text(struct buf *out, struct text_view text);
/* Appends the value of an attribute that stands in double quotes; spelt out as text_print does. */
void report_html_value(struct buf *out, struct text_view text);
/* <name class="class">text</name>; no class for NULL. */
void report_html_element(struct buf *out, const char *name, const char *class_name, struct text_view text);
/* name="123", with a blank before. */
void report_html_number(struct buf *out, const char *name, int64_t number);

#endif
