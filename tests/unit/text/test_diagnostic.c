#include "support/unit.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "text/diagnostic.h"

static const struct text_span nowhere = {NULL, 0, 0};
static const struct text_view none = {"", 0};

/* Both languages say the same: each argument stands in both wordings or in none, and no {0} is left over. */
static void check_wording(enum diagnostic_code code)
{
    static const char *names[] = {"ARG-0", "ARG-1", "ARG-2"};
    struct text_diagnostic diagnostic = {.code = code};
    bool stands[TEXT_LANGUAGES][DIAGNOSTIC_ARGUMENTS];
    for (size_t i = 0; i < DIAGNOSTIC_ARGUMENTS; i++)
        diagnostic.arguments[i] = text_view_of(names[i]);
    for (int language = 0; language < TEXT_LANGUAGES; language++) {
        struct buf buf;
        buf_init(&buf);
        text_diagnostic_word(&buf, &diagnostic, (enum text_language)language);
        assert_true(buf.len > 5);
        for (size_t i = 0; i < DIAGNOSTIC_ARGUMENTS; i++)
            stands[language][i] = strstr(buf.bytes, names[i]);
        for (char *at = buf.bytes; (at = strchr(at, '{')); at++)
            assert_false(at[1] >= '0' && at[1] <= '9');
        buf_clear(&buf);
    }
    for (size_t i = 0; i < DIAGNOSTIC_ARGUMENTS; i++) {
        if (stands[TEXT_JA][i] != stands[TEXT_EN][i]) {
            fail_msg("%s: {%zu} stands in one language only (row %d)", text_diagnostic_id(code), i, (int)code + 1);
        }
    }
}

static void text_diagnostic_is_worded_in_both_languages(void **state)
{
    (void)state;
    for (int i = 0; i < DIAGNOSTIC_COUNT; i++) {
        const char *id = text_diagnostic_id((enum diagnostic_code)i);
        assert_int_equal(strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789"), strlen(id));
        assert_true(strlen(id) > 3);
        check_wording((enum diagnostic_code)i);
    }
}

static void text_diagnostic_fills_in_printable_arguments(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_diagnostics list;
    struct buf buf;
    buf_init(&buf);
    text_diagnostics_init(&list, arena);
    text_diagnostics_add(&list, DIAGNOSTIC_FILE_READ, "a.yaml", nowhere, text_view_of("bad\x1b[1m"), none, none);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].path, "a.yaml");
    text_diagnostic_word(&buf, &list.items[0], TEXT_EN);
    assert_string_equal(buf.bytes, "cannot be read (bad<U+001B>[1m)");
    buf_reset(&buf);
    text_diagnostic_word(&buf, &list.items[0], TEXT_JA);
    assert_non_null(strstr(buf.bytes, "（bad<U+001B>[1m）"));
    buf_clear(&buf);
    arena_free(arena);
}

static void text_diagnostic_takes_the_path_of_its_source(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_diagnostics list;
    struct text_source *source;
    struct text_defect defect;
    text_diagnostics_init(&list, arena);
    assert_int_equal(text_source_open(arena, "b.yaml", text_view_of("x"), &source, &defect), STATUS_OK);
    text_diagnostics_add(&list, DIAGNOSTIC_FILE_EMPTY, NULL, (struct text_span){source, 0, 1}, none, none, none);
    assert_string_equal(list.items[0].path, "b.yaml");
    assert_int_equal(list.items[0].span.end, 1);
    arena_free(arena);
}

static void text_diagnostic_counts_what_it_drops(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_diagnostics list;
    text_diagnostics_init(&list, arena);
    for (size_t i = 0; i < LIMIT_DIAGNOSTICS + 5; i++) {
        text_diagnostics_add(&list, DIAGNOSTIC_FILE_EMPTY, "a", nowhere, none, none, none);
    }
    assert_int_equal(list.count, LIMIT_DIAGNOSTICS);
    assert_int_equal(list.dropped, 5);
    assert_int_equal(list.status, STATUS_OK);
    arena_free(arena);
}

static void text_diagnostic_remembers_that_memory_was_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_diagnostics list;
    text_diagnostics_init(&list, arena);
    alloc_fail_at(1, false);
    text_diagnostics_add(&list, DIAGNOSTIC_FILE_EMPTY, "a", nowhere, none, none, none);
    text_diagnostics_add(&list, DIAGNOSTIC_FILE_EMPTY, "b", nowhere, none, none, none);
    alloc_fail_never();
    assert_int_equal(list.status, STATUS_NO_MEMORY);
    assert_int_equal(list.count, 0);
    assert_int_equal(list.dropped, 2);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_diagnostic_is_worded_in_both_languages),
        cmocka_unit_test(text_diagnostic_fills_in_printable_arguments),
        cmocka_unit_test(text_diagnostic_takes_the_path_of_its_source),
        cmocka_unit_test(text_diagnostic_counts_what_it_drops),
        cmocka_unit_test(text_diagnostic_remembers_that_memory_was_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
