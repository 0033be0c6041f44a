#include "report/known.h"

static bool keep(struct arena *arena, struct text_view view, struct text_view *out_kept)
{
    const char *copy = arena_copy(arena, view.len > 0 ? view.at : "", view.len);
    *out_kept = (struct text_view){copy, copy ? view.len : 0};
    return copy != NULL;
}

static enum status copy_requests(struct arena *arena, const struct review_submission *record,
                                 struct report_known_request *requests, struct report_index *index)
{
    enum status status = report_index_init(index, arena, record);
    for (size_t i = 0; i < index->count && status == STATUS_OK; i++) {
        struct report_index_entry *entry = &index->entries[i];
        if (!keep(arena, entry->id, &entry->id) || !keep(arena, entry->start.sheet, &entry->start.sheet))
            status = STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < record->request_count && status == STATUS_OK; i++) {
        const struct review_request *from = &record->requests[i];
        requests[i].amount = from->amount;
        if (!keep(arena, from->title, &requests[i].title) ||
            !keep(arena, from->amount.written, &requests[i].amount.written))
            status = STATUS_NO_MEMORY;
    }
    return status;
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
    *document =
        (struct report_known_document){.document = record->document, .year = record->year, .requests = requests};
    if (!keep(known->arena, record->path, &document->path) ||
        !keep(known->arena, record->ministry, &document->ministry))
        return STATUS_NO_MEMORY;
    *out_document = document;
    known->count++;
    return copy_requests(known->arena, record, requests, &document->index);
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
    size_t request = document ? report_index_of(&document->index, finding) : REVIEW_NONE;
    return request == REVIEW_NONE ? NULL : &document->requests[request];
}
