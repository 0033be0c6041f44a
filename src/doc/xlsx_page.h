/* doc/xlsx_page - pages of texts into a workbook (the one door to libxlsxwriter).
 *
 * The library is opened when a workbook is to be written, not before: it brings libcrypto with it, into every start.
 * Texts are strings whatever they look like, never formulas; no time stamp depends on a clock. */
#ifndef DOC_XLSX_PAGE_H
#define DOC_XLSX_PAGE_H

#include "base/arena.h"
#include "base/status.h"
#include "text/view.h"

#include <stdint.h>

#define DOC_XLSX_CELL_TEXT 32767    /* UTF-16 units in a cell */
#define DOC_XLSX_ROWS      1048576u /* of a sheet */
#define DOC_XLSX_SHEETS    255

enum doc_xlsx_look {
    DOC_XLSX_TEXT,
    DOC_XLSX_TITLE, /* a line of its own, over the cells beside it */
    DOC_XLSX_HEAD,
    DOC_XLSX_HINT,   /* what a column wants; its row is made as high as that needs */
    DOC_XLSX_AMOUNT, /* a text that stands like a number */
    DOC_XLSX_NUMBER
};

struct doc_xlsx_cell {
    struct text_view text; /* empty: no cell, but for its look */
    enum doc_xlsx_look look;
    int32_t number; /* DOC_XLSX_NUMBER */
};

/* Cells that are filled in from a list. */
struct doc_xlsx_choice {
    uint32_t first_row, last_row, column;
    const char *range; /* of the list: =lists!$A$1:$A$9 */
};

struct doc_xlsx_page {
    struct text_view name;             /* characters that no sheet may have are replaced; empty: none given */
    const struct doc_xlsx_cell *cells; /* row by row */
    size_t rows, columns;
    const unsigned *widths; /* of the columns, in display cells */
    size_t frozen;          /* rows that stay in sight; the last of them is repeated on every printed page */
    const struct doc_xlsx_choice *choices;
    size_t choice_count;
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
/* The name of the package that holds the library. */
const char *doc_xlsx_package(void);
/* UTF-16 units of a text. */
size_t doc_xlsx_units(struct text_view text);

#endif
