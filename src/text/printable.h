/* text/printable - how text looks on a terminal: its width, and nothing in it that could command the terminal.
 *
 * Width counts display cells: wide and full-width characters 2, combining ones 0; characters of ambiguous width (① ― ○)
 * 2 when `wide_ambiguous`, as Japanese terminals show them. */
#ifndef TEXT_PRINTABLE_H
#define TEXT_PRINTABLE_H

#include "base/buf.h"
#include "text/view.h"

#include <stdbool.h>
#include <stdint.h>

/* Cells of one character that is printed as it is: 0, 1 or 2. */
int text_point_width(uint32_t point, bool wide_ambiguous);
size_t text_width(struct text_view view, bool wide_ambiguous); /* cells of the printable form */
/* Whether the printable form takes no more cells; a long text is looked through only as far as they go. */
bool text_fits(struct text_view view, size_t cells, bool wide_ambiguous);

/* Whether text_print spells out what stands at `at`, the begin of a character: a tab, a line end and a joiner within an
 * emoji are not. */
bool text_is_spelt(struct text_view view, size_t at);
/* Bytes from the beginning that are for sure printed as they stand: of nearly any text, most or all. */
size_t text_plain_len(struct text_view view);
/* Appends the view with control, bidi and invisible characters spelt out as <U+202E>, bytes that are no UTF-8 as <FF>;
 * a tab and a line end (CRLF is one) become one blank. */
void text_print(struct buf *out, struct text_view view);
/* The same for a piece of running text that may go over lines: a line break and the blanks around it are left out, as
 * Japanese is joined; between two ASCII characters they become one blank. */
void text_print_joined(struct buf *out, struct text_view view);
/* Joined, and cut after `cells` display cells with "…" when something was cut. */
void text_print_cut(struct buf *out, struct text_view view, size_t cells, bool wide_ambiguous);

#endif
