#include "doc/xlsx_merge.h"

#include "base/limits.h"

#include <string.h>

/* ---- references */

/* "C12" at the start of the text; what follows it, NULL when it is none. */
static const char *read_cell(const char *text, uint32_t *out_column, uint32_t *out_row)
{
    uint32_t column = 0, row = 0;
    for (; *text >= 'A' && *text <= 'Z' && column <= LIMIT_TABLE_COLUMNS; text++)
        column = column * 26 + (uint32_t)(*text - 'A') + 1;
    for (; *text >= '0' && *text <= '9' && row <= LIMIT_TABLE_ROWS; text++)
        row = row * 10 + (uint32_t)(*text - '0');
    *out_column = column;
    *out_row = row;
    return column > 0 && column <= LIMIT_TABLE_COLUMNS && row > 0 && row <= LIMIT_TABLE_ROWS ? text : NULL;
}

static enum status broken(struct doc_xlsx_book *book)
{
    return doc_xlsx_refuse(book, DIAGNOSTIC_XLSX_BROKEN, text_view_of("mergeCell"), (struct text_view){0},
                           STATUS_INVALID);
}

enum status doc_xlsx_merge_add(struct doc_xlsx_book *book, struct doc_xlsx_merges *merges, const char *reference)
{
    struct doc_xlsx_merge merge;
    uint32_t last_column;
    const char *rest = reference ? read_cell(reference, &merge.column, &merge.first) : NULL;
    if (!rest || (*rest != ':' && *rest)) return broken(book);
    if (!*rest) return STATUS_OK; /* one cell */
    rest = read_cell(rest + 1, &last_column, &merge.last);
    if (!rest || *rest) return broken(book);
    if (merge.last <= merge.first) return STATUS_OK;
    if (merges->count >= LIMIT_MERGES)
        return doc_xlsx_refuse(book, DIAGNOSTIC_XLSX_MERGES, text_view_of("100000"), (struct text_view){0},
                               STATUS_LIMIT);
    struct doc_xlsx_merge *items =
        arena_grow(book->arena, merges->items, merges->count, &merges->capacity, sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    merges->items = items;
    items[merges->count++] = merge;
    return STATUS_OK;
}

/* ---- filling */

/* Where the first record at or below that row stands. */
static size_t record_at(const struct doc_record *records, size_t count, uint32_t row)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (records[middle].number < row) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Makes the record reach to that column. */
static enum status widen(struct doc_xlsx_book *book, struct doc_record *record, uint32_t column)
{
    if (record->count >= column) return STATUS_OK;
    if (column > book->cells_left) return doc_xlsx_refuse_cells(book);
    book->cells_left -= column;
    struct doc_cell *cells = arena_alloc(book->arena, column * sizeof *cells);
    if (!cells) return STATUS_NO_MEMORY;
    memcpy(cells, record->cells, record->count * sizeof *cells);
    for (size_t i = record->count; i < column; i++)
        cells[i] =
            (struct doc_cell){.text = {"", 0}, .span = {record->span.source, record->span.end, record->span.end}};
    record->cells = cells;
    record->count = column;
    return STATUS_OK;
}

static enum status continue_cell(struct doc_xlsx_book *book, struct doc_record *record, uint32_t column,
                                 const struct doc_cell *from)
{
    enum status status = widen(book, record, column);
    if (status != STATUS_OK) return status;
    struct doc_cell *cell = (struct doc_cell *)&record->cells[column - 1]; /* the reader's own */
    if (cell->text.len > 0) return STATUS_OK;
    struct doc_cell_note *note = arena_alloc(book->arena, sizeof *note);
    if (!note) return STATUS_NO_MEMORY;
    *note = from->note ? *from->note : (struct doc_cell_note){.scale = 1};
    note->continued = true;
    *cell = *from;
    cell->note = note;
    return STATUS_OK;
}

enum status doc_xlsx_merges_fill(struct doc_xlsx_book *book, const struct doc_xlsx_merges *merges,
                                 struct doc_record *records, size_t count)
{
    for (size_t i = 0; i < merges->count; i++) {
        const struct doc_xlsx_merge *merge = &merges->items[i];
        size_t at = record_at(records, count, merge->first);
        bool there = at < count && records[at].number == merge->first && records[at].count >= merge->column;
        if (!there || records[at].cells[merge->column - 1].text.len == 0) continue;
        const struct doc_cell from = records[at].cells[merge->column - 1];
        for (at++; at < count && records[at].number <= merge->last; at++) {
            if (book->cells_left == 0) return doc_xlsx_refuse_cells(book); /* ranges upon ranges */
            book->cells_left--;
            enum status status = continue_cell(book, &records[at], merge->column, &from);
            if (status != STATUS_OK) return status;
        }
    }
    return STATUS_OK;
}
