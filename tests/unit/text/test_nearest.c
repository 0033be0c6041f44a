#include "support/unit.h"

#include "support/table.h"
#include "text/nearest.h"

#include <stdlib.h>

static void text_nearest_distances(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "distance.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct text_view a = text_view_of(row->fields[0].at), b = text_view_of(row->fields[1].at);
        uint32_t expected = (uint32_t)strtoul(row->fields[2].at, NULL, 10);
        table_expect(row, text_distance(a, b) == expected, "distance");
        table_expect(row, text_distance(b, a) == expected, "distance the other way round");
    }
    table_close(&table);
}

static void text_nearest_suggests(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "nearest.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct text_view entries[8];
        size_t count = 0;
        for (char *at = strtok(row->fields[1].at, ","); at && count < 8; at = strtok(NULL, ",")) {
            entries[count++] = text_view_of(at);
        }
        size_t found = text_nearest(text_view_of(row->fields[0].at), entries, count);
        struct text_view name = found == (size_t)-1 ? text_view_of("-") : entries[found];
        table_expect(row, text_view_equal(name, text_view_of(row->fields[2].at)), "wrong suggestion");
    }
    table_close(&table);
}

static void text_nearest_leaves_out_what_is_too_long(void **state)
{
    (void)state;
    char longest[65 * 3];
    for (size_t i = 0; i < 65; i++) {
        memcpy(longest + 3 * i, "重", 3);
    }
    struct text_view fits = {longest, 64 * 3}, too_long = {longest, 65 * 3}, bad = {"\xFF", 1};
    assert_int_equal(text_distance(fits, fits), 0);
    assert_int_equal(text_distance(fits, too_long), UINT32_MAX);
    assert_int_equal(text_distance(bad, bad), UINT32_MAX);
    struct text_view entries[] = {too_long, bad, fits};
    assert_int_equal(text_nearest(fits, entries, 3), 2);
    assert_int_equal(text_nearest(too_long, entries, 3), (size_t)-1);
    assert_int_equal(text_nearest(fits, NULL, 0), (size_t)-1);
}

static void text_nearest_keeps_the_nearer(void **state)
{
    (void)state;
    const struct text_view word = text_view_of("amuont"), none = {"", 0};
    const struct text_view near = text_view_of("amount"), far = text_view_of("amounts"), other = text_view_of("title");
    assert_true(text_view_equal(text_nearer(word, none, far), far));
    assert_true(text_view_equal(text_nearer(word, far, near), near));
    assert_true(text_view_equal(text_nearer(word, near, far), near));
    assert_true(text_view_equal(text_nearer(word, near, other), near));
    assert_int_equal(text_nearer(word, none, other).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_nearest_distances),
        cmocka_unit_test(text_nearest_suggests),
        cmocka_unit_test(text_nearest_leaves_out_what_is_too_long),
        cmocka_unit_test(text_nearest_keeps_the_nearer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
