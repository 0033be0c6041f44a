/* Question sheets as a workbook (-f inquiry-xlsx): a sheet for each ministry. More ministries than a workbook may have
 * sheets stand one under another on its last. */
#include "report/inquiry.h"
#include "report/sheet.h"

static const struct text_view none = {"", 0};

enum { NUMBER, REQUEST, TITLE, CLAUSE, PLACE, MATTER, ASK, ASKED, EXAMPLE, ANSWER, BY, FINGERPRINT, COLUMNS };

static const struct report_column columns[COLUMNS] = {[NUMBER] = {REPORT_INQUIRY_NUMBER, 5, DOC_XLSX_COUNT},
                                                      [REQUEST] = {REPORT_COLUMN_ID, 11, DOC_XLSX_CELL},
                                                      [TITLE] = {REPORT_COLUMN_TITLE, 16, DOC_XLSX_CELL},
                                                      [CLAUSE] = {REPORT_TABLE_CLAUSE, 14, DOC_XLSX_CELL},
                                                      [PLACE] = {REPORT_COLUMN_PLACE, 14, DOC_XLSX_CELL},
                                                      [ASK] = {REPORT_INQUIRY_ASK, 24, DOC_XLSX_CELL},
                                                      [MATTER] = {REPORT_INQUIRY_MATTER, 26, DOC_XLSX_CELL},
                                                      [ASKED] = {REPORT_COLUMN_ASKED, 26, DOC_XLSX_CELL},
                                                      [EXAMPLE] = {REPORT_COLUMN_EXAMPLE, 22, DOC_XLSX_CELL},
                                                      [ANSWER] = {REPORT_INQUIRY_ANSWER, 36, DOC_XLSX_ENTRY},
                                                      [BY] = {REPORT_INQUIRY_BY, 10, DOC_XLSX_ENTRY},
                                                      [FINGERPRINT] = {REPORT_COLUMN_FINGERPRINT, 0, DOC_XLSX_CELL}};

static void title_row(struct report_sheet *sheet, enum doc_xlsx_look look, enum report_phrase phrase,
                      struct text_view a, struct text_view b)
{
    struct buf words;
    buf_init(&words);
    report_phrase(&words, sheet->settings->language, phrase, a, b, none);
    report_sheet_plain_row(sheet);
    report_sheet_look(sheet, NUMBER, look);
    report_sheet_buf(sheet, NUMBER, &words);
}

static void question_row(struct report_sheet *sheet, const struct report_question *question, size_t number)
{
    report_sheet_row(sheet);
    report_sheet_number(sheet, NUMBER, (int64_t)number);
    report_sheet_text(sheet, REQUEST, question->request);
    report_sheet_text(sheet, TITLE, question->title);
    report_sheet_text(sheet, CLAUSE, question->clause);
    report_sheet_text(sheet, PLACE, question->place);
    report_sheet_text(sheet, MATTER, question->matter);
    report_sheet_phrase(sheet, ASK, question->ask);
    report_sheet_text(sheet, ASKED, question->asked);
    report_sheet_text(sheet, EXAMPLE, question->example);
    report_sheet_text(sheet, FINGERPRINT, question->key.fingerprint);
}

static void add_heads(struct report *report, struct report_sheet *sheet, struct text_view ministry, size_t count)
{
    enum text_language language = sheet->settings->language;
    struct buf number;
    buf_init(&number);
    buf_add_int(&number, (int64_t)count);
    title_row(sheet, DOC_XLSX_HEADLINE, REPORT_INQUIRY_TITLE, report_ministry_name(ministry, language), none);
    for (size_t i = 0; i < report->run->pack_count; i++)
        title_row(sheet, DOC_XLSX_TITLE, REPORT_INQUIRY_GUIDELINE, report->run->packs[i].title,
                  report->run->packs[i].decided);
    title_row(sheet, DOC_XLSX_TITLE, REPORT_INQUIRY_DATE, text_view_of(report->run->as_of), none);
    title_row(sheet, DOC_XLSX_TITLE, count > 0 ? REPORT_INQUIRY_COUNT : REPORT_INQUIRY_NONE, report_view(&number),
              none);
    if (count > 0) title_row(sheet, DOC_XLSX_TITLE, REPORT_INQUIRY_FILL, none, none);
    if (buf_status(&number) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    buf_clear(&number);
}

/* *out_frozen: rows down to the headings of the table. */
static void add_ministry(struct report *report, struct report_sheet *sheet, struct text_view ministry,
                         size_t *out_frozen)
{
    const struct report_inquiry *inquiry = report->state;
    const struct report_question *question;
    size_t count = report_inquiry_count(inquiry, ministry), number = 0, at = 0;
    add_heads(report, sheet, ministry, count);
    if (count > 0) report_sheet_heads(sheet);
    *out_frozen = count > 0 ? sheet->count : 0;
    while ((question = report_inquiry_next(inquiry, ministry, &at)))
        question_row(sheet, question, ++number);
}

static enum status make_pages(struct report *report, const struct text_view *ministries, size_t count,
                              struct report_sheet *sheets, struct doc_xlsx_page *pages)
{
    enum text_language language = report->run->settings.language;
    for (size_t i = 0; i < count; i++) {
        size_t frozen = 0, page = i < DOC_XLSX_SHEETS ? i : DOC_XLSX_SHEETS - 1;
        struct report_sheet *sheet = &sheets[page];
        if (page == i) report_sheet_init_free(sheet, report->arena, &report->run->settings, columns, COLUMNS);
        else report_sheet_plain_row(sheet);
        add_ministry(report, sheet, ministries[i], &frozen);
        if (page == i) pages[page] = report_sheet_page(sheet, report->run, REPORT_SHEET_INQUIRY, frozen);
        pages[page].lines = sheet->rows;
        pages[page].rows = sheet->count;
        pages[page].filter = false;
        pages[page].name = report_sheet_kept(sheet, report_ministry_name(ministries[page], language));
        if (sheet->left_out > 0) return STATUS_LIMIT;
        if (sheet->status != STATUS_OK) return sheet->status;
    }
    return STATUS_OK;
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    const struct text_view *ministries;
    size_t count = 0;
    (void)totals;
    enum status status = report_inquiry_ministries(report, &ministries, &count);
    size_t pages_count = count < DOC_XLSX_SHEETS ? count : DOC_XLSX_SHEETS;
    struct doc_xlsx_page *pages = arena_alloc(report->arena, (pages_count + 1) * sizeof *pages);
    struct report_sheet *sheets = arena_alloc(report->arena, (pages_count + 1) * sizeof *sheets);
    if (!pages || !sheets) return STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = make_pages(report, ministries, count, sheets, pages);
    if (status != STATUS_OK) return status;
    return doc_xlsx_make(report->arena, pages, pages_count, report->sink.write, report->sink.context);
}

const struct report_format report_inquiry_xlsx = {.name = "inquiry-xlsx",
                                                  .for_machines = true,
                                                  .is_binary = true,
                                                  .lacks = doc_xlsx_lacks,
                                                  .begin = report_inquiry_begin,
                                                  .document = report_inquiry_document,
                                                  .error = report_inquiry_error,
                                                  .set = report_inquiry_set,
                                                  .end = end};
