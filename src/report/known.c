#include "report/known.h"

#include "text/place.h"

#include <stdlib.h>

static bool keep(struct arena *arena, struct text_view view, struct text_view *out_kept)
{
    const char *copy = arena_copy(arena, view.len > 0 ? view.at : "", view.len);
    *out_kept = (struct text_view){copy, copy ? view.len : 0};
    return copy != NULL;
}

static int compare_requests(const void *a, const void *b)
{
    const struct report_known_request *x = a, *y = b;
    int order = text_view_compare(x->id, y->id);
    return order != 0 ? order : text_place_compare(x->start, y->start);
}

static enum status copy_requests(struct arena *arena, const struct review_submission *record,
                                 struct report_known_request *requests)
{
    for (size_t i = 0; i < record->request_count; i++) {
        const struct review_request *from = &record->requests[i];
        struct report_known_request *to = &requests[i];
        *to = (struct report_known_request){.amount = from->amount, .start = from->start};
        if (!keep(arena, from->id, &to->id) || !keep(arena, from->title, &to->title) ||
            !keep(arena, from->amount.written, &to->amount.written) ||
            !keep(arena, from->start.sheet, &to->start.sheet))
            return STATUS_NO_MEMORY;
    }
    qsort(requests, record->request_count, sizeof *requests, compare_requests);
    return STATUS_OK;
}

enum status report_known_add(struct report_known *known, const struct review_submission *record,
                             const struct report_known_document **out_document)
{
    struct report_known_document *documents =
        arena_grow(known->arena, known->documents, known->count, &known->capacity, sizeof *documents);
    struct report_known_request *requests = arena_alloc(known->arena, (record->request_count + 1) * sizeof *requests);
    if (!documents || !requests) return STATUS_NO_MEMORY;
    known->documents = documents;
    struct report_known_document *document = &documents[known->count];
    *document = (struct report_known_document){.document = record->document,
                                               .year = record->year,
                                               .requests = requests,
                                               .count = record->request_count};
    if (!keep(known->arena, record->path, &document->path) ||
        !keep(known->arena, record->ministry, &document->ministry))
        return STATUS_NO_MEMORY;
    *out_document = document;
    known->count++;
    return copy_requests(known->arena, record, requests);
}

const struct report_known_document *report_known_document(const struct report_known *known, struct text_view path,
                                                          size_t document)
{
    for (size_t low = 0, high = known->count; low < high;) {
        size_t middle = low + (high - low) / 2;
        const struct report_known_document *at = &known->documents[middle];
        int order = text_view_compare(at->path, path);
        if (order == 0) order = (at->document > document) - (at->document < document);
        if (order == 0) return at;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    /* a path that is no UTF-8 is shown in another form than it was sorted by */
    for (size_t i = 0; i < known->count; i++)
        if (known->documents[i].document == document && text_view_equal(known->documents[i].path, path))
            return &known->documents[i];
    return NULL;
}

size_t report_known_path(const struct report_known *known, struct text_view path)
{
    size_t low = 0, high = known->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_view_compare(known->documents[middle].path, path) < 0) low = middle + 1;
        else high = middle;
    }
    if (low < known->count && text_view_equal(known->documents[low].path, path)) return low;
    /* a path that is no UTF-8 is shown in another form than it was sorted by */
    for (low = 0; low < known->count && !text_view_equal(known->documents[low].path, path);)
        low++;
    return low;
}

const struct report_known_request *report_known_request(const struct report_known_document *document,
                                                        const struct review_finding *finding)
{
    const struct report_known_request key = {.id = finding->request, .start = finding->range.start};
    size_t low = 0, high = document ? document->count : 0;
    if (finding->on_file || !document) return NULL;
    while (low < high) { /* the first that is greater */
        size_t middle = low + (high - low) / 2;
        if (compare_requests(&document->requests[middle], &key) <= 0) low = middle + 1;
        else high = middle;
    }
    if (low > 0 && text_view_equal(document->requests[low - 1].id, finding->request))
        return &document->requests[low - 1];
    /* what a finding stands on may begin before its request does, where keys are in another order */
    if (low < document->count && text_view_equal(document->requests[low].id, finding->request))
        return &document->requests[low];
    return NULL;
}
