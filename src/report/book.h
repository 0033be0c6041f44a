/* report/book - the reviewer's workbook while it is made (private to report/book*.c): a sheet each for the requests,
 * the findings and the amounts, filled as submissions come; the others are made at the end. */
#ifndef REPORT_BOOK_H
#define REPORT_BOOK_H

#include "report/known.h"
#include "report/sheet.h"

/* An input that could not be read; texts as cells have them. */
struct report_book_error {
    struct text_view place, code, message;
};

struct report_book_finding {
    struct review_finding key; /* path, document, range, rule, area */
    struct doc_xlsx_cell *row;
    size_t order; /* as they came */
};

struct report_book {
    struct report_known known;
    struct report_sheet requests, amounts, findings;
    struct report_book_finding *lines; /* of findings */
    size_t line_count, line_capacity;
    struct report_book_error *errors;
    size_t error_count, error_capacity;
};

/* report/book_request.c: a row of the requests and one of the amounts for each request. */
void report_book_requests_init(struct report *report, struct report_book *book);
enum status report_book_requests_add(struct report_book *book, const struct report_known_document *known,
                                     const struct review_submission *record) MUST_CHECK;
struct doc_xlsx_page report_book_requests_page(struct report *report, struct report_book *book);
struct doc_xlsx_page report_book_amounts_page(struct report *report, struct report_book *book);

/* report/book_finding.c: a row for each finding, with cells for what the reviewer decides. */
void report_book_findings_init(struct report *report, struct report_book *book);
enum status report_book_findings_add(struct report *report, struct report_book *book,
                                     const struct review_finding *finding) MUST_CHECK;
/* Puts the rows in the order of findings. */
struct doc_xlsx_page report_book_findings_page(struct report *report, struct report_book *book);

/* report/book_summary.c: the totals, the tables by ministry and by verdict; the inputs and the record of the run. */
struct doc_xlsx_page report_book_summary_page(struct report *report, struct report_book *book,
                                              const struct review_totals *totals, struct report_sheet *sheet);
struct doc_xlsx_page report_book_inputs_page(struct report *report, struct report_sheet *sheet);

/* report/book_area.c: clauses by ministries. */
struct doc_xlsx_page report_book_areas_page(struct report *report, struct report_sheet *sheet);

#endif
