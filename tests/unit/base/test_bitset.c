/* base/bitset: members, and their ranks across the words of the set. */
#include "base/alloc.h"
#include "base/bitset.h"
#include "support/unit.h"

static void bitset_ranks_count_the_smaller_members(void **state)
{
    (void)state;
    static const size_t members[] = {0, 7, 63, 64, 127, 128, 900, 999};
    struct arena *arena = arena_new();
    struct bitset set = {0};
    assert_true(bitset_init(&set, arena, 1000));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        bitset_add(&set, members[i]);
    bitset_add(&set, 900); /* again: still one */
    assert_int_equal(bitset_count_ranks(&set), 8);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        assert_true(bitset_has(&set, members[i]));
        assert_int_equal(bitset_rank(&set, members[i]), i);
    }
    assert_false(bitset_has(&set, 1));
    assert_false(bitset_has(&set, 998));
    assert_false(bitset_has(&set, 1000)); /* too large for it */
    arena_free(arena);
}

static void bitset_ranks_of_a_full_set_are_the_numbers(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct bitset set = {0};
    assert_true(bitset_init(&set, arena, 130));
    for (size_t i = 0; i < 130; i++)
        bitset_add(&set, i);
    assert_int_equal(bitset_count_ranks(&set), 130);
    for (size_t i = 0; i < 130; i++)
        assert_int_equal(bitset_rank(&set, i), i);
    arena_free(arena);
}

static void bitset_of_zeros_has_no_members(void **state)
{
    (void)state;
    struct bitset set = {0};
    assert_false(bitset_has(&set, 0));
    assert_int_equal(bitset_count_ranks(&set), 0);
}

static void bitset_says_when_memory_is_out(void **state)
{
    (void)state;
    bool made = false;
    for (unsigned long n = 1; !made; n++) {
        struct bitset set = {0};
        struct arena *arena = arena_new();
        assert_non_null(arena);
        alloc_fail_at(n, false);
        made = bitset_init(&set, arena, 100000);
        alloc_fail_at(0, false);
        assert_true(made || set.size == 0);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bitset_ranks_count_the_smaller_members),
                                       cmocka_unit_test(bitset_ranks_of_a_full_set_are_the_numbers),
                                       cmocka_unit_test(bitset_of_zeros_has_no_members),
                                       cmocka_unit_test(bitset_says_when_memory_is_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
