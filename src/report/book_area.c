/* Clauses by ministries, four blocks one under another with the same columns: the claims, what is asked for under them,
 * and of both what is not justified. */
#include "base/limits.h"
#include "report/book.h"

#include "report/money.h"
#include "review/redact.h"

static const struct text_view none = {"", 0};

enum { CLAUSE, HEADING, TOTAL, FIRST_MINISTRY };

#define MINISTRIES_MOST (LIMIT_TABLE_COLUMNS - FIRST_MINISTRY)

static const struct block {
    enum report_phrase title;
    bool yen, unjustified;
    enum doc_xlsx_tint tint;
} blocks[] = {{REPORT_AREAS_CLAIMS, false, false, DOC_XLSX_BLUE},
              {REPORT_AREAS_YEN, true, false, DOC_XLSX_GREEN},
              {REPORT_AREAS_UNJUSTIFIED, false, true, DOC_XLSX_YELLOW},
              {REPORT_AREAS_UNJUSTIFIED_YEN, true, true, DOC_XLSX_RED}};
#define BLOCKS (sizeof blocks / sizeof *blocks)

static int64_t value_of(const struct block *block, const struct review_cell *cell)
{
    if (block->yen) return block->unjustified ? cell->yen_by_claim[EVAL_CLAIM_UNJUSTIFIED] : cell->yen;
    return (int64_t)(block->unjustified ? cell->by_claim[EVAL_CLAIM_UNJUSTIFIED] : cell->claims);
}

static void value_cell(struct report_sheet *sheet, const struct block *block, size_t column,
                       const struct review_cell *cell, bool total)
{
    static const enum doc_xlsx_look looks[2][2] = {{DOC_XLSX_COUNT, DOC_XLSX_COUNT_TOTAL},
                                                   {DOC_XLSX_HUNDRED_MILLIONS, DOC_XLSX_HUNDRED_MILLIONS_TOTAL}};
    int64_t value = value_of(block, cell);
    report_sheet_look(sheet, column, looks[block->yen][total]);
    if (cell->claims == 0) return;
    if (block->yen) report_sheet_yen(sheet, column, value);
    else report_sheet_number(sheet, column, value);
}

static size_t ministries_of(const struct report *report)
{
    return report->summary.count < MINISTRIES_MOST ? report->summary.count : MINISTRIES_MOST;
}

static void head_row(struct report *report, struct report_sheet *sheet, const struct block *block)
{
    report_sheet_row(sheet);
    for (size_t c = 0; c < sheet->column_count; c++)
        report_sheet_look(sheet, c, DOC_XLSX_HEAD);
    report_sheet_phrase(sheet, CLAUSE, REPORT_TABLE_CLAUSE);
    report_sheet_phrase(sheet, HEADING, block->title);
    report_sheet_phrase(sheet, TOTAL, REPORT_TABLE_TOTAL);
    for (size_t m = 0; m < ministries_of(report); m++)
        report_sheet_text(sheet, FIRST_MINISTRY + m,
                          report_ministry_name(report->summary.rows[m].ministry, sheet->settings->language));
}

/* With several packs a label means another clause in each. */
static void clause_cells(struct report *report, struct report_sheet *sheet, const struct review_line *line)
{
    struct buf label;
    buf_init(&label);
    if (report->run->pack_count > 1) {
        buf_add(&label, line->pack.at, line->pack.len);
        buf_add_char(&label, ' ');
    }
    buf_add(&label, line->label.at, line->label.len);
    report_sheet_buf(sheet, CLAUSE, &label);
    report_sheet_text(sheet, HEADING, line->heading);
}

static void line_row(struct report *report, struct report_sheet *sheet, const struct block *block, size_t line,
                     size_t *entry)
{
    const struct review_matrix *matrix = &report->matrix;
    report_sheet_row(sheet);
    clause_cells(report, sheet, &matrix->lines[line]);
    value_cell(sheet, block, TOTAL, &matrix->lines[line].total, true);
    const struct review_cell nothing = {0};
    for (size_t m = 0; m < ministries_of(report); m++)
        value_cell(sheet, block, FIRST_MINISTRY + m, &nothing, false);
    for (; *entry < matrix->entry_count && matrix->entries[*entry].line == line; ++*entry)
        for (size_t m = 0; m < ministries_of(report); m++)
            if (text_view_equal(report->summary.rows[m].ministry, matrix->entries[*entry].ministry))
                value_cell(sheet, block, FIRST_MINISTRY + m, &matrix->entries[*entry].cell, false);
}

/* Clauses that anybody could claim or does. */
static bool is_shown(const struct review_line *line)
{
    return line->claimable || line->total.claims > 0;
}

static void outside_row(struct report *report, struct report_sheet *sheet, const struct block *block)
{
    if (report->matrix.sums.outside.claims == 0) return;
    report_sheet_row(sheet);
    report_sheet_phrase(sheet, HEADING, REPORT_TABLE_OUTSIDE);
    value_cell(sheet, block, TOTAL, &report->matrix.sums.outside, true);
}

/* By ministry: all claims; of what is asked for each request once. */
static void ministry_row(struct report *report, struct report_sheet *sheet, const struct block *block)
{
    const struct review_row total = review_summary_total(&report->summary);
    if (block->yen && block->unjustified) return;
    report_sheet_row(sheet);
    report_sheet_look(sheet, CLAUSE, DOC_XLSX_TEXT_TOTAL);
    report_sheet_look(sheet, HEADING, DOC_XLSX_TEXT_TOTAL);
    report_sheet_phrase(sheet, HEADING, block->yen ? REPORT_AREAS_ONCE : REPORT_TABLE_TOTAL);
    for (size_t m = 0; m <= ministries_of(report); m++) {
        const struct review_row *row = m == 0 ? &total : &report->summary.rows[m - 1];
        size_t claims = block->unjustified ? row->by_claim[EVAL_CLAIM_UNJUSTIFIED] : row->claims;
        report_sheet_look(sheet, TOTAL + m, block->yen ? DOC_XLSX_HUNDRED_MILLIONS_TOTAL : DOC_XLSX_COUNT_TOTAL);
        if (block->yen) report_sheet_yen(sheet, TOTAL + m, row->yen);
        else report_sheet_number(sheet, TOTAL + m, (int64_t)claims);
    }
}

/* *out_first and *out_last: its rows with figures; first beyond last: none. */
static void add_block(struct report *report, struct report_sheet *sheet, const struct block *block, size_t *out_first,
                      size_t *out_last)
{
    size_t entry = 0;
    head_row(report, sheet, block);
    *out_first = sheet->count;
    for (size_t i = 0; i < report->matrix.line_count; i++)
        if (is_shown(&report->matrix.lines[i])) line_row(report, sheet, block, i, &entry);
    *out_last = sheet->count - 1;
    outside_row(report, sheet, block);
    ministry_row(report, sheet, block);
    report_sheet_plain_row(sheet);
}

static void note_row(struct report *report, struct report_sheet *sheet)
{
    struct buf words, yen;
    buf_init(&words);
    buf_init(&yen);
    report_millions(&yen, sheet->settings, report->matrix.sums.yen);
    report_phrase(&words, sheet->settings->language, REPORT_CLAUSES_FULL, report_view(&yen), none, none);
    report_done(&words, &yen);
    report_sheet_plain_row(sheet);
    report_sheet_look(sheet, CLAUSE, DOC_XLSX_TITLE);
    report_sheet_buf(sheet, CLAUSE, &words);
}

static const struct report_column *make_columns(struct report *report, size_t count)
{
    struct report_column *columns = arena_alloc(report->arena, count * sizeof *columns);
    for (size_t c = 0; columns && c < count; c++)
        columns[c] = (struct report_column){REPORT_TABLE_MINISTRY,
                                            c == HEADING  ? 34
                                            : c == CLAUSE ? 11
                                                          : 12,
                                            c == HEADING || c == CLAUSE ? DOC_XLSX_CELL : DOC_XLSX_COUNT};
    return columns;
}

static void mark_block(struct report_sheet *sheet, struct doc_xlsx_page *page, const struct block *block,
                       const size_t rows[2])
{
    struct doc_xlsx_mark *marks = (struct doc_xlsx_mark *)page->marks;
    bool hidden = block->yen && (sheet->settings->redact & REVIEW_REDACT_AMOUNTS);
    if (sheet->status != STATUS_OK || rows[0] > rows[1] || sheet->column_count == FIRST_MINISTRY || hidden) return;
    marks[page->mark_count++] = (struct doc_xlsx_mark){.range = {.first_row = (uint32_t)rows[0],
                                                                 .first_column = FIRST_MINISTRY,
                                                                 .last_row = (uint32_t)rows[1],
                                                                 .last_column = (uint32_t)sheet->column_count - 1},
                                                       .tint = block->tint};
}

struct doc_xlsx_page report_book_areas_page(struct report *report, struct report_sheet *sheet)
{
    size_t rows[BLOCKS][2], count = FIRST_MINISTRY + ministries_of(report);
    const struct report_column *columns = make_columns(report, count);
    report_sheet_init_free(sheet, report->arena, &report->run->settings, columns, columns ? count : 0);
    if (!columns) {
        sheet->status = STATUS_NO_MEMORY;
        return (struct doc_xlsx_page){0};
    }
    for (size_t i = 0; i < BLOCKS; i++)
        add_block(report, sheet, &blocks[i], &rows[i][0], &rows[i][1]);
    note_row(report, sheet);
    struct doc_xlsx_page page = report_sheet_page(sheet, report->run, REPORT_SHEET_AREAS, 1);
    page.frozen_columns = HEADING + 1;
    page.filter = false;
    for (size_t i = 0; i < BLOCKS; i++)
        mark_block(sheet, &page, &blocks[i], rows[i]);
    return page;
}
