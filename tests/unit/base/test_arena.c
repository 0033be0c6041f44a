#include "support/unit.h"

#include "base/alloc.h"
#include "base/arena.h"

static void base_arena_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t size = 0; size < 2000; size++) {
        unsigned char *block = arena_alloc(arena, size);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(block[i], 0);
        }
        memset(block, 0xAB, size);
    }
    arena_free(arena);
}

static void base_arena_keeps_addresses_and_contents(void **state)
{
    (void)state;
    enum { BLOCKS = 3000 };
    static unsigned char *blocks[BLOCKS];
    struct arena *arena = arena_new();
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t size = i % 100 == 0 ? 200000 : 1 + i % 300;
        blocks[i] = arena_alloc(arena, size);
        memset(blocks[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t size = i % 100 == 0 ? 200000 : 1 + i % 300;
        assert_int_equal(blocks[i][0], i % 251);
        assert_int_equal(blocks[i][size - 1], i % 251);
    }
    assert_true(arena_bytes(arena) > 30 * 200000);
    arena_free(arena);
}

static void base_arena_large_request_leaves_the_page_in_use(void **state)
{
    (void)state;
#ifdef JUTEN_ARENA_MALLOC
    skip();
#else
    struct arena *arena = arena_new();
    char *first = arena_alloc(arena, 16);
    assert_non_null(arena_alloc(arena, 1000000));
    char *second = arena_alloc(arena, 16);
    assert_ptr_equal(second, first + 16);
    arena_free(arena);
#endif
}

static void base_arena_copy_ends_with_nul(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    arena_free(arena);
}

static void base_arena_grow_keeps_items(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int *items = NULL;
    size_t capacity = 0;
    for (size_t count = 0; count < 5000; count++) {
        items = arena_grow(arena, items, count, &capacity, sizeof *items);
        assert_non_null(items);
        assert_true(capacity > count);
        items[count] = (int)count;
    }
    for (size_t i = 0; i < 5000; i++) {
        assert_int_equal(items[i], i);
    }
    arena_free(arena);
}

static void base_arena_refuses_overflow(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_null(arena_alloc(arena, SIZE_MAX));
    assert_null(arena_alloc(arena, SIZE_MAX - 8));
    assert_null(arena_copy(arena, "x", SIZE_MAX));
    size_t capacity = SIZE_MAX / 4;
    char item;
    assert_null(arena_grow(arena, &item, capacity, &capacity, 16));
    assert_int_equal(capacity, SIZE_MAX / 4);
    arena_free(arena);
}

static void base_arena_survives_failed_allocation(void **state)
{
    (void)state;
    long before = alloc_live();
    alloc_fail_at(1, false);
    assert_null(arena_new());
    arena_free(NULL);
    struct arena *arena = arena_new();
    char *kept = arena_copy(arena, "kept", 4);
    alloc_fail_at(1, true);
    assert_null(arena_alloc(arena, 1000000));
    int *items = NULL;
    size_t capacity = 0;
    assert_null(arena_grow(arena, items, 0, &capacity, 100000));
    assert_int_equal(capacity, 0);
    while (arena_alloc(arena, 4000)) { /* uses up the page */
    }
    alloc_fail_never();
    assert_non_null(arena_alloc(arena, 4000));
    assert_string_equal(kept, "kept");
    arena_free(arena);
    assert_int_equal(alloc_live(), before);
}

static void base_arena_is_as_new_when_cleared(void **state)
{
    (void)state;
    long before = alloc_live();
    size_t most = 0;
    struct arena *arena = arena_new();
    arena_clear(arena); /* nothing in it yet */
    for (int round = 0; round < 50; round++) {
        assert_non_null(memset(arena_alloc(arena, 500000), 0xAB, 500000)); /* a block of its own, before any page */
        for (size_t i = 0; i < 300; i++) {
            unsigned char *block = arena_alloc(arena, 100);
            assert_non_null(block);
            for (size_t j = 0; j < 100; j++)
                assert_int_equal(block[j], 0);
            memset(block, 0xAB, 100);
        }
        if (round == 0) most = arena_bytes(arena);
        assert_true(arena_bytes(arena) <= 2 * most); /* it does not grow from round to round */
        arena_clear(arena);
        assert_true(arena_bytes(arena) < 500000);
    }
    arena_free(arena);
    assert_int_equal(alloc_live(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_arena_is_zeroed_and_aligned),
        cmocka_unit_test(base_arena_keeps_addresses_and_contents),
        cmocka_unit_test(base_arena_large_request_leaves_the_page_in_use),
        cmocka_unit_test(base_arena_copy_ends_with_nul),
        cmocka_unit_test(base_arena_grow_keeps_items),
        cmocka_unit_test(base_arena_refuses_overflow),
        cmocka_unit_test(base_arena_survives_failed_allocation),
        cmocka_unit_test(base_arena_is_as_new_when_cleared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
