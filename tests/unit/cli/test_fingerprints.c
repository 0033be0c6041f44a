/* Waivers by fingerprint: the first of several, and none. */
#include "support/unit.h"

#include "cli/fingerprints.h"

static struct review_waiver of(const char *fingerprint)
{
    return (struct review_waiver){.fingerprint = text_view_of(fingerprint)};
}

static void cli_fingerprints_find_the_first_of_a_fingerprint(void **state)
{
    const struct review_waiver waivers[] = {of("c"), of("a"), of("c"), of("b"), of("a")};
    struct arena *arena = arena_new();
    struct cli_fingerprints index;
    (void)state;
    assert_non_null(arena);
    assert_int_equal(cli_fingerprints_of(arena, waivers, 5, &index), STATUS_OK);
    assert_int_equal(cli_fingerprints_find(&index, text_view_of("a")), 1);
    assert_int_equal(cli_fingerprints_find(&index, text_view_of("b")), 3);
    assert_int_equal(cli_fingerprints_find(&index, text_view_of("c")), 0);
    arena_free(arena);
}

static void cli_fingerprints_miss_what_nothing_has(void **state)
{
    const struct review_waiver waivers[] = {of("b"), of("d")};
    static const char *const absent[] = {"", "a", "c", "dd"};
    struct arena *arena = arena_new();
    struct cli_fingerprints index, empty = {0};
    (void)state;
    assert_non_null(arena);
    assert_int_equal(cli_fingerprints_of(arena, waivers, 2, &index), STATUS_OK);
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_int_equal(cli_fingerprints_find(&index, text_view_of(absent[i])), 2);
    assert_int_equal(cli_fingerprints_find(&empty, text_view_of("a")), 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cli_fingerprints_find_the_first_of_a_fingerprint),
        cmocka_unit_test(cli_fingerprints_miss_what_nothing_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
