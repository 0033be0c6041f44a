/* Arenas that are given back come again, as if new; how many wait is bounded. */
#include "support/unit.h"

#include "base/alloc.h"
#include "base/depot.h"

#define SIZE 1000

static void expect_zeros(struct arena *arena)
{
    const unsigned char *block = arena_alloc(arena, SIZE);
    assert_non_null(block);
    for (size_t i = 0; i < SIZE; i++)
        assert_int_equal(block[i], 0);
}

static void base_depot_gives_arenas_out_as_if_new(void **state)
{
    (void)state;
    struct depot depot;
    depot_init(&depot);
    for (int round = 0; round < 3; round++) {
        struct arena *arena = depot_take(&depot);
        assert_non_null(arena);
        expect_zeros(arena);
        memset(arena_alloc(arena, SIZE), 0xAB, SIZE);
        memset(arena_alloc(arena, 100 * SIZE), 0xCD, 100 * SIZE);
        depot_give(&depot, arena);
        assert_int_equal(depot.count, 1);
    }
    depot_give(&depot, NULL);
    assert_int_equal(depot.count, 1);
    depot_clear(&depot);
}

static void base_depot_keeps_few(void **state)
{
    (void)state;
    struct depot depot;
    struct arena *taken[DEPOT_MOST + 3];
    const long live = alloc_live();
    depot_init(&depot);
    for (size_t i = 0; i < DEPOT_MOST + 3; i++)
        assert_non_null(taken[i] = depot_take(&depot));
    for (size_t i = 0; i < DEPOT_MOST + 3; i++)
        depot_give(&depot, taken[i]);
    assert_int_equal(depot.count, DEPOT_MOST);
    depot_clear(&depot);
    assert_int_equal(alloc_live(), live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_depot_gives_arenas_out_as_if_new),
        cmocka_unit_test(base_depot_keeps_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
