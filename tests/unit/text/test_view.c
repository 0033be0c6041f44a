#include "support/unit.h"

#include "support/table.h"
#include "text/view.h"

static struct text_view of(const char *string)
{
    return text_view_of(string);
}

static void text_view_compares_like_bytes(void **state)
{
    (void)state;
    static const char *sorted[] = {"", "a", "ab", "abc", "b", "予", "点", "重"};
    for (size_t i = 0; i < 8; i++) {
        for (size_t j = 0; j < 8; j++) {
            int order = text_view_compare(of(sorted[i]), of(sorted[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
            assert_int_equal(text_view_equal(of(sorted[i]), of(sorted[j])), i == j);
        }
    }
    assert_int_equal(text_view_compare(of(NULL), of("")), 0);
}

static void text_view_finds(void **state)
{
    (void)state;
    static const struct {
        const char *haystack, *needle;
        size_t from, expected;
    } rows[] = {
        {"abcabc", "abc", 0, 0},
        {"abcabc", "abc", 1, 3},
        {"abcabc", "abc", 4, SIZE_MAX},
        {"abcabc", "c", 3, 5},
        {"abc", "abcd", 0, SIZE_MAX},
        {"aab", "ab", 0, 1},
        {"aaab", "aab", 0, 1},
        {"重点予算の重点", "重点", 1, 15},
        {"重点予算", "予算", 0, 6},
        {"重点予算", "予測", 0, SIZE_MAX},
        {"abc", "", 0, 0},
        {"abc", "", 3, 3},
        {"abc", "", 4, SIZE_MAX},
        {"", "a", 0, SIZE_MAX},
        {"", "", 0, 0},
        {"abc", "a", 9, SIZE_MAX},
        {NULL, "a", 0, SIZE_MAX},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(text_view_find(of(rows[i].haystack), of(rows[i].needle), rows[i].from), rows[i].expected);
    }
    const char with_nul[] = "a\0b";
    assert_int_equal(text_view_find((struct text_view){with_nul, 3}, of("b"), 0), 2);
}

static void text_view_starts_what(void **state)
{
    (void)state;
    assert_true(text_view_starts(of("重点"), of("重")));
    assert_true(text_view_starts(of("重点"), of("")));
    assert_true(text_view_starts(of(NULL), of(NULL)));
    assert_false(text_view_starts(of("重"), of("重点")));
    assert_false(text_view_starts(of("点"), of("重")));
    assert_true(text_view_starts_with(of("重点"), "重"));
    assert_true(text_view_starts_with(of("重点"), ""));
    assert_true(text_view_starts_with(of(NULL), ""));
    assert_false(text_view_starts_with(of("重"), "重点"));
    assert_false(text_view_starts_with(of("点"), "重"));
}

static void text_view_trims(void **state)
{
    (void)state;
    static const char *rows[][2] = {
        {"", ""},
        {"  ", ""},
        {"\u3000", ""},
        {"a", "a"},
        {" a b ", "a b"},
        {"\t\u3000 重 点\u3000\r\n", "重 点"},
        {"\u3000\u3000a", "a"},
        {"a\u3001", "a\u3001"},
        {"\u00A0a", "\u00A0a"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(text_view_equal(text_view_trim(of(rows[i][0])), of(rows[i][1])));
    }
    assert_int_equal(text_view_trim(of(NULL)).len, 0);
}

static void text_view_globs(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "glob.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        bool matches = text_view_glob(of(row->fields[0].at), of(row->fields[1].at));
        table_expect(row, matches == (row->fields[2].at[0] == 'y'), "wrong answer");
    }
    table_close(&table);
}

/* Backtracking must not be exponential. */
static void text_view_glob_of_many_stars_ends(void **state)
{
    (void)state;
    char text[2001], pattern[2001];
    memset(text, 'a', 2000);
    text[2000] = '\0';
    for (size_t i = 0; i < 1000; i++) {
        memcpy(pattern + 2 * i, "*a", 2);
    }
    pattern[2000] = '\0';
    assert_true(text_view_glob(of(text), of(pattern)));
    pattern[1999] = 'b';
    assert_false(text_view_glob(of(text), of(pattern)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_view_compares_like_bytes),
        cmocka_unit_test(text_view_finds),
        cmocka_unit_test(text_view_starts_what),
        cmocka_unit_test(text_view_trims),
        cmocka_unit_test(text_view_globs),
        cmocka_unit_test(text_view_glob_of_many_stars_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
