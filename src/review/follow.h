/* review/follow - which finding of the new round is which one of the old.
 *
 * By fingerprint; else, since a request that was renumbered or renamed has other fingerprints, by rule, clause and
 * criterion at the same home, those on the same text first. A finding so stays the same when its text was rewritten and
 * still fails. Each is followed once: what is left over is new, or gone. */
#ifndef REVIEW_FOLLOW_H
#define REVIEW_FOLLOW_H

#include "review/record.h"

#include "base/arena.h"
#include "base/status.h"

struct review_standing {
    const struct review_finding *finding;
    size_t home;    /* what it stands on, numbered alike in both rounds; REVIEW_NONE: on nothing that both have */
    size_t partner; /* filled in: index in the other list, or REVIEW_NONE */
};

/* Follows the findings of two lists. STATUS_NO_MEMORY is the only failure. */
enum status review_follow(struct arena *arena, struct review_standing *before, size_t before_count,
                          struct review_standing *after, size_t after_count) MUST_CHECK;

#endif
