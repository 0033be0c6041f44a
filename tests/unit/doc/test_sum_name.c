/* Names of rows that sum up others, from the table tests/table/sums.txt; and which of a row's names tells. */
#include "support/unit.h"

#include "doc/sum_name.h"
#include "support/table.h"
#include "support/vocabulary.h"

static const char *const words[] = {[DOC_SUM_NONE] = "-", [DOC_SUM_TOTAL] = "total", [DOC_SUM_SUBTOTAL] = "subtotal"};

static void doc_sum_named_as_the_table_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct vocabulary *vocabulary = vocabulary_new(arena);
    struct table table;
    table_open(&table, "sums.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        enum doc_sum sum = DOC_SUM_TOTAL, loosely = DOC_SUM_TOTAL;
        struct text_view name = {row->fields[0].at, row->fields[0].len};
        assert_int_equal(doc_sum_named(arena, &vocabulary->words, name, &sum), STATUS_OK);
        assert_int_equal(doc_sum_named_loosely(arena, &vocabulary->words, name, &loosely), STATUS_OK);
        table_expect(row, row->count == 3, "three fields are needed");
        table_expect(row, strcmp(row->fields[1].at, words[sum]) == 0, words[sum]);
        table_expect(row, strcmp(row->fields[2].at, words[loosely]) == 0, words[loosely]);
    }
    table_close(&table);
    arena_free(arena);
}

static void doc_sum_of_row_asks_the_id_first(void **state)
{
    (void)state;
    static const struct {
        const char *id, *title;
        enum doc_sum sum;
    } rows[] = {
        {"合計", "", DOC_SUM_TOTAL},   {"", "合計", DOC_SUM_TOTAL}, {"小計", "2件", DOC_SUM_SUBTOTAL},
        {"A-1", "合計", DOC_SUM_NONE}, {"", "", DOC_SUM_NONE},      {"計", "小計", DOC_SUM_TOTAL},
    };
    struct arena *arena = arena_new();
    const struct vocabulary *vocabulary = vocabulary_new(arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum doc_sum sum = DOC_SUM_TOTAL;
        const struct text_view id = text_view_of(rows[i].id), title = text_view_of(rows[i].title);
        assert_int_equal(doc_sum_of_row(arena, &vocabulary->words, id, title, &sum), STATUS_OK);
        if (sum != rows[i].sum) fail_msg("%s, %s: %s", rows[i].id, rows[i].title, words[sum]);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(doc_sum_named_as_the_table_says),
                                       cmocka_unit_test(doc_sum_of_row_asks_the_id_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
