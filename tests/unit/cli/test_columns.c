#include "support/unit.h"

#include "cli/columns.h"

static void add_all(struct cli_columns *table, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cli_columns_add(table, text_view_of(cells[i]));
}

static void cli_columns_aligns_by_display_width(void **state)
{
    (void)state;
    static const char *const cells[] = {"①", "a", "end", "2(1)", "漢字", "", "x", "", "last"};
    struct arena *arena = arena_new();
    struct cli_columns table;
    struct buf out;
    buf_init(&out);
    cli_columns_init(&table, arena, 3);
    add_all(&table, cells, sizeof cells / sizeof *cells);
    assert_int_equal(cli_columns_rows(&table), 3);
    for (size_t i = 0; i < 3; i++)
        cli_columns_row(&out, &table, i, 1);
    assert_int_equal(buf_status(&out), STATUS_OK);
    assert_string_equal(out.bytes, " ①    a     end\n 2(1)  漢字\n x           last\n");
    buf_clear(&out);
    arena_free(arena);
}

static void cli_columns_takes_what_a_buf_holds(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct cli_columns table;
    struct buf cell, out;
    buf_init(&cell);
    buf_init(&out);
    cli_columns_init(&table, arena, 1);
    buf_add_string(&cell, "word");
    cli_columns_take(&table, &cell);
    assert_int_equal(cell.len, 0);
    cell.status = STATUS_NO_MEMORY;
    cli_columns_row(&out, &table, 0, 0);
    assert_string_equal(out.bytes, "word\n");
    cli_columns_take(&table, &cell);
    cli_columns_row(&out, &table, 0, 0);
    assert_int_equal(buf_status(&out), STATUS_NO_MEMORY);
    buf_clear(&cell);
    buf_clear(&out);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cli_columns_aligns_by_display_width),
        cmocka_unit_test(cli_columns_takes_what_a_buf_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
