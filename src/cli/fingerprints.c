#include "cli/fingerprints.h"

#include <stdlib.h>

struct cli_fingerprint {
    struct text_view name;
    size_t index; /* of its waiver */
};

/* Of one fingerprint the first waiver comes first. */
static int compare(const void *a, const void *b)
{
    const struct cli_fingerprint *x = a, *y = b;
    int order = text_view_compare(x->name, y->name);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

enum status cli_fingerprints_of(struct arena *arena, const struct review_waiver *waivers, size_t count,
                                struct cli_fingerprints *out_index)
{
    struct cli_fingerprint *items = arena_alloc(arena, (count + 1) * sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        items[i] = (struct cli_fingerprint){waivers[i].fingerprint, i};
    if (count > 1) qsort(items, count, sizeof *items, compare);
    *out_index = (struct cli_fingerprints){items, count};
    return STATUS_OK;
}

size_t cli_fingerprints_find(const struct cli_fingerprints *index, struct text_view fingerprint)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_view_compare(index->items[middle].name, fingerprint) < 0) low = middle + 1;
        else high = middle;
    }
    bool found = low < index->count && text_view_equal(index->items[low].name, fingerprint);
    return found ? index->items[low].index : index->count;
}
