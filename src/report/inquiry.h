/* report/inquiry - the questions to each ministry: one for every finding that is open, gathered for the formats that
 * write question sheets. Notes are no questions. Lives in the report's arena. */
#ifndef REPORT_INQUIRY_H
#define REPORT_INQUIRY_H

#include "report/known.h"
#include "report/report.h"
#include "report/wording.h"

/* Texts are as they were read; lines in them are separated by LF. */
struct report_question {
    struct review_finding key; /* what it is sorted by, its severity and its fingerprint */
    size_t order;              /* as they came */
    struct text_view ministry, request, title, clause, place;
    struct text_view matter; /* what is missing or does not agree */
    struct text_view asked, example;
    enum report_phrase ask; /* the question itself */
};

struct report_inquiry {
    struct report_known known;
    struct report_question *questions; /* once gathered, in the order of findings */
    size_t count, capacity;
};

/* For the registry rows of question sheets: gathering is common to them. report->state is a struct report_inquiry. */
enum status report_inquiry_begin(struct report *report);
enum status report_inquiry_document(struct report *report, const struct report_document *document);
enum status report_inquiry_error(struct report *report, const struct review_error *error);
enum status report_inquiry_set(struct report *report, const struct review_finding *findings, size_t count);

/* The ministries that are asked, in the order of the register, those without a name last. Call after all is gathered.
 */
enum status report_inquiry_ministries(struct report *report, const struct text_view **out_ministries,
                                      size_t *out_count) MUST_CHECK;
/* The next question to that ministry from *at on, which is moved behind it; NULL when there are no more. */
const struct report_question *report_inquiry_next(const struct report_inquiry *inquiry, struct text_view ministry,
                                                  size_t *at);
/* How many questions a ministry gets. */
size_t report_inquiry_count(const struct report_inquiry *inquiry, struct text_view ministry);

#endif
