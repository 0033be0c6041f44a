#include "doc/xlsx_page.h"

#include "base/buf.h"
#include "text/printable.h"

#include <dlfcn.h>
#include <stdio.h>
#include <xlsxwriter.h>

#define CREATED 315532800 /* 1980-01-01, when zip archives begin: no clock is read */

#define LINE_POINTS  16 /* height of a line of text */
#define LINES_MOST   25 /* a row is at most 409 points high */
#define LARGE_POINTS 14
#define BORDER       0xA6A6A6
#define MARGIN       0.4 /* of paper, in inches */
#define EDGE         0.6 /* above and below, where the header and the page number stand */

#define EXACT                   (INT64_C(1) << 53) /* numbers beyond are not all held by a spreadsheet */
#define YEN_PER_HUNDRED_MILLION 100000000

#define LIBRARY "libxlsxwriter.so." LXW_SOVERSION
#define PACKAGE "libxlsxwriter" LXW_SOVERSION

/* The functions that are needed, looked up by name. */
#define FUNCTIONS(X)                                                                                                   \
    X(workbook_new)                                                                                                    \
    X(workbook_add_worksheet)                                                                                          \
    X(workbook_add_format)                                                                                             \
    X(workbook_set_properties)                                                                                         \
    X(workbook_define_name)                                                                                            \
    X(workbook_validate_sheet_name)                                                                                    \
    X(workbook_close)                                                                                                  \
    X(worksheet_write_string)                                                                                          \
    X(worksheet_write_blank)                                                                                           \
    X(worksheet_write_number)                                                                                          \
    X(worksheet_set_row)                                                                                               \
    X(worksheet_set_column)                                                                                            \
    X(worksheet_freeze_panes)                                                                                          \
    X(worksheet_repeat_rows)                                                                                           \
    X(worksheet_repeat_columns)                                                                                        \
    X(worksheet_set_landscape)                                                                                         \
    X(worksheet_set_paper)                                                                                             \
    X(worksheet_data_validation_range)                                                                                 \
    X(worksheet_set_column_opt)                                                                                        \
    X(worksheet_autofilter)                                                                                            \
    X(worksheet_conditional_format_range)                                                                              \
    X(worksheet_fit_to_pages)                                                                                          \
    X(worksheet_set_portrait)                                                                                          \
    X(worksheet_set_margins)                                                                                           \
    X(worksheet_set_header)                                                                                            \
    X(worksheet_set_footer)                                                                                            \
    X(format_set_num_format)                                                                                           \
    X(format_set_font_size)                                                                                            \
    X(format_set_border_color)                                                                                         \
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

enum flag { WRAP = 1, RIGHT = 2, CENTRE = 4, BOLD = 8, BOX = 16, LARGE = 32 };

static const struct look {
    unsigned flags;
    lxw_color_t background, color;
    const char *format;
} look_table[DOC_XLSX_LOOKS] = {
#define LOOK(code, flags, background, color, format) {flags, background, color, format},
#include "doc/xlsx_look.def"
#undef LOOK
};

static const struct {
    lxw_color_t background, color, deepest;
} tints[DOC_XLSX_TINTS] = {[DOC_XLSX_RED] = {0xFFC7CE, 0x9C0006, 0xF8696B},
                           [DOC_XLSX_YELLOW] = {0xFFEB9C, 0x7F6000, 0xFFC000},
                           [DOC_XLSX_GREEN] = {0xC6EFCE, 0x006100, 0x63BE7B},
                           [DOC_XLSX_BLUE] = {0xDDEBF7, 0x1F3864, 0x5B9BD5},
                           [DOC_XLSX_GREY] = {0xD9D9D9, 0x404040, 0x808080}};

/* A program that is linked statically can open no library: none would do as its package either. */
#ifdef JUTEN_STATIC
static bool open_library(struct library *library)
{
    library->handle = NULL;
    return false;
}

static void close_library(const struct library *library)
{
    (void)library;
}

const char *doc_xlsx_package(void)
{
    return "";
}
#else
static bool open_library(struct library *library)
{
    bool whole = (library->handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL)) != NULL;
#define LOOK_UP(name) whole = whole && (*(void **)&library->name = dlsym(library->handle, #name)) != NULL;
    FUNCTIONS(LOOK_UP)
#undef LOOK_UP
    return whole;
}

static void close_library(const struct library *library)
{
    if (library->handle) dlclose(library->handle);
}

const char *doc_xlsx_package(void)
{
    return PACKAGE;
}
#endif

/* ---- a book */

struct book {
    struct library library;
    struct arena *scratch;
    lxw_workbook *workbook;
    lxw_format *looks[DOC_XLSX_LOOKS];
    lxw_format *tints[DOC_XLSX_TINTS];
    struct buf text;
    bool failed;
    bool is_report; /* bears the name that keeps it from being read as a submission */
};

static lxw_format *add_look(const struct book *book, const struct look *look)
{
    const struct library *lib = &book->library;
    lxw_format *format = lib->workbook_add_format(book->workbook);
    if (!format) return NULL;
    lib->format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (look->flags & BOX) lib->format_set_border(format, LXW_BORDER_THIN);
    if (look->flags & BOX) lib->format_set_border_color(format, BORDER);
    if (look->flags & WRAP) lib->format_set_text_wrap(format);
    if (look->flags & RIGHT) lib->format_set_align(format, LXW_ALIGN_RIGHT);
    if (look->flags & CENTRE) lib->format_set_align(format, LXW_ALIGN_CENTER);
    if (look->flags & BOLD) lib->format_set_bold(format);
    if (look->flags & LARGE) lib->format_set_font_size(format, LARGE_POINTS);
    if (look->background) lib->format_set_bg_color(format, look->background);
    if (look->color) lib->format_set_font_color(format, look->color);
    if (*look->format) lib->format_set_num_format(format, look->format);
    return format;
}

static bool add_looks(struct book *book)
{
    for (int look = 0; look < DOC_XLSX_LOOKS; look++)
        if (!(book->looks[look] = add_look(book, &look_table[look]))) return false;
    for (int tint = 0; tint < DOC_XLSX_TINTS; tint++) {
        lxw_format *format = book->tints[tint] = book->library.workbook_add_format(book->workbook);
        if (!format) return false;
        book->library.format_set_bg_color(format, tints[tint].background);
        book->library.format_set_font_color(format, tints[tint].color);
    }
    return true;
}

static const char *escaped(struct book *book, struct text_view text)
{
    buf_reset(&book->text);
    for (size_t at = 0; at < text.len; at++) {
        if (doc_xlsx_looks_escaped(text, at)) buf_add_string(&book->text, "_x005F");
        buf_add_char(&book->text, text.at[at]);
    }
    return buf_status(&book->text) == STATUS_OK ? book->text.bytes : NULL;
}

static bool is_number(const struct doc_xlsx_cell *cell)
{
    if (cell->look == DOC_XLSX_NUMBER) return true;
    return *look_table[cell->look].format && cell->text.len == 0 && !cell->empty;
}

static bool is_exact(int64_t number)
{
    return number >= -EXACT && number <= EXACT;
}

/* The only place where yen become a floating-point number: that is what a workbook holds. */
static double held(const struct doc_xlsx_cell *cell)
{
    bool hundred_millions = cell->look == DOC_XLSX_HUNDRED_MILLIONS || cell->look == DOC_XLSX_HUNDRED_MILLIONS_TOTAL;
    return hundred_millions ? (double)cell->number / YEN_PER_HUNDRED_MILLION : (double)cell->number;
}

static const char *digits(struct book *book, int64_t number)
{
    buf_reset(&book->text);
    buf_add_grouped(&book->text, number);
    return buf_status(&book->text) == STATUS_OK ? book->text.bytes : NULL;
}

static bool write_cell(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                       const struct doc_xlsx_cell *cell)
{
    const struct library *lib = &book->library;
    lxw_format *format = book->looks[cell->look];
    lxw_row_t r = (lxw_row_t)row;
    lxw_col_t c = (lxw_col_t)column;
    if (is_number(cell) && is_exact(cell->number))
        return lib->worksheet_write_number(sheet, r, c, held(cell), format) == LXW_NO_ERROR;
    if (cell->text.len == 0 && !is_number(cell)) return lib->worksheet_write_blank(sheet, r, c, format) == LXW_NO_ERROR;
    const char *text = is_number(cell) ? digits(book, cell->number) : escaped(book, cell->text);
    return text && lib->worksheet_write_string(sheet, r, c, text, format) == LXW_NO_ERROR;
}

/* ---- a page */

/* Sheets of one name get a number. */
static lxw_worksheet *add_sheet(struct book *book, struct text_view wanted, size_t index)
{
    char name[DOC_XLSX_NAME_BYTES + 8];
    doc_xlsx_name(wanted, name);
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

static bool add_list(const struct book *book, lxw_worksheet *sheet, const struct doc_xlsx_choice *choice)
{
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = (char **)choice->items,
                                      .ignore_blank = LXW_VALIDATION_ON,
                                      .dropdown = LXW_VALIDATION_ON,
                                      .show_error = LXW_VALIDATION_ON};
    lxw_col_t column = (lxw_col_t)choice->column;
    return book->library.worksheet_data_validation_range(sheet, choice->first_row, column, choice->last_row, column,
                                                         &validation) == LXW_NO_ERROR;
}

/* libxlsxwriter 1.1.4 keeps each formula twice and frees it once: a few bytes a list are lost, whoever calls it so. */
static bool add_choice(struct book *book, lxw_worksheet *sheet, const struct doc_xlsx_choice *choice)
{
    if (choice->items) return add_list(book, sheet, choice);
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

static const struct doc_xlsx_cell *cell_of(const struct doc_xlsx_page *page, size_t row, size_t column)
{
    return page->cells ? &page->cells[row * page->columns + column] : &page->lines[row][column];
}

/* Lines that a text takes in a column. Latin words break before the column ends. */
static size_t lines_of(struct text_view text, size_t width)
{
    size_t lines = 0, room = width > 2 ? width - 1 : 1;
    while (text.len > 0) {
        struct text_view line = text_view_take_line(&text);
        size_t cells = text_width(line, true);
        bool latin = (unsigned char)*line.at < 0x80;
        lines += cells <= room ? 1 : (cells + room - 1) / room + latin;
    }
    return lines;
}

/* Programs that open the file make rows high enough for texts in them, but not all do: LibreOffice leaves them as they
 * are. On pages of rows that stand by themselves all are set, else those of hints. */
static bool sets_height(const struct doc_xlsx_page *page, const struct doc_xlsx_cell *cell)
{
    if (!page->lines) return cell->look == DOC_XLSX_HINT;
    return look_table[cell->look].flags & WRAP;
}

static void set_heights(const struct library *lib, lxw_worksheet *sheet, const struct doc_xlsx_page *page)
{
    for (size_t row = 0; row < page->rows; row++) {
        size_t most = 0;
        bool large = false;
        for (size_t c = 0; c < page->columns; c++) {
            const struct doc_xlsx_cell *cell = cell_of(page, row, c);
            bool counts = page->widths[c] > 0 && sets_height(page, cell);
            size_t lines = counts ? lines_of(cell->text, page->widths[c]) : 0;
            if (lines > most) most = lines;
            large |= (look_table[cell->look].flags & LARGE) != 0;
        }
        if (large || most > LINES_MOST) most = large ? 2 : LINES_MOST;
        if (most > 0) lib->worksheet_set_row(sheet, (lxw_row_t)row, (int)most * LINE_POINTS, NULL);
    }
}

/* ="text", a quotation mark in it doubled. */
static char *quoted(struct book *book, const char *text)
{
    buf_reset(&book->text);
    buf_add_char(&book->text, '"');
    for (const char *at = text; *at; at++)
        buf_add(&book->text, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
    buf_add_char(&book->text, '"');
    char *kept =
        buf_status(&book->text) == STATUS_OK ? arena_copy(book->scratch, book->text.bytes, book->text.len) : NULL;
    if (!kept) book->text.status = STATUS_NO_MEMORY; /* told at the end */
    return kept;
}

static bool add_mark(struct book *book, lxw_worksheet *sheet, const struct doc_xlsx_mark *mark)
{
    const struct doc_xlsx_range *range = &mark->range;
    lxw_conditional_format format = {.type = LXW_CONDITIONAL_2_COLOR_SCALE,
                                     .min_color = 0xFFFFFF,
                                     .max_color = tints[mark->tint].deepest};
    if (mark->nonzero)
        format = (lxw_conditional_format){.type = LXW_CONDITIONAL_TYPE_CELL,
                                          .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO,
                                          .format = book->tints[mark->tint]};
    else if (mark->text)
        format = (lxw_conditional_format){.type = LXW_CONDITIONAL_TYPE_CELL,
                                          .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                          .value_string = quoted(book, mark->text),
                                          .format = book->tints[mark->tint]};
    if (mark->text && !format.value_string) return false;
    return book->library.worksheet_conditional_format_range(sheet, range->first_row, (lxw_col_t)range->first_column,
                                                            range->last_row, (lxw_col_t)range->last_column,
                                                            &format) == LXW_NO_ERROR;
}

static void set_columns(const struct library *lib, lxw_worksheet *sheet, const struct doc_xlsx_page *page)
{
    lxw_row_col_options hidden = {.hidden = LXW_TRUE};
    for (size_t c = 0; c < page->columns; c++) {
        lxw_col_t column = (lxw_col_t)c;
        if (page->widths[c] > 0) lib->worksheet_set_column(sheet, column, column, page->widths[c], NULL);
        else lib->worksheet_set_column_opt(sheet, column, column, LXW_DEF_COL_WIDTH, NULL, &hidden);
    }
}

static void set_print(const struct library *lib, lxw_worksheet *sheet, const struct doc_xlsx_page *page)
{
    if (page->portrait) lib->worksheet_set_portrait(sheet);
    else lib->worksheet_set_landscape(sheet);
    lib->worksheet_set_paper(sheet, 9); /* A4 */
    if (page->repeated_column > 0) {
        lxw_col_t column = (lxw_col_t)(page->repeated_column - 1);
        lib->worksheet_repeat_columns(sheet, column, column);
    }
    if (page->pages_wide == 0) return;
    lib->worksheet_fit_to_pages(sheet, (uint16_t)page->pages_wide, 0);
    lib->worksheet_set_margins(sheet, MARGIN, MARGIN, EDGE, EDGE);
}

/* What stays in sight, what is filtered, what is printed beside the cells. */
static bool set_frame(const struct library *lib, lxw_worksheet *sheet, const struct doc_xlsx_page *page)
{
    bool well = true;
    if (page->frozen > 0) {
        lxw_row_t last = (lxw_row_t)page->frozen - 1;
        lib->worksheet_freeze_panes(sheet, (lxw_row_t)page->frozen, (lxw_col_t)page->frozen_columns);
        lib->worksheet_repeat_rows(sheet, last, last);
        if (page->filter)
            well = lib->worksheet_autofilter(sheet, last, 0, (lxw_row_t)page->rows - 1, (lxw_col_t)page->columns - 1) ==
                   LXW_NO_ERROR;
    }
    set_print(lib, sheet, page);
    well = well && (!page->header || lib->worksheet_set_header(sheet, page->header) == LXW_NO_ERROR);
    return well && (!page->footer || lib->worksheet_set_footer(sheet, page->footer) == LXW_NO_ERROR);
}

static bool add_page(struct book *book, const struct doc_xlsx_page *page, size_t index)
{
    lxw_worksheet *sheet = add_sheet(book, page->name, index);
    if (!sheet) return false;
    bool well = true;
    set_columns(&book->library, sheet, page);
    set_heights(&book->library, sheet, page);
    for (size_t i = 0; i < page->rows * page->columns && well; i++) {
        const struct doc_xlsx_cell *cell = cell_of(page, i / page->columns, i % page->columns);
        if (cell->text.len > 0 || cell->look != DOC_XLSX_TEXT)
            well = write_cell(book, sheet, i / page->columns, i % page->columns, cell);
    }
    for (size_t i = 0; i < page->choice_count && well; i++)
        well = add_choice(book, sheet, &page->choices[i]);
    for (size_t i = 0; i < page->mark_count && well; i++)
        well = add_mark(book, sheet, &page->marks[i]);
    return well && set_frame(&book->library, sheet, page);
}

static enum status write_book(struct book *book, const char *path, const struct doc_xlsx_page *pages, size_t count)
{
    const struct library *lib = &book->library;
    lxw_doc_properties properties = {.created = CREATED};
    book->workbook = lib->workbook_new(path);
    if (!book->workbook) return STATUS_NO_MEMORY;
    bool well = add_looks(book) && lib->workbook_set_properties(book->workbook, &properties) == LXW_NO_ERROR;
    if (book->is_report)
        well = well && lib->workbook_define_name(book->workbook, DOC_XLSX_OF_REPORT, "=1") == LXW_NO_ERROR;
    for (size_t i = 0; i < count && well; i++)
        well = add_page(book, &pages[i], i);
    bool closed = lib->workbook_close(book->workbook) == LXW_NO_ERROR;
    return well && closed ? STATUS_OK : STATUS_IO;
}

static enum status write_file(struct book book, const char *path, const struct doc_xlsx_page *pages, size_t count,
                              enum doc_xlsx_problem *out_problem)
{
    enum status status = STATUS_IO;
    *out_problem = DOC_XLSX_NO_LIBRARY;
    buf_init(&book.text);
    if (open_library(&book.library)) {
        status = write_book(&book, path, pages, count);
        *out_problem = status == STATUS_OK ? DOC_XLSX_FINE : DOC_XLSX_FAILED;
    }
    if (buf_status(&book.text) != STATUS_OK) status = STATUS_NO_MEMORY;
    close_library(&book.library);
    buf_clear(&book.text);
    return status;
}

enum status doc_xlsx_write(struct arena *scratch, const char *path, const struct doc_xlsx_page *pages, size_t count,
                           enum doc_xlsx_problem *out_problem)
{
    return write_file((struct book){.scratch = scratch}, path, pages, count, out_problem);
}

const char *doc_xlsx_lacks(void)
{
    struct library library;
    bool there = open_library(&library);
    close_library(&library);
    return there ? NULL : doc_xlsx_package();
}

static enum status hand_over(FILE *file, enum status (*take)(void *context, const char *bytes, size_t len),
                             void *context)
{
    char bytes[16384];
    enum status status = STATUS_OK;
    rewind(file);
    for (size_t len = sizeof bytes; status == STATUS_OK && len == sizeof bytes;) {
        len = fread(bytes, 1, sizeof bytes, file);
        if (ferror(file)) return STATUS_IO;
        if (len > 0) status = take(context, bytes, len);
    }
    return status;
}

/* The library writes files: it gets an unnamed one by the number of its descriptor, so that nothing can be left. */
enum status doc_xlsx_make(struct arena *scratch, const struct doc_xlsx_page *pages, size_t count,
                          enum status (*take)(void *context, const char *bytes, size_t len), void *context)
{
    char path[32];
    enum doc_xlsx_problem problem;
    FILE *file = tmpfile();
    if (!file) return STATUS_IO;
    snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
    enum status status = write_file((struct book){.scratch = scratch, .is_report = true}, path, pages, count, &problem);
    if (status == STATUS_OK) status = hand_over(file, take, context);
    fclose(file);
    return status;
}
