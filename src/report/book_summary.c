#include "report/book.h"

#include "report/money.h"
#include "report/printed.h"
#include "report/table.h"

static const struct text_view none = {"", 0};

enum {
    LABEL,
    REQUESTS,
    VERDICTS,
    YEN = VERDICTS + EVAL_REQUESTS,
    HUNDRED_MILLIONS,
    YEN_VERDICTS,
    COLUMNS = YEN_VERDICTS + EVAL_REQUESTS
};

static const enum eval_request_verdict verdicts[EVAL_REQUESTS] = {EVAL_REQUEST_PASS, EVAL_REQUEST_EXPLAIN,
                                                                  EVAL_REQUEST_FAIL, EVAL_REQUEST_UNKNOWN};

static const enum eval_claim_verdict claim_verdicts[EVAL_CLAIMS] = {EVAL_CLAIM_JUSTIFIED, EVAL_CLAIM_PARTIAL,
                                                                    EVAL_CLAIM_UNJUSTIFIED, EVAL_CLAIM_INVALID,
                                                                    EVAL_CLAIM_UNKNOWN};

static const struct report_column columns[COLUMNS] = {
    [LABEL] = {REPORT_TABLE_MINISTRY, 34, DOC_XLSX_TEXT},
    [REQUESTS] = {REPORT_TABLE_REQUESTS, 12, DOC_XLSX_TEXT},
    [VERDICTS] = {REPORT_TABLE_REQUESTS, 10, DOC_XLSX_TEXT},
    [VERDICTS + 1] = {REPORT_TABLE_REQUESTS, 10, DOC_XLSX_TEXT},
    [VERDICTS + 2] = {REPORT_TABLE_REQUESTS, 10, DOC_XLSX_TEXT},
    [VERDICTS + 3] = {REPORT_TABLE_REQUESTS, 10, DOC_XLSX_TEXT},
    [YEN] = {REPORT_BOOK_YEN_MILLIONS, 14, DOC_XLSX_TEXT},
    [HUNDRED_MILLIONS] = {REPORT_BOOK_YEN_HUNDRED_MILLIONS, 12, DOC_XLSX_TEXT},
    [YEN_VERDICTS] = {REPORT_BOOK_YEN_MILLIONS, 14, DOC_XLSX_TEXT},
    [YEN_VERDICTS + 1] = {REPORT_BOOK_YEN_MILLIONS, 14, DOC_XLSX_TEXT},
    [YEN_VERDICTS + 2] = {REPORT_BOOK_YEN_MILLIONS, 14, DOC_XLSX_TEXT},
    [YEN_VERDICTS + 3] = {REPORT_BOOK_YEN_MILLIONS, 14, DOC_XLSX_TEXT}};

/* ---- rows */

static void line(struct report_sheet *sheet, enum doc_xlsx_look look, struct text_view text)
{
    report_sheet_plain_row(sheet);
    report_sheet_look(sheet, LABEL, look);
    report_sheet_text(sheet, LABEL, text);
}

static void section(struct report_sheet *sheet, enum report_phrase phrase)
{
    report_sheet_plain_row(sheet);
    line(sheet, DOC_XLSX_SECTION, text_view_of(report_plain(sheet->settings->language, phrase)));
}

static void pair(struct report_sheet *sheet, enum report_phrase label)
{
    line(sheet, DOC_XLSX_HEAD, text_view_of(report_plain(sheet->settings->language, label)));
}

static void count(struct report_sheet *sheet, enum report_phrase label, size_t number)
{
    pair(sheet, label);
    report_sheet_look(sheet, REQUESTS, DOC_XLSX_COUNT);
    report_sheet_number(sheet, REQUESTS, (int64_t)number);
}

static void said(struct report_sheet *sheet, enum report_phrase label, struct text_view text)
{
    pair(sheet, label);
    report_sheet_look(sheet, REQUESTS, DOC_XLSX_TITLE);
    report_sheet_text(sheet, REQUESTS, text);
}

/* ---- what was checked */

static void guideline_lines(struct report_sheet *sheet, const struct report_run *run)
{
    for (size_t i = 0; i < run->pack_count; i++) {
        const struct review_pack *pack = &run->packs[i];
        struct buf words;
        buf_init(&words);
        report_phrase(&words, sheet->settings->language, REPORT_BOOK_GUIDELINE_IS, pack->title, pack->decided,
                      pack->id);
        said(sheet, REPORT_BOOK_GUIDELINE, report_view(&words));
        if (buf_status(&words) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
        buf_clear(&words);
    }
    said(sheet, REPORT_BOOK_AS_OF, text_view_of(run->as_of));
}

static void count_lines(struct report_sheet *sheet, const struct review_totals *totals)
{
    count(sheet, REPORT_BOOK_FILES, totals->files);
    count(sheet, REPORT_TABLE_REQUESTS, totals->requests);
    count(sheet, REPORT_BOOK_CLAIMS, totals->claims);
    count(sheet, REPORT_BOOK_CRITERIA, totals->criteria);
    count(sheet, REPORT_BOOK_ERRORS, totals->findings[RULE_ERROR]);
    count(sheet, REPORT_BOOK_WARNINGS, totals->findings[RULE_WARNING]);
    count(sheet, REPORT_BOOK_NOTES, totals->findings[RULE_NOTE]);
    count(sheet, REPORT_BOOK_WAIVED, totals->waived);
    count(sheet, REPORT_BOOK_UNREADABLE, totals->errors);
    count(sheet, REPORT_BOOK_SKIPPED, totals->skipped);
}

/* Lines that text has too: what is not in the sums, printed totals, parts that were merged, areas nobody claims. */
static void said_lines(struct report *report, struct report_sheet *sheet)
{
    struct buf words;
    buf_init(&words);
    report_left_out(&words, sheet->settings, &report->matrix.sums);
    report_printed_lines(&words, report->run, &report->matrix.sums);
    if (report->run->parts > 1)
        report_number_phrase(&words, sheet->settings->language, REPORT_MERGED, (uint32_t)report->run->parts);
    for (struct text_view rest = report_view(&words); rest.len > 0;)
        line(sheet, DOC_XLSX_TITLE, text_view_trim(text_view_take_line(&rest)));
    if (buf_status(&words) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    buf_clear(&words);
}

static void left_out_line(struct report_sheet *sheet, const struct report_sheet *of, enum report_phrase name)
{
    struct buf words, number;
    if (of->left_out == 0) return;
    buf_init(&words);
    buf_init(&number);
    buf_add_grouped(&number, (int64_t)of->left_out);
    report_phrase(&words, sheet->settings->language, REPORT_BOOK_LEFT_OUT,
                  text_view_of(report_plain(sheet->settings->language, name)), report_view(&number), none);
    report_done(&words, &number);
    line(sheet, DOC_XLSX_STRONG, report_view(&words));
    report_sheet_look(sheet, LABEL, DOC_XLSX_TITLE);
    if (buf_status(&words) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    buf_clear(&words);
}

static void decide_line(struct report_sheet *sheet)
{
    enum text_language language = sheet->settings->language;
    struct buf words;
    buf_init(&words);
    report_phrase(&words, language, REPORT_BOOK_DECIDE, text_view_of(report_plain(language, REPORT_SHEET_FINDINGS)),
                  text_view_of(report_waiver_word(REVIEW_WAIVER_APPROVED, language)), none);
    if (buf_status(&words) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    line(sheet, DOC_XLSX_TITLE, report_view(&words));
    buf_clear(&words);
}

/* ---- by ministry, by verdict */

static void head_cell(struct report_sheet *sheet, size_t column, const char *word)
{
    report_sheet_look(sheet, column, DOC_XLSX_HEAD);
    report_sheet_text(sheet, column, text_view_of(word));
}

static void ministry_head(struct report_sheet *sheet)
{
    enum text_language language = sheet->settings->language;
    report_sheet_plain_row(sheet);
    head_cell(sheet, LABEL, report_plain(language, REPORT_TABLE_MINISTRY));
    head_cell(sheet, REQUESTS, report_plain(language, REPORT_TABLE_REQUESTS));
    head_cell(sheet, YEN, report_plain(language, REPORT_BOOK_YEN_MILLIONS));
    head_cell(sheet, HUNDRED_MILLIONS, report_plain(language, REPORT_BOOK_YEN_HUNDRED_MILLIONS));
    for (size_t v = 0; v < EVAL_REQUESTS; v++) {
        const char *word = report_request_word(verdicts[v], language);
        struct buf yen;
        buf_init(&yen);
        head_cell(sheet, VERDICTS + v, word);
        report_phrase(&yen, language, REPORT_BOOK_YEN_OF, text_view_of(word), none, none);
        head_cell(sheet, YEN_VERDICTS + v, yen.bytes ? yen.bytes : "");
        if (buf_status(&yen) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
        buf_clear(&yen);
    }
}

static void ministry_row(struct report_sheet *sheet, const struct review_row *row, struct text_view name, bool total)
{
    enum doc_xlsx_look number = total ? DOC_XLSX_COUNT_TOTAL : DOC_XLSX_COUNT;
    enum doc_xlsx_look millions = total ? DOC_XLSX_MILLIONS_TOTAL : DOC_XLSX_MILLIONS;
    line(sheet, total ? DOC_XLSX_TEXT_TOTAL : DOC_XLSX_CELL, name);
    for (size_t c = REQUESTS; c < COLUMNS; c++)
        report_sheet_look(sheet, c, c < YEN ? number : millions);
    report_sheet_look(sheet, HUNDRED_MILLIONS, total ? DOC_XLSX_HUNDRED_MILLIONS_TOTAL : DOC_XLSX_HUNDRED_MILLIONS);
    report_sheet_number(sheet, REQUESTS, (int64_t)row->requests);
    report_sheet_yen(sheet, YEN, row->yen);
    report_sheet_yen(sheet, HUNDRED_MILLIONS, row->yen);
    for (size_t v = 0; v < EVAL_REQUESTS; v++) {
        report_sheet_number(sheet, VERDICTS + v, (int64_t)row->by_verdict[verdicts[v]]);
        report_sheet_yen(sheet, YEN_VERDICTS + v, row->yen_by_verdict[verdicts[v]]);
    }
}

static void ministry_table(struct report *report, struct report_sheet *sheet)
{
    struct review_row total = review_summary_total(&report->summary);
    section(sheet, REPORT_BOOK_BY_MINISTRY);
    ministry_head(sheet);
    for (size_t i = 0; i < report->summary.count; i++)
        ministry_row(sheet, &report->summary.rows[i],
                     report_ministry_name(report->summary.rows[i].ministry, sheet->settings->language), false);
    ministry_row(sheet, &total, text_view_of(report_plain(sheet->settings->language, REPORT_TABLE_TOTAL)), true);
}

static void claim_table(struct report *report, struct report_sheet *sheet)
{
    enum text_language language = sheet->settings->language;
    struct review_row total = review_summary_total(&report->summary);
    section(sheet, REPORT_BOOK_BY_CLAIM);
    report_sheet_plain_row(sheet);
    head_cell(sheet, LABEL, report_plain(language, REPORT_BOOK_VERDICT));
    head_cell(sheet, REQUESTS, report_plain(language, REPORT_BOOK_COUNT));
    for (size_t v = 0; v < EVAL_CLAIMS; v++) {
        line(sheet, DOC_XLSX_CELL, text_view_of(report_claim_word(claim_verdicts[v], language)));
        report_sheet_look(sheet, REQUESTS, DOC_XLSX_COUNT);
        report_sheet_number(sheet, REQUESTS, (int64_t)total.by_claim[claim_verdicts[v]]);
    }
}

static void error_lines(struct report_sheet *sheet, const struct report_book *book)
{
    if (book->error_count == 0) return;
    section(sheet, REPORT_BOOK_UNREAD);
    for (size_t i = 0; i < book->error_count; i++) {
        const struct report_book_error *error = &book->errors[i];
        struct buf words;
        buf_init(&words);
        buf_add(&words, error->place.at, error->place.len);
        buf_add_string(&words, ": [");
        buf_add(&words, error->code.at, error->code.len);
        buf_add_string(&words, "] ");
        buf_add(&words, error->message.at, error->message.len);
        if (buf_status(&words) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
        line(sheet, DOC_XLSX_TITLE, report_view(&words));
        buf_clear(&words);
    }
}

struct doc_xlsx_page report_book_summary_page(struct report *report, struct report_book *book,
                                              const struct review_totals *totals, struct report_sheet *sheet)
{
    enum text_language language = report->run->settings.language;
    report_sheet_init_free(sheet, report->arena, &report->run->settings, columns, COLUMNS);
    line(sheet, DOC_XLSX_HEADLINE, text_view_of(report_plain(language, REPORT_BOOK_TITLE)));
    line(sheet, DOC_XLSX_TITLE, text_view_of(report_plain(language, REPORT_NO_APPROVAL)));
    decide_line(sheet);
    left_out_line(sheet, &book->requests, REPORT_SHEET_REQUESTS);
    left_out_line(sheet, &book->findings, REPORT_SHEET_FINDINGS);
    section(sheet, REPORT_BOOK_CHECKED);
    guideline_lines(sheet, report->run);
    count_lines(sheet, totals);
    ministry_table(report, sheet);
    said_lines(report, sheet);
    claim_table(report, sheet);
    error_lines(sheet, book);
    return report_sheet_page(sheet, report->run, REPORT_SHEET_SUMMARY, 0);
}

/* ---- inputs and the record of the run */

enum { PATH, ROLE, SHA256, INPUT_COLUMNS };

static const struct report_column input_columns[INPUT_COLUMNS] = {[PATH] = {REPORT_BOOK_PATH, 60, DOC_XLSX_CELL},
                                                                  [ROLE] = {REPORT_BOOK_ROLE, 24, DOC_XLSX_CELL},
                                                                  [SHA256] = {REPORT_BOOK_SHA256, 68, DOC_XLSX_CELL}};

/* The value of a line of the record stands where the hashes of the inputs do. */
static void record_line(struct report_sheet *sheet, struct text_view label, struct text_view value)
{
    report_sheet_row(sheet);
    report_sheet_look(sheet, PATH, DOC_XLSX_STRONG);
    report_sheet_text(sheet, PATH, label);
    report_sheet_text(sheet, SHA256, value);
}

static void pack_record(struct report_sheet *sheet, const struct review_pack *pack)
{
    struct buf label;
    buf_init(&label);
    report_phrase(&label, sheet->settings->language, REPORT_BOOK_PACK, pack->id, pack->version, none);
    if (buf_status(&label) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    record_line(sheet, report_view(&label), pack->sha256);
    buf_clear(&label);
}

static void clause_record(struct report_sheet *sheet, const struct review_manifest *manifest)
{
    struct buf list;
    if (manifest->clause_count == 0) return;
    buf_init(&list);
    for (size_t i = 0; i < manifest->clause_count; i++) {
        if (i > 0) buf_add_string(&list, report_plain(sheet->settings->language, REPORT_LIST_COMMA));
        buf_add(&list, manifest->clauses[i].at, manifest->clauses[i].len);
    }
    if (buf_status(&list) != STATUS_OK) sheet->status = STATUS_NO_MEMORY;
    record_line(sheet, text_view_of(report_plain(sheet->settings->language, REPORT_BOOK_ONLY_CLAUSES)),
                report_view(&list));
    buf_clear(&list);
}

struct doc_xlsx_page report_book_inputs_page(struct report *report, struct report_sheet *sheet)
{
    const struct report_run *run = report->run;
    enum text_language language = run->settings.language;
    report_sheet_init(sheet, report->arena, &run->settings, input_columns, INPUT_COLUMNS);
    record_line(sheet, text_view_of(report_plain(language, REPORT_BOOK_VERSION)), text_view_of(run->version));
    record_line(sheet, text_view_of(report_plain(language, REPORT_BOOK_AS_OF)), text_view_of(run->as_of));
    for (size_t i = 0; i < run->pack_count; i++)
        pack_record(sheet, &run->packs[i]);
    clause_record(sheet, run->manifest);
    record_line(sheet, text_view_of(report_plain(language, REPORT_BOOK_DIGEST)), text_view_of(run->manifest->digest));
    for (size_t i = 0; i < run->manifest->count; i++) {
        const struct review_input *input = &run->manifest->inputs[i];
        report_sheet_row(sheet);
        report_sheet_text(sheet, PATH, input->path);
        report_sheet_word(sheet, ROLE, report_role_word(input->role, language));
        if (sheet->settings->redact) report_sheet_word(sheet, SHA256, report_plain(language, REPORT_HIDDEN));
        else report_sheet_text(sheet, SHA256, input->sha256);
    }
    return report_sheet_page(sheet, run, REPORT_SHEET_INPUTS, 1);
}
