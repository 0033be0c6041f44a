#include "support/unit.h"

#include "doc/year.h"
#include "support/table.h"

#include <stdlib.h>

static void doc_year_reads_the_table(void **state)
{
    (void)state;
    struct table table;
    size_t failures = 0;
    table_open(&table, "years.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        int year = -1;
        bool read = doc_year_parse((struct text_view){row->fields[0].at, row->fields[0].len}, &year);
        int expected = (int)strtol(row->fields[1].at, NULL, 10);
        bool holds = read ? year == expected : expected == 0 && year == -1;
        if (!holds) print_error("tests/table/%s: %s reads as %d\n", row->place, row->fields[0].at, year);
        failures += !holds;
    }
    table_close(&table);
    assert_int_equal(failures, 0);
}

static void expect_written(int year, bool english, const char *expected)
{
    struct buf out;
    buf_init(&out);
    doc_year_write(&out, year, english);
    assert_int_equal(buf_status(&out), STATUS_OK);
    assert_string_equal(out.bytes, expected);
    buf_clear(&out);
}

static void doc_year_writes_era_and_gregorian(void **state)
{
    (void)state;
    expect_written(2020, false, "令和2年度（2020）");
    expect_written(2019, false, "令和元年度（2019）");
    expect_written(2018, false, "平成30年度（2018）");
    expect_written(1989, false, "平成元年度（1989）");
    expect_written(1926, false, "昭和元年度（1926）");
    expect_written(2117, false, "令和99年度（2117）");
    expect_written(2118, false, "2118年度");
    expect_written(2020, true, "FY2020");
}

static void doc_year_reads_what_it_writes(void **state)
{
    (void)state;
    for (int year = 1926; year < 2200; year++) {
        for (int english = 0; english < 2; english++) {
            struct buf out;
            int again = 0;
            buf_init(&out);
            doc_year_write(&out, year, english != 0);
            assert_true(doc_year_parse((struct text_view){out.bytes, out.len}, &again));
            assert_int_equal(again, year);
            buf_clear(&out);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_year_reads_the_table),
        cmocka_unit_test(doc_year_writes_era_and_gregorian),
        cmocka_unit_test(doc_year_reads_what_it_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
