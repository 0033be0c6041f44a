/* One id for one request: the ids of a submission are put in order once, so that looking for an earlier bearer of an id
 * takes a few steps however many requests there are. They are compared folded: K-1 and Ｋ－１ are one id. */
#include "eval/check.h"

#include <stdlib.h>

struct eval_bearer {
    struct text_view id; /* folded */
    uint32_t request;
};

static int compare_bearers(const void *a, const void *b)
{
    const struct eval_bearer *x = a, *y = b;
    int order = text_view_compare(x->id, y->id);
    return order != 0 ? order : (x->request > y->request) - (x->request < y->request);
}

/* The bearers outlive the request at hand, and so the scratch arena that eval_fold takes. */
static struct text_view fold_for_good(struct eval_context *context, struct text_view id)
{
    struct text_folded folded = {.text = {"", 0}};
    enum status status = text_fold(context->rules->words.folder, context->arena, id, &folded);
    if (status != STATUS_OK) context->status = status;
    return folded.text;
}

/* By id, then place; NULL when memory is out. */
static const struct eval_bearer *bearers_of(struct eval_context *context)
{
    const struct doc_submission *submission = context->submission;
    if (context->bearers) return context->bearers;
    struct eval_bearer *bearers = eval_alloc(context, (submission->request_count + 1) * sizeof *bearers);
    if (!bearers) return NULL;
    for (size_t i = 0; i < submission->request_count; i++)
        bearers[i] = (struct eval_bearer){fold_for_good(context, submission->requests[i].id.value), (uint32_t)i};
    if (submission->request_count > 1) qsort(bearers, submission->request_count, sizeof *bearers, compare_bearers);
    return context->bearers = bearers;
}

/* The first request with this id; there is one. */
static const struct doc_request *first_with(const struct doc_submission *submission, const struct eval_bearer *bearers,
                                            struct text_view id)
{
    size_t low = 0, high = submission->request_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_view_compare(bearers[middle].id, id) < 0) low = middle + 1;
        else high = middle;
    }
    return &submission->requests[bearers[low].request];
}

/* No earlier request of the file has this id. */
bool eval_check_own_id(struct eval_context *context, const struct eval_subject *subject,
                       const struct rule_check_use *use, struct eval_check_report *out_report)
{
    const struct doc_text *id = &subject->request->id;
    if (context->submission->whole) return true; /* cut into parts is only what has no id twice */
    struct text_view folded = eval_fold(context, id->value).text;
    const struct eval_bearer *bearers = folded.len > 0 ? bearers_of(context) : NULL;
    if (!bearers || context->status != STATUS_OK) return true; /* an absent id is named as missing by the reader */
    const struct doc_request *first = first_with(context->submission, bearers, folded);
    if (first == subject->request) return true;
    eval_report_text(out_report, "id", id->value);
    eval_report_text(out_report, "title", first->title.value);
    out_report->value.text = id;
    out_report->value.span = id->span;
    out_report->field = use->of.field;
    return false;
}
