/* report/partner - findings of one submission that belong together: that a claim failed, and why (explains).
 *
 * Found by looking up, not by going through all: one file may have a hundred thousand requests. */
#ifndef REPORT_PARTNER_H
#define REPORT_PARTNER_H

#include "base/arena.h"
#include "review/record.h"

struct report_partner; /* one way to find a finding */

/* Zeroed at first; used again for one submission after another. */
struct report_partners {
    struct report_partner *items;
    size_t count, capacity;
};

/* Adds a finding that is shown, in order; sort when all of one submission are in, clear before those of the next. */
enum status report_partners_add(struct report_partners *partners, struct arena *arena,
                                const struct review_finding *finding) MUST_CHECK;
void report_partners_sort(struct report_partners *partners);
void report_partners_clear(struct report_partners *partners); /* keeps the room */
/* The first of them that goes with this one: of a failed claim the one that says why, and back; NULL: none. */
const struct review_finding *report_partner_of(const struct report_partners *partners,
                                               const struct review_finding *finding);

#endif
