#include "report/sheet.h"

#include "report/money.h"
#include "review/redact.h"
#include "text/printable.h"

#define MARKS_MOST   16 /* of one sheet */
#define HEADER_CELLS 90 /* of the guideline's title */

static const struct text_view none = {"", 0};

void report_sheet_init_free(struct report_sheet *sheet, struct arena *arena, const struct report_settings *settings,
                            const struct report_column *columns, size_t count)
{
    *sheet = (struct report_sheet){
        .arena = arena, .settings = settings, .columns = columns, .column_count = count, .most = DOC_XLSX_ROWS};
}

void report_sheet_init(struct report_sheet *sheet, struct arena *arena, const struct report_settings *settings,
                       const struct report_column *columns, size_t count)
{
    report_sheet_init_free(sheet, arena, settings, columns, count);
    report_sheet_heads(sheet);
}

/* Where a row cannot be kept, one that is thrown away is filled. */
static struct doc_xlsx_cell *new_row(struct report_sheet *sheet)
{
    struct doc_xlsx_cell *row = arena_alloc(sheet->arena, sheet->column_count * sizeof *row);
    if (!row) return NULL;
    if (sheet->count == sheet->most) {
        sheet->left_out++;
        return row;
    }
    struct doc_xlsx_cell **rows =
        arena_grow(sheet->arena, sheet->rows, sheet->count, &sheet->capacity, sizeof(struct doc_xlsx_cell *));
    if (!rows) return NULL;
    sheet->rows = rows;
    sheet->rows[sheet->count++] = row;
    return row;
}

void report_sheet_row(struct report_sheet *sheet)
{
    sheet->row = sheet->status == STATUS_OK ? new_row(sheet) : NULL;
    if (!sheet->row) sheet->status = STATUS_NO_MEMORY;
    for (size_t c = 0; sheet->row && c < sheet->column_count; c++)
        sheet->row[c] = (struct doc_xlsx_cell){.text = none, .look = sheet->columns[c].look, .empty = true};
}

void report_sheet_heads(struct report_sheet *sheet)
{
    report_sheet_row(sheet);
    for (size_t c = 0; c < sheet->column_count; c++) {
        enum doc_xlsx_look look = sheet->columns[c].look;
        bool entry = look == DOC_XLSX_ENTRY || look == DOC_XLSX_ENTRY_DATE;
        report_sheet_look(sheet, c, entry ? DOC_XLSX_ENTRY_HEAD : DOC_XLSX_HEAD);
        report_sheet_phrase(sheet, c, sheet->columns[c].head);
    }
}

void report_sheet_plain_row(struct report_sheet *sheet)
{
    report_sheet_row(sheet);
    for (size_t c = 0; c < sheet->column_count; c++)
        report_sheet_look(sheet, c, DOC_XLSX_TEXT);
}

/* ---- cells */

void report_sheet_look(struct report_sheet *sheet, size_t column, enum doc_xlsx_look look)
{
    if (sheet->row) sheet->row[column].look = look;
}

static void set_text(struct report_sheet *sheet, size_t column, struct text_view text)
{
    if (sheet->row) sheet->row[column].text = text;
}

/* Takes whole characters off the end until the rest and the words that say so fit. */
static void cut(struct buf *out, enum text_language language)
{
    const char *words = report_plain(language, REPORT_BOOK_CUT);
    size_t most = DOC_XLSX_CELL_TEXT - doc_xlsx_units(text_view_of(words)), units = 0, at = 0;
    while (at < out->len) {
        unsigned char first = (unsigned char)out->bytes[at];
        size_t len = first < 0x80 ? 1u : first < 0xE0 ? 2u : first < 0xF0 ? 3u : 4u;
        size_t needed = len == 4 ? 2u : 1u;
        if (units + needed > most) break;
        units += needed;
        at += len;
    }
    out->len = at;
    buf_add_string(out, words);
}

static void add_lines(struct buf *out, struct text_view text)
{
    while (text.len > 0) {
        struct text_view line = text_view_take_line(&text);
        bool more = line.len > 0 && line.at[line.len - 1] == '\n';
        text_print(out, text_view_part(line, 0, more ? line.len - 1 : line.len));
        if (text.len > 0) buf_add_char(out, '\n');
    }
}

struct text_view report_sheet_kept(struct report_sheet *sheet, struct text_view text)
{
    struct buf printed;
    buf_init(&printed);
    add_lines(&printed, text);
    if (doc_xlsx_units(report_view(&printed)) > DOC_XLSX_CELL_TEXT) cut(&printed, sheet->settings->language);
    const char *kept = arena_copy(sheet->arena, printed.bytes ? printed.bytes : "", printed.len);
    struct text_view view = kept ? (struct text_view){kept, printed.len} : none;
    if (!kept || buf_status(&printed) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    buf_clear(&printed);
    return view;
}

void report_sheet_text(struct report_sheet *sheet, size_t column, struct text_view text)
{
    if (text.len > 0) set_text(sheet, column, report_sheet_kept(sheet, text));
}

void report_sheet_word(struct report_sheet *sheet, size_t column, const char *word)
{
    set_text(sheet, column, text_view_of(word));
}

void report_sheet_phrase(struct report_sheet *sheet, size_t column, enum report_phrase phrase)
{
    report_sheet_word(sheet, column, report_plain(sheet->settings->language, phrase));
}

void report_sheet_buf(struct report_sheet *sheet, size_t column, struct buf *text)
{
    if (buf_status(text) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    report_sheet_text(sheet, column, report_view(text));
    buf_clear(text);
}

void report_sheet_number(struct report_sheet *sheet, size_t column, int64_t number)
{
    if (!sheet->row) return;
    sheet->row[column].number = number;
    sheet->row[column].empty = false;
}

/* A word in a column of numbers stands where they stand. */
static void word_for_number(struct report_sheet *sheet, size_t column, struct text_view word)
{
    set_text(sheet, column, word);
    report_sheet_look(sheet, column, DOC_XLSX_FIGURE);
}

static void hide(struct report_sheet *sheet, size_t column)
{
    word_for_number(sheet, column, text_view_of(report_plain(sheet->settings->language, REPORT_HIDDEN)));
}

void report_sheet_yen(struct report_sheet *sheet, size_t column, int64_t yen)
{
    if (sheet->settings->redact & REVIEW_REDACT_AMOUNTS) hide(sheet, column);
    else report_sheet_number(sheet, column, yen);
}

void report_sheet_amount(struct report_sheet *sheet, size_t column, const struct review_amount *amount)
{
    enum text_language language = sheet->settings->language;
    struct buf words;
    if (amount->kind == DOC_AMOUNT_ABSENT) return;
    if (sheet->settings->redact & REVIEW_REDACT_AMOUNTS) {
        hide(sheet, column);
        return;
    }
    bool negative = amount->kind == DOC_AMOUNT_FIGURE && amount->yen < 0;
    if (amount->kind == DOC_AMOUNT_FIGURE && !amount->relisted && !negative) {
        report_sheet_number(sheet, column, amount->yen);
        return;
    }
    buf_init(&words);
    const char *why = report_plain(language, negative                             ? REPORT_KIND_NEGATIVE
                                             : amount->relisted                   ? REPORT_KIND_RELISTED
                                             : amount->kind == DOC_AMOUNT_PART_OF ? REPORT_KIND_PART_OF
                                                                                  : REPORT_KIND_WRONG);
    bool told = negative || amount->relisted || amount->kind == DOC_AMOUNT_WRONG;
    if (told) report_phrase(&words, language, REPORT_AMOUNT_APART, amount->written, text_view_of(why), none);
    else buf_add(&words, amount->written.at, amount->written.len);
    report_sheet_buf(sheet, column, &words);
    report_sheet_look(sheet, column, DOC_XLSX_FIGURE);
}

/* ---- the page */

static const char *kept_string(struct report_sheet *sheet, struct buf *words)
{
    const char *kept = arena_copy(sheet->arena, words->bytes ? words->bytes : "", words->len);
    if (!kept || buf_status(words) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    buf_clear(words);
    return kept;
}

/* In headers of pages & begins a command; && is the mark itself. A header has 255 characters at most. */
static const char *header_of(struct report_sheet *sheet, const struct report_run *run, enum report_phrase name)
{
    struct text_view title = run->pack_count > 0 ? run->packs[0].title : none;
    struct buf words, printed;
    buf_init(&words);
    buf_init(&printed);
    text_print_cut(&printed, title, HEADER_CELLS, true);
    buf_add_string(&words, "&L");
    for (size_t at = 0; at < printed.len; at++) {
        if (printed.bytes[at] == '&') buf_add_char(&words, '&');
        buf_add_char(&words, printed.bytes[at]);
    }
    report_done(&words, &printed);
    buf_add_string(&words, "&C");
    buf_add_string(&words, report_plain(sheet->settings->language, name));
    buf_add_string(&words, "&R");
    buf_add_string(&words, run->as_of);
    return kept_string(sheet, &words);
}

static const char *footer_of(struct report_sheet *sheet)
{
    struct buf words;
    buf_init(&words);
    buf_add_string(&words, "&C");
    report_phrase(&words, sheet->settings->language, REPORT_BOOK_FOOTER, text_view_of("&P"), text_view_of("&N"), none);
    return kept_string(sheet, &words);
}

struct doc_xlsx_page report_sheet_page(struct report_sheet *sheet, const struct report_run *run,
                                       enum report_phrase name, size_t frozen)
{
    unsigned *widths = arena_alloc(sheet->arena, sheet->column_count * sizeof *widths);
    struct doc_xlsx_mark *marks = arena_alloc(sheet->arena, MARKS_MOST * sizeof *marks);
    if (!widths || !marks) sheet->status = STATUS_NO_MEMORY;
    for (size_t c = 0; widths && c < sheet->column_count; c++)
        widths[c] = sheet->columns[c].width;
    return (struct doc_xlsx_page){.name = text_view_of(report_plain(sheet->settings->language, name)),
                                  .lines = sheet->rows,
                                  .rows = sheet->count,
                                  .columns = sheet->column_count,
                                  .widths = widths,
                                  .frozen = frozen,
                                  .filter = frozen > 0,
                                  .pages_wide = 1,
                                  .header = header_of(sheet, run, name),
                                  .footer = footer_of(sheet),
                                  .marks = marks};
}

void report_sheet_mark(struct report_sheet *sheet, struct doc_xlsx_page *page, size_t column, const char *word,
                       enum doc_xlsx_tint tint)
{
    struct doc_xlsx_mark *marks = (struct doc_xlsx_mark *)page->marks;
    if (sheet->status != STATUS_OK || page->rows <= page->frozen || page->mark_count == MARKS_MOST) return;
    marks[page->mark_count++] = (struct doc_xlsx_mark){.range = {.first_row = (uint32_t)page->frozen,
                                                                 .first_column = (uint32_t)column,
                                                                 .last_row = (uint32_t)page->rows - 1,
                                                                 .last_column = (uint32_t)column},
                                                       .text = word,
                                                       .nonzero = !word,
                                                       .tint = tint};
}
