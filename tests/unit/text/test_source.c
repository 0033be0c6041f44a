#include "support/unit.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "support/table.h"
#include "text/source.h"

#include <stdlib.h>

static struct text_source *open_text(struct arena *arena, const char *bytes, size_t len)
{
    struct text_source *source;
    struct text_defect defect;
    assert_int_equal(text_source_open(arena, "file", (struct text_view){bytes, len}, &source, &defect), STATUS_OK);
    return source;
}

static uint32_t number(const struct table_row *row, size_t field)
{
    return (uint32_t)strtoul(row->fields[field].at, NULL, 10);
}

static void check_place(const struct table_row *row, const struct text_source *source)
{
    struct text_place place = text_source_place(source, number(row, 1));
    table_expect(row, place.line == number(row, 2), "line");
    table_expect(row, place.column == number(row, 3), "column");
    table_expect(row, place.byte == number(row, 4), "byte");
}

static void text_source_places(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "places.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct arena *arena = arena_new();
        check_place(row, open_text(arena, row->fields[0].at, row->fields[0].len));
        arena_free(arena);
    }
    table_close(&table);
}

/* Without memory for a line table the answers are the same. */
static void text_source_places_without_memory(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "places.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct arena *arena = arena_new();
        struct text_source *source = open_text(arena, row->fields[0].at, row->fields[0].len);
        alloc_fail_at(1, true);
        while (arena_alloc(arena, 1)) { /* uses up the page */
        }
        check_place(row, source);
        alloc_fail_never();
        check_place(row, source);
        arena_free(arena);
    }
    table_close(&table);
}

static void text_source_has_lines(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF"
                               "one\r\n\r二\n\nlast";
    static const char *lines[] = {"one", "", "二", "", "last"};
    static const uint32_t begins[] = {3, 8, 9, 13, 14};
    struct arena *arena = arena_new();
    struct text_source *source = open_text(arena, text, sizeof text - 1);
    assert_int_equal(text_source_start(source), 3);
    assert_int_equal(text_source_bytes(source).len, sizeof text - 1);
    assert_string_equal(text_source_path(source), "file");
    assert_int_equal(text_source_line_count(source), 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_true(text_view_equal(text_source_line(source, i + 1), text_view_of(lines[i])));
        assert_int_equal(text_source_line_begin(source, i + 1), begins[i]);
    }
    assert_int_equal(text_source_line(source, 0).len, 0);
    assert_int_equal(text_source_line(source, 6).len, 0);
    assert_int_equal(text_source_line(source, UINT32_MAX).len, 0);
    assert_int_equal(text_source_line_begin(source, 6), sizeof text - 1);
    arena_free(arena);
}

/* A file that is one long line: columns come from a table, and are those that counting from the start gives. */
static void text_source_counts_columns_of_long_lines(void **state)
{
    (void)state;
    enum { PAIRS = 5000, PAIR = 4 }; /* "a" and a character of three bytes */
    struct arena *arena = arena_new();
    char *text = arena_alloc(arena, PAIRS * PAIR);
    for (size_t i = 0; i < PAIRS; i++)
        memcpy(text + i * PAIR, "a二", PAIR);
    struct text_source *source = open_text(arena, text, PAIRS * PAIR);
    for (uint32_t byte = 0; byte < PAIRS * PAIR; byte++) {
        struct text_place place = text_source_place(source, byte);
        assert_int_equal(place.line, 1);
        assert_int_equal(place.column, byte / PAIR * 2 + (byte % PAIR > 0) + 1);
    }
    arena_free(arena);
}

static bool same_place(struct text_place a, struct text_place b)
{
    return a.line == b.line && a.column == b.column && a.byte == b.byte && a.unit == b.unit && a.cell == b.cell;
}

/* From any place to any other, of two texts in turn: the second has a BOM and one line longer than a step of the
 * table. */
static void text_cursor_tells_the_same_places(void **state)
{
    (void)state;
    enum { REPEATS = 3000, STEPS = 20000 };
    static const char lines[] = "重点\r\n\xF0\x9F\x8D\xA3 a\n\nb二", pair[] = "a\xF0\x9F\x8D\xA3";
    struct arena *arena = arena_new();
    const size_t pair_len = sizeof pair - 1, long_len = 3 + REPEATS * pair_len;
    char *text = arena_alloc(arena, long_len);
    memcpy(text, "\xEF\xBB\xBF", 3);
    for (size_t i = 0; i < REPEATS; i++)
        memcpy(text + 3 + i * pair_len, pair, pair_len);
    const struct text_source *const sources[] = {open_text(arena, lines, sizeof lines - 1),
                                                 open_text(arena, text, long_len)};
    struct text_cursor cursor = {0};
    uint32_t random = 1;
    for (size_t i = 0; i < STEPS; i++) {
        random = random * 1664525u + 1013904223u;
        const struct text_source *source = sources[random >> 30 & 1];
        const uint32_t byte = (random >> 8) % (uint32_t)(text_source_bytes(source).len + 2);
        assert_true(same_place(text_cursor_place(&cursor, source, byte), text_source_place(source, byte)));
    }
    arena_free(arena);
}

static void text_source_of_nothing(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_source *source = open_text(arena, NULL, 0);
    assert_int_equal(text_source_line_count(source), 1);
    assert_int_equal(text_source_line(source, 1).len, 0);
    assert_int_equal(text_span_view((struct text_span){source, 0, 0}).len, 0);
    assert_int_equal(text_span_view((struct text_span){NULL, 3, 5}).len, 0);
    arena_free(arena);
}

static void text_source_span_gives_original_bytes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_source *source = open_text(arena, "重点\r\n予算", 14);
    struct text_view view = text_span_view((struct text_span){source, 3, 11});
    assert_true(text_view_equal(view, text_view_of("点\r\n予")));
    arena_free(arena);
}

static void text_source_tells_defects(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        enum text_defect_kind kind;
        uint32_t byte;
    } rows[] = {
        {"", 0, TEXT_DEFECT_NONE, 0},
        {"\xEF\xBB\xBF重点", 9, TEXT_DEFECT_NONE, 9},
        {"重\xE7\x82", 5, TEXT_DEFECT_UTF8, 3},
        {"a\r\n\x8F\x64", 5, TEXT_DEFECT_UTF8, 3},
        {"\xFF\xFE"
         "a\0",
         4, TEXT_DEFECT_UTF16, 0},
        {"\xFE\xFF\0a", 4, TEXT_DEFECT_UTF16, 0},
        {"PK\x03\x04\0\xFF", 6, TEXT_DEFECT_BINARY, 4},
        {"\x89PNG\r\n\x1a\n\0", 9, TEXT_DEFECT_BINARY, 8},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text_source *source;
        struct text_defect defect;
        struct text_view bytes = {rows[i].bytes, rows[i].len};
        assert_int_equal(text_source_open(arena, "file", bytes, &source, &defect), STATUS_OK);
        assert_int_equal(defect.kind, rows[i].kind);
        if (defect.kind != TEXT_DEFECT_NONE) {
            assert_int_equal(defect.at, rows[i].byte);
            assert_int_equal(text_source_place(source, defect.at).byte, rows[i].byte);
        }
    }
    arena_free(arena);
}

static void text_source_failures_leave_outputs_alone(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_source *source = NULL;
    struct text_defect defect = {77, TEXT_DEFECT_BINARY};
    struct text_view huge = {"", (size_t)LIMIT_FILE_BYTES + 1}; /* the bytes are never looked at */
    assert_int_equal(text_source_open(arena, "file", huge, &source, &defect), STATUS_LIMIT);
    alloc_fail_at(1, true);
    assert_int_equal(text_source_open(arena, "file", text_view_of("a"), &source, &defect), STATUS_NO_MEMORY);
    alloc_fail_never();
    assert_null(source);
    assert_int_equal(defect.at, 77);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_source_places),
        cmocka_unit_test(text_source_places_without_memory),
        cmocka_unit_test(text_source_has_lines),
        cmocka_unit_test(text_source_counts_columns_of_long_lines),
        cmocka_unit_test(text_cursor_tells_the_same_places),
        cmocka_unit_test(text_source_of_nothing),
        cmocka_unit_test(text_source_span_gives_original_bytes),
        cmocka_unit_test(text_source_tells_defects),
        cmocka_unit_test(text_source_failures_leave_outputs_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
