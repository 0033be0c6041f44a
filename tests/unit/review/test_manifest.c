/* The record of a run: what its digest is over, and what it must not tell where figures are withheld. */
#include "support/unit.h"

#include "review/manifest.h"

#include <string.h>

struct given {
    const char *path, *sha256;
};

static struct review_manifest manifest_of(struct arena *arena, const struct given *given, size_t count)
{
    struct review_manifest manifest = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        assert_int_equal(review_manifest_add(&manifest, REVIEW_INPUT_CHECKED, text_view_of(given[i].path),
                                             text_view_of(given[i].sha256)),
                         STATUS_OK);
    return manifest;
}

static void seal(struct review_manifest *manifest, size_t requests)
{
    const struct review_totals totals = {.files = 2, .requests = requests};
    const struct review_seal seal = {.version = text_view_of("1"),
                                     .as_of = text_view_of("2019-08-31"),
                                     .totals = &totals};
    assert_int_equal(review_manifest_seal(manifest, &seal), STATUS_OK);
    assert_int_equal(strlen(manifest->digest), HASH_SHA256_HEX - 1);
}

static void review_manifest_digest_is_over_contents_not_names(void **state)
{
    const struct given here[] = {{"a.yaml", "01"}, {"b.yaml", "02"}}, there[] = {{"x/c.yaml", "02"}, {"d.yaml", "01"}},
                       other[] = {{"a.yaml", "01"}, {"b.yaml", "03"}};
    struct arena *arena = arena_new();
    (void)state;
    assert_non_null(arena);
    struct review_manifest a = manifest_of(arena, here, 2), b = manifest_of(arena, there, 2),
                           c = manifest_of(arena, other, 2), d = manifest_of(arena, here, 2);
    seal(&a, 7);
    seal(&b, 7);
    seal(&c, 7);
    seal(&d, 8);
    assert_string_equal(a.digest, b.digest);
    assert_string_not_equal(a.digest, c.digest);
    assert_string_not_equal(a.digest, d.digest);
    arena_free(arena);
}

static void review_manifest_has_inputs_once_and_in_order(void **state)
{
    const struct given given[] = {{"b.yaml", "02"}, {"a.yaml", "01"}, {"b.yaml", "02"}};
    struct arena *arena = arena_new();
    (void)state;
    assert_non_null(arena);
    struct review_manifest manifest = manifest_of(arena, given, 3);
    assert_int_equal(review_manifest_add(&manifest, REVIEW_INPUT_WAIVERS, text_view_of("z"), text_view_of("09")),
                     STATUS_OK);
    seal(&manifest, 1);
    assert_int_equal(manifest.count, 3);
    assert_int_equal(manifest.inputs[0].role, REVIEW_INPUT_WAIVERS);
    assert_string_equal(manifest.inputs[1].path.at, "a.yaml");
    assert_string_equal(manifest.inputs[2].path.at, "b.yaml");
    arena_free(arena);
}

static void review_manifest_withhold_leaves_nothing_to_try(void **state)
{
    const struct given one[] = {{"a.yaml", "01"}, {"b.yaml", "02"}}, other[] = {{"a.yaml", "77"}, {"b.yaml", "88"}};
    struct arena *arena = arena_new();
    (void)state;
    assert_non_null(arena);
    struct review_manifest a = manifest_of(arena, one, 2), b = manifest_of(arena, other, 2);
    review_manifest_withhold(&a);
    review_manifest_withhold(&b);
    seal(&a, 7);
    seal(&b, 7);
    for (size_t i = 0; i < a.count; i++)
        assert_int_equal(a.inputs[i].sha256.len, 0);
    assert_string_equal(a.digest, b.digest); /* whatever the files hold */
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(review_manifest_digest_is_over_contents_not_names),
        cmocka_unit_test(review_manifest_has_inputs_once_and_in_order),
        cmocka_unit_test(review_manifest_withhold_leaves_nothing_to_try),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
