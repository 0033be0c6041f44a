/* The one date: --as-of, else SOURCE_DATE_EPOCH, else today. */
#include "support/unit.h"

#include "base/alloc.h"
#include "cli/clock.h"

#include <stdlib.h>

static void expect(const char *epoch, const char *asked_for, const char *date)
{
    struct arena *arena = arena_new();
    const char *got = "untouched";
    if (epoch) setenv("SOURCE_DATE_EPOCH", epoch, 1);
    else unsetenv("SOURCE_DATE_EPOCH");
    enum status status = cli_as_of(arena, asked_for, &got);
    assert_int_equal(status, date ? STATUS_OK : STATUS_INVALID);
    assert_string_equal(got, date ? date : "untouched");
    arena_free(arena);
}

static void cli_clock_takes_what_is_asked_for(void **state)
{
    (void)state;
    expect("0", "2019-08-31", "2019-08-31");
    expect("0", "2020-02-29", "2020-02-29");
    expect("0", "2000-02-29", "2000-02-29");
    static const char *const wrong[] = {"",           "2019-8-31",  "2019-02-29", "1900-02-29", "2019-13-01",
                                        "2019-00-01", "2019-01-00", "2019-04-31", "2019/08/31", "2019-08-311",
                                        "x019-08-31", "0000-01-01", "+201-08-31", "2019-08-3x", "today"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        expect("0", wrong[i], NULL);
}

static void cli_clock_takes_the_epoch(void **state)
{
    (void)state;
    expect("0", NULL, "1970-01-01");
    expect("1567209600", NULL, "2019-08-31");
    expect("1567209599", NULL, "2019-08-30");
    static const char *const wrong[] = {"yesterday", "12x", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        expect(wrong[i], NULL, NULL);
    setenv("TZ", "Asia/Tokyo", 1); /* the day is that of UTC, wherever it is read */
    expect("1567209599", NULL, "2019-08-30");
    unsetenv("TZ");
}

static void cli_clock_reads_today(void **state)
{
    (void)state;
    static const char *const none[] = {NULL, ""};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct arena *arena = arena_new();
        const char *got = NULL;
        if (none[i]) setenv("SOURCE_DATE_EPOCH", none[i], 1);
        else unsetenv("SOURCE_DATE_EPOCH");
        assert_int_equal(cli_as_of(arena, NULL, &got), STATUS_OK);
        assert_int_equal(strlen(got), 10);
        assert_true(strcmp(got, "2020-01-01") > 0 && strcmp(got, "9999") < 0);
        arena_free(arena);
    }
    unsetenv("SOURCE_DATE_EPOCH");
}

static void cli_clock_survives_failing_memory(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    enum status status = STATUS_NO_MEMORY;
    char big[20000];
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    for (int i = 0; i < 200 && status == STATUS_NO_MEMORY; i++) {
        const char *got = NULL;
        alloc_fail_at(1, true);
        status = cli_as_of(arena, "2019-08-31", &got);
        alloc_fail_never();
        assert_int_equal(got != NULL, status == STATUS_OK);
        if (status == STATUS_OK) { /* there was room left: use it up */
            assert_non_null(arena_copy(arena, big, sizeof big - 1));
            status = STATUS_NO_MEMORY;
        } else {
            break;
        }
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cli_clock_takes_what_is_asked_for),
        cmocka_unit_test(cli_clock_takes_the_epoch),
        cmocka_unit_test(cli_clock_reads_today),
        cmocka_unit_test(cli_clock_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
