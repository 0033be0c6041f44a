#include "support/slices.h"

#include "text/utf8.h"

static enum status choose(void *context, const struct doc_node *head, struct doc_slice_words *out_with)
{
    (void)head;
    *out_with = *(const struct doc_slice_words *)context;
    return STATUS_OK;
}

static bool same_span(struct text_span a, struct text_span b)
{
    return a.source == b.source && a.begin == b.begin && a.end == b.end;
}

/* Every character leads to the same place. */
static bool same_places(const struct doc_node *a, const struct doc_node *b)
{
    size_t len;
    for (size_t at = 0; at < a->value.len; at += len) {
        uint32_t point;
        len = text_utf8_decode(text_view_part(a->value, at, a->value.len), &point);
        if (len == 0 || !same_span(doc_node_part(a, at, at + len), doc_node_part(b, at, at + len))) return false;
    }
    return true;
}

static bool same_text(const struct doc_text *a, const struct doc_text *b)
{
    if (!text_view_equal(a->value, b->value) || !same_span(a->span, b->span) || !a->node != !b->node) return false;
    return !a->node || (text_view_equal(a->node->value, b->node->value) && a->node->quoted == b->node->quoted &&
                        same_places(a->node, b->node));
}

static bool same_amount(const struct doc_amount *a, const struct doc_amount *b)
{
    return doc_amount_same(a, b) && text_view_equal(a->written, b->written) && same_span(a->span, b->span) &&
           text_view_equal(a->earlier_written, b->earlier_written) && a->bare_unit == b->bare_unit &&
           a->earlier_unit == b->earlier_unit;
}

static bool same_rows(const struct doc_request *a, const struct doc_request *b)
{
    if (a->row_count != b->row_count || !same_span(a->breakdown_span, b->breakdown_span)) return false;
    for (size_t i = 0; i < a->row_count; i++) {
        const struct doc_row *x = &a->rows[i], *y = &b->rows[i];
        if (!same_text(&x->item, &y->item) || !same_amount(&x->amount, &y->amount) || x->relisted != y->relisted ||
            x->partial != y->partial || !same_span(x->span, y->span))
            return false;
    }
    return true;
}

static bool same_claims(const struct doc_request *a, const struct doc_request *b)
{
    if (a->claim_count != b->claim_count) return false;
    for (size_t i = 0; i < a->claim_count; i++) {
        const struct doc_claim *x = &a->claims[i], *y = &b->claims[i];
        if (!same_text(&x->area, &y->area) || !same_text(&x->justification, &y->justification) ||
            !same_amount(&x->amount, &y->amount) || !same_span(x->span, y->span) ||
            x->label.result != y->label.result || x->label.clause != y->label.clause || x->label.item != y->label.item)
            return false;
    }
    return true;
}

static bool same_values(const struct doc_request *a, const struct doc_request *b)
{
    return same_span(a->span, b->span) && a->category == b->category && a->it_investment == b->it_investment &&
           same_span(a->it_investment_span, b->it_investment_span) && same_amount(&a->amount, &b->amount) &&
           same_amount(&a->previous, &b->previous) && same_amount(&a->supplementary, &b->supplementary) &&
           same_amount(&a->special, &b->special);
}

#define TEXTS 9

static void texts_of(const struct doc_request *request, const struct doc_text *out_texts[TEXTS])
{
    const struct doc_text *texts[] = {&request->id,      &request->title,   &request->category_text,
                                      &request->summary, &request->outcome, &request->offset,
                                      &request->office,  &request->note,    &request->cio_coordination};
    memcpy(out_texts, texts, sizeof texts);
}

static bool same_request(const struct doc_request *a, const struct doc_request *b)
{
    const struct doc_text *x[TEXTS], *y[TEXTS];
    texts_of(a, x);
    texts_of(b, y);
    for (size_t i = 0; i < TEXTS; i++)
        if (!same_text(x[i], y[i])) return false;
    return same_values(a, b) && same_rows(a, b) && same_claims(a, b);
}

/* What is known of a request when its slice is gone: its own values, without nodes. */
static bool same_shell(const struct doc_request *shell, const struct doc_request *request)
{
    const struct doc_text *x[TEXTS], *y[TEXTS];
    texts_of(shell, x);
    texts_of(request, y);
    for (size_t i = 0; i < TEXTS; i++)
        if (!text_view_equal(x[i]->value, y[i]->value) || !same_span(x[i]->span, y[i]->span)) return false;
    return same_values(shell, request) && shell->row_count == request->row_count &&
           shell->claim_count == request->claim_count;
}

static bool same_head(const struct doc_submission *a, const struct doc_submission *b)
{
    return same_span(a->span, b->span) && same_text(&a->ministry_text, &b->ministry_text) &&
           same_text(&a->year_text, &b->year_text) && same_text(&a->unit_text, &b->unit_text) &&
           a->ministry == b->ministry && a->ministry_nearest == b->ministry_nearest && a->year == b->year &&
           a->unit_yen == b->unit_yen && same_amount(&a->total, &b->total) && a->document == b->document;
}

static bool same_observation(const struct doc_observation *part, size_t first, const struct doc_observation *whole)
{
    uint32_t request = part->request == DOC_NO_INDEX ? DOC_NO_INDEX : (uint32_t)first + part->request;
    for (size_t i = 0; i < DOC_OBSERVATION_ARGUMENTS; i++)
        if (!text_view_equal(part->arguments[i], whole->arguments[i])) return false;
    return part->code == whole->code && part->field == whole->field && request == whole->request &&
           part->item == whole->item && part->in_breakdown == whole->in_breakdown && same_span(part->span, whole->span);
}

/* Compares a part; *seen counts the whole's observations met so far. */
static const char *part_problem(const struct doc_submission *part, const struct doc_submission *whole, size_t *seen)
{
    if (!same_head(part, whole)) return "a part has another head";
    if (part->first + part->request_count > whole->request_count) return "a part has requests too many";
    for (size_t i = 0; i < part->request_count; i++) {
        const struct doc_request *request = &whole->requests[part->first + i];
        if (!same_request(&part->requests[i], request)) return "a part's request is another one";
        if (!same_shell(&part->whole->requests[part->first + i], request)) return "what is kept of a request differs";
    }
    if (part->observation_count > whole->observation_count - *seen) return "a part notices too much";
    for (size_t i = 0; i < part->observation_count; i++)
        if (!same_observation(&part->observations[i], part->first, &whole->observations[(*seen)++]))
            return "a part notices something else";
    return NULL;
}

static const char *parts_problem(struct arena *arena, const struct doc_slices *slices,
                                 const struct doc_submission *whole)
{
    size_t seen = 0, requests = 0;
    if (slices->whole.request_count != whole->request_count) return "there are more or fewer requests";
    for (size_t i = 0; i < slices->count; i++) {
        struct doc_submission *part;
        if (doc_slice_read(arena, slices, i, &part) != STATUS_OK) return "a part is not read";
        if (part->first != requests) return "a part begins elsewhere";
        const char *problem = part_problem(part, whole, &seen);
        if (problem) return problem;
        requests += part->request_count;
    }
    if (requests != whole->request_count) return "requests are missing";
    return seen == whole->observation_count ? NULL : "something is not noticed";
}

const char *slices_problem(struct arena *arena, const struct text_source *source, struct doc_slice_words with,
                           size_t bytes, const struct doc_submission *whole, size_t *out_count)
{
    const struct doc_slice_settings settings = {bytes, choose, &with};
    struct doc_slices slices;
    const char *problem = NULL;
    if (doc_slices_find(arena, source, &settings, &slices) != STATUS_OK) problem = "memory is out";
    *out_count = slices.count;
    if (slices.count > 0) problem = whole ? parts_problem(arena, &slices, whole) : "what can't be read is cut";
    doc_slices_clear(&slices);
    return problem;
}
