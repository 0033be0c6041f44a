/* eval/imprint - what a submission leaves behind for the rules over the set: prints of its justifications, and its
 * ids and titles as they are compared. Made by the thread that judged it, in its arena; the set copies what it keeps.
 */
#ifndef EVAL_IMPRINT_H
#define EVAL_IMPRINT_H

#include "eval/evaluate.h"
#include "eval/likeness.h"

struct eval_imprint_text {
    uint32_t request;      /* index */
    struct text_view area; /* canonical, with its item; or as written */
    struct text_span span;
    struct eval_print print;
    uint32_t bands[EVAL_BANDS];
    char sha256[65]; /* of the folded text */
};

struct eval_imprint {
    const struct text_view *ids, *titles; /* folded, by request */
    const struct eval_imprint_text *texts;
    size_t text_count;
};

/* Makes the imprint of a submission, `with_texts` when these will be compared. Left out: texts too short to compare,
 * claims that the settings leave out, and requests that are told a second time on purpose (carried elsewhere, listed
 * again). */
enum status eval_imprint(const struct eval_tools *tools, const struct doc_submission *submission,
                         const struct eval_settings *settings, bool with_texts,
                         struct eval_imprint *out_imprint) MUST_CHECK;

#endif
