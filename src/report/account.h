/* report/account - what a text says and lacks of what one criterion asks, in the alternative that it carries or came
 * nearest to: from the evaluation's steps (eval/result.h), for every writer that explains. */
#ifndef REPORT_ACCOUNT_H
#define REPORT_ACCOUNT_H

#include "report/wording.h"

enum report_part_kind {
    REPORT_FOUND,
    REPORT_TAKEN_OUT, /* found, and a guard took it out */
    REPORT_APART,     /* found, but in another sentence than the rest */
    REPORT_LACKING,
    REPORT_UNWANTED, /* found, and must not be there */
    REPORT_IN_DOUBT  /* a limit hid it */
};

struct report_part {
    enum report_part_kind kind;
    const struct eval_step *step;
};

#define REPORT_PART_LIMIT 24 /* more would bury what matters */

struct report_account {
    struct report_part parts[REPORT_PART_LIMIT];
    size_t count;
    const struct eval_step
        *unmet;      /* all parts are there, but not so near to each other, or not in this order; or NULL */
    uint32_t others; /* further sentences that would do */
};

/* Empty when the evaluation kept no steps of the criterion. */
struct report_account report_account_of(const struct eval_criterion *criterion);

/* Number of parts of a kind. */
size_t report_parts_of(const struct report_account *account, enum report_part_kind kind);

/* Appends 「…」「…」: of the parts of a kind what the text says (found ones) or the labels of what it lacks; the first
 * `most` different ones. Printable. */
void report_parts(const struct report_voice *to, const struct report_account *account, enum report_part_kind kind,
                  size_t most);

/* The label of what a part asks for. Printable. */
void report_part_label(const struct report_voice *to, const struct report_part *part);

/* The piece of evidence that a guard took out and that a guarded criterion is named after; NULL when there is none. */
const struct eval_evidence *report_taken_out(const struct eval_criterion *criterion,
                                             const struct report_account *account);

#endif
