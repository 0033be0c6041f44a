#include "cli/columns.h"

#include "text/printable.h"

#include <assert.h>

#define GAP 2 /* blanks between columns */

void cli_columns_init(struct cli_columns *table, struct arena *arena, size_t columns)
{
    assert(columns > 0 && columns <= CLI_COLUMNS_MOST);
    *table = (struct cli_columns){.arena = arena, .columns = columns};
}

void cli_columns_add(struct cli_columns *table, struct text_view cell)
{
    struct text_view *cells = arena_grow(table->arena, table->cells, table->count, &table->capacity, sizeof *cells);
    size_t *width = &table->widths[table->count % table->columns], cells_wide = text_width(cell, true);
    if (!cells) {
        table->status = STATUS_NO_MEMORY;
        return;
    }
    table->cells = cells;
    cells[table->count++] = cell;
    if (cells_wide > *width) *width = cells_wide;
}

void cli_columns_take(struct cli_columns *table, struct buf *cell)
{
    char *copy =
        buf_status(cell) == STATUS_OK ? arena_copy(table->arena, cell->bytes ? cell->bytes : "", cell->len) : NULL;
    size_t len = cell->len;
    buf_clear(cell);
    if (copy) cli_columns_add(table, (struct text_view){copy, len});
    else table->status = STATUS_NO_MEMORY;
}

size_t cli_columns_rows(const struct cli_columns *table)
{
    return table->count / table->columns;
}

void cli_columns_row(struct buf *out, const struct cli_columns *table, size_t row, size_t indent)
{
    size_t blanks = indent;
    if (table->status != STATUS_OK) {
        out->status = table->status;
        return;
    }
    for (size_t i = 0; i < table->columns; i++) {
        struct text_view cell = table->cells[row * table->columns + i];
        if (cell.len > 0) {
            buf_add_repeat(out, ' ', blanks);
            text_print(out, cell);
            blanks = 0;
        }
        blanks += table->widths[i] - text_width(cell, true) + GAP;
    }
    buf_add_char(out, '\n');
}
