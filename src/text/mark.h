/* text/mark - how lines of ministry prose begin: bullets, item numbers, headings; and brackets. Tables in mark.def.
 * Pure functions on source text (unfolded, trimmed lines). */
#ifndef TEXT_MARK_H
#define TEXT_MARK_H

#include "text/view.h"

#include <stdint.h>

/* True when the line begins with a bullet or an item number: U+2460, (1), 1. and the like. `in_bracket`: a bracket is
 * open from an earlier line, so that "1)" may close it and numbers nothing. */
bool text_mark_begins(struct text_view line, bool in_bracket);

/* True when the line begins with a section number and a blank, "1 Aims": too weak a sign where lines are wrapped. */
bool text_mark_is_section(struct text_view line);

/* True when the whole line stands in heading brackets. */
bool text_mark_is_title(struct text_view line);
/* True when the line ends as articles of a guideline do that have no full stop. */
bool text_mark_ends_article(struct text_view line);

/* The closing bracket that belongs to an opening one, else 0; and whether a point is a closing bracket. */
uint32_t text_mark_closing(uint32_t open);
bool text_mark_is_closing(uint32_t point);

#endif
