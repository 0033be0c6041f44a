/* Parts of an archive, cells and their places of a workbook that openpyxl wrote, texts; failing memory at every step.
 * Limits and damaged files: tests/support/workbooks.py. */
#include "support/judge.h"
#include "support/unit.h"
#include "support/vocabulary.h"

#include "base/alloc.h"
#include "base/file.h"
#include "doc/workbook.h"
#include "doc/xlsx_book.h"
#include "doc/zip.h"
#include "text/place.h"

#include <stdio.h>
#include <stdlib.h>

static struct text_view read_book(struct arena *arena, const char *name)
{
    const char *folder = getenv("JUTEN_TESTS");
    char path[4096];
    struct text_view bytes = {NULL, 0};
    snprintf(path, sizeof path, "%s/golden/shared/xlsx/%s", folder ? folder : "tests", name);
    assert_int_equal(file_read(arena, path, 1000000, &bytes.at, &bytes.len), STATUS_OK);
    return bytes;
}

static void doc_zip_reads_parts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_view bytes = read_book(arena, "openpyxl.xlsx");
    struct doc_zip *zip;
    enum doc_zip_fault fault;
    char buffer[100];
    uint32_t len = 0, total = 0;
    assert_int_equal(doc_zip_open(bytes, &zip, &fault), STATUS_OK);
    assert_true(doc_zip_has(zip, "xl/worksheets/"));
    assert_false(doc_zip_has(zip, "xl/externalLinks/"));
    assert_false(doc_zip_find(zip, "xl/none.xml"));
    assert_true(doc_zip_find(zip, "XL/Workbook.xml"));
    do {
        assert_int_equal(doc_zip_read(zip, buffer, sizeof buffer, &len), STATUS_OK);
        if (total == 0) assert_true(text_view_starts((struct text_view){buffer, len}, text_view_of("<workbook")));
        total += len;
    } while (len > 0);
    assert_true(total > 500);
    doc_zip_close(zip);
    assert_int_equal(doc_zip_open(text_view_part(bytes, 0, bytes.len / 2), &zip, &fault), STATUS_INVALID);
    assert_int_equal(fault, DOC_ZIP_BROKEN);
    assert_int_equal(doc_zip_open((struct text_view){"", 0}, &zip, &fault), STATUS_INVALID);
    arena_free(arena);
}

static enum status read_roots(struct arena *arena, struct text_view bytes, const struct doc_vocabulary *words,
                              struct text_diagnostics *diagnostics, struct doc_roots *out_roots)
{
    text_diagnostics_init(diagnostics, arena);
    return doc_workbook_read(arena, "x.xlsx", bytes, words, NULL, diagnostics, out_roots);
}

static const struct doc_node *field_of(const struct doc_node *mapping, const char *name)
{
    const struct doc_node *node = doc_node_get(mapping, name);
    assert_non_null(node);
    return node;
}

static void doc_workbook_knows_cells(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_diagnostics diagnostics;
    struct doc_roots roots;
    const struct vocabulary *vocabulary = vocabulary_new(arena);
    struct text_view bytes = read_book(arena, "openpyxl.xlsx");
    assert_int_equal(read_roots(arena, bytes, &vocabulary->words, &diagnostics, &roots), STATUS_OK);
    assert_int_equal(roots.count, 2);
    /* a column that is no field in these words, rows and a column that are hidden, a sheet that is no table */
    assert_int_equal(roots.items[0]->remarks->count, 4);
    assert_int_equal(roots.items[0]->remarks->items[0].code, DOC_SAW_TABLE_COLUMNS_UNREAD);
    assert_int_equal(roots.items[1]->remarks->count, 1);
    const struct doc_node *requests = field_of(roots.items[0], "requests");
    assert_int_equal(requests->count, 2);
    assert_true(judge_says(field_of(roots.items[0], "fiscal_year")->value, "2020"));
    const struct doc_node *amount = requests->members[0].value->members[3].value;
    assert_true(judge_says(amount->value, "120.4"));
    assert_int_equal(amount->unit_yen, 1000000);
    struct buf place;
    buf_init(&place);
    text_place_print(&place, text_source_place(amount->span.source, amount->span.begin));
    assert_string_equal(place.bytes, "!\xE8\xA6\x81\xE6\xB1\x82!F4");
    buf_clear(&place);
    arena_free(arena);
}

static void doc_workbook_survives_failing_memory(void **state)
{
    (void)state;
    struct arena *held = arena_new();
    const struct vocabulary *vocabulary = vocabulary_new(held);
    struct text_view bytes = read_book(held, "openpyxl.xlsx");
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        struct text_diagnostics diagnostics;
        struct doc_roots roots;
        long live = alloc_live();
        struct arena *arena = arena_new();
        alloc_fail_at(n, true);
        status = read_roots(arena, bytes, &vocabulary->words, &diagnostics, &roots);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        arena_free(arena);
        assert_int_equal(alloc_live(), live);
        assert_true(n < 100000);
    }
    arena_free(held);
}

static void doc_xlsx_undoes_escapes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } rows[] = {{"a_x000D_\nb", "a\nb"},      {"a_x000D_b", "a\nb"},
                {"_x005F_x000D_", "_x000D_"}, {"_x3042_", "\xE3\x81\x82"},
                {"_x00e9_", "\xC3\xA9"},      {"_xD800_", "_xD800_"},
                {"_x12_", "_x12_"},           {"_x0000_", "_x0000_"},
                {"a\r\nb\rc", "a\nb\nc"},     {"", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char bytes[40];
        memcpy(bytes, rows[i].text, strlen(rows[i].text) + 1);
        size_t len = doc_xlsx_unescape(bytes, strlen(bytes));
        assert_true(judge_says((struct text_view){bytes, len}, rows[i].expected));
    }
}

static void text_places_are_in_order(void **state)
{
    (void)state;
    const struct text_place a = {.line = 2, .column = 3, .cell = 1}, b = {.line = 2, .column = 1, .cell = 2},
                            c = {.line = 3, .column = 1, .cell = 1}, d = {.line = 1, .column = 9, .byte = 8},
                            e = {.line = 9, .column = 1, .byte = 7};
    assert_true(text_place_compare(a, b) < 0);
    assert_true(text_place_compare(c, b) > 0);
    assert_true(text_place_compare(b, b) == 0);
    assert_true(text_place_compare(d, e) > 0);
    const struct text_place f = {.line = 2, .column = 1}, g = {.line = 3, .column = 1}; /* bytes withheld */
    assert_true(text_place_compare(f, g) < 0);
    assert_true(text_place_compare(f, f) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_zip_reads_parts),
        cmocka_unit_test(doc_workbook_knows_cells),
        cmocka_unit_test(doc_workbook_survives_failing_memory),
        cmocka_unit_test(doc_xlsx_undoes_escapes),
        cmocka_unit_test(text_places_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
