#include "report/book.h"

#include "report/finding_words.h"

#include <stdlib.h>

static const struct text_view none = {"", 0};

#define PAGES_WIDE 2 /* on paper: what is wrong, and what is asked and decided; in one it is too small to read */

enum {
    NUMBER,
    LEVEL,
    RULE,
    MINISTRY,
    ID,
    TITLE,
    ASKED_YEN,
    AREA,
    HEADLINE,
    REASON,
    ASKED,
    EXAMPLE,
    PLACE,
    STANDING,
    DECISION,
    WHY,
    BY,
    UNTIL,
    FINGERPRINT,
    TEXT_SHA256,
    YEAR,
    OVER_SET,
    COLUMNS
};

static const struct report_column columns[COLUMNS] = {[NUMBER] = {REPORT_COLUMN_NUMBER, 5, DOC_XLSX_COUNT},
                                                      [LEVEL] = {REPORT_COLUMN_LEVEL, 6, DOC_XLSX_CENTRED},
                                                      [RULE] = {REPORT_COLUMN_RULE, 12, DOC_XLSX_CELL},
                                                      [MINISTRY] = {REPORT_TABLE_MINISTRY, 10, DOC_XLSX_CELL},
                                                      [ID] = {REPORT_COLUMN_ID, 11, DOC_XLSX_CELL},
                                                      [TITLE] = {REPORT_COLUMN_TITLE, 16, DOC_XLSX_CELL},
                                                      [ASKED_YEN] = {REPORT_BOOK_YEN_MILLIONS, 9, DOC_XLSX_MILLIONS},
                                                      [AREA] = {REPORT_TABLE_CLAUSE, 7, DOC_XLSX_CELL},
                                                      [HEADLINE] = {REPORT_COLUMN_HEADLINE, 24, DOC_XLSX_CELL},
                                                      [REASON] = {REPORT_COLUMN_DETAILS, 22, DOC_XLSX_CELL},
                                                      [ASKED] = {REPORT_COLUMN_ASKED, 24, DOC_XLSX_CELL},
                                                      [EXAMPLE] = {REPORT_COLUMN_EXAMPLE, 24, DOC_XLSX_CELL},
                                                      [PLACE] = {REPORT_COLUMN_PLACE, 14, DOC_XLSX_CELL},
                                                      [STANDING] = {REPORT_COLUMN_STANDING, 9, DOC_XLSX_CENTRED},
                                                      [DECISION] = {REPORT_COLUMN_DISPOSITION, 10, DOC_XLSX_ENTRY},
                                                      [WHY] = {REPORT_COLUMN_WHY, 18, DOC_XLSX_ENTRY},
                                                      [BY] = {REPORT_COLUMN_BY, 8, DOC_XLSX_ENTRY},
                                                      [UNTIL] = {REPORT_COLUMN_UNTIL, 11, DOC_XLSX_ENTRY_DATE},
                                                      [FINGERPRINT] = {REPORT_COLUMN_FINGERPRINT, 0, DOC_XLSX_CELL},
                                                      [TEXT_SHA256] = {REPORT_COLUMN_TEXT_SHA256, 0, DOC_XLSX_CELL},
                                                      [YEAR] = {REPORT_COLUMN_YEAR, 0, DOC_XLSX_NUMBER},
                                                      [OVER_SET] = {REPORT_COLUMN_OVER_SET, 0, DOC_XLSX_CELL}};

void report_book_findings_init(struct report *report, struct report_book *book)
{
    report_sheet_init(&book->findings, report->arena, &report->run->settings, columns, COLUMNS);
}

/* ---- cells */

static void details_cell(struct report_sheet *sheet, size_t column, const struct review_finding *finding,
                         unsigned kinds)
{
    struct buf words;
    buf_init(&words);
    report_details_words(&words, sheet->settings->language, finding, kinds);
    report_sheet_buf(sheet, column, &words);
}

static void reason_cell(struct report_sheet *sheet, const struct review_finding *finding)
{
    struct buf words;
    buf_init(&words);
    report_reason_words(&words, sheet->settings->language, finding, NULL);
    report_sheet_buf(sheet, REASON, &words);
}

static void place_cell(struct report_sheet *sheet, const struct review_finding *finding)
{
    struct buf place;
    buf_init(&place);
    report_place_words(&place, finding->path, finding->range.start);
    report_sheet_buf(sheet, PLACE, &place);
}

/* What has been decided so far is filled in, to be changed. */
static void decision_cells(struct report_sheet *sheet, const struct review_finding *finding)
{
    const struct review_waived *waived = finding->waived;
    enum text_language language = sheet->settings->language;
    struct buf words;
    if (!waived) return;
    buf_init(&words);
    const char *state = report_waiver_word(waived->state, language);
    if (waived->holds) buf_add_string(&words, report_plain(language, REPORT_STANDS_WAIVED));
    else report_phrase(&words, language, REPORT_STANDS_NOT, text_view_of(state), none, none);
    report_sheet_buf(sheet, STANDING, &words);
    report_sheet_word(sheet, DECISION, state);
    report_sheet_text(sheet, WHY, waived->reason);
    report_sheet_text(sheet, BY, waived->by);
    int64_t day = doc_xlsx_day(waived->until);
    if (day > 0) report_sheet_number(sheet, UNTIL, day);
    else report_sheet_text(sheet, UNTIL, waived->until);
}

static void finding_cells(struct report_sheet *sheet, const struct report_known_document *document,
                          const struct review_finding *finding)
{
    const struct report_known_request *request = report_known_request(document, finding);
    report_sheet_word(sheet, LEVEL, report_severity_word(finding->severity, sheet->settings->language));
    report_sheet_text(sheet, RULE, finding->rule);
    if (document) report_sheet_text(sheet, MINISTRY, document->ministry);
    report_sheet_text(sheet, ID, finding->request);
    if (request) report_sheet_text(sheet, TITLE, request->title);
    if (request) report_sheet_amount(sheet, ASKED_YEN, &request->amount);
    report_sheet_text(sheet, AREA, finding->area);
    report_sheet_text(sheet, HEADLINE, finding->headline);
    reason_cell(sheet, finding);
    details_cell(sheet, ASKED, finding, REPORT_DETAILS_ASKED);
    details_cell(sheet, EXAMPLE, finding, REPORT_DETAILS_EXAMPLE);
    place_cell(sheet, finding);
    decision_cells(sheet, finding);
    /* decisions on a copy with things withheld would hold on nothing: they can't come back */
    if (sheet->settings->redact)
        report_sheet_word(sheet, FINGERPRINT, report_plain(sheet->settings->language, REPORT_HIDDEN));
    else report_sheet_text(sheet, FINGERPRINT, finding->fingerprint);
    report_sheet_text(sheet, TEXT_SHA256, finding->text_sha256);
    if (document) report_sheet_number(sheet, YEAR, document->year);
    else report_sheet_look(sheet, YEAR, DOC_XLSX_CELL);
    if (finding->over_set) report_sheet_word(sheet, OVER_SET, "true");
}

enum status report_book_findings_add(struct report *report, struct report_book *book,
                                     const struct review_finding *finding)
{
    struct report_book_finding *lines =
        arena_grow(report->arena, book->lines, book->line_count, &book->line_capacity, sizeof *lines);
    const struct report_known_document *document =
        report_known_document(&book->known, finding->path, finding->document);
    if (!lines) return STATUS_NO_MEMORY;
    book->lines = lines;
    report_sheet_row(&book->findings);
    finding_cells(&book->findings, document, finding);
    struct report_book_finding *line = &lines[book->line_count];
    *line = (struct report_book_finding){.key = {.document = finding->document, .range = finding->range},
                                         .row = book->findings.row,
                                         .order = book->line_count};
    line->key.path = document ? document->path : report_sheet_kept(&book->findings, finding->path);
    line->key.rule = report_sheet_kept(&book->findings, finding->rule);
    line->key.area = report_sheet_kept(&book->findings, finding->area);
    book->line_count++;
    return book->findings.status;
}

/* ---- the page */

static int compare_lines(const void *a, const void *b)
{
    const struct report_book_finding *x = a, *y = b;
    int order = review_finding_compare(&x->key, &y->key);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

/* In the order of places, as in every result, so that what stands on one request stands together; those over the set
 * came last. A reviewer who wants the gravest first has the filter. */
static void sort_rows(struct report_book *book)
{
    struct report_sheet *sheet = &book->findings;
    if (book->line_count > 1) qsort(book->lines, book->line_count, sizeof *book->lines, compare_lines);
    for (size_t i = 0; i < book->line_count && i + 1 < sheet->count; i++) {
        sheet->rows[i + 1] = book->lines[i].row;
        sheet->row = sheet->rows[i + 1];
        report_sheet_number(sheet, NUMBER, (int64_t)i + 1);
    }
}

static void add_choice(struct report_sheet *sheet, struct doc_xlsx_page *page)
{
    const char **words = arena_alloc(sheet->arena, (REVIEW_WAIVER_STATES + 1) * sizeof *words);
    struct doc_xlsx_choice *choice = arena_alloc(sheet->arena, sizeof *choice);
    if (!words || !choice) sheet->status = STATUS_NO_MEMORY;
    if (!words || !choice || page->rows < 2) return;
    for (int state = 0; state < REVIEW_WAIVER_STATES; state++)
        words[state] = report_waiver_word((enum review_waiver_state)state, sheet->settings->language);
    *choice = (struct doc_xlsx_choice){.first_row = 1,
                                       .last_row = (uint32_t)page->rows - 1,
                                       .column = DECISION,
                                       .items = words};
    page->choices = choice;
    page->choice_count = 1;
}

struct doc_xlsx_page report_book_findings_page(struct report *report, struct report_book *book)
{
    static const enum doc_xlsx_tint tints[] = {
        [RULE_NOTE] = DOC_XLSX_BLUE, [RULE_WARNING] = DOC_XLSX_YELLOW, [RULE_ERROR] = DOC_XLSX_RED};
    struct report_sheet *sheet = &book->findings;
    enum text_language language = sheet->settings->language;
    if (sheet->status == STATUS_OK) sort_rows(book);
    struct doc_xlsx_page page = report_sheet_page(sheet, report->run, REPORT_SHEET_FINDINGS, 1);
    page.frozen_columns = ID + 1;
    page.pages_wide = PAGES_WIDE;
    page.repeated_column = ID + 1;
    for (int severity = RULE_NOTE; severity <= RULE_ERROR; severity++)
        report_sheet_mark(sheet, &page, LEVEL, report_severity_word((enum rule_severity)severity, language),
                          tints[severity]);
    report_sheet_mark(sheet, &page, STANDING, report_plain(language, REPORT_STANDS_WAIVED), DOC_XLSX_GREEN);
    add_choice(sheet, &page);
    return page;
}
