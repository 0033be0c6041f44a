/* report/known - the requests of the submissions seen so far, and of which ministry each is: for formats that need them
 * when the records are gone, or findings by their request. Lives in the arena given. */
#ifndef REPORT_KNOWN_H
#define REPORT_KNOWN_H

#include "report/index.h"

struct report_known_request {
    struct text_view title;
    struct review_amount amount;
};

struct report_known_document {
    struct text_view path, ministry;
    size_t document;
    int year;                                    /* 0: not readable */
    const struct report_known_request *requests; /* as they stand in the submission */
    struct report_index index;                   /* of them */
};

struct report_known {
    struct arena *arena;
    struct report_known_document *documents; /* in the order of paths and documents, as submissions come */
    size_t count, capacity;
};

/* Notes a submission; texts are copied. *out_document lives until the next call. */
enum status report_known_add(struct report_known *known, const struct review_submission *record,
                             const struct report_known_document **out_document) MUST_CHECK;
/* The index of the first document of that path; the number of documents when none has it. */
size_t report_known_path(const struct report_known *known, struct text_view path);
/* The document that a finding stands in, or NULL. */
const struct report_known_document *report_known_document(const struct report_known *known, struct text_view path,
                                                          size_t document);
/* The request of that document that a finding stands on (report/index); NULL: none. */
const struct report_known_request *report_known_request(const struct report_known_document *document,
                                                        const struct review_finding *finding);

#endif
