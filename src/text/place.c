#include "text/place.h"

#include "text/printable.h"

void text_column_name(struct buf *out, uint32_t column)
{
    char letters[8];
    size_t at = sizeof letters;
    for (uint32_t rest = column; rest > 0; rest = (rest - 1) / 26)
        letters[--at] = (char)('A' + (rest - 1) % 26);
    buf_add(out, letters + at, sizeof letters - at);
}

void text_cell_name(struct buf *out, uint32_t row, uint32_t column)
{
    text_column_name(out, column);
    buf_add_int(out, row);
}

void text_place_print_line(struct buf *out, struct text_place place)
{
    if (place.line == 0) return;
    if (place.cell > 0) {
        text_place_print(out, place);
        return;
    }
    buf_add_char(out, ':');
    buf_add_int(out, place.line);
}

void text_place_print(struct buf *out, struct text_place place)
{
    if (place.line == 0) return;
    if (place.cell > 0) {
        buf_add_char(out, '!');
        text_print(out, place.sheet);
        buf_add_char(out, '!');
        text_cell_name(out, place.line, place.cell);
        return;
    }
    text_place_print_line(out, place);
    buf_add_char(out, ':');
    buf_add_int(out, place.column);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* In a text the byte decides; a cell has none. */
int text_place_compare(struct text_place a, struct text_place b)
{
    if (a.byte > 0 && b.byte > 0) return compare_numbers(a.byte, b.byte);
    int order = compare_numbers(a.line, b.line);
    if (order == 0) order = compare_numbers(a.cell, b.cell);
    return order != 0 ? order : compare_numbers(a.column, b.column);
}
