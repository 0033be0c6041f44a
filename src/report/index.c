#include "report/index.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct review_request *const *x = a, *const *y = b;
    int order = text_view_compare((*x)->id, (*y)->id);
    return order != 0 ? order : (*x > *y) - (*x < *y);
}

enum status report_index_init(struct report_index *index, const struct review_submission *record)
{
    *index = (struct report_index){.arena = arena_new()};
    if (!index->arena) return STATUS_NO_MEMORY;
    index->items = arena_alloc(index->arena, (record->request_count + 1) * sizeof *index->items);
    if (!index->items) return STATUS_NO_MEMORY;
    for (; index->count < record->request_count; index->count++)
        index->items[index->count] = &record->requests[index->count];
    if (index->count > 1) qsort(index->items, index->count, sizeof *index->items, compare);
    return STATUS_OK;
}

void report_index_clear(struct report_index *index)
{
    arena_free(index->arena);
    *index = (struct report_index){0};
}

const struct review_request *const *report_index_find(const struct report_index *index, struct text_view id,
                                                      size_t *out_count)
{
    size_t low = 0, high = index->count, count = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_view_compare(index->items[middle]->id, id) < 0) low = middle + 1;
        else high = middle;
    }
    while (id.len > 0 && low + count < index->count && text_view_equal(index->items[low + count]->id, id))
        count++;
    *out_count = count;
    return count > 0 ? &index->items[low] : NULL;
}

const struct review_request *report_index_first(const struct report_index *index, struct text_view id)
{
    size_t count;
    const struct review_request *const *found = report_index_find(index, id, &count);
    return found ? *found : NULL;
}
