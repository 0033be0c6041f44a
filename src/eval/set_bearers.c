#include "eval/set_bearers.h"

#include "base/radix.h"

#define HEAD 2 /* of a group: how many are known, for how many there is room */

/* A key, and in the lower half who bears it. */
static uint64_t bearing_of(uint32_t key, uint32_t text)
{
    return (uint64_t)key << 32 | text;
}

static uint32_t key_of(uint64_t bearing)
{
    return (uint32_t)(bearing >> 32);
}

/* Bearings of one band, and room for as many to sort them with. */
struct sorting {
    uint64_t *items, *spare;
    size_t count;
};

static void sort_band(const struct eval_set *set, size_t band, struct sorting *sorting)
{
    for (uint32_t i = 0; i < sorting->count; i++)
        sorting->items[i] = bearing_of(eval_set_keys_of(set, i)[band], i);
    radix_sort(sorting->items, sorting->count, 4, 8, sorting->spare);
}

/* Where the bearers of the key at `from` end. */
static size_t end_of_key(const struct sorting *sorting, size_t from)
{
    size_t end = from + 1;
    while (end < sorting->count && key_of(sorting->items[end]) == key_of(sorting->items[from]))
        end++;
    return end;
}

static uint32_t room_for(size_t bearers)
{
    return bearers < EVAL_SET_CANDIDATES ? (uint32_t)bearers : EVAL_SET_CANDIDATES;
}

/* Numbers that the groups of the band take. */
static size_t measure(const struct sorting *sorting)
{
    size_t len = 1; /* a group at 0 would be none */
    for (size_t i = 0, end; i < sorting->count; i = end) {
        end = end_of_key(sorting, i);
        if (end - i > 1) len += HEAD + room_for(end - i);
    }
    return len;
}

/* Each bearer is led to its group, a lone one to none. */
static enum status make_groups(struct eval_set *set, size_t band, const struct sorting *sorting, uint32_t **out_groups)
{
    uint32_t *groups = arena_alloc(set->compared, measure(sorting) * sizeof *groups), next = 1;
    if (!groups) return STATUS_NO_MEMORY;
    for (size_t i = 0, end; i < sorting->count; i = end) {
        end = end_of_key(sorting, i);
        const bool lone = end - i == 1;
        for (size_t bearer = i; bearer < end; bearer++)
            eval_set_keys_of(set, (uint32_t)sorting->items[bearer])[band] = lone ? 0 : next;
        if (lone) continue;
        groups[next + 1] = room_for(end - i);
        next += HEAD + room_for(end - i);
    }
    *out_groups = groups;
    return STATUS_OK;
}

enum status eval_set_bearers_open(struct eval_set *set, struct eval_set_bearers *out_bearers)
{
    struct arena *scratch = arena_new();
    struct sorting sorting = {.count = set->text_count};
    enum status status = STATUS_NO_MEMORY;
    *out_bearers = (struct eval_set_bearers){.set = set};
    if (!scratch) return status;
    sorting.items = arena_alloc(scratch, (sorting.count + 1) * sizeof *sorting.items);
    sorting.spare = arena_alloc(scratch, (sorting.count + 1) * sizeof *sorting.spare);
    if (sorting.items && sorting.spare) status = STATUS_OK;
    for (size_t band = 0; band < EVAL_BANDS && status == STATUS_OK; band++) {
        sort_band(set, band, &sorting);
        status = make_groups(set, band, &sorting, &out_bearers->groups[band]);
    }
    arena_free(scratch);
    return status;
}

static uint32_t *group_of(const struct eval_set_bearers *bearers, uint32_t text, size_t band)
{
    const uint32_t at = eval_set_keys_of(bearers->set, text)[band];
    return at > 0 ? &bearers->groups[band][at] : NULL;
}

const uint32_t *eval_set_bearers_of(const struct eval_set_bearers *bearers, uint32_t text, size_t band,
                                    size_t *out_count)
{
    const uint32_t *group = group_of(bearers, text, band);
    *out_count = group ? group[0] : 0;
    return group ? group + HEAD : NULL;
}

void eval_set_bearers_enter(struct eval_set_bearers *bearers, uint32_t text)
{
    for (size_t band = 0; band < EVAL_BANDS; band++) {
        uint32_t *group = group_of(bearers, text, band);
        if (group && group[0] < group[1]) group[HEAD + group[0]++] = text; /* else nobody would look so far */
    }
}
