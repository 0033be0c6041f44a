#include "support/unit.h"

#include "base/profile.h"

static uint64_t now;

static uint64_t set_clock(void)
{
    return now;
}

static void base_profile_gives_time_to_the_phase_that_runs(void **state)
{
    (void)state;
    struct profile profile = {.clock = set_clock};
    now = 1000;
    assert_int_equal(profile_enter(&profile, PROFILE_PARSE), PROFILE_OUTSIDE);
    now += 5;
    enum profile_phase left = profile_enter(&profile, PROFILE_FOLD);
    assert_int_equal(left, PROFILE_PARSE);
    now += 7;
    profile_enter(&profile, left);
    now += 11;
    profile_enter(&profile, PROFILE_OUTSIDE);
    now += 13;
    assert_int_equal(profile.spent[PROFILE_PARSE], 5 + 11);
    assert_int_equal(profile.spent[PROFILE_FOLD], 7);
    assert_int_equal(profile.spent[PROFILE_MATCH], 0);
}

static void base_profile_measures_nothing_without_a_clock(void **state)
{
    (void)state;
    struct profile profile = {0};
    assert_int_equal(profile_enter(NULL, PROFILE_PARSE), PROFILE_OUTSIDE);
    assert_int_equal(profile_enter(&profile, PROFILE_PARSE), PROFILE_OUTSIDE);
    assert_int_equal(profile_enter(&profile, PROFILE_FOLD), PROFILE_OUTSIDE);
    assert_int_equal(profile.spent[PROFILE_PARSE], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(base_profile_gives_time_to_the_phase_that_runs),
                                       cmocka_unit_test(base_profile_measures_nothing_without_a_clock)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
