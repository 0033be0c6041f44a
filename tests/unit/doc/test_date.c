/* Days in the notations of tests/table/dates.txt. */
#include "support/unit.h"

#include "doc/date.h"
#include "support/table.h"

static void doc_date_reads_the_table(void **state)
{
    (void)state;
    struct table table;
    size_t failures = 0;
    table_open(&table, "dates.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        char date[DATE_LEN + 1] = "-";
        const struct text_view text = {row->fields[0].at, row->fields[0].len};
        const bool read = doc_date_parse(text, date);
        const bool holds = strcmp(read ? date : "-", row->fields[1].at) == 0;
        if (!holds) print_error("tests/table/%s: %s reads as %s\n", row->place, text.at, read ? date : "no day");
        failures += !holds;
    }
    table_close(&table);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(doc_date_reads_the_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
