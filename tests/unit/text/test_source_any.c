#include "support/unit.h"

#include "base/alloc.h"
#include "support/table.h"
#include "text/source.h"
#include "text/utf8.h"

#include <stdlib.h>

#define FUZZ_TEXTS 20000
#define FUZZ_LEN   96

static const char *const defects[] = {"-", "utf8", "utf16", "cp932", "euc", "binary", "jis", "unmarked"};

static struct text_source *open_any(struct arena *arena, struct text_view bytes, struct text_defect *out_defect)
{
    struct text_source *source = NULL;
    assert_int_equal(text_source_open_any(arena, "file", bytes, &source, out_defect), STATUS_OK);
    return source;
}

static bool is_number(const struct table_row *row, size_t field, uint32_t number)
{
    return strtoul(row->fields[field].at, NULL, 10) == number;
}

static void check_row(const struct table_row *row)
{
    struct arena *arena = arena_new();
    struct text_defect defect;
    struct text_source *source = open_any(arena, (struct text_view){row->fields[0].at, row->fields[0].len}, &defect);
    struct text_view text = text_source_bytes(source);
    uint32_t end = defect.kind == TEXT_DEFECT_NONE ? (uint32_t)text.len : defect.at;
    struct text_place place = text_source_place(source, end);
    struct text_view expected = {row->fields[3].at, row->fields[3].len};
    table_expect(row, row->count == 7, "seven fields are needed");
    table_expect(row, strcmp(row->fields[1].at, text_encoding_name(text_source_encoding(source))) == 0, "encoding");
    table_expect(row, strcmp(row->fields[2].at, defects[defect.kind]) == 0, "what is wrong");
    table_expect(row, text_view_equal(text_view_part(text, 0, end), expected), "text");
    table_expect(row, is_number(row, 4, place.byte), "byte");
    table_expect(row, is_number(row, 5, place.line), "line");
    table_expect(row, is_number(row, 6, place.column), "column");
    arena_free(arena);
}

static void text_source_any_encodings(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "encodings.txt");
    for (size_t i = 0; i < table.count; i++)
        check_row(&table.rows[i]);
    table_close(&table);
}

/* One long line of characters of every length: each leads back to its bytes, with the table of offsets and without. */
static void check_long_text(const char *bytes, size_t len, const uint32_t *lengths, uint32_t mark, bool starved)
{
    struct arena *arena = arena_new();
    struct text_defect defect;
    struct text_source *source = open_any(arena, (struct text_view){bytes, len}, &defect);
    struct text_view text = text_source_bytes(source);
    uint32_t point, byte = mark, column = 1;
    assert_int_equal(defect.kind, TEXT_DEFECT_NONE);
    if (starved) alloc_fail_at(1, true);
    while (starved && arena_alloc(arena, 1)) { /* uses up the page */
    }
    for (size_t at = 0; at < text.len; column++) {
        struct text_place place = text_source_place(source, (uint32_t)at);
        assert_int_equal(place.byte, byte);
        assert_int_equal(place.column, column);
        at += text_utf8_decode(text_view_part(text, at, text.len), &point);
        byte += lengths[(column - 1) % 4];
    }
    assert_int_equal(text_source_place(source, (uint32_t)text.len).byte, len);
    alloc_fail_never();
    arena_free(arena);
}

static void text_source_any_places_in_long_lines(void **state)
{
    (void)state;
    enum { TIMES = 1500 };
    static const char sample[] = "a\xB1\x8F\x64\xFA\x5C"; /* ASCII, half-width katakana, two kanji; 11 bytes in UTF-8 */
    static const char wide[] = "\x3D\xD8\x42\xDE"         /* an emoji, then kanji, Latin, ASCII */
                               "\xCD\x91\xE9\x00\x61\x00";
    static const uint32_t sample_lengths[] = {1, 1, 2, 2}, wide_lengths[] = {4, 2, 2, 2};
    static char bytes[2 + TIMES * (sizeof wide - 1)];
    for (size_t i = 0; i < TIMES; i++)
        memcpy(bytes + i * (sizeof sample - 1), sample, sizeof sample - 1);
    check_long_text(bytes, TIMES * (sizeof sample - 1), sample_lengths, 0, false);
    check_long_text(bytes, 300 * (sizeof sample - 1), sample_lengths, 0, true);
    memcpy(bytes, "\xFF\xFE", 2);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(bytes + 2 + i * (sizeof wide - 1), wide, sizeof wide - 1);
    check_long_text(bytes, sizeof bytes, wide_lengths, 2, false);
    check_long_text(bytes, 2 + 300 * (sizeof wide - 1), wide_lengths, 2, true);
}

/* ---- bytes by chance */

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Of every sort: ASCII, line ends, lead and trail bytes of each encoding, now and then a BOM; NUL where it may be. */
static size_t fill_random(uint32_t *seed, char bytes[FUZZ_LEN])
{
    static const char *const likely[] = {"\r\n", "\x82\xA0",     "\x8F\x64", "\xB1",
                                         "a",    "\xE9\x87\x8D", "\xA4\xA2", "\xFD"};
    size_t len = 0, wanted = next_random(seed) % FUZZ_LEN;
    uint32_t kind = next_random(seed) % 4;
    if (kind < 2) memcpy(bytes, kind == 0 ? "\xFF\xFE" : "\xFE\xFF", len = 2);
    while (len + 3 < wanted) {
        const char *piece = likely[next_random(seed) % 8];
        bool any = next_random(seed) % (kind == 3 ? 16 : 2) == 0;
        if (any) bytes[len++] = (char)(next_random(seed) % (kind < 2 ? 256 : 255) + (kind < 2 ? 0 : 1));
        else
            for (; *piece; piece++)
                bytes[len++] = *piece;
    }
    return len;
}

static void check_random(const char *bytes, size_t len)
{
    struct arena *arena = arena_new();
    struct text_defect defect;
    struct text_source *source = open_any(arena, (struct text_view){bytes, len}, &defect);
    struct text_view text = text_source_bytes(source);
    uint32_t before = 0, end = defect.kind == TEXT_DEFECT_NONE ? (uint32_t)text.len : defect.at;
    assert_true(end <= text.len);
    if (defect.kind == TEXT_DEFECT_NONE) assert_int_equal(text_utf8_check(text), text.len);
    for (uint32_t at = 0; at <= end; at++) {
        uint32_t byte = text_source_place(source, at).byte;
        if (byte < before || byte > len) fail_msg("byte %u after %u of %zu", byte, before, len);
        before = byte;
    }
    if (defect.kind == TEXT_DEFECT_NONE) assert_int_equal(before, len);
    arena_free(arena);
}

static void text_source_any_bytes_by_chance(void **state)
{
    (void)state;
    uint32_t seed = 20190831;
    for (size_t i = 0; i < FUZZ_TEXTS; i++) {
        char bytes[FUZZ_LEN];
        size_t len = fill_random(&seed, bytes);
        char *exact = malloc(len + 1); /* so that a checker sees every step too far */
        assert_non_null(exact);
        char *end = exact + 1;
        memcpy(end, bytes, len);
        check_random(end, len);
        free(exact);
    }
}

static void text_source_any_failures_leave_outputs_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {"\xFF\xFE\x61", "\x8F\x64\x93\x5F"};
    for (size_t i = 0; i < 2; i++) {
        bool done = false;
        for (unsigned long n = 1; !done; n++) {
            struct arena *arena = arena_new();
            struct text_source *source = NULL;
            struct text_defect defect = {77, TEXT_DEFECT_BINARY};
            alloc_fail_at(n, true);
            done = text_source_open_any(arena, "file", text_view_of(texts[i]), &source, &defect) == STATUS_OK;
            alloc_fail_never();
            if (!done) assert_true(source == NULL && defect.at == 77);
            arena_free(arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_source_any_encodings),
        cmocka_unit_test(text_source_any_places_in_long_lines),
        cmocka_unit_test(text_source_any_bytes_by_chance),
        cmocka_unit_test(text_source_any_failures_leave_outputs_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
