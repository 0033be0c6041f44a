#include "report/table.h"

#include "report/wording.h"
#include "text/printable.h"

#define NUMBER_CELLS    10
#define NAME_CELLS      24
#define YEN_PER_MILLION 1000000

static const enum eval_request_verdict verdict_columns[] = {EVAL_REQUEST_PASS, EVAL_REQUEST_EXPLAIN, EVAL_REQUEST_FAIL,
                                                            EVAL_REQUEST_UNKNOWN};
#define VERDICT_COLUMNS (sizeof verdict_columns / sizeof *verdict_columns)

static void pad(struct buf *out, size_t used, size_t cells)
{
    if (used < cells) buf_add_repeat(out, ' ', cells - used);
}

static void name_cell(struct buf *out, struct text_view name)
{
    size_t before = out->len;
    text_print_cut(out, name, NAME_CELLS, true);
    pad(out, out->bytes ? text_width((struct text_view){out->bytes + before, out->len - before}, true) : 0, NAME_CELLS);
}

static void head_cell(struct buf *out, const char *word, size_t cells)
{
    pad(out, text_width(text_view_of(word), true), cells);
    buf_add_string(out, word);
}

static void number_cell(struct buf *out, int64_t number, size_t cells)
{
    struct buf digits;
    buf_init(&digits);
    buf_add_grouped(&digits, number);
    pad(out, digits.len, cells);
    buf_add(out, digits.bytes ? digits.bytes : "", digits.len);
    if (buf_status(&digits) != STATUS_OK) out->status = STATUS_NO_MEMORY;
    buf_clear(&digits);
}

/* Room for the words at the head of the column. */
static size_t verdict_cells(enum text_language language)
{
    return language == TEXT_JA ? NUMBER_CELLS : NUMBER_CELLS + 5;
}

static void rule_line(struct buf *out, enum text_language language)
{
    size_t verdicts = VERDICT_COLUMNS * verdict_cells(language);
    buf_add_repeat(out, '-', NAME_CELLS + NUMBER_CELLS + verdicts + 2 * (NUMBER_CELLS + 4));
    buf_add_char(out, '\n');
}

static void head_line(struct buf *out, enum text_language language)
{
    name_cell(out, text_view_of(report_plain(language, REPORT_TABLE_MINISTRY)));
    head_cell(out, report_plain(language, REPORT_TABLE_REQUESTS), NUMBER_CELLS);
    for (size_t i = 0; i < VERDICT_COLUMNS; i++)
        head_cell(out, report_request_word(verdict_columns[i], language), verdict_cells(language));
    head_cell(out, report_plain(language, REPORT_TABLE_YEN), NUMBER_CELLS + 4);
    head_cell(out, report_plain(language, REPORT_TABLE_YEN_FAIL), NUMBER_CELLS + 4);
    buf_add_string(out, "  (");
    buf_add_string(out, report_plain(language, REPORT_UNIT_MILLIONS));
    buf_add_string(out, ")\n");
}

/* Displayed figures are rounded half up (away from zero below it). */
static int64_t in_millions(int64_t yen)
{
    int64_t rest = yen % YEN_PER_MILLION;
    return yen / YEN_PER_MILLION + (2 * rest >= YEN_PER_MILLION) - (2 * rest <= -YEN_PER_MILLION);
}

static void row_line(struct buf *out, enum text_language language, const struct review_row *row, struct text_view name)
{
    name_cell(out, name);
    number_cell(out, (int64_t)row->requests, NUMBER_CELLS);
    for (size_t i = 0; i < VERDICT_COLUMNS; i++)
        number_cell(out, (int64_t)row->by_verdict[verdict_columns[i]], verdict_cells(language));
    number_cell(out, in_millions(row->yen), NUMBER_CELLS + 4);
    number_cell(out, in_millions(row->yen_to_mend), NUMBER_CELLS + 4);
    buf_add_char(out, '\n');
}

void report_table(struct buf *out, const struct report_settings *settings, const struct review_summary *summary)
{
    enum text_language language = settings->language;
    struct review_row total = review_summary_total(summary);
    head_line(out, language);
    rule_line(out, language);
    for (size_t i = 0; i < summary->count; i++)
        row_line(out, language, &summary->rows[i], summary->rows[i].ministry);
    rule_line(out, language);
    row_line(out, language, &total, text_view_of(report_plain(language, REPORT_TABLE_TOTAL)));
}
