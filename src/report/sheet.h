/* report/sheet - a sheet of a workbook while it is filled, row by row, in the arena of its report.
 *
 * What goes wrong is remembered and told at the end. Texts are copied, with control, bidi and invisible characters
 * spelt out and line ends kept; one that a cell cannot hold is cut, and says so. Rows beyond what a sheet can hold are
 * counted. Amounts that are withheld (--redact amounts) show the word for that. */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "doc/xlsx_page.h"
#include "report/report.h"
#include "report/wording.h"

struct report_column {
    enum report_phrase head;
    unsigned width; /* display cells; 0: hidden */
    enum doc_xlsx_look look;
};

struct report_sheet {
    struct arena *arena;
    const struct report_settings *settings;
    const struct report_column *columns;
    size_t column_count;
    struct doc_xlsx_cell **rows; /* the first is the headings */
    size_t count, capacity;
    size_t most, left_out;     /* rows that it may have; those that were more */
    struct doc_xlsx_cell *row; /* being filled */
    enum status status;
};

/* A sheet with its headings. */
void report_sheet_init(struct report_sheet *sheet, struct arena *arena, const struct report_settings *settings,
                       const struct report_column *columns, size_t count);
/* The same without headings, for a sheet of several parts. */
void report_sheet_init_free(struct report_sheet *sheet, struct arena *arena, const struct report_settings *settings,
                            const struct report_column *columns, size_t count);
/* A row of headings. */
void report_sheet_heads(struct report_sheet *sheet);
/* Begins a row of empty cells in the looks of their columns. */
void report_sheet_row(struct report_sheet *sheet);
/* A row of cells that show nothing, not even a frame. */
void report_sheet_plain_row(struct report_sheet *sheet);

/* These fill in cells of that row. */
void report_sheet_look(struct report_sheet *sheet, size_t column, enum doc_xlsx_look look);
void report_sheet_text(struct report_sheet *sheet, size_t column, struct text_view text);
void report_sheet_word(struct report_sheet *sheet, size_t column, const char *word); /* static, or in the arena */
void report_sheet_phrase(struct report_sheet *sheet, size_t column, enum report_phrase phrase);
void report_sheet_number(struct report_sheet *sheet, size_t column, int64_t number);
void report_sheet_yen(struct report_sheet *sheet, size_t column, int64_t yen);
/* A number only where the figure is one that sums take in; else as it is written, with why it is not. */
void report_sheet_amount(struct report_sheet *sheet, size_t column, const struct review_amount *amount);
/* What a buffer holds; ends the buffer. */
void report_sheet_buf(struct report_sheet *sheet, size_t column, struct buf *text);

/* Keeps a text as cells have it. */
struct text_view report_sheet_kept(struct report_sheet *sheet, struct text_view text);

/* The sheet as a page with the first `frozen` rows in sight; its header and footer are those of the report. */
struct doc_xlsx_page report_sheet_page(struct report_sheet *sheet, const struct report_run *run,
                                       enum report_phrase name, size_t frozen);
/* Colours cells of a column, in all rows below the headings, that hold that word; NULL: a number other than 0. */
void report_sheet_mark(struct report_sheet *sheet, struct doc_xlsx_page *page, size_t column, const char *word,
                       enum doc_xlsx_tint tint);

#endif
