/* review/rounds - two rounds of the same requests compared: what was mended, what stands, what went wrong, what moved.
 *
 * Requests are paired as review/pairing says, the findings of a pair followed as review/follow does. Everything borrows
 * from the two results. */
#ifndef REVIEW_ROUNDS_H
#define REVIEW_ROUNDS_H

#include "review/pairing.h"
#include "review/stored.h"

const char *review_match_name(enum review_match match); /* in JSON; static, NULL for unmatched */

enum review_change {
#define CHANGE(code, name) REVIEW_##code,
#include "review/change.def"
#undef CHANGE
    REVIEW_CHANGES
};
const char *review_change_name(enum review_change change); /* in JSON; static */

/* A finding in both rounds, or in one. */
struct review_finding_change {
    enum review_change change;
    const struct review_finding *before; /* NULL: not there */
    const struct review_finding *after;  /* NULL: fixed or withdrawn */
};

enum review_money { REVIEW_AMOUNT, REVIEW_SUPPLEMENTARY, REVIEW_SPECIAL, REVIEW_MONIES };
const char *review_money_name(enum review_money money); /* the field's name; static */

struct review_request_change {
    struct review_side before, after;
    enum review_match match; /* UNMATCHED: added, or withdrawn */
    bool renamed, renumbered, moved /* to another ministry */;
    bool text_changed;
    bool money_moved[REVIEW_MONIES];
    bool comparable[REVIEW_MONIES];    /* figures in both, or parts of another amount in both */
    int64_t difference[REVIEW_MONIES]; /* yen, after less before; 0 unless comparable. What stands in another request
                                        * counts as 0, unless it does in both */
    struct review_finding_change *findings;
    size_t finding_count;
};

struct review_rounds {
    const struct review_stored *before, *after;
    struct review_request_change *requests; /* in the order of the new round, then withdrawn ones in that of the old */
    size_t request_count;
    struct review_finding_change *on_files; /* on submissions as wholes */
    size_t on_file_count;
    size_t findings[REVIEW_CHANGES]; /* how many of each, all together */
    size_t matched, added, withdrawn, text_changed, amount_moved;
    size_t better, worse;      /* matched requests whose verdict changed */
    size_t amount_uncompared;  /* matched requests that have a figure to add in one round only: not in the difference */
    int64_t amount_difference; /* of all other requests: yen asked for, after less before */
    bool same_rules;           /* each pair was judged by the same contents of the same pack */
};

/* Compares. STATUS_NO_MEMORY is the only failure. */
enum status review_rounds_compare(struct arena *arena, const struct review_stored *before,
                                  const struct review_stored *after, struct review_rounds *out_rounds) MUST_CHECK;

/* Whether the yen of an amount say anything: its own figure, or its part of a larger one. */
bool review_has_yen(const struct review_amount *amount);
/* A request's amount in that field. */
const struct review_amount *review_amount_of(const struct review_request *request, enum review_money money);
/* The yen of a request's field, 0 when it has no figure that is added. */
int64_t review_money_of(const struct review_request *request, enum review_money money);

#endif
