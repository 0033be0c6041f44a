/* A request that relies on an edition which the one in force has replaced. Naming it as history is no fault. */
#include "eval/check.h"

#include "eval/guard.h"

#include <string.h>

/* The first older edition of a document that a text relies on; NULL when there is none. */
static const struct text_term_hit *first_relied_on(struct eval_context *context, struct eval_text *text,
                                                   uint32_t concept)
{
    size_t count;
    const struct text_term_hit *editions = eval_text_scanned(text, rule_owner(concept, RULE_SUPERSEDED), &count);
    for (size_t i = 0; i < count; i++)
        if (!eval_guard_is_history(context, text, editions[i].begin)) return &editions[i];
    return NULL;
}

static void report(struct eval_check_report *to, const struct eval_text *text, const struct text_term_hit *edition,
                   struct text_view in_force)
{
    struct text_span span = eval_text_span(text, edition->begin, edition->end);
    eval_report_text(to, "text", text_span_view(span));
    eval_report_text(to, "title", in_force);
    to->value.span = span;
    to->field = text->field;
}

bool eval_check_cited_outdated(struct eval_context *context, const struct eval_subject *subject,
                               const struct rule_check_use *use, struct eval_check_report *out_report)
{
    (void)use;
    for (size_t t = 0; t < subject->texts->count; t++) {
        struct eval_text *text = &subject->texts->items[t];
        for (size_t d = 0; d < context->rules->document_count; d++) {
            const struct rule_document *document = &context->rules->documents[d];
            const struct text_term_hit *edition =
                document->concept == RULE_NONE ? NULL : first_relied_on(context, text, document->concept);
            if (!edition) continue;
            report(out_report, text, edition, document->title);
            return false;
        }
    }
    return true;
}
