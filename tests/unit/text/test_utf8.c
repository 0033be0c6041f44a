#include "support/unit.h"

#include "support/table.h"
#include "text/utf8.h"

#include <stdlib.h>

static void text_utf8_is_strict(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "utf8.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct text_view view = {row->fields[0].at, row->fields[0].len};
        bool valid = strcmp(row->fields[1].at, "-") == 0;
        size_t expected = valid ? view.len : strtoul(row->fields[1].at, NULL, 10);
        table_expect(row, row->count == 3, "three fields are needed");
        table_expect(row, text_utf8_check(view) == expected, "first invalid byte");
        size_t points = text_utf8_count(text_view_part(view, 0, expected));
        table_expect(row, points == strtoul(row->fields[2].at, NULL, 10), "number of code points");
    }
    table_close(&table);
}

/* Every code point there is: encoded, decoded, and found valid; its parts are not. */
static void text_utf8_round_trip(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        char bytes[4];
        size_t len = text_utf8_encode(point, bytes);
        uint32_t decoded = 0xABCDEF;
        size_t taken = text_utf8_decode((struct text_view){bytes, len}, &decoded);
        bool surrogate = point >= 0xD800 && point <= 0xDFFF;
        if (taken != (surrogate ? 0 : len) || decoded != (surrogate ? 0xABCDEF : point)) {
            fail_msg("U+%04X", (unsigned)point);
        }
        if (text_utf8_decode((struct text_view){bytes, len - 1}, &decoded) != 0)
            fail_msg("cut U+%04X", (unsigned)point);
    }
}

/* Counted eight bytes at a time or one by one: the same, wherever the text begins and ends. */
static void text_utf8_counts_every_length(void **state)
{
    (void)state;
    static const char text[] = "a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80"
                               "bc\xE3\x81\x82\xF4\x8F\xBF\xBF\x7F\xEF\xBF\xBFzzzzzzzz\xF0\xA0\xAE\xB7";
    for (size_t from = 0; from < sizeof text; from++)
        for (size_t to = from; to < sizeof text; to++) {
            struct text_view view = {text + from, to - from};
            size_t points = 0, of_four = 0;
            for (size_t i = from; i < to; i++) {
                points += ((unsigned char)text[i] & 0xC0) != 0x80;
                of_four += (unsigned char)text[i] >= 0xF0;
            }
            assert_int_equal(text_utf8_count(view), points);
            assert_int_equal(text_utf8_count_long(view), of_four);
        }
}

/* So many characters on is where so many have been counted, from every character and for every number; at the end it
 * says how many there were. */
static void text_utf8_skips_what_it_counts(void **state)
{
    (void)state;
    struct text_view text = text_view_of("a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80"
                                         "bc\xE3\x81\x82\xF4\x8F\xBF\xBF\x7F\xEF\xBF\xBFzzzzzzzz\xF0\xA0\xAE\xB7zz");
    for (size_t from = 0; from <= text.len; from++) {
        if (from < text.len && ((unsigned char)text.at[from] & 0xC0) == 0x80) continue;
        size_t left = text_utf8_count(text_view_part(text, from, text.len));
        for (size_t wanted = 0; wanted < left + 3; wanted++) {
            size_t count = wanted, at = text_utf8_skip(text, from, &count);
            assert_int_equal(count, wanted < left ? wanted : left);
            assert_int_equal(text_utf8_count(text_view_part(text, from, at)), count);
            assert_true(at == text.len || ((unsigned char)text.at[at] & 0xC0) != 0x80);
        }
    }
}

static void text_utf8_decodes_nothing_in_nothing(void **state)
{
    (void)state;
    uint32_t point = 7;
    assert_int_equal(text_utf8_decode((struct text_view){NULL, 0}, &point), 0);
    assert_int_equal(point, 7);
    assert_int_equal(text_utf8_check((struct text_view){NULL, 0}), 0);
}

static void text_utf8_previous_character(void **state)
{
    (void)state;
    struct text_view view = text_view_of("a重🙂"); /* begin at 0, 1, 4; end at 8 */
    static const size_t expected[] = {0, 0, 1, 1, 1, 4, 4, 4, 4};
    for (size_t at = 0; at <= view.len; at++) {
        assert_int_equal(text_utf8_previous(view, at), expected[at]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_utf8_is_strict),
        cmocka_unit_test(text_utf8_round_trip),
        cmocka_unit_test(text_utf8_counts_every_length),
        cmocka_unit_test(text_utf8_skips_what_it_counts),
        cmocka_unit_test(text_utf8_decodes_nothing_in_nothing),
        cmocka_unit_test(text_utf8_previous_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
