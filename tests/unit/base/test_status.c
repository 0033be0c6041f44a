#include "support/unit.h"

#include "base/status.h"

static void base_status_has_a_name_for_each(void **state)
{
    (void)state;
    const char *names[] = {status_name(STATUS_OK), status_name(STATUS_NO_MEMORY), status_name(STATUS_IO),
                           status_name(STATUS_INVALID), status_name(STATUS_LIMIT)};
    for (size_t i = 0; i < 5; i++) {
        assert_non_null(names[i]);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(names[i], names[j]);
        }
    }
    assert_string_equal(names[0], "ok");
    assert_non_null(status_name((enum status)99));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(base_status_has_a_name_for_each)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
