#include "support/unit.h"

#include "text/source.h"

#include <inttypes.h>
#include <stdio.h>

/* The hashes of all lines, "hash:number", with a blank between. */
static void expect_hashes(const char *text, const char *wanted)
{
    struct arena *arena = arena_new();
    struct text_source *source;
    struct text_defect defect;
    char got[1000] = "";
    assert_int_equal(text_source_open(arena, "file", text_view_of(text), &source, &defect), STATUS_OK);
    for (uint32_t line = 1; line <= text_source_line_count(source); line++) {
        const struct text_line_hash *hash = text_source_line_hash(source, line);
        char one[40];
        assert_non_null(hash);
        snprintf(one, sizeof one, "%s%" PRIx64 ":%" PRIu32, line > 1 ? " " : "", hash->hash, hash->ordinal);
        assert_true(strlen(got) + strlen(one) < sizeof got);
        strcat(got, one);
    }
    assert_string_equal(got, wanted);
    assert_null(text_source_line_hash(source, text_source_line_count(source) + 1));
    arena_free(arena);
}

/* What github/codeql-action gives for the same texts. */
static void line_hashes_are_those_of_code_hosts(void **state)
{
    (void)state;
    static const char *const same[] = {" a\nb\n  \t\tc\n d", " a\r\nb\r\n  \t\tc\r\n d", "a\rb\rc\rd"};
    expect_hashes("", "c129715d7a2bc9a3:1");
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        expect_hashes(same[i], "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1");
}

/* Lines that go on alike for long enough are told apart by their number. */
static void lines_of_one_hash_are_numbered(void **state)
{
    (void)state;
    char text[300] = "";
    struct arena *arena = arena_new();
    struct text_source *source;
    struct text_defect defect;
    for (int i = 0; i < 60; i++)
        strcat(text, "ab\n");
    assert_int_equal(text_source_open(arena, "file", text_view_of(text), &source, &defect), STATUS_OK);
    assert_true(text_source_line_hash(source, 1)->hash == text_source_line_hash(source, 3)->hash);
    assert_int_equal(text_source_line_hash(source, 1)->ordinal, 1);
    assert_int_equal(text_source_line_hash(source, 3)->ordinal, 3);
    assert_int_equal(text_source_line_hash(source, 60)->ordinal, 1);
    arena_free(arena);
}

/* Two code units for a character beyond U+FFFF, and a BOM is a character; both worked out apart from this code. */
static void characters_count_in_utf16(void **state)
{
    (void)state;
    expect_hashes("\xEF\xBB\xBF\xF0\x9F\x98\x80\xE7\x81\xAF", "51069536e1b5f71a:1");
    struct arena *arena = arena_new();
    struct text_source *source;
    struct text_defect defect;
    assert_int_equal(text_source_open(arena, "file", text_view_of("a\xF0\x9F\x98\x80\xE7\x81\xAF"), &source, &defect),
                     STATUS_OK);
    assert_int_equal(text_source_place(source, 5).column, 3);
    assert_int_equal(text_source_place(source, 5).unit, 4);
    assert_int_equal(text_source_place(source, 8).unit, 5);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(line_hashes_are_those_of_code_hosts),
                                       cmocka_unit_test(lines_of_one_hash_are_numbered),
                                       cmocka_unit_test(characters_count_in_utf16)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
