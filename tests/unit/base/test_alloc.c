#include "support/unit.h"

#include "base/alloc.h"

#include <pthread.h>

static void base_alloc_counts_live_blocks(void **state)
{
    (void)state;
    long before = alloc_live();
    char *a = alloc_bytes(10);
    char *b = alloc_zeroed(4, 8);
    assert_int_equal(alloc_live(), before + 2);
    for (size_t i = 0; i < 32; i++) {
        assert_int_equal(b[i], 0);
    }
    memcpy(a, "123456789", 10);
    a = alloc_resize(a, 10000);
    assert_string_equal(a, "123456789");
    assert_int_equal(alloc_live(), before + 2);
    alloc_free(a);
    alloc_free(b);
    alloc_free(NULL);
    assert_int_equal(alloc_live(), before);
}

static void base_alloc_size_zero_is_unique(void **state)
{
    (void)state;
    void *blocks[] = {alloc_bytes(0), alloc_bytes(0), alloc_zeroed(0, 7), alloc_zeroed(7, 0), alloc_resize(NULL, 0)};
    for (size_t i = 0; i < 5; i++) {
        assert_non_null(blocks[i]);
        for (size_t j = 0; j < i; j++) {
            assert_ptr_not_equal(blocks[i], blocks[j]);
        }
    }
    blocks[0] = alloc_resize(blocks[0], 0);
    assert_non_null(blocks[0]);
    for (size_t i = 0; i < 5; i++) {
        alloc_free(blocks[i]);
    }
}

static void base_alloc_refuses_overflow(void **state)
{
    (void)state;
    long before = alloc_live();
    assert_null(alloc_zeroed(SIZE_MAX / 2, 3));
    assert_int_equal(alloc_live(), before);
}

/* Which of five allocations fail, as a string of + and -. */
static void outcome(unsigned long n, bool keep, char out[6])
{
    void *blocks[5];
    alloc_fail_at(n, keep);
    for (size_t i = 0; i < 5; i++) {
        blocks[i] = i % 2 ? alloc_zeroed(1, 1) : alloc_bytes(1);
        out[i] = blocks[i] ? '+' : '-';
    }
    out[5] = '\0';
    assert_int_equal(alloc_count(), 5);
    alloc_fail_never();
    for (size_t i = 0; i < 5; i++) {
        alloc_free(blocks[i]);
    }
}

static void base_alloc_fails_once_or_from_then_on(void **state)
{
    (void)state;
    char seen[6];
    outcome(1, false, seen);
    assert_string_equal(seen, "-++++");
    outcome(3, false, seen);
    assert_string_equal(seen, "++-++");
    outcome(3, true, seen);
    assert_string_equal(seen, "++---");
    outcome(6, true, seen);
    assert_string_equal(seen, "+++++");
}

static void base_alloc_failed_resize_keeps_the_block(void **state)
{
    (void)state;
    long before = alloc_live();
    char *block = alloc_bytes(4);
    memcpy(block, "abc", 4);
    alloc_fail_at(1, false);
    assert_null(alloc_resize(block, 100));
    assert_int_equal(alloc_live(), before + 1);
    assert_string_equal(block, "abc");
    alloc_fail_never();
    assert_int_equal(alloc_count(), 0);
    alloc_free(block);
}

static void *churn(void *unused)
{
    (void)unused;
    for (int i = 0; i < 10000; i++) {
        alloc_free(alloc_bytes(8));
    }
    return NULL;
}

static void base_alloc_counts_from_several_threads(void **state)
{
    (void)state;
    long before = alloc_live();
    alloc_fail_never();
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, churn, NULL), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(alloc_count(), 40000);
    assert_int_equal(alloc_live(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_alloc_counts_live_blocks),
        cmocka_unit_test(base_alloc_size_zero_is_unique),
        cmocka_unit_test(base_alloc_refuses_overflow),
        cmocka_unit_test(base_alloc_fails_once_or_from_then_on),
        cmocka_unit_test(base_alloc_failed_resize_keeps_the_block),
        cmocka_unit_test(base_alloc_counts_from_several_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
