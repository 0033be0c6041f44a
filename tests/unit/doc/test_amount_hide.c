/* No figure is left in a text, and what stands around it is found again. */
#include "support/table.h"
#include "support/unit.h"

#include "doc/amount_hide.h"

static struct text_view view_of(const struct table_field *field)
{
    return (struct text_view){field->at, field->len};
}

static void doc_amount_hide_by_table(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "hidden.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct arena *arena = arena_new();
        struct doc_hidden hidden;
        assert_int_equal(doc_amount_hide(arena, view_of(&row->fields[0]), &hidden), STATUS_OK);
        table_expect(row, text_view_equal(hidden.text, view_of(&row->fields[1])), hidden.text.at);
        arena_free(arena);
    }
    table_close(&table);
}

static void doc_amount_hide_moves_places(void **state)
{
    (void)state;
    static const char text[] = "a12b345c";
    static const struct {
        size_t byte;
        bool end;
        size_t place;
    } rows[] = {{0, false, 0}, {1, false, 1}, {2, false, 1}, {2, true, 4},  {3, false, 4}, {3, true, 4},
                {4, false, 5}, {6, false, 5}, {6, true, 8},  {7, false, 8}, {8, true, 9}};
    struct arena *arena = arena_new();
    struct doc_hidden hidden;
    assert_int_equal(doc_amount_hide(arena, text_view_of(text), &hidden), STATUS_OK);
    assert_string_equal(hidden.text.at, "a***b***c");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(doc_hidden_place(&hidden, rows[i].byte, rows[i].end), rows[i].place);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(doc_amount_hide_by_table),
                                       cmocka_unit_test(doc_amount_hide_moves_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
