#include "report/partner.h"

#include <stdlib.h>

struct report_partner {
    bool explains; /* key: the fingerprint that it explains; else its own */
    struct text_view key;
    const struct review_finding *finding;
};

static int compare_keys(const struct report_partner *x, const struct report_partner *y)
{
    return x->explains != y->explains ? (x->explains ? 1 : -1) : text_view_compare(x->key, y->key);
}

/* Of those with one key the first in the submission comes first. */
static int compare_partners(const void *a, const void *b)
{
    const struct report_partner *x = a, *y = b;
    int order = compare_keys(x, y);
    return order != 0 ? order : (x->finding > y->finding) - (x->finding < y->finding);
}

static bool add(struct report_partners *partners, struct arena *arena, const struct report_partner *partner)
{
    struct report_partner *items =
        arena_grow(arena, partners->items, partners->count, &partners->capacity, sizeof *items);
    if (!items) return false;
    partners->items = items;
    items[partners->count++] = *partner;
    return true;
}

enum status report_partners_add(struct report_partners *partners, struct arena *arena,
                                const struct review_finding *finding)
{
    const struct report_partner own = {false, finding->fingerprint, finding};
    const struct report_partner other = {true, finding->explains, finding};
    bool added = add(partners, arena, &own) && (finding->explains.len == 0 || add(partners, arena, &other));
    return added ? STATUS_OK : STATUS_NO_MEMORY;
}

void report_partners_sort(struct report_partners *partners)
{
    if (partners->count > 1) qsort(partners->items, partners->count, sizeof *partners->items, compare_partners);
}

void report_partners_clear(struct report_partners *partners)
{
    partners->count = 0;
}

const struct review_finding *report_partner_of(const struct report_partners *partners,
                                               const struct review_finding *finding)
{
    bool says_why = finding->explains.len > 0;
    const struct report_partner wanted = {!says_why, says_why ? finding->explains : finding->fingerprint, NULL};
    size_t low = 0, high = partners->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(&partners->items[middle], &wanted) < 0) low = middle + 1;
        else high = middle;
    }
    bool found = low < partners->count && compare_keys(&partners->items[low], &wanted) == 0;
    return found ? partners->items[low].finding : NULL;
}
