/* report/index - which request of its submission a finding stands on.
 *
 * A finding names its request by id. Where several have that id it stands on the last of them that begins before it;
 * on the first, when none does, since keys may come in another order. All formats ask here. */
#ifndef REPORT_INDEX_H
#define REPORT_INDEX_H

#include "base/arena.h"
#include "review/record.h"

/* Lives in the arena that it was made in and borrows ids and sheets from the submission. */
struct report_index {
    struct report_index_entry {
        struct text_view id;
        struct text_place start;
        size_t request; /* index in the submission */
    } * entries;        /* by id, then place */
    size_t count;
};
enum status report_index_init(struct report_index *index, struct arena *arena,
                              const struct review_submission *record) MUST_CHECK;
/* The index of the request in its submission; REVIEW_NONE: the finding stands on none. */
size_t report_index_of(const struct report_index *index, const struct review_finding *finding);

/* The index of the claim of that request that the finding stands on; REVIEW_NONE: none. */
size_t report_index_claim(const struct review_request *request, const struct review_finding *finding);

#endif
