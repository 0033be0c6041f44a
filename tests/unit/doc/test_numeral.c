#include "support/unit.h"

#include "doc/numeral.h"
#include "support/table.h"

#include <ctype.h>
#include <stdlib.h>

static void reads(const struct table_row *row)
{
    struct text_view text = {row->fields[0].at, row->fields[0].len};
    char name[16] = {0};
    enum doc_numeral kind = DOC_NUMERALS;
    enum doc_numeral expected = DOC_NUMERALS;
    int64_t value = -1;
    size_t used = doc_numeral_read(text, &kind, &value);
    if (strcmp(row->fields[1].at, "none") == 0) {
        table_expect(row, used == 0, "a numeral where none stands");
        table_expect(row, kind == DOC_NUMERALS && value == -1, "outputs touched");
        return;
    }
    for (size_t i = 0; i < row->fields[1].len; i++) {
        name[i] = (char)tolower((unsigned char)row->fields[1].at[i]);
    }
    table_expect(row, doc_numeral_kind(text_view_of(name), &expected), "no such kind");
    table_expect(row, used > 0, "no numeral");
    table_expect(row, kind == expected, "kind");
    table_expect(row, value == strtoll(row->fields[2].at, NULL, 10), "value");
    struct text_view left = text_view_part(text, used, text.len);
    table_expect(row, text_view_equal(left, (struct text_view){row->fields[3].at, row->fields[3].len}), "what is left");
    table_expect(row, doc_numeral_bracketed(text) == (isupper((unsigned char)row->fields[1].at[0]) != 0), "brackets");
}

static void doc_numeral_reads_the_table(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "numerals.txt");
    for (size_t i = 0; i < table.count; i++) {
        reads(&table.rows[i]);
    }
    table_close(&table);
}

static void doc_numeral_reads_single_digits(void **state)
{
    (void)state;
    size_t len = 0;
    assert_int_equal(doc_numeral_digit(text_view_of("7x"), &len), 7);
    assert_int_equal(len, 1);
    assert_int_equal(doc_numeral_digit(text_view_of("９"), &len), 9);
    assert_int_equal(len, 3);
    assert_int_equal(doc_numeral_digit(text_view_of("〇"), &len), 0);
    assert_int_equal(doc_numeral_digit(text_view_of("①"), &len), -1);
    assert_int_equal(doc_numeral_digit(text_view_of(""), &len), -1);
    assert_int_equal(doc_numeral_kanji_digit(text_view_of("八"), &len), 8);
    assert_int_equal(doc_numeral_kanji_digit(text_view_of("8"), &len), -1);
    assert_int_equal(doc_numeral_multiplier(text_view_of("億円"), &len), 100000000);
    assert_int_equal(len, 3);
    assert_int_equal(doc_numeral_multiplier(text_view_of("円"), &len), 0);
}

static void doc_numeral_knows_kinds_by_name(void **state)
{
    (void)state;
    enum doc_numeral kind = DOC_NUMERALS;
    assert_true(doc_numeral_kind(text_view_of("circled"), &kind));
    assert_int_equal(kind, DOC_CIRCLED);
    assert_false(doc_numeral_kind(text_view_of("greek"), &kind));
    assert_false(doc_numeral_kind(text_view_of(""), &kind));
    assert_int_equal(kind, DOC_CIRCLED);
}

static void expect_written(enum doc_numeral kind, int64_t value, const char *expected)
{
    char bytes[32];
    size_t len = doc_numeral_write(kind, value, bytes);
    if (!text_view_equal((struct text_view){bytes, len}, text_view_of(expected))) {
        fail_msg("%lld is not written %s", (long long)value, expected);
    }
}

static void doc_numeral_writes(void **state)
{
    (void)state;
    expect_written(DOC_ARABIC, 0, "0");
    expect_written(DOC_ARABIC, 120, "120");
    expect_written(DOC_ARABIC, INT64_MAX, "9223372036854775807");
    expect_written(DOC_ARABIC, -1, "");
    expect_written(DOC_CIRCLED, 0, "");
    expect_written(DOC_CIRCLED, 3, "③");
    expect_written(DOC_CIRCLED, 20, "⑳");
    expect_written(DOC_CIRCLED, 36, "㊱");
    expect_written(DOC_CIRCLED, 50, "㊿");
    expect_written(DOC_CIRCLED, 51, "");
    expect_written(DOC_ROMAN, 0, "");
    expect_written(DOC_ROMAN, 14, "xiv");
    expect_written(DOC_ROMAN, 3888, "mmmdccclxxxviii");
    expect_written(DOC_ROMAN, 4000, "");
    expect_written(DOC_KANJI, 0, "");
    expect_written(DOC_KANJI, 21, "二十一");
    expect_written(DOC_KANJI, 150000000, "一億五千万");
    expect_written(DOC_KANJI, 1234567890123456, ""); /* longer than the room */
    expect_written(DOC_KANJI, 1000000000000, "一兆");
    expect_written(DOC_KANJI, INT64_MAX, "");
}

static void doc_numeral_reads_what_it_writes(void **state)
{
    (void)state;
    for (int kind = DOC_ARABIC; kind < DOC_NUMERALS; kind++) {
        for (int64_t value = 1; value < 5000; value++) {
            char bytes[32];
            enum doc_numeral again_kind = DOC_NUMERALS;
            int64_t again = 0;
            size_t len = doc_numeral_write((enum doc_numeral)kind, value, bytes);
            if (len == 0) continue;
            assert_int_equal(doc_numeral_read((struct text_view){bytes, len}, &again_kind, &again), len);
            assert_int_equal(again_kind, kind);
            assert_int_equal(again, value);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_numeral_reads_the_table),      cmocka_unit_test(doc_numeral_reads_single_digits),
        cmocka_unit_test(doc_numeral_knows_kinds_by_name),  cmocka_unit_test(doc_numeral_writes),
        cmocka_unit_test(doc_numeral_reads_what_it_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
