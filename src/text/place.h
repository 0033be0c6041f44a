/* text/place - places in words: "12:3" in a text, "!予算!C12" in a workbook. */
#ifndef TEXT_PLACE_H
#define TEXT_PLACE_H

#include "base/buf.h"
#include "text/source.h"

/* Appends what stands behind the path: ":12:3", in a workbook "!sheet!C12", nothing for a place nowhere; printable. */
void text_place_print(struct buf *out, struct text_place place);
/* The same as far as the line: ":12". */
void text_place_print_line(struct buf *out, struct text_place place);

/* Appends a column as spreadsheets name it: C; 1 is A. */
void text_column_name(struct buf *out, uint32_t column);
/* Appends a cell as spreadsheets name it: C12. */
void text_cell_name(struct buf *out, uint32_t row, uint32_t column);

/* The order of two places of one document, also where bytes are not told (0). */
int text_place_compare(struct text_place a, struct text_place b);

#endif
