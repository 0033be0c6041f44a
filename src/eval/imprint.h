/* eval/imprint - what a submission leaves behind for the rules over the set: prints of its justifications, and its
 * ids and titles as they are compared. Made while it is judged (eval/evaluate), when its texts are folded already, or
 * for one that is only compared with, by itself; in the context's arena. The set copies what it keeps. */
#ifndef EVAL_IMPRINT_H
#define EVAL_IMPRINT_H

#include "eval/likeness.h"
#include "eval/settings.h"

struct eval_imprint_text {
    uint32_t request;      /* index */
    struct text_view area; /* canonical, with its item; or as written */
    struct text_span span;
    struct eval_print print;
    uint32_t bands[EVAL_BANDS];
    char sha256[65]; /* of the folded text */
};

struct eval_imprint {
    bool with_texts;                /* these will be compared: set before it is made */
    struct text_view *ids, *titles; /* folded, by request */
    struct eval_imprint_text *texts;
    size_t text_count, text_capacity;
};

/* Makes room for the requests of the context's submission; then each leaves its own, in their order, the context's
 * scratch arena being its own. Left out: texts too short to compare, claims that the settings leave out, and requests
 * that are told a second time on purpose (carried elsewhere, listed again). */
void eval_imprint_open(struct eval_context *context, struct eval_imprint *imprint);
void eval_imprint_add(struct eval_context *context, const struct eval_settings *settings, uint32_t request,
                      struct eval_imprint *imprint);

/* The imprint of a submission that is not judged, or was before. */
enum status eval_imprint(const struct eval_tools *tools, const struct doc_submission *submission,
                         const struct eval_settings *settings, bool with_texts,
                         struct eval_imprint *out_imprint) MUST_CHECK;

#endif
