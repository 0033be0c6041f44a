/* The reviewer's workbook (-f xlsx): made of rows that are kept until the end, since a workbook cannot be written piece
 * by piece. Sheets: the summary, the requests, the findings with cells for the reviewer's decision, clauses by
 * ministries, amounts laid side by side, inputs and the record of the run. */
#include "report/book.h"

#include "doc/xlsx_page.h"
#include "text/place.h"
#include "text/printable.h"

static enum status begin(struct report *report)
{
    struct report_book *book = arena_alloc(report->arena, sizeof *book);
    if (!book) return STATUS_NO_MEMORY;
    *book = (struct report_book){.known = {.arena = report->arena}};
    report->state = book;
    report_book_requests_init(report, book);
    report_book_findings_init(report, book);
    return STATUS_OK;
}

static enum status document(struct report *report, const struct report_document *document)
{
    struct report_book *book = report->state;
    const struct review_submission *record = document->record;
    const struct report_known_document *known;
    enum status status = report_known_add(&book->known, record, &known);
    if (status == STATUS_OK) status = review_summary_add(&report->summary, record);
    if (status == STATUS_OK) status = review_matrix_add(&report->matrix, record);
    if (status == STATUS_OK) status = report_book_requests_add(book, known, record);
    for (size_t i = 0; i < record->finding_count && status == STATUS_OK; i++)
        status = report_book_findings_add(report, book, &record->findings[i]);
    return status;
}

static enum status error(struct report *report, const struct review_error *error)
{
    struct report_book *book = report->state;
    struct report_book_error *errors =
        arena_grow(report->arena, book->errors, book->error_count, &book->error_capacity, sizeof *errors);
    struct buf place;
    if (!errors) return STATUS_NO_MEMORY;
    book->errors = errors;
    buf_init(&place);
    text_print(&place, error->path);
    text_place_print(&place, error->start);
    errors[book->error_count++] =
        (struct report_book_error){.place = report_sheet_kept(&book->findings, report_view(&place)),
                                   .code = report_sheet_kept(&book->findings, error->code),
                                   .message = report_sheet_kept(&book->findings, error->message)};
    report_done(&report->out, &place);
    return book->findings.status == STATUS_OK ? buf_status(&report->out) : STATUS_NO_MEMORY;
}

static enum status set(struct report *report, const struct review_finding *findings, size_t count)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = report_book_findings_add(report, report->state, &findings[i]);
    return status;
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    struct report_book *book = report->state;
    struct report_sheet summary, areas, inputs;
    review_summary_sort(&report->summary);
    review_matrix_sort(&report->matrix);
    const struct doc_xlsx_page pages[] = {report_book_summary_page(report, book, totals, &summary),
                                          report_book_requests_page(report, book),
                                          report_book_findings_page(report, book),
                                          report_book_areas_page(report, &areas),
                                          report_book_amounts_page(report, book),
                                          report_book_inputs_page(report, &inputs)};
    const struct report_sheet *const sheets[] = {&summary, &book->requests, &book->findings,
                                                 &areas,   &book->amounts,  &inputs};
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        if (sheets[i]->status != STATUS_OK) return sheets[i]->status;
    return doc_xlsx_make(report->arena, pages, sizeof pages / sizeof *pages, report->sink.write, report->sink.context);
}

const struct report_format report_xlsx = {.name = "xlsx",
                                          .for_machines = true,
                                          .is_binary = true,
                                          .lacks = doc_xlsx_lacks,
                                          .begin = begin,
                                          .document = document,
                                          .error = error,
                                          .set = set,
                                          .end = end};
