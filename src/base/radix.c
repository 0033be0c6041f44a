#include "base/radix.h"

#define DIGITS 256

static unsigned digit_of(uint64_t number, unsigned byte)
{
    return (unsigned)(number >> 8 * byte & (DIGITS - 1));
}

/* One pass: by one byte, those with the same in the order they had. */
static void sort_by_byte(const uint64_t *from, size_t count, unsigned byte, uint64_t *to)
{
    size_t next[DIGITS] = {0}, first = 0;
    for (size_t i = 0; i < count; i++)
        next[digit_of(from[i], byte)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t bearers = next[digit];
        next[digit] = first;
        first += bearers;
    }
    for (size_t i = 0; i < count; i++)
        to[next[digit_of(from[i], byte)]++] = from[i];
}

void radix_sort(uint64_t *items, size_t count, unsigned from, unsigned to, uint64_t *spare)
{
    for (unsigned byte = from; byte + 1 < to; byte += 2) {
        sort_by_byte(items, count, byte, spare);
        sort_by_byte(spare, count, byte + 1, items);
    }
}
