/* Numbers of a workbook by their formats (tests/table/number-formats.txt), and decimal digits without floating point.
 */
#include "support/table.h"
#include "support/unit.h"

#include "doc/decimal.h"
#include "doc/number_format.h"

static bool has(const struct table_field *words, const char *word)
{
    return strstr(words->at, word) != NULL;
}

static bool is(const struct buf *buf, const struct table_field *field)
{
    return text_view_equal((struct text_view){buf->len > 0 ? buf->bytes : "", buf->len},
                           (struct text_view){field->at, field->len});
}

static void doc_number_formats_say_what_is_stored(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "number-formats.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        const struct table_field *field = row->fields;
        struct doc_number_facts facts = {.scale = 1};
        struct buf text, shown;
        buf_init(&text);
        buf_init(&shown);
        bool number = doc_number_format((struct text_view){field[0].at, field[0].len},
                                        (struct text_view){field[1].at, field[1].len}, false, &text, &shown, &facts);
        bool none = strcmp(field[2].at, "!") == 0;
        table_expect(row, number == !none, "whether it is a number");
        table_expect(row, facts.conditional == has(&field[4], "condition"), "whether it has conditions");
        if (number) {
            table_expect(row, is(&text, &field[2]), text.len > 0 ? text.bytes : "(nothing)");
            table_expect(row, (facts.scale > 1) == (strcmp(field[3].at, "-") != 0), "whether it is scaled");
            table_expect(row, facts.scale == 1 || is(&shown, &field[3]), shown.len > 0 ? shown.bytes : "(nothing)");
            table_expect(row, facts.date == has(&field[4], "date"), "whether it is a date");
            table_expect(row, facts.hidden == has(&field[4], "hidden"), "whether it is hidden");
            table_expect(row, facts.unit_named == has(&field[4], "unit"), "whether its unit is named");
        }
        buf_clear(&text);
        buf_clear(&shown);
    }
    table_close(&table);
}

static void doc_number_formats_count_days_from_1904(void **state)
{
    (void)state;
    struct doc_number_facts facts;
    struct buf text, shown;
    buf_init(&text);
    buf_init(&shown);
    assert_true(doc_number_format(text_view_of("42460"), text_view_of("yyyy-mm-dd"), true, &text, &shown, &facts));
    assert_string_equal(text.bytes, "2020-04-01");
    buf_clear(&text);
    buf_clear(&shown);
}

static void doc_number_formats_are_known_by_number(void **state)
{
    (void)state;
    assert_string_equal(doc_number_format_built_in(0), "General");
    assert_string_equal(doc_number_format_built_in(3), "#,##0");
    assert_string_equal(doc_number_format_built_in(14), "yyyy-mm-dd");
    assert_string_equal(doc_number_format_built_in(58), "yyyy-mm-dd");
    assert_string_equal(doc_number_format_built_in(49), "@");
    assert_string_equal(doc_number_format_built_in(50000), "General");
    assert_string_equal(doc_number_format_built_in(-1), "General");
}

static void doc_decimal_rounds(void **state)
{
    (void)state;
    static const struct {
        const char *number;
        int places;
        const char *rounded;
    } rows[] = {{"120.4", 0, "120"}, {"120.5", 0, "121"},  {"0.5", 0, "1"},
                {"0.4", 0, "0"},     {"9.96", 1, "10.0"},  {"0.04", 1, "0.0"},
                {"0.05", 1, "0.1"},  {"999.9", 0, "1000"}, {"0.0004", 1, "0.0"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct doc_decimal decimal;
        struct buf out;
        buf_init(&out);
        assert_true(doc_decimal_parse(text_view_of(rows[i].number), &decimal));
        doc_decimal_round(&decimal, rows[i].places);
        doc_decimal_write(&out, &decimal, 1, rows[i].places, false);
        assert_string_equal(out.bytes, rows[i].rounded);
        buf_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_number_formats_say_what_is_stored),
        cmocka_unit_test(doc_number_formats_count_days_from_1904),
        cmocka_unit_test(doc_number_formats_are_known_by_number),
        cmocka_unit_test(doc_decimal_rounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
