/* base/radix - numbers sorted by some of their bytes, without comparing any. */
#ifndef BASE_RADIX_H
#define BASE_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sorts by the bytes [from, to) of each number, 0 being the lowest, an even number of them; what is equal there stays
 * in its order. `spare` has room for as many. Time is linear in the numbers, and takes 256 steps more for every byte.
 */
void radix_sort(uint64_t *items, size_t count, unsigned from, unsigned to, uint64_t *spare);

#endif
