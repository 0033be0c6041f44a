/* doc/xlsx_page - pages of texts into a workbook (the one door to libxlsxwriter).
 *
 * The library is opened when a workbook is to be written, not before: it brings libcrypto with it, into every start.
 * Texts are strings whatever they look like, never formulas; no time stamp depends on a clock. */
#ifndef DOC_XLSX_PAGE_H
#define DOC_XLSX_PAGE_H

#include "base/arena.h"
#include "base/status.h"
#include "doc/xlsx_text.h"

#include <stdint.h>

#define DOC_XLSX_CELL_TEXT 32767    /* UTF-16 units in a cell */
#define DOC_XLSX_ROWS      1048576u /* of a sheet */
#define DOC_XLSX_SHEETS    255

enum doc_xlsx_look {
#define LOOK(code, flags, background, color, format) DOC_XLSX_##code,
#include "doc/xlsx_look.def"
#undef LOOK
    DOC_XLSX_LOOKS
};

/* A look with a format of numbers holds `number` when its text is empty; others hold their text. One of yen that are
 * more than a spreadsheet can hold exactly is written as its digits. */
struct doc_xlsx_cell {
    struct text_view text;   /* empty: a number, or a cell of its look with nothing in it */
    enum doc_xlsx_look look; /* TITLE: over the cells beside it; HINT: its row is made as high as that needs */
    bool empty;              /* no number either */
    int64_t number;          /* ENTRY_DATE: the day as doc_xlsx_day counts it; amounts: yen, whatever is shown */
};

struct doc_xlsx_range {
    uint32_t first_row, first_column, last_row, last_column; /* from 0; the last ones included */
};

/* Cells that are filled in from a list. */
struct doc_xlsx_choice {
    uint32_t first_row, last_row, column;
    const char *range;        /* of the list: =lists!$A$1:$A$9 */
    const char *const *items; /* or the list itself, NULL-terminated; nothing else may be filled in */
};

enum doc_xlsx_tint { DOC_XLSX_RED, DOC_XLSX_YELLOW, DOC_XLSX_GREEN, DOC_XLSX_BLUE, DOC_XLSX_GREY, DOC_XLSX_TINTS };

/* Cells that hold just that text are coloured, or a number other than 0; else the higher the number, the deeper. */
struct doc_xlsx_mark {
    struct doc_xlsx_range range;
    const char *text; /* NULL: none */
    bool nonzero;
    enum doc_xlsx_tint tint;
};

struct doc_xlsx_page {
    struct text_view name;              /* characters that no sheet may have are replaced; empty: none given */
    const struct doc_xlsx_cell *cells;  /* row by row; NULL: */
    struct doc_xlsx_cell *const *lines; /* each row by itself */
    size_t rows, columns;
    const unsigned *widths; /* of the columns, in display cells; 0: hidden */
    size_t frozen;          /* rows that stay in sight; the last of them is repeated on every printed page */
    size_t frozen_columns;
    bool filter;            /* on the last frozen row and all below it */
    unsigned pages_wide;    /* sheets of paper side by side that its width is fitted to; 0: as it comes */
    size_t repeated_column; /* on every printed page, counted from 1; 0: none */
    bool portrait;
    const char *header, *footer; /* of printed pages, as spreadsheets write them; NULL: none */
    const struct doc_xlsx_choice *choices;
    size_t choice_count;
    const struct doc_xlsx_mark *marks;
    size_t mark_count;
};

enum doc_xlsx_problem {
    DOC_XLSX_FINE,
    DOC_XLSX_NO_LIBRARY, /* it is not installed: doc_xlsx_package */
    DOC_XLSX_FAILED      /* writing failed */
};

/* Writes the file, over what is there. `scratch` is for the time of the call. STATUS_NO_MEMORY, or STATUS_IO with
 * *out_problem. */
enum status doc_xlsx_write(struct arena *scratch, const char *path, const struct doc_xlsx_page *pages, size_t count,
                           enum doc_xlsx_problem *out_problem) MUST_CHECK;
/* A name that is defined in workbooks that are reports, so that they are not read as submissions; whoever saves them
 * again keeps it. */
#define DOC_XLSX_OF_REPORT "juten_report"
/* A report, into memory: `take` gets the bytes in order, and its failure comes back. */
enum status doc_xlsx_make(struct arena *scratch, const struct doc_xlsx_page *pages, size_t count,
                          enum status (*take)(void *context, const char *bytes, size_t len), void *context) MUST_CHECK;
/* The package that holds the library where it is not installed, "" where none would help, since this program is linked
 * statically; NULL where it is there. */
const char *doc_xlsx_lacks(void);
/* The name of the package that holds the library. */
const char *doc_xlsx_package(void);

#endif
