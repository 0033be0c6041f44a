#include "report/book.h"

#include "review/redact.h"
#include "text/place.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

/* ---- requests */

enum {
    MINISTRY,
    ID,
    TITLE,
    CATEGORY,
    ASKED,
    PREVIOUS,
    INCREASE,
    SUPPLEMENTARY,
    SPECIAL,
    VERDICT,
    CLAIMS,
    UNJUSTIFIED,
    ERRORS,
    WARNINGS,
    NOTES,
    WAIVED,
    PLACE,
    COLUMNS
};

static const struct report_column columns[COLUMNS] = {[MINISTRY] = {REPORT_TABLE_MINISTRY, 14, DOC_XLSX_CELL},
                                                      [ID] = {REPORT_COLUMN_ID, 13, DOC_XLSX_CELL},
                                                      [TITLE] = {REPORT_COLUMN_TITLE, 30, DOC_XLSX_CELL},
                                                      [CATEGORY] = {REPORT_COLUMN_CATEGORY, 7, DOC_XLSX_CENTRED},
                                                      [ASKED] = {REPORT_BOOK_YEN_MILLIONS, 10, DOC_XLSX_MILLIONS},
                                                      [PREVIOUS] = {REPORT_COLUMN_PREVIOUS, 10, DOC_XLSX_MILLIONS},
                                                      [INCREASE] = {REPORT_COLUMN_INCREASE, 10, DOC_XLSX_MILLIONS},
                                                      [SUPPLEMENTARY] = {REPORT_COLUMN_SUPPLEMENTARY, 9,
                                                                         DOC_XLSX_MILLIONS},
                                                      [SPECIAL] = {REPORT_COLUMN_SPECIAL, 9, DOC_XLSX_MILLIONS},
                                                      [VERDICT] = {REPORT_BOOK_VERDICT, 9, DOC_XLSX_CENTRED},
                                                      [CLAIMS] = {REPORT_COLUMN_CLAIMS, 18, DOC_XLSX_CELL},
                                                      [UNJUSTIFIED] = {REPORT_COLUMN_UNJUSTIFIED, 10,
                                                                       DOC_XLSX_MILLIONS},
                                                      [ERRORS] = {REPORT_BOOK_ERRORS, 6, DOC_XLSX_COUNT},
                                                      [WARNINGS] = {REPORT_BOOK_WARNINGS, 6, DOC_XLSX_COUNT},
                                                      [NOTES] = {REPORT_BOOK_NOTES, 6, DOC_XLSX_COUNT},
                                                      [WAIVED] = {REPORT_BOOK_WAIVED, 6, DOC_XLSX_COUNT},
                                                      [PLACE] = {REPORT_COLUMN_PLACE, 24, DOC_XLSX_CELL}};

enum {
    SUM_MINISTRY,
    SUM_ID,
    SUM_TITLE,
    SUM_ASKED,
    SUM_PARTS,
    SUM_PARTS_YEN,
    SUM_DIFFERENCE,
    SUM_PREVIOUS,
    SUM_INCREASE,
    SUM_SHARES,
    SUM_FINDINGS,
    SUM_COLUMNS
};

static const struct report_column sum_columns[SUM_COLUMNS] = {
    [SUM_MINISTRY] = {REPORT_TABLE_MINISTRY, 14, DOC_XLSX_CELL},
    [SUM_ID] = {REPORT_COLUMN_ID, 14, DOC_XLSX_CELL},
    [SUM_TITLE] = {REPORT_COLUMN_TITLE, 34, DOC_XLSX_CELL},
    [SUM_ASKED] = {REPORT_COLUMN_ASKED_YEN, 18, DOC_XLSX_YEN},
    [SUM_PARTS] = {REPORT_COLUMN_PARTS, 12, DOC_XLSX_FIGURE},
    [SUM_PARTS_YEN] = {REPORT_COLUMN_PARTS_YEN, 18, DOC_XLSX_YEN},
    [SUM_DIFFERENCE] = {REPORT_COLUMN_DIFFERENCE, 16, DOC_XLSX_YEN},
    [SUM_PREVIOUS] = {REPORT_COLUMN_PREVIOUS_YEN, 18, DOC_XLSX_YEN},
    [SUM_INCREASE] = {REPORT_COLUMN_INCREASE_YEN, 18, DOC_XLSX_YEN},
    [SUM_SHARES] = {REPORT_COLUMN_SHARES_YEN, 18, DOC_XLSX_YEN},
    [SUM_FINDINGS] = {REPORT_COLUMN_FORM_FINDINGS, 50, DOC_XLSX_CELL}};

void report_book_requests_init(struct report *report, struct report_book *book)
{
    const struct report_settings *settings = &report->run->settings;
    report_sheet_init(&book->requests, report->arena, settings, columns, COLUMNS);
    report_sheet_init(&book->amounts, report->arena, settings, sum_columns, SUM_COLUMNS);
}

/* What the rows of one request share. */
struct row {
    struct report_sheet *sheet;
    const struct review_submission *record;
    const struct review_request *request;
    enum text_language language;
    struct text_view ministry, id, title; /* as cells have them */
    const size_t *next;                   /* of each finding the next one on its request, REVIEW_NONE after the last */
    size_t first;                         /* of the request's */
};

/* "2(1)③ not justified", one a line. */
static void claims_cell(const struct row *row)
{
    struct buf words;
    buf_init(&words);
    for (size_t i = 0; i < row->request->claim_count; i++) {
        const struct review_claim *claim = &row->request->claims[i];
        if (i > 0) buf_add_char(&words, '\n');
        report_phrase(&words, row->language, REPORT_CLAIM_AND_VERDICT, review_area_of(claim),
                      text_view_of(report_claim_word(claim->verdict, row->language)), none);
    }
    report_sheet_buf(row->sheet, CLAIMS, &words);
}

static void place_cell(const struct row *row)
{
    struct buf place;
    buf_init(&place);
    text_print(&place, row->record->path);
    text_place_print_line(&place, row->request->start);
    report_sheet_buf(row->sheet, PLACE, &place);
}

static void count_cells(const struct row *row)
{
    struct review_totals totals = {0};
    for (size_t i = row->first; i != REVIEW_NONE; i = row->next[i])
        review_totals_count(&totals, &row->record->findings[i]);
    report_sheet_number(row->sheet, ERRORS, (int64_t)totals.findings[RULE_ERROR]);
    report_sheet_number(row->sheet, WARNINGS, (int64_t)totals.findings[RULE_WARNING]);
    report_sheet_number(row->sheet, NOTES, (int64_t)totals.findings[RULE_NOTE]);
    report_sheet_number(row->sheet, WAIVED, (int64_t)totals.waived);
}

/* Only between two figures. */
static void increase_cell(const struct row *row, size_t column)
{
    const struct review_request *request = row->request;
    if (request->amount.kind == DOC_AMOUNT_FIGURE && request->previous.kind == DOC_AMOUNT_FIGURE)
        report_sheet_yen(row->sheet, column, request->amount.yen - request->previous.yen);
}

static void name_cells(const struct row *row)
{
    report_sheet_row(row->sheet);
    if (!row->sheet->row) return;
    row->sheet->row[MINISTRY].text = row->ministry;
    row->sheet->row[ID].text = row->id;
    row->sheet->row[TITLE].text = row->title;
}

static void request_row(const struct row *row)
{
    const struct review_request *request = row->request;
    name_cells(row);
    if (request->category != DOC_CATEGORY_NONE)
        report_sheet_word(row->sheet, CATEGORY, report_category_word(request->category, row->language));
    report_sheet_amount(row->sheet, ASKED, &request->amount);
    report_sheet_amount(row->sheet, PREVIOUS, &request->previous);
    increase_cell(row, INCREASE);
    report_sheet_amount(row->sheet, SUPPLEMENTARY, &request->supplementary);
    report_sheet_amount(row->sheet, SPECIAL, &request->special);
    report_sheet_word(row->sheet, VERDICT, report_request_word(request->verdict, row->language));
    claims_cell(row);
    if (review_is_asked(request)) report_sheet_yen(row->sheet, UNJUSTIFIED, review_unjustified(request));
    count_cells(row);
    place_cell(row);
}

/* ---- amounts */

static void parts_cells(const struct row *row)
{
    const struct review_request *request = row->request;
    bool whole = false;
    struct buf words, count;
    if (request->part_count == 0) return;
    int64_t sum = review_parts_sum(request, &whole);
    buf_init(&words);
    buf_init(&count);
    buf_add_int(&count, (int64_t)request->part_count);
    if (whole) buf_add(&words, count.bytes ? count.bytes : "", count.len);
    else report_phrase(&words, row->language, REPORT_PARTS_OPEN, report_view(&count), none, none);
    report_done(&words, &count);
    report_sheet_buf(row->sheet, SUM_PARTS, &words);
    report_sheet_yen(row->sheet, SUM_PARTS_YEN, sum);
    if (whole && request->amount.kind == DOC_AMOUNT_FIGURE)
        report_sheet_yen(row->sheet, SUM_DIFFERENCE, sum - request->amount.yen);
}

/* What claims state for themselves; nothing where none does. */
static void shares_cell(const struct row *row)
{
    int64_t sum = 0;
    bool any = false;
    for (size_t i = 0; i < row->request->claim_count; i++) {
        const struct review_amount *share = &row->request->claims[i].amount;
        any |= share->kind == DOC_AMOUNT_FIGURE;
        sum += review_figure(share);
    }
    if (any) report_sheet_yen(row->sheet, SUM_SHARES, sum);
}

/* What rules of form say about the request itself, not about the text of a claim. */
static void form_cell(const struct row *row)
{
    struct buf words;
    buf_init(&words);
    for (size_t i = row->first; i != REVIEW_NONE; i = row->next[i]) {
        const struct review_finding *finding = &row->record->findings[i];
        const struct review_rule *rule = review_rule_of(row->record->pack, finding->rule);
        bool form = rule && rule->kind == REVIEW_RULE_FORM && finding->severity > RULE_NOTE && finding->area.len == 0;
        if (!form) continue;
        if (words.len > 0) buf_add_char(&words, '\n');
        buf_add_char(&words, '[');
        buf_add(&words, finding->rule.at, finding->rule.len);
        buf_add_string(&words, "] ");
        buf_add(&words, finding->headline.at, finding->headline.len);
    }
    report_sheet_buf(row->sheet, SUM_FINDINGS, &words);
}

static void amount_row(const struct row *row)
{
    name_cells(row);
    report_sheet_amount(row->sheet, SUM_ASKED, &row->request->amount);
    parts_cells(row);
    report_sheet_amount(row->sheet, SUM_PREVIOUS, &row->request->previous);
    increase_cell(row, SUM_INCREASE);
    shares_cell(row);
    form_cell(row);
}

/* Chains the findings of each request, in their order; false when memory is out. */
static bool chain_findings(struct arena *arena, const struct report_known_document *known,
                           const struct review_submission *record, size_t **out_first, size_t **out_next)
{
    size_t *first = arena_alloc(arena, (record->request_count + 1) * sizeof *first);
    size_t *next = arena_alloc(arena, (record->finding_count + 1) * sizeof *next);
    *out_first = first;
    *out_next = next;
    if (!first || !next) return false;
    for (size_t i = 0; i < record->request_count; i++)
        first[i] = REVIEW_NONE;
    for (size_t i = record->finding_count; i-- > 0;) {
        size_t request = report_index_of(&known->index, &record->findings[i]);
        next[i] = REVIEW_NONE;
        if (request == REVIEW_NONE) continue;
        next[i] = first[request];
        first[request] = i;
    }
    return true;
}

enum status report_book_requests_add(struct report_book *book, const struct report_known_document *known,
                                     const struct review_submission *record)
{
    struct text_view ministry = report_sheet_kept(&book->requests, record->ministry);
    struct arena *scratch = arena_new();
    size_t *first, *next;
    bool chained = scratch && chain_findings(scratch, known, record, &first, &next);
    for (size_t i = 0; chained && i < record->request_count; i++) {
        const struct review_request *request = &record->requests[i];
        struct row row = {.sheet = &book->requests,
                          .record = record,
                          .request = request,
                          .language = book->requests.settings->language,
                          .ministry = ministry,
                          .next = next,
                          .first = first[i],
                          .id = report_sheet_kept(&book->requests, request->id),
                          .title = report_sheet_kept(&book->requests, request->title)};
        request_row(&row);
        row.sheet = &book->amounts;
        amount_row(&row);
    }
    arena_free(scratch);
    return chained ? STATUS_OK : STATUS_NO_MEMORY;
}

/* ---- pages */

static void mark_verdicts(struct report_sheet *sheet, struct doc_xlsx_page *page, size_t column)
{
    static const enum doc_xlsx_tint tints[EVAL_REQUESTS] = {[EVAL_REQUEST_PASS] = DOC_XLSX_GREEN,
                                                            [EVAL_REQUEST_EXPLAIN] = DOC_XLSX_YELLOW,
                                                            [EVAL_REQUEST_FAIL] = DOC_XLSX_RED,
                                                            [EVAL_REQUEST_UNKNOWN] = DOC_XLSX_GREY};
    for (int verdict = 0; verdict < EVAL_REQUESTS; verdict++)
        report_sheet_mark(sheet, page, column,
                          report_request_word((enum eval_request_verdict)verdict, sheet->settings->language),
                          tints[verdict]);
}

struct doc_xlsx_page report_book_requests_page(struct report *report, struct report_book *book)
{
    struct doc_xlsx_page page = report_sheet_page(&book->requests, report->run, REPORT_SHEET_REQUESTS, 1);
    page.frozen_columns = TITLE + 1;
    mark_verdicts(&book->requests, &page, VERDICT);
    return page;
}

struct doc_xlsx_page report_book_amounts_page(struct report *report, struct report_book *book)
{
    struct doc_xlsx_page page = report_sheet_page(&book->amounts, report->run, REPORT_SHEET_AMOUNTS, 1);
    page.frozen_columns = SUM_TITLE + 1;
    if (!(report->run->settings.redact & REVIEW_REDACT_AMOUNTS))
        report_sheet_mark(&book->amounts, &page, SUM_DIFFERENCE, NULL, DOC_XLSX_YELLOW);
    return page;
}
