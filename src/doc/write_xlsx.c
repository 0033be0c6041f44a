/* One sheet for each submission, named after its ministry: each is a table of its own, so nothing is joined. */
#include "base/limits.h"
#include "doc/write_scalar.h"
#include "doc/write_table.h"
#include "doc/xlsx_page.h"
#include "text/printable.h"
#include "text/utf8.h"

#define TEXT_OVERHEAD 16 /* what the reader counts for a text besides its bytes, at most */
#define NARROWEST     8
#define WIDEST        60

/* ---- cells */

/* A bare number is a number where numbers are expected and every program shows it as it is written. */
static bool is_number(const struct doc_written_member *member, int64_t *out_number)
{
    enum doc_type type = doc_field_type(member->field);
    struct text_view text = member->text;
    int64_t number = 0;
    bool wanted = type == DOC_TYPE_AMOUNT || type == DOC_TYPE_YEAR;
    if (!wanted || !doc_scalar_is_integer(text) || text.len > 9) return false;
    bool negative = text.at[0] == '-';
    for (size_t i = negative; i < text.len; i++)
        number = number * 10 + (text.at[i] - '0');
    *out_number = negative ? -number : number;
    return true;
}

/* The first character that no workbook can hold; NULL when there is none. */
static const char *forbidden_in(struct text_view text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t point = 0;
        size_t len = text_utf8_decode(text_view_part(text, at, text.len), &point);
        if (point == 0) return "U+0000";
        if (point == 0xFFFE) return "U+FFFE";
        if (point == 0xFFFF) return "U+FFFF";
        at += len > 0 ? len : 1;
    }
    return NULL;
}

static enum status make_cell(struct doc_writing *writing, const struct doc_sheet *sheet, size_t row, size_t column,
                             struct doc_xlsx_cell *cell)
{
    const struct doc_written_member *member = sheet->cells[row * sheet->column_count + column];
    if (!member) return STATUS_OK;
    const char *forbidden = forbidden_in(member->text);
    if (forbidden)
        return doc_sheet_refuse(writing, sheet, row, column, DIAGNOSTIC_CONVERT_CHARACTER, text_view_of(forbidden));
    if (doc_xlsx_units(member->text) > DOC_XLSX_CELL_TEXT)
        return doc_sheet_refuse(writing, sheet, row, column, DIAGNOSTIC_CONVERT_LONG, (struct text_view){"", 0});
    cell->text = member->text;
    if (is_number(member, &cell->number)) cell->look = DOC_XLSX_NUMBER;
    else if (doc_field_type(member->field) == DOC_TYPE_AMOUNT) cell->look = DOC_XLSX_AMOUNT;
    writing->reflowed += memchr(member->text.at, '\r', member->text.len) != NULL;
    return STATUS_OK;
}

/* ---- widths */

/* Of the widest line, within bounds. */
static unsigned width_of(struct text_view text, unsigned least)
{
    size_t widest = least;
    for (size_t at = 0; at <= text.len;) {
        size_t end = text_view_find(text, text_view_of("\n"), at);
        if (end == (size_t)-1) end = text.len;
        size_t width = text_width(text_view_part(text, at, end), true) + 2;
        if (width > widest) widest = width;
        at = end + 1;
    }
    return widest > WIDEST ? WIDEST : (unsigned)widest;
}

/* ---- pages */

static enum status make_page(struct doc_writing *writing, const struct doc_written *submission,
                             struct doc_xlsx_page *page)
{
    struct doc_sheet sheet;
    const struct doc_written_member *ministry = doc_written_get(submission, DOC_FIELD_MINISTRY);
    enum status status = doc_write_table(writing, submission, 1, &sheet);
    if (status != STATUS_OK) return status;
    size_t columns = sheet.column_count, rows = sheet.row_count + 1;
    struct doc_xlsx_cell *cells = arena_alloc(writing->arena, rows * columns * sizeof *cells);
    unsigned *widths = arena_alloc(writing->arena, columns * sizeof *widths);
    if (!cells || !widths) return STATUS_NO_MEMORY;
    for (size_t c = 0; c < columns; c++) {
        cells[c] = (struct doc_xlsx_cell){.text = sheet.columns[c].name, .look = DOC_XLSX_HEAD};
        widths[c] = width_of(sheet.columns[c].name, NARROWEST);
    }
    for (size_t i = 0; i < sheet.row_count * columns; i++) {
        struct doc_xlsx_cell *cell = &cells[columns + i];
        enum status made = make_cell(writing, &sheet, i / columns, i % columns, cell);
        if (made != STATUS_OK) status = made;
        widths[i % columns] = width_of(cell->text, widths[i % columns]);
    }
    *page = (struct doc_xlsx_page){.name = doc_written_is_empty(ministry) ? (struct text_view){"", 0} : ministry->text,
                                   .cells = cells,
                                   .rows = rows,
                                   .columns = columns,
                                   .widths = widths,
                                   .frozen = 1};
    return status;
}

static enum status refuse_size(struct doc_writing *writing, struct text_span span)
{
    text_diagnostics_add(writing->diagnostics, DIAGNOSTIC_CONVERT_SIZE, NULL, span, text_view_of("255"),
                         (struct text_view){"", 0}, (struct text_view){"", 0});
    return STATUS_INVALID;
}

/* No workbook is written that could not be read back (base/limits.h). */
static bool is_too_large(const struct doc_xlsx_page *pages, size_t count)
{
    size_t cells = 0, text = 0;
    for (size_t i = 0; i < count; i++) {
        cells += pages[i].rows * pages[i].columns;
        for (size_t c = 0; c < pages[i].rows * pages[i].columns; c++)
            if (pages[i].cells[c].text.len > 0) text += pages[i].cells[c].text.len + TEXT_OVERHEAD;
    }
    return cells > LIMIT_TABLE_CELLS || text > LIMIT_TABLE_TEXT;
}

enum status doc_write_xlsx(struct doc_writing *writing, const struct doc_written_set *set, const char *path,
                           enum doc_xlsx_problem *out_problem)
{
    struct doc_xlsx_page *pages = arena_alloc(writing->arena, set->count * sizeof *pages);
    enum status status = pages ? STATUS_OK : STATUS_NO_MEMORY;
    if (set->count > DOC_XLSX_SHEETS) return refuse_size(writing, set->items[DOC_XLSX_SHEETS].span);
    for (size_t i = 0; i < set->count && status != STATUS_NO_MEMORY; i++) {
        enum status made = make_page(writing, &set->items[i], &pages[i]);
        if (made == STATUS_OK && pages[i].rows > DOC_XLSX_ROWS) made = refuse_size(writing, set->items[i].span);
        if (made != STATUS_OK) status = made;
    }
    *out_problem = DOC_XLSX_FINE;
    if (status == STATUS_OK && is_too_large(pages, set->count)) status = refuse_size(writing, set->items[0].span);
    if (status != STATUS_OK) return status;
    return doc_xlsx_write(writing->arena, path, pages, set->count, out_problem);
}
