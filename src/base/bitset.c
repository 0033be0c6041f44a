#include "base/bitset.h"

bool bitset_init(struct bitset *set, struct arena *arena, size_t size)
{
    const size_t count = size / BITSET_WORD + 1;
    struct bitset made = {.size = size,
                          .words = arena_alloc(arena, count * sizeof *made.words),
                          .before = arena_alloc(arena, count * sizeof *made.before)};
    if (!made.words || !made.before) return false;
    *set = made;
    return true;
}

void bitset_add_all(struct bitset *set, const struct bitset *other)
{
    for (size_t i = 0; other->size > 0 && i <= other->size / BITSET_WORD; i++)
        set->words[i] |= other->words[i];
}

size_t bitset_count_ranks(struct bitset *set)
{
    uint32_t count = 0;
    for (size_t i = 0; set->size > 0 && i <= set->size / BITSET_WORD; i++) {
        set->before[i] = count;
        count += bitset_count_ones(set->words[i]);
    }
    return count;
}
