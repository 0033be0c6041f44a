/* report/index - the requests of a submission by their id, for formats that say of a finding what it is on. */
#ifndef REPORT_INDEX_H
#define REPORT_INDEX_H

#include "base/arena.h"
#include "review/record.h"

/* Borrows from the submission; owns its arena: report_index_clear. */
struct report_index {
    struct arena *arena;
    const struct review_request **items; /* by id, those of one id as they stand */
    size_t count;
};
enum status report_index_init(struct report_index *index, const struct review_submission *record) MUST_CHECK;
void report_index_clear(struct report_index *index);
/* The requests of that id, *out_count of them; the first is what a finding is taken to be on. NULL: none, or no id. */
const struct review_request *const *report_index_find(const struct report_index *index, struct text_view id,
                                                      size_t *out_count);
const struct review_request *report_index_first(const struct report_index *index, struct text_view id);

#endif
