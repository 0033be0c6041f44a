/* review/pairing - which request of the new round is which one of the old.
 *
 * Three things name a request: its id, its title and the texts of its claims. Two of them that agree tell more than any
 * one alone: rows that are put in or taken out shift the numbers of all that follow, so an id alone would call every
 * title behind them changed. One alone decides afterwards, a title or text that no other free request has before an id.
 * Two requests that exchange their ids are therefore followed by title or text, and shown as renumbered. Within a
 * ministry first; across ministries only two that agree, or a text that stands nowhere else, since what others call
 * their requests proves nothing. The rules are the same in both directions. */
#ifndef REVIEW_PAIRING_H
#define REVIEW_PAIRING_H

#include "review/record.h"

#include "base/arena.h"
#include "base/status.h"

/* By what a pair was found; where several agree, by the first of these. */
enum review_match { REVIEW_BY_ID, REVIEW_BY_TITLE, REVIEW_BY_TEXT, REVIEW_UNMATCHED, REVIEW_MATCHES };

/* A request in one round. */
struct review_side {
    const struct review_submission *submission;
    const struct review_request *request; /* NULL: not in this round */
};

/* The requests of a round, and for each what it is paired with. */
struct review_round {
    const struct review_side *sides;
    size_t count;
    size_t *partner;          /* in the other round, or REVIEW_NONE */
    enum review_match *match; /* by what; UNMATCHED without a partner */
};

/* Pairs two rounds: fills `partner` and `match` of both, which the caller gives. STATUS_NO_MEMORY is the only failure.
 */
enum status review_pair(struct arena *arena, struct review_round *before, struct review_round *after) MUST_CHECK;

#endif
