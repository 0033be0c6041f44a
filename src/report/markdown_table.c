#include "report/markdown_table.h"

#include "report/escape.h"
#include "report/money.h"
#include "report/wording.h"

static const enum eval_request_verdict request_columns[] = {EVAL_REQUEST_PASS, EVAL_REQUEST_EXPLAIN, EVAL_REQUEST_FAIL,
                                                            EVAL_REQUEST_UNKNOWN};
static const enum eval_claim_verdict claim_columns[] = {EVAL_CLAIM_JUSTIFIED, EVAL_CLAIM_PARTIAL,
                                                        EVAL_CLAIM_UNJUSTIFIED, EVAL_CLAIM_INVALID, EVAL_CLAIM_UNKNOWN};
#define REQUEST_COLUMNS (sizeof request_columns / sizeof *request_columns)
#define CLAIM_COLUMNS   (sizeof claim_columns / sizeof *claim_columns)

static void add_head(struct buf *out, const char *word)
{
    buf_add_string(out, " ");
    buf_add_string(out, word);
    buf_add_string(out, " |");
}

static void add_number(struct buf *out, size_t number)
{
    buf_add_char(out, ' ');
    buf_add_grouped(out, (int64_t)number);
    buf_add_string(out, " |");
}

static void add_millions(struct buf *out, const struct report_settings *settings, int64_t yen)
{
    buf_add_char(out, ' ');
    report_millions(out, settings, yen);
    buf_add_string(out, " |");
}

/* "要求額（百万円）" */
static void add_money_head(struct buf *out, enum text_language language, enum report_phrase word)
{
    buf_add_char(out, ' ');
    buf_add_string(out, report_plain(language, word));
    buf_add_string(out, report_plain(language, REPORT_OPEN));
    buf_add_string(out, report_plain(language, REPORT_UNIT_MILLIONS));
    buf_add_string(out, report_plain(language, REPORT_CLOSE));
    buf_add_string(out, " |");
}

static void add_rule(struct buf *out, size_t numbers)
{
    buf_add_string(out, "\n| --- |");
    while (numbers-- > 0)
        buf_add_string(out, " ---: |");
    buf_add_char(out, '\n');
}

static void add_ministry(struct buf *out, const struct report_settings *settings, const struct review_row *row,
                         struct text_view name)
{
    buf_add_string(out, "| ");
    report_markdown(out, name);
    buf_add_string(out, " |");
    add_number(out, row->requests);
    for (size_t i = 0; i < REQUEST_COLUMNS; i++)
        add_number(out, row->by_verdict[request_columns[i]]);
    add_millions(out, settings, row->yen);
    add_millions(out, settings, row->yen_by_verdict[EVAL_REQUEST_FAIL]);
    buf_add_char(out, '\n');
}

void report_markdown_ministries(struct buf *out, const struct report_settings *settings,
                                const struct review_summary *summary)
{
    enum text_language language = settings->language;
    struct review_row total = review_summary_total(summary);
    buf_add_string(out, "\n|");
    add_head(out, report_plain(language, REPORT_TABLE_MINISTRY));
    add_head(out, report_plain(language, REPORT_TABLE_REQUESTS));
    for (size_t i = 0; i < REQUEST_COLUMNS; i++)
        add_head(out, report_request_word(request_columns[i], language));
    add_money_head(out, language, REPORT_TABLE_YEN);
    add_money_head(out, language, REPORT_TABLE_YEN_FAIL);
    add_rule(out, REQUEST_COLUMNS + 3);
    for (size_t i = 0; i < summary->count; i++)
        add_ministry(out, settings, &summary->rows[i],
                     report_ministry_name(summary->rows[i].ministry, settings->language));
    add_ministry(out, settings, &total, text_view_of(report_plain(language, REPORT_TABLE_TOTAL)));
}

static void add_figures(struct buf *out, const struct report_settings *settings, const struct review_cell *cell)
{
    buf_add_string(out, " |");
    add_number(out, cell->claims);
    for (size_t i = 0; i < CLAIM_COLUMNS; i++)
        add_number(out, cell->by_claim[claim_columns[i]]);
    add_millions(out, settings, cell->yen);
    add_millions(out, settings, cell->yen_by_claim[EVAL_CLAIM_UNJUSTIFIED]);
    buf_add_char(out, '\n');
}

static void add_clause(struct buf *out, const struct report_settings *settings, const struct review_line *line,
                       bool name_pack)
{
    if (line->total.claims == 0) return;
    buf_add_string(out, "| ");
    if (name_pack) report_markdown(out, line->pack);
    if (name_pack) buf_add_char(out, ' ');
    report_markdown(out, line->label);
    buf_add_char(out, ' ');
    report_markdown(out, line->heading);
    add_figures(out, settings, &line->total);
}

void report_markdown_clauses(struct buf *out, const struct report_settings *settings,
                             const struct review_matrix *matrix)
{
    enum text_language language = settings->language;
    bool several =
        matrix->line_count > 0 && !text_view_equal(matrix->lines[0].pack, matrix->lines[matrix->line_count - 1].pack);
    buf_add_string(out, "\n|");
    add_head(out, report_plain(language, REPORT_TABLE_CLAUSE));
    add_head(out, report_plain(language, REPORT_TABLE_CLAIMS));
    for (size_t i = 0; i < CLAIM_COLUMNS; i++)
        add_head(out, report_claim_word(claim_columns[i], language));
    add_money_head(out, language, REPORT_TABLE_YEN);
    add_money_head(out, language, REPORT_TABLE_YEN_UNJUSTIFIED);
    add_rule(out, CLAIM_COLUMNS + 3);
    for (size_t i = 0; i < matrix->line_count; i++)
        add_clause(out, settings, &matrix->lines[i], several);
    if (matrix->sums.outside.claims == 0) return;
    buf_add_string(out, "| ");
    buf_add_string(out, report_plain(language, REPORT_TABLE_OUTSIDE));
    add_figures(out, settings, &matrix->sums.outside);
}
