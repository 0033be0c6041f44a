#include "support/tree.h"
#include "support/unit.h"

#include "base/radix.h"

enum { NUMBERS = 500 };

/* By the upper half alone: what is equal there stays in the order it had. */
static void base_radix_sorts_by_some_bytes(void **state)
{
    (void)state;
    uint64_t numbers[NUMBERS], spare[NUMBERS];
    uint32_t seed = 1;
    for (uint32_t i = 0; i < NUMBERS; i++)
        numbers[i] = (uint64_t)(tree_random(&seed) % 50) << 32 | i;
    radix_sort(numbers, NUMBERS, 4, 8, spare);
    for (size_t i = 1; i < NUMBERS; i++) {
        assert_true(numbers[i - 1] >> 32 <= numbers[i] >> 32);
        if (numbers[i - 1] >> 32 == numbers[i] >> 32) assert_true(numbers[i - 1] < numbers[i]);
    }
}

static void base_radix_sorts_whole_numbers(void **state)
{
    (void)state;
    uint64_t numbers[NUMBERS], spare[NUMBERS], sum = 0;
    uint32_t seed = 2;
    for (size_t i = 0; i < NUMBERS; i++)
        sum += numbers[i] =
            (uint64_t)tree_random(&seed) << 40 ^ (uint64_t)tree_random(&seed) << 20 ^ tree_random(&seed);
    radix_sort(numbers, NUMBERS, 0, 8, spare);
    for (size_t i = 0; i < NUMBERS; i++) {
        sum -= numbers[i];
        if (i > 0) assert_true(numbers[i - 1] <= numbers[i]);
    }
    assert_true(sum == 0);
    radix_sort(numbers, 0, 0, 8, spare); /* nothing to sort */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(base_radix_sorts_by_some_bytes),
                                       cmocka_unit_test(base_radix_sorts_whole_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
