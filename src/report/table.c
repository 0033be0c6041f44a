#include "report/table.h"

#include "report/money.h"
#include "report/wording.h"
#include "text/printable.h"

#define NUMBER_CELLS 10
#define NAME_CELLS   24

static const enum eval_request_verdict verdict_columns[] = {EVAL_REQUEST_PASS, EVAL_REQUEST_EXPLAIN, EVAL_REQUEST_FAIL,
                                                            EVAL_REQUEST_UNKNOWN};
#define VERDICT_COLUMNS (sizeof verdict_columns / sizeof *verdict_columns)

static void pad(struct buf *out, size_t used, size_t cells)
{
    if (used < cells) buf_add_repeat(out, ' ', cells - used);
}

static void name_cell(struct buf *out, struct text_view name, size_t cells)
{
    size_t before = out->len;
    text_print_cut(out, name, cells, true);
    pad(out, out->bytes ? text_width((struct text_view){out->bytes + before, out->len - before}, true) : 0, cells);
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

static void money_cell(struct buf *out, const struct report_settings *settings, int64_t yen, size_t cells)
{
    struct buf figure;
    buf_init(&figure);
    report_millions(&figure, settings, yen);
    pad(out, text_width(report_view(&figure), true), cells);
    buf_add(out, figure.bytes ? figure.bytes : "", figure.len);
    report_done(out, &figure);
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
    name_cell(out, text_view_of(report_plain(language, REPORT_TABLE_MINISTRY)), NAME_CELLS);
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
static void row_line(struct buf *out, const struct report_settings *settings, const struct review_row *row,
                     struct text_view name)
{
    name_cell(out, name, NAME_CELLS);
    number_cell(out, (int64_t)row->requests, NUMBER_CELLS);
    for (size_t i = 0; i < VERDICT_COLUMNS; i++)
        number_cell(out, (int64_t)row->by_verdict[verdict_columns[i]], verdict_cells(settings->language));
    money_cell(out, settings, row->yen, NUMBER_CELLS + 4);
    money_cell(out, settings, row->yen_by_verdict[EVAL_REQUEST_FAIL], NUMBER_CELLS + 4);
    buf_add_char(out, '\n');
}

void report_table(struct buf *out, const struct report_settings *settings, const struct review_summary *summary)
{
    enum text_language language = settings->language;
    struct review_row total = review_summary_total(summary);
    head_line(out, language);
    rule_line(out, language);
    for (size_t i = 0; i < summary->count; i++)
        row_line(out, settings, &summary->rows[i], report_ministry_name(summary->rows[i].ministry, language));
    rule_line(out, language);
    row_line(out, settings, &total, text_view_of(report_plain(language, REPORT_TABLE_TOTAL)));
}

/* ---- clauses */

#define CLAUSE_CELLS 34

static const enum eval_claim_verdict claim_columns[] = {EVAL_CLAIM_JUSTIFIED, EVAL_CLAIM_PARTIAL,
                                                        EVAL_CLAIM_UNJUSTIFIED};
#define CLAIM_COLUMNS (sizeof claim_columns / sizeof *claim_columns)

static void clause_cell(struct buf *out, const struct review_line *line)
{
    struct buf name;
    buf_init(&name);
    buf_add(&name, line->label.at, line->label.len);
    buf_add_char(&name, ' ');
    buf_add(&name, line->heading.at, line->heading.len);
    name_cell(out, report_view(&name), CLAUSE_CELLS);
    report_done(out, &name);
}

/* Claims that name no clause, so that the column of claims adds up to all of them. */
static void outside_cell(struct buf *out, enum text_language language)
{
    name_cell(out, text_view_of(report_plain(language, REPORT_TABLE_OUTSIDE)), CLAUSE_CELLS);
}

static void clause_head(struct buf *out, enum text_language language)
{
    const char *word = report_plain(language, REPORT_TABLE_CLAUSE);
    buf_add_string(out, word);
    pad(out, text_width(text_view_of(word), true), CLAUSE_CELLS);
    head_cell(out, report_plain(language, REPORT_TABLE_CLAIMS), NUMBER_CELLS);
    for (size_t i = 0; i < CLAIM_COLUMNS; i++)
        head_cell(out, report_claim_word(claim_columns[i], language), verdict_cells(language));
    head_cell(out, report_plain(language, REPORT_TABLE_OTHER), NUMBER_CELLS);
    head_cell(out, report_plain(language, REPORT_TABLE_YEN), NUMBER_CELLS + 4);
    head_cell(out, report_plain(language, REPORT_TABLE_YEN_UNJUSTIFIED), NUMBER_CELLS + 6);
    buf_add_char(out, '\n');
}

/* The figures of a row, behind its name. */
static void cell_figures(struct buf *out, const struct report_settings *settings, const struct review_cell *cell)
{
    size_t rest = cell->claims;
    number_cell(out, (int64_t)cell->claims, NUMBER_CELLS);
    for (size_t i = 0; i < CLAIM_COLUMNS; i++) {
        number_cell(out, (int64_t)cell->by_claim[claim_columns[i]], verdict_cells(settings->language));
        rest -= cell->by_claim[claim_columns[i]];
    }
    number_cell(out, (int64_t)rest, NUMBER_CELLS);
    money_cell(out, settings, cell->yen, NUMBER_CELLS + 4);
    money_cell(out, settings, cell->yen_by_claim[EVAL_CLAIM_UNJUSTIFIED], NUMBER_CELLS + 6);
    buf_add_char(out, '\n');
}

static void clause_line(struct buf *out, const struct report_settings *settings, const struct review_line *line)
{
    if (line->total.claims == 0) return;
    clause_cell(out, line);
    cell_figures(out, settings, &line->total);
}

/* Lines of one guideline, which stand in a row. The same label is another clause in another guideline. */
struct lines_of_pack {
    const struct review_line *lines;
    size_t count;
    bool alone; /* there is no other guideline, so that nothing has to name it */
};

static struct lines_of_pack lines_of_pack(const struct review_matrix *matrix, size_t first)
{
    struct lines_of_pack of = {.lines = &matrix->lines[first]};
    while (first + of.count < matrix->line_count && text_view_equal(of.lines[of.count].pack, of.lines->pack))
        of.count++;
    of.alone = of.count == matrix->line_count;
    return of;
}

static void clause_lines(struct buf *out, const struct report_settings *settings, const struct lines_of_pack *of)
{
    if (!of->alone) {
        report_phrase(out, settings->language, REPORT_TABLE_PACK, of->lines->pack, (struct text_view){0},
                      (struct text_view){0});
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < of->count; i++)
        clause_line(out, settings, &of->lines[i]);
}

/* "A、B、C" of the labels that nobody claims, in a line; nothing when all are claimed. */
static void unclaimed_line(struct buf *out, enum text_language language, const struct lines_of_pack *of)
{
    struct buf list;
    buf_init(&list);
    for (size_t i = 0; i < of->count; i++) {
        const struct review_line *line = &of->lines[i];
        if (!line->claimable || line->total.claims > 0) continue;
        if (list.len > 0) buf_add_string(&list, report_plain(language, REPORT_LIST_COMMA));
        buf_add(&list, line->label.at, line->label.len);
    }
    if (list.len > 0) {
        report_phrase(out, language, of->alone ? REPORT_CLAUSES_UNCLAIMED : REPORT_CLAUSES_UNCLAIMED_OF,
                      report_view(&list), of->lines->pack, (struct text_view){0});
        buf_add_char(out, '\n');
    }
    report_done(out, &list);
}

/* "A 3 件" to the list; nothing when there are none. */
static void add_kind(struct buf *list, enum text_language language, enum report_phrase word, size_t count)
{
    struct buf digits;
    if (count == 0) return;
    buf_init(&digits);
    buf_add_grouped(&digits, (int64_t)count);
    if (list->len > 0) buf_add_string(list, report_plain(language, REPORT_LIST_COMMA));
    report_phrase(list, language, REPORT_SUM_KIND, text_view_of(report_plain(language, word)), report_view(&digits),
                  (struct text_view){0});
    report_done(list, &digits);
}

/* Which requests add nothing to the sum, and why. */
static void without_line(struct buf *out, enum text_language language, const struct review_sums *sums)
{
    static const enum report_phrase words[REVIEW_AMOUNT_KINDS] = {
        [DOC_AMOUNT_ABSENT] = REPORT_KIND_ABSENT,       [DOC_AMOUNT_WRONG] = REPORT_KIND_WRONG,
        [DOC_AMOUNT_NONE] = REPORT_KIND_NONE,           [DOC_AMOUNT_ITEM_ONLY] = REPORT_KIND_ITEM_ONLY,
        [DOC_AMOUNT_ELSEWHERE] = REPORT_KIND_ELSEWHERE, [DOC_AMOUNT_PART_OF] = REPORT_KIND_PART_OF};
    struct buf list;
    buf_init(&list);
    for (int kind = 0; kind < REVIEW_AMOUNT_KINDS; kind++)
        if (kind != DOC_AMOUNT_FIGURE) add_kind(&list, language, words[kind], sums->by_kind[kind]);
    add_kind(&list, language, REPORT_KIND_RELISTED, sums->relisted);
    add_kind(&list, language, REPORT_KIND_NEGATIVE, sums->negative);
    if (list.len > 0) {
        report_phrase(out, language, REPORT_SUM_WITHOUT, report_view(&list), (struct text_view){0},
                      (struct text_view){0});
        buf_add_char(out, '\n');
    }
    report_done(out, &list);
}

static void apart_line(struct buf *out, const struct report_settings *settings, const struct review_sums *sums)
{
    struct buf supplementary, special;
    if (sums->supplementary_yen == 0 && sums->special_yen == 0) return;
    buf_init(&supplementary);
    buf_init(&special);
    report_millions(&supplementary, settings, sums->supplementary_yen);
    report_millions(&special, settings, sums->special_yen);
    report_phrase(out, settings->language, REPORT_SUM_APART, report_view(&supplementary), report_view(&special),
                  (struct text_view){0});
    buf_add_char(out, '\n');
    report_done(out, &special);
    report_done(out, &supplementary);
}

static void full_line(struct buf *out, const struct report_settings *settings, const struct review_sums *sums)
{
    struct buf digits;
    buf_init(&digits);
    report_millions(&digits, settings, sums->yen);
    report_phrase(out, settings->language, REPORT_CLAUSES_FULL, report_view(&digits), (struct text_view){0},
                  (struct text_view){0});
    buf_add_char(out, '\n');
    report_done(out, &digits);
}

/* "新規 3 件 1,200、継続 …": requests and yen of each part that has any. */
struct parts {
    enum report_phrase label;
    const size_t *counts;
    const int64_t *yen;
    size_t count;
    const char *(*word)(size_t part, enum text_language language);
};

static void add_part(struct buf *list, const struct report_settings *settings, const struct parts *parts, size_t part)
{
    struct buf count, yen;
    buf_init(&count);
    buf_init(&yen);
    buf_add_grouped(&count, (int64_t)parts->counts[part]);
    report_millions(&yen, settings, parts->yen[part]);
    if (list->len > 0) buf_add_string(list, report_plain(settings->language, REPORT_LIST_COMMA));
    report_phrase(list, settings->language, REPORT_SUM_PART, text_view_of(parts->word(part, settings->language)),
                  report_view(&count), report_view(&yen));
    report_done(list, &yen);
    report_done(list, &count);
}

static void parts_line(struct buf *out, const struct report_settings *settings, const struct parts *parts)
{
    struct buf list;
    buf_init(&list);
    for (size_t i = 0; i < parts->count; i++)
        if (parts->counts[i] > 0) add_part(&list, settings, parts, i);
    report_phrase(out, settings->language, parts->label, report_view(&list), (struct text_view){0},
                  (struct text_view){0});
    buf_add_char(out, '\n');
    report_done(out, &list);
}

static const char *category_word(size_t category, enum text_language language)
{
    return report_category_word((enum doc_category)category, language);
}

static const char *verdict_word(size_t verdict, enum text_language language)
{
    return report_request_word((enum eval_request_verdict)verdict, language);
}

static void divided_lines(struct buf *out, const struct report_settings *settings, const struct review_sums *sums)
{
    const struct parts categories = {REPORT_SUM_CATEGORIES, sums->by_category, sums->yen_by_category, REVIEW_CATEGORIES,
                                     category_word};
    const struct parts verdicts = {REPORT_SUM_VERDICTS, sums->by_verdict, sums->yen_by_verdict, EVAL_REQUESTS,
                                   verdict_word};
    parts_line(out, settings, &categories);
    parts_line(out, settings, &verdicts);
}

void report_clause_table(struct buf *out, const struct report_settings *settings, const struct review_matrix *matrix)
{
    enum text_language language = settings->language;
    buf_add_char(out, '\n');
    clause_head(out, language);
    for (size_t i = 0; i < matrix->line_count;) {
        struct lines_of_pack of = lines_of_pack(matrix, i);
        clause_lines(out, settings, &of);
        i += of.count;
    }
    if (matrix->sums.outside.claims > 0) {
        outside_cell(out, language);
        cell_figures(out, settings, &matrix->sums.outside);
    }
    full_line(out, settings, &matrix->sums);
    divided_lines(out, settings, &matrix->sums);
    for (size_t i = 0; i < matrix->line_count;) {
        struct lines_of_pack of = lines_of_pack(matrix, i);
        unclaimed_line(out, language, &of);
        i += of.count;
    }
}

void report_left_out(struct buf *out, const struct report_settings *settings, const struct review_sums *sums)
{
    without_line(out, settings->language, sums);
    apart_line(out, settings, sums);
}
