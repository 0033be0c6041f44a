/* base/bitset - a set of small numbers, and the rank of each: how many smaller ones are in it.
 *
 * With ranks, what is known about the few members lies in an array of that many items instead of one for every number
 * that could be a member:
 *
 *     bitset_init(&set, arena, 1000);  bitset_add(&set, 7);  bitset_add(&set, 900);
 *     items = arena_alloc(arena, bitset_count_ranks(&set) * sizeof *items);      two items
 *     if (bitset_has(&set, 900)) items[bitset_rank(&set, 900)] ...               the second
 *
 * A set that is all zeros has no members and asks for no memory. */
#ifndef BASE_BITSET_H
#define BASE_BITSET_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define BITSET_WORD 64

struct bitset {
    size_t size; /* members are smaller */
    uint64_t *words;
    uint32_t *before; /* by word: members in the words before it */
};

/* Room for numbers below `size`, in the arena; false when memory is out. */
bool bitset_init(struct bitset *set, struct arena *arena, size_t size);
/* Adds the members of another set, of which the size is not larger. */
void bitset_add_all(struct bitset *set, const struct bitset *other);
/* Works out the ranks; the number of members. */
size_t bitset_count_ranks(struct bitset *set);
/* Ones in a word: of each pair of bits, of each four, of each eight, and the sum of the eight bytes. */
static inline uint32_t bitset_count_ones(uint64_t word)
{
    word -= word >> 1 & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(word * 0x0101010101010101u >> 56);
}

/* The number must be below the set's size. Ranks told before are no longer right. */
static inline void bitset_add(struct bitset *set, size_t number)
{
    set->words[number / BITSET_WORD] |= (uint64_t)1 << number % BITSET_WORD;
}

/* The rank of a member, after bitset_count_ranks. */
static inline size_t bitset_rank(const struct bitset *set, size_t member)
{
    const uint64_t below = ((uint64_t)1 << member % BITSET_WORD) - 1;
    return set->before[member / BITSET_WORD] + bitset_count_ones(set->words[member / BITSET_WORD] & below);
}

static inline bool bitset_has(const struct bitset *set, size_t number)
{
    return number < set->size && (set->words[number / BITSET_WORD] >> number % BITSET_WORD & 1);
}

#endif
