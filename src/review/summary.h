/* review/summary - the picture over many results: one row per ministry and the totals.
 *
 * Fed record by record (which may die afterwards: names are copied), in any order; rows come out in the order of the
 * register, ministries that it does not have last, by name. Owns its memory: review_summary_clear. */
#ifndef REVIEW_SUMMARY_H
#define REVIEW_SUMMARY_H

#include "base/arena.h"
#include "review/record.h"

struct review_row {
    struct text_view ministry; /* canonical, or as written */
    size_t order;              /* in the register; (size_t)-1: not in it */
    size_t requests;
    size_t by_verdict[EVAL_REQUESTS];
    size_t claims;
    size_t by_claim[EVAL_CLAIMS];
    int64_t yen; /* asked for: figures that are not listed again */
    int64_t yen_by_verdict[EVAL_REQUESTS];
};

struct review_summary {
    struct arena *arena;
    struct review_row *rows;
    size_t count;
    size_t capacity;
};

/* An empty summary; review_summary_add takes one judged submission into it. */
enum status review_summary_init(struct review_summary *summary) MUST_CHECK;
void review_summary_clear(struct review_summary *summary);
enum status review_summary_add(struct review_summary *summary, const struct review_submission *record) MUST_CHECK;
/* Puts the rows in order; call once, before they are read. */
void review_summary_sort(struct review_summary *summary);
/* All rows added up. */
struct review_row review_summary_total(const struct review_summary *summary);

#endif
