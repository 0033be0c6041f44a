#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"

static void base_buf_appends_and_ends_with_nul(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    assert_null(buf.bytes);
    buf_add(&buf, NULL, 0);
    assert_null(buf.bytes);
    buf_add(&buf, "abc", 2);
    buf_add_string(&buf, "-def");
    buf_add_char(&buf, '!');
    buf_add_repeat(&buf, '=', 3);
    buf_add_repeat(&buf, '=', 0);
    assert_string_equal(buf.bytes, "ab-def!===");
    assert_int_equal(buf.len, 10);
    assert_int_equal(buf_status(&buf), STATUS_OK);
    buf_clear(&buf);
    assert_null(buf.bytes);
    assert_int_equal(buf.len, 0);
}

static void base_buf_grows_in_small_and_large_steps(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    for (int i = 0; i < 100000; i++) {
        buf_add_char(&buf, (char)('a' + i % 26));
    }
    buf_add_repeat(&buf, 'z', 3000000);
    assert_int_equal(buf.len, 3100000);
    assert_int_equal(buf.bytes[99999], 'a' + 99999 % 26);
    assert_int_equal(buf.bytes[3099999], 'z');
    assert_int_equal(buf.bytes[3100000], '\0');
    assert_true(buf.capacity < 4 * buf.len);
    buf_clear(&buf);
}

static void base_buf_writes_numbers(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *plain, *grouped;
    } rows[] = {
        {0, "0", "0"},
        {7, "7", "7"},
        {-1, "-1", "-1"},
        {999, "999", "999"},
        {1000, "1000", "1,000"},
        {-999999, "-999999", "-999,999"},
        {1234567, "1234567", "1,234,567"},
        {INT64_MAX, "9223372036854775807", "9,223,372,036,854,775,807"},
        {INT64_MIN, "-9223372036854775808", "-9,223,372,036,854,775,808"},
    };
    struct buf buf;
    buf_init(&buf);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_reset(&buf);
        buf_add_int(&buf, rows[i].value);
        assert_string_equal(buf.bytes, rows[i].plain);
        buf_reset(&buf);
        buf_add_grouped(&buf, rows[i].value);
        assert_string_equal(buf.bytes, rows[i].grouped);
    }
    buf_clear(&buf);
}

static void base_buf_failure_sticks(void **state)
{
    (void)state;
    long before = alloc_live();
    struct buf buf;
    buf_init(&buf);
    buf_add_string(&buf, "kept");
    alloc_fail_at(1, false);
    buf_add_repeat(&buf, 'x', 1000);
    buf_add_string(&buf, " not added, though memory is there again");
    buf_add_char(&buf, '.');
    buf_add_int(&buf, 5);
    assert_int_equal(buf_status(&buf), STATUS_NO_MEMORY);
    assert_string_equal(buf.bytes, "kept");
    buf_reset(&buf);
    assert_int_equal(buf_status(&buf), STATUS_OK);
    buf_add_string(&buf, "again");
    assert_string_equal(buf.bytes, "again");
    buf_clear(&buf);
    alloc_fail_never();
    assert_int_equal(alloc_live(), before);
}

static void base_buf_first_allocation_may_fail(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    alloc_fail_at(1, true);
    buf_add_string(&buf, "x");
    assert_int_equal(buf_status(&buf), STATUS_NO_MEMORY);
    assert_null(buf.bytes);
    buf_reset(&buf);
    alloc_fail_never();
    buf_clear(&buf);
}

static void base_buf_absurd_length_is_a_failure(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    buf_add_string(&buf, "kept");
    buf_add_repeat(&buf, 'x', SIZE_MAX);
    assert_int_equal(buf_status(&buf), STATUS_NO_MEMORY);
    assert_string_equal(buf.bytes, "kept");
    buf_clear(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_buf_appends_and_ends_with_nul),
        cmocka_unit_test(base_buf_grows_in_small_and_large_steps),
        cmocka_unit_test(base_buf_writes_numbers),
        cmocka_unit_test(base_buf_failure_sticks),
        cmocka_unit_test(base_buf_first_allocation_may_fail),
        cmocka_unit_test(base_buf_absurd_length_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
