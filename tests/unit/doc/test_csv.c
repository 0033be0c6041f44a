/* Cells, their places and row numbers; what is no CSV is refused where it goes wrong; columns by any of their names. */
#include "support/judge.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "doc/csv.h"
#include "doc/table_columns.h"

struct sheet {
    struct arena *arena;
    struct text_source *source;
    struct text_diagnostics diagnostics;
    struct doc_table table;
};

static enum status read_csv(struct sheet *sheet, const char *text)
{
    struct text_defect defect;
    *sheet = (struct sheet){.arena = arena_new()};
    if (!sheet->arena) return STATUS_NO_MEMORY;
    text_diagnostics_init(&sheet->diagnostics, sheet->arena);
    enum status status = text_source_open(sheet->arena, "x.csv", text_view_of(text), &sheet->source, &defect);
    return status == STATUS_OK
               ? doc_csv_read(sheet->arena, sheet->source, DOC_CSV_COMMA, &sheet->diagnostics, &sheet->table)
               : status;
}

/* "1:a|b 3:c": row numbers and cells. */
static void expect_rows(const char *text, const char *expected)
{
    struct sheet sheet;
    struct buf rows;
    assert_int_equal(read_csv(&sheet, text), STATUS_OK);
    buf_init(&rows);
    for (size_t r = 0; r < sheet.table.count; r++) {
        const struct doc_record *record = &sheet.table.records[r];
        if (r > 0) buf_add_char(&rows, ' ');
        buf_add_int(&rows, record->number);
        buf_add_char(&rows, ':');
        for (size_t c = 0; c < record->count; c++) {
            if (c > 0) buf_add_char(&rows, '|');
            buf_add(&rows, record->cells[c].text.at, record->cells[c].text.len);
        }
    }
    assert_int_equal(buf_status(&rows), STATUS_OK);
    assert_string_equal(rows.bytes ? rows.bytes : "", expected);
    buf_clear(&rows);
    arena_free(sheet.arena);
}

static void doc_csv_reads_cells(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", ""},
        {"a", "1:a"},
        {"a,b\nc,d\n", "1:a|b 2:c|d"},
        {"a,b\r\nc,d\r\n", "1:a|b 2:c|d"},
        {"a\rb\r", "1:a 2:b"},
        {"a\n\n\nb\n", "1:a 4:b"},
        {"a\r\n\r\n\r\nb\r\n", "1:a 4:b"},
        {"\n\na\n", "3:a"},
        {"\r\na\r\n", "2:a"},
        {",,\na,,b\n", "2:a||b"},
        {" a , b \n", "1:a|b"},
        {"\"a,b\",\"c\"\n", "1:a,b|c"},
        {"\"a\nb\",c\nd\n", "1:a\nb|c 2:d"},
        {"\"a\r\nb\",c\r\nd\r\n", "1:a\r\nb|c 2:d"},
        {"\"say \"\"so\"\"\",x\n", "1:say \"so\"|x"},
        {"\"\"\"\",\"\"\n", "1:\"|"},
        {"\xEF\xBB\xBF"
         "a,b\n",
         "1:a|b"},
        {"理由\n\"灯台、港\"\n", "1:理由 2:灯台、港"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_rows(rows[i].text, rows[i].expected);
}

/* Places lead into the file, through doubled quotes too. */
static void doc_csv_knows_places(void **state)
{
    (void)state;
    static const char text[] = "x,\"a \"\"b\"\" c\" ,z\n";
    struct sheet sheet;
    assert_int_equal(read_csv(&sheet, text), STATUS_OK);
    const struct doc_cell *cell = &sheet.table.records[0].cells[1];
    assert_true(judge_says(text_span_view(cell->span), "\"a \"\"b\"\" c\""));
    assert_true(judge_says(cell->text, "a \"b\" c"));
    const struct doc_node node = {.kind = DOC_SCALAR, .span = cell->span, .value = cell->text, .map = cell->map};
    assert_true(judge_says(text_span_view(doc_node_part(&node, 3, 4)), "b"));
    assert_true(judge_says(text_span_view(doc_node_part(&node, 2, 5)), "\"\"b\"\""));
    assert_true(judge_says(text_span_view(doc_node_part(&node, 6, 7)), "c"));
    arena_free(sheet.arena);
}

static void doc_csv_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum diagnostic_code code;
        uint32_t byte;
    } rows[] = {
        {"a,b\"c\n", DIAGNOSTIC_CSV_QUOTE, 3},
        {"a\n\"b\"c\n", DIAGNOSTIC_CSV_QUOTE, 5},
        {"a,\"b\nc\n", DIAGNOSTIC_CSV_QUOTE_OPEN, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sheet sheet;
        assert_int_equal(read_csv(&sheet, rows[i].text), STATUS_INVALID);
        assert_int_equal(sheet.diagnostics.count, 1);
        assert_int_equal(sheet.diagnostics.items[0].code, rows[i].code);
        assert_int_equal(sheet.diagnostics.items[0].span.begin, rows[i].byte);
        arena_free(sheet.arena);
    }
}

static void doc_csv_survives_failing_memory(void **state)
{
    (void)state;
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        struct sheet sheet;
        long live = alloc_live();
        alloc_fail_at(n, true);
        status = read_csv(&sheet, "a,\"b \"\"c\"\"\"\n\"d\ne\",f\n");
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        arena_free(sheet.arena);
        assert_int_equal(alloc_live(), live);
        assert_true(n < 1000);
    }
}

static void doc_columns_go_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum doc_owner owner;
        enum doc_field field;
        int64_t unit_yen;
    } rows[] = {
        {"ministry", DOC_OF_SUBMISSION, DOC_FIELD_MINISTRY, 0},
        {" Fiscal_Year ", DOC_OF_SUBMISSION, DOC_FIELD_FISCAL_YEAR, 0},
        {"amount（百万円）", DOC_OF_REQUEST, DOC_FIELD_AMOUNT, 1000000},
        {"amount(千円)", DOC_OF_REQUEST, DOC_FIELD_AMOUNT, 1000},
        {"amount（億円)", DOC_OF_REQUEST, DOC_FIELD_AMOUNT, 100000000},
        {"amount（概算）", DOC_OF_NOBODY, DOC_FIELD_COUNT, 0},
        {"breakdown", DOC_OF_ROW, DOC_FIELD_ITEM, 0},
        {"priorities", DOC_OF_CLAIM, DOC_FIELD_AREA, 0},
        {"justification", DOC_OF_CLAIM, DOC_FIELD_JUSTIFICATION, 0},
        {"colour", DOC_OF_NOBODY, DOC_FIELD_COUNT, 0},
        {"", DOC_OF_NOBODY, DOC_FIELD_COUNT, 0},
    };
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct doc_column column;
        assert_int_equal(doc_column_named(judge.arena, &judge.rules->words, text_view_of(rows[i].name), &column),
                         STATUS_OK);
        assert_int_equal(column.owner, rows[i].owner);
        if (column.owner != DOC_OF_NOBODY) assert_int_equal(column.field, rows[i].field);
        assert_int_equal(column.unit_yen, rows[i].unit_yen);
    }
    judge_close(&judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_csv_reads_cells),    cmocka_unit_test(doc_csv_knows_places),
        cmocka_unit_test(doc_csv_refuses),        cmocka_unit_test(doc_csv_survives_failing_memory),
        cmocka_unit_test(doc_columns_go_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
