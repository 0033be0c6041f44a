#include "support/unit.h"

#include "base/alloc.h"
#include "support/table.h"
#include "text/printable.h"
#include "text/utf8.h"

#include <stdlib.h>

static struct text_view field(const struct table_row *row, size_t index)
{
    return (struct text_view){row->fields[index].at, row->fields[index].len};
}

static bool holds(const struct buf *buf, struct text_view expected)
{
    return text_view_equal((struct text_view){buf->bytes, buf->len}, expected);
}

static void text_printable_widths(void **state)
{
    (void)state;
    struct table table;
    struct buf buf;
    buf_init(&buf);
    table_open(&table, "width.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct text_view text = field(row, 0);
        bool same = strcmp(row->fields[3].at, "=") == 0;
        table_expect(row, row->count == 4, "four fields are needed");
        table_expect(row, text_width(text, false) == strtoul(row->fields[1].at, NULL, 10), "narrow width");
        table_expect(row, text_width(text, true) == strtoul(row->fields[2].at, NULL, 10), "wide width");
        for (size_t cells = 0; cells < text_width(text, true) + 3; cells++)
            table_expect(row, text_fits(text, cells, true) == (text_width(text, true) <= cells), "fits");
        buf_reset(&buf);
        text_print(&buf, text);
        table_expect(row, holds(&buf, same ? text : field(row, 3)), "printed form");
    }
    table_close(&table);
    buf_clear(&buf);
}

static void text_printable_cuts(void **state)
{
    (void)state;
    struct table table;
    struct buf buf;
    buf_init(&buf);
    table_open(&table, "cut.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        size_t cells = strtoul(row->fields[1].at, NULL, 10);
        bool wide = row->fields[2].at[0] == 'y';
        buf_reset(&buf);
        text_print_cut(&buf, field(row, 0), cells, wide);
        table_expect(row, holds(&buf, field(row, 3)), "printed form");
        table_expect(row, text_width((struct text_view){buf.bytes, buf.len}, wide) <= cells, "too wide");
    }
    table_close(&table);
    buf_clear(&buf);
}

/* A line break and the blanks around it: away in Japanese, one blank between ASCII words; other blanks stay. */
static void text_printable_joins_lines(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"地方\n          の\xE3\x80\x80窓口", "地方の\xE3\x80\x80窓口"},
        {"地方 \t\r\n\r\n\xE3\x80\x80の", "地方の"},
        {"at\n   night", "at night"},
        {"IoT\n機器", "IoT機器"},
        {"\n a\n", "a"},
        {"a  b", "a  b"},
        {"a\x1b\nb", "a<U+001B> b"},
        {"", ""},
    };
    struct buf buf;
    buf_init(&buf);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_reset(&buf);
        text_print_joined(&buf, text_view_of(rows[i][0]));
        assert_true(holds(&buf, text_view_of(rows[i][1])));
        buf_reset(&buf);
        text_print_cut(&buf, text_view_of(rows[i][0]), 40, true);
        assert_true(holds(&buf, text_view_of(rows[i][1])));
    }
    buf_reset(&buf);
    text_print_cut(&buf, text_view_of("地方\n    の窓口"), 6, true);
    assert_true(holds(&buf, text_view_of("地方\xE2\x80\xA6")));
    buf_clear(&buf);
}

static void text_printable_width_of_all_ascii(void **state)
{
    (void)state;
    for (uint32_t point = 0x20; point < 0x7F; point++) {
        assert_int_equal(text_point_width(point, false), 1);
        assert_int_equal(text_point_width(point, true), 1);
    }
    assert_int_equal(text_point_width(0x10FFFF, false), 1);
}

static void text_printable_failure_sticks_in_the_buf(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    alloc_fail_at(1, true);
    text_print(&buf, text_view_of("重点"));
    alloc_fail_never();
    assert_int_equal(buf_status(&buf), STATUS_NO_MEMORY);
    buf_clear(&buf);
}

/* What is said to be plain is printed as it stands, letter by letter and in a row; most letters of a text are. */
static void text_printable_plain_is_printed_as_it_is(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf);
    for (uint32_t point = 0; point <= 0xFFFF; point++) {
        char bytes[4];
        struct text_view letter = {bytes, text_utf8_encode(point, bytes)};
        size_t plain = text_plain_len(letter);
        assert_true(plain == 0 || plain == letter.len);
        if (plain == 0) continue;
        buf_reset(&buf);
        text_print(&buf, letter);
        assert_true(holds(&buf, letter));
        assert_false(text_is_spelt(letter, 0));
    }
    assert_int_equal(text_plain_len(text_view_of("a b、重点\x1b")), 12);
    assert_int_equal(text_plain_len(text_view_of("重点\n")), 6);
    assert_int_equal(text_plain_len((struct text_view){"重", 2}), 0);
    assert_int_equal(text_plain_len(text_view_of("")), 0);
    buf_clear(&buf);
}

/* The short way for common letters says what the tables say, at every point of their ranges and beside them. */
static void text_printable_common_letters_follow_the_tables(void **state)
{
    (void)state;
    for (uint32_t point = 0x3000; point <= 0xA000; point++) {
        char bytes[4];
        struct text_view letter = {bytes, text_utf8_encode(point, bytes)};
        if (text_is_spelt(letter, 0)) assert_true(text_width(letter, true) > 2);
        else assert_int_equal(text_width(letter, false), text_point_width(point, false));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_printable_widths),
        cmocka_unit_test(text_printable_cuts),
        cmocka_unit_test(text_printable_joins_lines),
        cmocka_unit_test(text_printable_width_of_all_ascii),
        cmocka_unit_test(text_printable_plain_is_printed_as_it_is),
        cmocka_unit_test(text_printable_common_letters_follow_the_tables),
        cmocka_unit_test(text_printable_failure_sticks_in_the_buf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
