#include "doc/xlsx_page.h"

#include "base/buf.h"
#include "text/printable.h"
#include "text/utf8.h"

#include <dlfcn.h>
#include <xlsxwriter.h>

#define SHEET_NAME 28        /* characters; a sheet's name may have 31, and some are for a number behind it */
#define CREATED    315532800 /* 1980-01-01, when zip archives begin: no clock is read */

#define LINE_POINTS 16 /* height of a line of text */

#define LIBRARY "libxlsxwriter.so." LXW_SOVERSION
#define PACKAGE "libxlsxwriter" LXW_SOVERSION

/* The functions that are needed, looked up by name. */
#define FUNCTIONS(X)                                                                                                   \
    X(workbook_new)                                                                                                    \
    X(workbook_add_worksheet)                                                                                          \
    X(workbook_add_format)                                                                                             \
    X(workbook_set_properties)                                                                                         \
    X(workbook_validate_sheet_name)                                                                                    \
    X(workbook_close)                                                                                                  \
    X(worksheet_write_string)                                                                                          \
    X(worksheet_write_blank)                                                                                           \
    X(worksheet_write_number)                                                                                          \
    X(worksheet_set_row)                                                                                               \
    X(worksheet_set_column)                                                                                            \
    X(worksheet_freeze_panes)                                                                                          \
    X(worksheet_repeat_rows)                                                                                           \
    X(worksheet_set_landscape)                                                                                         \
    X(worksheet_set_paper)                                                                                             \
    X(worksheet_data_validation_range)                                                                                 \
    X(format_set_text_wrap)                                                                                            \
    X(format_set_align)                                                                                                \
    X(format_set_bold)                                                                                                 \
    X(format_set_border)                                                                                               \
    X(format_set_bg_color)                                                                                             \
    X(format_set_font_color)

struct library {
    void *handle;
#define POINTER(name) __typeof__(name) *name;
    FUNCTIONS(POINTER)
#undef POINTER
};

static bool open_library(struct library *library)
{
    bool whole = (library->handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL)) != NULL;
#define LOOK_UP(name) whole = whole && (*(void **)&library->name = dlsym(library->handle, #name)) != NULL;
    FUNCTIONS(LOOK_UP)
#undef LOOK_UP
    return whole;
}

const char *doc_xlsx_package(void)
{
    return PACKAGE;
}

size_t doc_xlsx_units(struct text_view text)
{
    size_t units = 0;
    for (size_t at = 0; at < text.len; at++) {
        unsigned char c = (unsigned char)text.at[at];
        units += (c & 0xC0) != 0x80; /* a character; those beyond U+FFFF are two units */
        units += c >= 0xF0;
    }
    return units;
}

/* ---- a book */

struct book {
    struct library library;
    struct arena *scratch;
    lxw_workbook *workbook;
    lxw_format *looks[DOC_XLSX_NUMBER + 1];
    struct buf text;
    bool failed;
};

static bool add_looks(struct book *book)
{
    const struct library *lib = &book->library;
    for (int look = DOC_XLSX_TEXT; look <= DOC_XLSX_NUMBER; look++) {
        lxw_format *format = lib->workbook_add_format(book->workbook);
        if (!format) return false;
        book->looks[look] = format;
        lib->format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (look == DOC_XLSX_HEAD || look == DOC_XLSX_HINT) lib->format_set_border(format, LXW_BORDER_THIN);
        if (look != DOC_XLSX_NUMBER && look != DOC_XLSX_TITLE) lib->format_set_text_wrap(format);
        if (look == DOC_XLSX_AMOUNT) lib->format_set_align(format, LXW_ALIGN_RIGHT);
        if (look == DOC_XLSX_HEAD) lib->format_set_bold(format);
        if (look == DOC_XLSX_HEAD) lib->format_set_bg_color(format, 0xDDE6F0);
        if (look == DOC_XLSX_HINT) lib->format_set_font_color(format, 0x555555);
    }
    return true;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* "_x000D_" in a text would be read as a character: its first mark is escaped so itself. */
static bool looks_escaped(struct text_view text, size_t at)
{
    if (text.len - at < 7 || text.at[at] != '_' || text.at[at + 1] != 'x' || text.at[at + 6] != '_') return false;
    for (size_t i = 2; i < 6; i++)
        if (!is_hex(text.at[at + i])) return false;
    return true;
}

static const char *escaped(struct book *book, struct text_view text)
{
    buf_reset(&book->text);
    for (size_t at = 0; at < text.len; at++) {
        if (looks_escaped(text, at)) buf_add_string(&book->text, "_x005F");
        buf_add_char(&book->text, text.at[at]);
    }
    return buf_status(&book->text) == STATUS_OK ? book->text.bytes : NULL;
}

static bool write_cell(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                       const struct doc_xlsx_cell *cell)
{
    const struct library *lib = &book->library;
    lxw_format *format = book->looks[cell->look];
    lxw_row_t r = (lxw_row_t)row;
    lxw_col_t c = (lxw_col_t)column;
    if (cell->look == DOC_XLSX_NUMBER)
        return lib->worksheet_write_number(sheet, r, c, cell->number, format) == LXW_NO_ERROR;
    if (cell->text.len == 0) return lib->worksheet_write_blank(sheet, r, c, format) == LXW_NO_ERROR;
    const char *text = escaped(book, cell->text);
    return text && lib->worksheet_write_string(sheet, r, c, text, format) == LXW_NO_ERROR;
}

/* ---- a page */

/* A name that a sheet may have: without the characters that are refused, and not too long. */
static void make_name(struct text_view wanted, char out_name[4 * SHEET_NAME + 1])
{
    size_t len = 0, count = 0;
    wanted = text_view_trim(wanted);
    for (size_t at = 0; at < wanted.len && count < SHEET_NAME; count++) {
        uint32_t point = 0;
        size_t bytes = text_utf8_decode(text_view_part(wanted, at, wanted.len), &point);
        if (bytes == 0) break;
        bool refused =
            point < 0x20 || point == 0x7F || point > 0xFFFD || (point < 0x7F && strchr("[]:*?/\\'", (int)point));
        if (refused) out_name[len++] = '_';
        else memcpy(out_name + len, wanted.at + at, bytes);
        if (!refused) len += bytes;
        at += bytes;
    }
    out_name[len] = '\0';
}

/* Sheets of one name get a number. */
static lxw_worksheet *add_sheet(struct book *book, struct text_view wanted, size_t index)
{
    char name[4 * SHEET_NAME + 8];
    make_name(wanted, name);
    const struct library *lib = &book->library;
    if (lib->workbook_validate_sheet_name(book->workbook, name) != LXW_NO_ERROR) {
        size_t len = strlen(name);
        name[len++] = ' ';
        for (size_t digit = 100; digit > 0; digit /= 10)
            if (index + 1 >= digit) name[len++] = (char)('0' + (index + 1) / digit % 10);
        name[len] = '\0';
    }
    bool good = *name != ' ' && lib->workbook_validate_sheet_name(book->workbook, name) == LXW_NO_ERROR;
    return lib->workbook_add_worksheet(book->workbook, good ? name : NULL);
}

/* libxlsxwriter 1.1.4 keeps each formula twice and frees it once: a few bytes a list are lost, whoever calls it so. */
static bool add_choice(struct book *book, lxw_worksheet *sheet, const struct doc_xlsx_choice *choice)
{
    char *range = arena_copy(book->scratch, choice->range, strlen(choice->range));
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                      .value_formula = range,
                                      .ignore_blank = LXW_VALIDATION_ON,
                                      .dropdown = LXW_VALIDATION_ON,
                                      .show_error = LXW_VALIDATION_OFF};
    lxw_col_t column = (lxw_col_t)choice->column;
    return range && book->library.worksheet_data_validation_range(sheet, choice->first_row, column, choice->last_row,
                                                                  column, &validation) == LXW_NO_ERROR;
}

/* Programs that open the file make rows high enough for texts in them, but not all do it for a row of hints. */
static void set_hint_rows(const struct library *lib, lxw_worksheet *sheet, const struct doc_xlsx_page *page)
{
    for (size_t row = 0; row < page->rows; row++) {
        size_t lines = 0;
        for (size_t c = 0; c < page->columns; c++) {
            const struct doc_xlsx_cell *cell = &page->cells[row * page->columns + c];
            size_t needed = cell->look == DOC_XLSX_HINT ? text_width(cell->text, true) / (page->widths[c] - 2) + 1 : 0;
            if (needed > lines) lines = needed;
        }
        if (lines > 0) lib->worksheet_set_row(sheet, (lxw_row_t)row, (int)lines * LINE_POINTS, NULL);
    }
}

static bool add_page(struct book *book, const struct doc_xlsx_page *page, size_t index)
{
    const struct library *lib = &book->library;
    lxw_worksheet *sheet = add_sheet(book, page->name, index);
    if (!sheet) return false;
    bool well = true;
    for (size_t c = 0; c < page->columns; c++)
        lib->worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, page->widths[c], NULL);
    set_hint_rows(lib, sheet, page);
    for (size_t i = 0; i < page->rows * page->columns && well; i++) {
        const struct doc_xlsx_cell *cell = &page->cells[i];
        if (cell->text.len > 0 || cell->look != DOC_XLSX_TEXT)
            well = write_cell(book, sheet, i / page->columns, i % page->columns, cell);
    }
    for (size_t i = 0; i < page->choice_count && well; i++)
        well = add_choice(book, sheet, &page->choices[i]);
    if (page->frozen > 0) {
        lxw_row_t last = (lxw_row_t)page->frozen - 1;
        lib->worksheet_freeze_panes(sheet, (lxw_row_t)page->frozen, 0);
        lib->worksheet_repeat_rows(sheet, last, last);
    }
    lib->worksheet_set_landscape(sheet);
    lib->worksheet_set_paper(sheet, 9); /* A4 */
    return well;
}

static enum status write_book(struct book *book, const char *path, const struct doc_xlsx_page *pages, size_t count)
{
    const struct library *lib = &book->library;
    lxw_doc_properties properties = {.created = CREATED};
    book->workbook = lib->workbook_new(path);
    if (!book->workbook) return STATUS_NO_MEMORY;
    bool well = add_looks(book) && lib->workbook_set_properties(book->workbook, &properties) == LXW_NO_ERROR;
    for (size_t i = 0; i < count && well; i++)
        well = add_page(book, &pages[i], i);
    bool closed = lib->workbook_close(book->workbook) == LXW_NO_ERROR;
    return well && closed ? STATUS_OK : STATUS_IO;
}

enum status doc_xlsx_write(struct arena *scratch, const char *path, const struct doc_xlsx_page *pages, size_t count,
                           enum doc_xlsx_problem *out_problem)
{
    struct book book = {.scratch = scratch};
    enum status status = STATUS_IO;
    *out_problem = DOC_XLSX_NO_LIBRARY;
    buf_init(&book.text);
    if (open_library(&book.library)) {
        status = write_book(&book, path, pages, count);
        *out_problem = status == STATUS_OK ? DOC_XLSX_FINE : DOC_XLSX_FAILED;
    }
    if (buf_status(&book.text) != STATUS_OK) status = STATUS_NO_MEMORY;
    if (book.library.handle) dlclose(book.library.handle);
    buf_clear(&book.text);
    return status;
}
