/* doc/xlsx_book - a workbook's package: its sheets, shared texts and number formats (private to doc/xlsx*.c). */
#ifndef DOC_XLSX_BOOK_H
#define DOC_XLSX_BOOK_H

#include "base/arena.h"
#include "doc/xml.h"
#include "doc/zip.h"
#include "text/diagnostic.h"

struct doc_xlsx_sheet {
    struct text_view name;
    struct text_view relation; /* id of the part that it stands in */
    const char *part;          /* NULL: no table (a chart) */
    bool hidden;
};

struct doc_xlsx_relation {
    struct text_view id, type;
    const char *part; /* its name in the archive; NULL: outside */
};

/* Lives in the arena but for the archive. */
struct doc_xlsx_book {
    struct arena *arena;
    const char *path;
    struct text_diagnostics *diagnostics;
    struct doc_zip *zip;
    struct doc_xlsx_relation *relations; /* of the workbook part */
    size_t relation_count, relation_capacity;
    struct doc_xlsx_sheet *sheets;
    size_t sheet_count, sheet_capacity;
    struct text_view *strings; /* shared texts */
    size_t string_count, string_capacity;
    struct text_view *formats; /* by style */
    size_t format_count, format_capacity;
    bool from_1904;               /* days are counted from 1904 */
    bool is_report;               /* juten wrote it for reviewers (DOC_XLSX_OF_REPORT) */
    bool uncalculated;            /* the program that wrote it left computing to the next one */
    size_t cells_most, text_most; /* that this file may have */
    size_t cells_left, text_left;
};

/* Opens the package and reads all but the sheets. STATUS_INVALID or STATUS_LIMIT after a diagnostic, STATUS_NO_MEMORY.
 * The book's arena, path and diagnostics are set; doc_xlsx_book_close whatever comes. */
enum status doc_xlsx_book_open(struct doc_xlsx_book *book, struct text_view bytes) MUST_CHECK;
void doc_xlsx_book_close(struct doc_xlsx_book *book);

/* Reads a part; statuses of the listener come back as they are, others after a diagnostic. */
enum status doc_xlsx_part_read(struct doc_xlsx_book *book, const char *part,
                               const struct doc_xml_listener *listener) MUST_CHECK;
/* Adds a diagnostic about the file as a whole; `status` comes back. */
enum status doc_xlsx_refuse(struct doc_xlsx_book *book, enum diagnostic_code code, struct text_view a,
                            struct text_view b, enum status status);
/* A refusal for more text than text_most; than LIMIT_SCALAR_BYTES in a cell; more cells than cells_most. */
enum status doc_xlsx_refuse_text(struct doc_xlsx_book *book);
enum status doc_xlsx_refuse_cell_text(struct doc_xlsx_book *book);
enum status doc_xlsx_refuse_cells(struct doc_xlsx_book *book);

/* Undoes _x000D_ in place and makes line breaks LF; the new length. */
size_t doc_xlsx_unescape(char *bytes, size_t len);
/* A number attribute: decimal digits up to `most`; `otherwise` when there is none or it is anything else. */
long doc_xlsx_number(const char *text, long most, long otherwise);
bool doc_xlsx_is_true(const char *text); /* "1", "true" */

#endif
