/* review/over_set - which finding over the set of the new round is which one of the old.
 *
 * Such a finding speaks of several requests and stands on the first of them, so it moves from one to another when files
 * change their order. It is the same when it has the same fingerprint, or else when both speak of a request that is in
 * both rounds, of the same claim first. */
#ifndef REVIEW_OVER_SET_H
#define REVIEW_OVER_SET_H

#include "review/pairing.h"
#include "review/stored.h"

struct review_over_set {
    const struct review_stored *stored;
    const struct review_round *round; /* its requests, sorted by place, and their partners */
    const struct review_round *other;
    /* Filled in, by stored->findings: */
    size_t *partner; /* in the other round, or REVIEW_NONE */
    bool *rooted;    /* what it speaks of - two requests, with the claims meant - is in the other round too; of the new
                      * round also: and the old said it not of all */
};

/* Follows all. STATUS_NO_MEMORY is the only failure. */
enum status review_follow_over_set(struct arena *arena, struct review_over_set *before,
                                   struct review_over_set *after) MUST_CHECK;

#endif
