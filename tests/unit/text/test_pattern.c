#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "text/pattern.h"

#include <pthread.h>

/* A pattern and the arena of its own that it lives in. */
struct housed {
    struct arena *arena;
    struct text_pattern *pattern;
};

static struct housed pattern_of(const char *expression, bool check_now)
{
    struct housed housed = {arena_new(), NULL};
    struct text_pattern_error error;
    assert_non_null(housed.arena);
    assert_int_equal(text_pattern_new(housed.arena, text_view_of(expression), check_now, &housed.pattern, &error),
                     STATUS_OK);
    return housed;
}

static void housed_free(struct housed housed)
{
    text_pattern_clear(housed.pattern);
    arena_free(housed.arena);
}

static struct text_matcher *matcher_new(void)
{
    struct text_matcher *matcher = NULL;
    assert_int_equal(text_matcher_new(&matcher), STATUS_OK);
    return matcher;
}

static void text_pattern_finds_first_match(void **state)
{
    (void)state;
    static const struct {
        const char *expression, *subject;
        size_t from;
        enum text_match result;
        size_t begin, end;
    } rows[] = {
        {"機器", "iot機器と機器", 0, TEXT_MATCH_FOUND, 3, 9},
        {"機器", "iot機器と機器", 4, TEXT_MATCH_FOUND, 12, 18},
        {"機器", "iot機器", 9, TEXT_MATCH_NONE, 0, 0},
        {"機器", "iot機器", 99, TEXT_MATCH_NONE, 0, 0},
        {"機器", "", 0, TEXT_MATCH_NONE, 0, 0},
        {"機器", NULL, 0, TEXT_MATCH_NONE, 0, 0},
        {"(?:組込|埋め?込み)(?:機器|システム)", "埋込みシステムを", 0, TEXT_MATCH_FOUND, 0, 21},
        {"機.器", "機の器", 0, TEXT_MATCH_FOUND, 0, 9}, /* a point is a character, not a byte */
        {"\\d+", "第３回", 0, TEXT_MATCH_FOUND, 3, 6},  /* Unicode digits */
        {"\\p{Katakana}+", "のシステム", 0, TEXT_MATCH_FOUND, 3, 15},
        {"a*", "baac", 0, TEXT_MATCH_FOUND, 1, 3}, /* not the empty match before b */
        {"a*", "bbb", 0, TEXT_MATCH_NONE, 0, 0},
        {"", "abc", 0, TEXT_MATCH_NONE, 0, 0},
        {"(?<=電子)機器", "電子機器", 6, TEXT_MATCH_FOUND, 6, 12}, /* looks back before `from` */
        {"^機器", "電子機器", 6, TEXT_MATCH_NONE, 0, 0},
        {"機器$", "機器", 0, TEXT_MATCH_FOUND, 0, 6},
    };
    struct text_matcher *matcher = matcher_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct housed housed = pattern_of(rows[i].expression, i % 2);
        size_t begin = 0, end = 0;
        enum text_match result =
            text_pattern_find(housed.pattern, matcher, text_view_of(rows[i].subject), rows[i].from, &begin, &end);
        if (result != rows[i].result || begin != rows[i].begin || end != rows[i].end) {
            fail_msg("%s: %d at %zu to %zu", rows[i].expression, (int)result, begin, end);
        }
        assert_string_equal(text_pattern_expression(housed.pattern).at, rows[i].expression);
        housed_free(housed);
    }
    text_matcher_free(matcher);
}

static void text_pattern_tells_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        size_t offset;
        const char *words;
    } rows[] = {
        {"機器(", 7, "parenthesis"}, {"[機", 4, "character class"}, {"a**b", 2, "quantifier"},
        {"\\C", 2, "\\C"},           {"機\xFF", 3, "UTF-8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_new();
        struct text_pattern *pattern = NULL;
        struct text_pattern_error error = {{0}, 0};
        enum status status = text_pattern_new(arena, text_view_of(rows[i].expression), true, &pattern, &error);
        assert_int_equal(status, STATUS_INVALID);
        assert_null(pattern);
        if (error.offset != rows[i].offset || !strstr(error.message, rows[i].words)) {
            fail_msg("%s: %s at %zu", rows[i].expression, error.message, error.offset);
        }
        arena_free(arena);
    }
}

/* What was compiled is given back, and compiled again when it is needed. */
static void text_pattern_is_compiled_again_after_clear(void **state)
{
    (void)state;
    long before = alloc_live();
    struct text_matcher *matcher = matcher_new();
    struct housed housed = pattern_of("機器", false);
    long unused = alloc_live();
    for (int i = 0; i < 2; i++) {
        size_t begin, end;
        assert_int_equal(text_pattern_find(housed.pattern, matcher, text_view_of("機器"), 0, &begin, &end),
                         TEXT_MATCH_FOUND);
        assert_true(alloc_live() > unused);
        text_pattern_clear(housed.pattern);
        assert_int_equal(alloc_live(), unused);
    }
    housed_free(housed);
    text_matcher_free(matcher);
    assert_int_equal(alloc_live(), before);
}

static void text_pattern_limit_is_not_no_match(void **state)
{
    (void)state;
    static const char *expressions[] = {"(?:a+)+[bc]", "(?:a|aa)+[bc]", "(?:.*.*.*.*.*.*)[xy]"};
    char subject[4000];
    memset(subject, 'a', sizeof subject);
    struct text_matcher *matcher = matcher_new();
    for (size_t i = 0; i < 3; i++) {
        struct housed housed = pattern_of(expressions[i], true);
        size_t begin = 7, end = 8;
        struct text_view text = {subject, sizeof subject};
        assert_int_equal(text_pattern_find(housed.pattern, matcher, text, 0, &begin, &end), TEXT_MATCH_LIMIT);
        assert_int_equal(begin, 7);
        assert_int_equal(end, 8);
        housed_free(housed);
    }
    struct housed again = pattern_of("aac", true); /* the matcher is as good as new */
    size_t begin, end;
    assert_int_equal(text_pattern_find(again.pattern, matcher, text_view_of("aaac"), 0, &begin, &end),
                     TEXT_MATCH_FOUND);
    housed_free(again);
    text_matcher_free(matcher);
}

/* A long text that needs much memory to be matched: a limit, or found, but never "none". */
static void text_pattern_runs_out_of_stack_safely(void **state)
{
    (void)state;
    enum { LEN = 1000000 };
    static char subject[LEN];
    memset(subject, 'a', LEN);
    subject[LEN - 1] = 'b';
    struct text_matcher *matcher = matcher_new();
    struct housed housed = pattern_of("(?:(a)|c)*b", true);
    size_t begin, end;
    struct text_view text = {subject, LEN};
    assert_int_equal(text_pattern_find(housed.pattern, matcher, text, 0, &begin, &end), TEXT_MATCH_LIMIT);
    housed_free(housed);
    text_matcher_free(matcher);
}

static void text_pattern_survives_failed_allocation(void **state)
{
    (void)state;
    long before = alloc_live();
    bool finished = false;
    for (unsigned long n = 1; !finished; n++) {
        for (int keep = 0; keep < 2; keep++) {
            struct arena *arena = arena_new();
            struct text_pattern *pattern = NULL;
            struct text_matcher *matcher = NULL;
            struct text_pattern_error error;
            size_t begin = 0, end = 0;
            enum text_match result = TEXT_MATCH_NO_MEMORY;
            alloc_fail_at(n, keep);
            enum status made = text_pattern_new(arena, text_view_of("(機|器)+\\d"), n % 2, &pattern, &error);
            enum status matched = text_matcher_new(&matcher);
            if (made == STATUS_OK && matched == STATUS_OK) {
                result = text_pattern_find(pattern, matcher, text_view_of("の機器5"), 0, &begin, &end);
            }
            finished = alloc_count() < n;
            alloc_fail_never();
            assert_true(made == STATUS_OK || made == STATUS_NO_MEMORY);
            assert_true(matched == STATUS_OK || matched == STATUS_NO_MEMORY);
            assert_true(result == TEXT_MATCH_NO_MEMORY || (result == TEXT_MATCH_FOUND && begin == 3 && end == 10));
            if (finished) assert_int_equal(result, TEXT_MATCH_FOUND);
            text_pattern_clear(pattern);
            arena_free(arena);
            text_matcher_free(matcher);
            assert_int_equal(alloc_live(), before);
        }
        assert_true(n < 100);
    }
    text_pattern_clear(NULL);
    text_matcher_free(NULL);
}

static void *match_often(void *pattern)
{
    struct text_matcher *matcher;
    size_t found = 0, begin, end;
    if (text_matcher_new(&matcher) != STATUS_OK) return NULL;
    for (int i = 0; i < 200; i++) {
        found += text_pattern_find(pattern, matcher, text_view_of("組込機器"), 0, &begin, &end) == TEXT_MATCH_FOUND;
    }
    text_matcher_free(matcher);
    return found == 200 ? pattern : NULL;
}

/* Several threads compile the same pattern at once. */
static void text_pattern_is_shared_by_threads(void **state)
{
    (void)state;
    long before = alloc_live();
    for (int round = 0; round < 20; round++) {
        struct housed housed = pattern_of("(?:組込|埋め?込み)(?:機器|システム)", false);
        pthread_t threads[4];
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(pthread_create(&threads[i], NULL, match_often, housed.pattern), 0);
        for (size_t i = 0; i < 4; i++) {
            void *result;
            pthread_join(threads[i], &result);
            assert_ptr_equal(result, housed.pattern);
        }
        housed_free(housed);
    }
    assert_int_equal(alloc_live(), before);
}

/* Steps over `times` repetitions of the unit. */
static uint32_t steps_over(struct text_meter *meter, const char *unit, size_t times, uint32_t most)
{
    struct buf text;
    uint32_t steps = 0;
    buf_init(&text);
    for (size_t i = 0; i < times; i++)
        buf_add_string(&text, unit);
    assert_int_equal(text_meter_steps(meter, (struct text_view){text.bytes, text.len}, text.len, most, &steps),
                     STATUS_OK);
    buf_clear(&text);
    return steps;
}

static void text_meter_counts_steps(void **state)
{
    (void)state;
    static const struct {
        const char *expression, *unit;
        uint32_t least, most; /* growth when the text doubles, in tenths */
    } rows[] = {
        {"対応[^。]{0,8}計画", "対応", 8, 12},
        {"対応[^。]*計画", "対応", 17, 23},         /* as the text */
        {"対応[^。]*対[^。]*計画", "対応", 34, 46}, /* as its square */
    };
    long before = alloc_live();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text_meter *meter;
        assert_int_equal(text_meter_new(text_view_of(rows[i].expression), &meter), STATUS_OK);
        uint32_t once = steps_over(meter, rows[i].unit, 40, 10000000),
                 twice = steps_over(meter, rows[i].unit, 80, 10000000);
        if (twice * 10 < once * rows[i].least || twice * 10 > once * rows[i].most)
            fail_msg("%s: %u, %u", rows[i].expression, once, twice);
        assert_int_equal(steps_over(meter, rows[i].unit, 40, 10000000), once);
        assert_int_equal(steps_over(meter, rows[i].unit, 80, once / 3), UINT32_MAX);
        text_meter_free(meter);
    }
    text_meter_free(NULL);
    assert_int_equal(alloc_live(), before);
}

static void text_meter_tells_what_it_cannot_count(void **state)
{
    (void)state;
    struct text_meter *meter;
    long before = alloc_live();
    assert_int_equal(text_meter_new(text_view_of("(対応"), &meter), STATUS_INVALID);
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long fail_at = 1; status != STATUS_OK; fail_at++) {
        uint32_t steps;
        alloc_fail_at(fail_at, false);
        status = text_meter_new(text_view_of("対応[^。]*計画"), &meter);
        if (status == STATUS_OK) {
            status = text_meter_steps(meter, text_view_of("対応対応対応"), 3, 1000, &steps);
            text_meter_free(meter);
        }
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
    }
    assert_int_equal(alloc_live(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_pattern_finds_first_match),
        cmocka_unit_test(text_pattern_tells_what_is_wrong),
        cmocka_unit_test(text_pattern_is_compiled_again_after_clear),
        cmocka_unit_test(text_pattern_limit_is_not_no_match),
        cmocka_unit_test(text_pattern_runs_out_of_stack_safely),
        cmocka_unit_test(text_pattern_survives_failed_allocation),
        cmocka_unit_test(text_pattern_is_shared_by_threads),
        cmocka_unit_test(text_meter_counts_steps),
        cmocka_unit_test(text_meter_tells_what_it_cannot_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
