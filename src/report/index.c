#include "report/index.h"

#include "text/place.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct report_index_entry *x = a, *y = b;
    int order = text_view_compare(x->id, y->id);
    return order != 0 ? order : text_place_compare(x->start, y->start);
}

enum status report_index_init(struct report_index *index, struct arena *arena, const struct review_submission *record)
{
    struct report_index_entry *entries = arena_alloc(arena, (record->request_count + 1) * sizeof *entries);
    if (!entries) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < record->request_count; i++)
        entries[i] = (struct report_index_entry){record->requests[i].id, record->requests[i].start, i};
    if (record->request_count > 1) qsort(entries, record->request_count, sizeof *entries, compare);
    *index = (struct report_index){entries, record->request_count};
    return STATUS_OK;
}

size_t report_index_of(const struct report_index *index, const struct review_finding *finding)
{
    const struct report_index_entry key = {.id = finding->request, .start = finding->range.start};
    size_t low = 0, high = index->count;
    if (finding->on_file) return REVIEW_NONE;
    while (low < high) { /* the first that is greater */
        size_t middle = low + (high - low) / 2;
        if (compare(&index->entries[middle], &key) <= 0) low = middle + 1;
        else high = middle;
    }
    if (low > 0 && text_view_equal(index->entries[low - 1].id, finding->request))
        return index->entries[low - 1].request;
    if (low < index->count && text_view_equal(index->entries[low].id, finding->request))
        return index->entries[low].request;
    return REVIEW_NONE;
}

size_t report_index_claim(const struct review_request *request, const struct review_finding *finding)
{
    if (finding->claim > 0 && finding->claim <= request->claim_count) return finding->claim - 1;
    for (size_t i = 0; finding->area.len > 0 && i < request->claim_count; i++)
        if (text_view_equal(review_area_of(&request->claims[i]), finding->area)) return i;
    return REVIEW_NONE;
}
