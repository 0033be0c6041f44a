/* Grams: which letters they hold, where they stand, what is left out. */
#include "support/unit.h"
#include "text/gram.h"

static struct text_grams grams_of(struct arena *arena, const char *text)
{
    struct text_grams grams;
    assert_int_equal(text_grams(arena, text_view_of(text), &grams), STATUS_OK);
    return grams;
}

static void text_gram_is_three_letters_in_a_row(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_grams grams = grams_of(arena, "灯台を守る人");
    assert_int_equal(grams.count, 4);
    assert_int_equal(grams.items[0].begin, 0);
    assert_int_equal(grams.items[0].end, 9);
    assert_int_equal(grams.items[3].begin, 9);
    assert_int_equal(grams.items[3].end, 18);
    assert_int_equal(grams_of(arena, "灯台").count, 0);
    assert_int_equal(grams_of(arena, "").count, 0);
    arena_free(arena);
}

static void text_gram_steps_over_marks(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_grams plain = grams_of(arena, "灯台の点検"), marked = grams_of(arena, "「灯台」の、\n点・検。");
    assert_int_equal(marked.count, plain.count);
    for (size_t i = 0; i < plain.count; i++)
        assert_int_equal(marked.items[i].hash, plain.items[i].hash);
    assert_int_equal(marked.items[0].begin, 3);
    arena_free(arena);
}

static void text_gram_hash_tells_letters_apart(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_int_not_equal(grams_of(arena, "灯台点検").items[0].hash, grams_of(arena, "点検灯台").items[0].hash);
    assert_int_equal(grams_of(arena, "abc").items[0].hash, 0x1a47e90bu); /* FNV-1a, by its published constants */
    arena_free(arena);
}

static void text_gram_without_stretches(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_grams grams = grams_of(arena, "灯台を守る人の手引"); /* seven grams */
    struct text_term_hit title = {9, 15, 0};                         /* 守る: touches four of them */
    struct text_term_hits titles = {&title, 1, 1};
    assert_int_equal(grams.count, 7);
    text_grams_without(&grams, &titles);
    assert_int_equal(grams.count, 3);
    assert_int_equal(grams.items[0].begin, 0);
    assert_int_equal(grams.items[1].begin, 15);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_gram_is_three_letters_in_a_row),
        cmocka_unit_test(text_gram_steps_over_marks),
        cmocka_unit_test(text_gram_hash_tells_letters_apart),
        cmocka_unit_test(text_gram_without_stretches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
