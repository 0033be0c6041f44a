/* cli/columns - rows of cells, printed with columns aligned by display width.
 *
 * Cells are borrowed views; the table lives in an arena. After memory has run out nothing more is added and
 * cli_columns_row makes the buf fail. */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

#include "base/arena.h"
#include "base/buf.h"
#include "text/view.h"

#define CLI_COLUMNS_MOST 6

struct cli_columns {
    struct arena *arena;
    size_t columns;
    struct text_view *cells; /* row by row */
    size_t count, capacity;
    size_t widths[CLI_COLUMNS_MOST];
    enum status status;
};

/* An empty table. */
void cli_columns_init(struct cli_columns *table, struct arena *arena, size_t columns);
/* Adds the next cell, after the last of a row the first of the next one. */
void cli_columns_add(struct cli_columns *table, struct text_view cell);
/* The same for what a buf holds; the buf is cleared. */
void cli_columns_take(struct cli_columns *table, struct buf *cell);
/* Appends a row behind an indent of blanks, without blanks at its end, and a line end. */
void cli_columns_row(struct buf *out, const struct cli_columns *table, size_t row, size_t indent);
/* How many whole rows there are. */
size_t cli_columns_rows(const struct cli_columns *table);

#endif
