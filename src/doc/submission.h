/* doc/submission - one ministry's requests for one fiscal year, typed, every value with its place.
 *
 * Read from a doc/node tree whatever format that came from. What the reader noticed on the way (a missing field, an
 * amount that can't be read, a label that no clause has) is kept as observations; reading goes on. Lives in the arena
 * given; borrows tree, vocabulary and label table. Immutable once read. */
#ifndef DOC_SUBMISSION_H
#define DOC_SUBMISSION_H

#include "doc/amount.h"
#include "doc/label.h"
#include "doc/node.h"
#include "doc/observation.h"
#include "text/diagnostic.h"

/* A text field: node NULL when absent. `value` is empty when the field is absent or blank. */
struct doc_text {
    const struct doc_node *node;
    struct text_view value;
    struct text_span span;
};

struct doc_row { /* one breakdown item */
    struct doc_text item;
    struct doc_amount amount;
    bool relisted; /* by field, or by marker in the item's name or amount */
    bool partial;  /* another row holds its amount, or it sums up others: not added */
    struct text_span span;
};

struct doc_claim {
    struct doc_text area;   /* as written */
    struct doc_label label; /* DOC_LABEL_MALFORMED when area is absent */
    struct doc_text justification;
    struct doc_amount amount; /* the claim's share; mostly absent */
    struct text_span span;
};

enum doc_truth { DOC_UNSTATED, DOC_NO, DOC_YES };

struct doc_request {
    struct text_span span;
    struct doc_text id, title, category_text, summary, outcome, offset, cio_coordination, office, note;
    enum doc_category category;
    struct doc_amount amount, previous, supplementary, special;
    enum doc_truth it_investment;
    struct text_span it_investment_span;
    const struct doc_row *rows; /* breakdown */
    size_t row_count;
    struct text_span breakdown_span;
    const struct doc_claim *claims;
    size_t claim_count;
};

struct doc_submission {
    const struct text_source *source;
    uint32_t document; /* index in a YAML stream */
    struct text_span span;
    struct doc_text ministry_text, year_text, unit_text;
    size_t ministry;         /* index into the register, (size_t)-1 when not in it */
    size_t ministry_nearest; /* candidate when not in it, or (size_t)-1 */
    int year;                /* 0 when absent or not readable */
    int64_t unit_yen;        /* 0: none given */
    struct doc_amount total;
    const struct doc_request *requests;
    size_t request_count;
    const struct doc_observation *observations; /* in order of place */
    size_t observation_count;
    /* Of a part (doc/slices): the submission that it is of, and the index there of its first request. Of another
     * submission NULL: it is all. */
    const struct doc_submission *whole;
    size_t first;
};

/* The submission with all its requests. Of those of a part only their own
 * values are known: no rows, no claims, no nodes; their numbers are right. */
static inline const struct doc_submission *doc_submission_whole(const struct doc_submission *submission)
{
    return submission->whole ? submission->whole : submission;
}
/* Whether it is a part of a submission whose first requests are in another one. */
static inline bool doc_submission_goes_on(const struct doc_submission *submission)
{
    return submission->whole && submission->first > 0;
}
/* Whether it is a part of a submission whose last requests are in another one. */
static inline bool doc_submission_has_more(const struct doc_submission *submission)
{
    return submission->whole && submission->first + submission->request_count < submission->whole->request_count;
}

/* Whether the tree is meant as a submission: its top level has one of ministry, fiscal_year, requests in any of their
 * names, also behind a full-width space or before a full-width colon (doc_submission_read then says so). Fails only
 * when memory is out. */
enum status doc_submission_is(const struct doc_node *root, const struct doc_vocabulary *words, struct arena *scratch,
                              bool *out_is) MUST_CHECK;
/* The requester's canonical name, or as written when it is not in the register. */
struct text_view doc_submission_ministry(const struct doc_submission *submission, const struct doc_vocabulary *words);
/* The fiscal year alone, before a pack is chosen; 0 when absent or not readable. *out_node is its node, NULL if absent.
 */
enum status doc_submission_year(const struct doc_node *root, const struct doc_vocabulary *words, struct arena *scratch,
                                int *out_year, const struct doc_node **out_node) MUST_CHECK;

/* Reads the tree. `labels` may be NULL: then no label is looked at. With a diagnostic: STATUS_INVALID when the root is
 * no mapping or a field is there under two names, STATUS_LIMIT above LIMIT_REQUESTS. */
enum status doc_submission_read(struct arena *arena, const struct doc_node *root, uint32_t document,
                                const struct doc_vocabulary *words, const struct doc_label_table *labels,
                                struct text_diagnostics *diagnostics,
                                struct doc_submission **out_submission) MUST_CHECK;

#endif
