/* What mends a mistake in YAML: where a value ends, which quotes it gets, and what is left to a person. */
#include "support/unit.h"

#include "doc/repair.h"
#include "doc/yaml.h"

/* The text with what mends its first mistake. */
static struct text_view mended(struct arena *arena, const char *text)
{
    struct text_source *source;
    struct text_defect defect;
    struct text_diagnostics mistakes;
    struct doc_roots roots;
    struct doc_edits edits;
    assert_int_equal(text_source_open(arena, "in", text_view_of(text), &source, &defect), STATUS_OK);
    text_diagnostics_init(&mistakes, arena);
    doc_edits_init(&edits, arena);
    enum status status = doc_yaml_read(arena, source, &mistakes, &roots);
    assert_int_equal(status, STATUS_INVALID);
    doc_repair_mistake(&mistakes.items[0], &edits);
    doc_edits_settle(&edits);
    assert_int_equal(edits.status, STATUS_OK);
    return doc_edits_apply(&edits, text_view_of(text));
}

static void doc_repair_of_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } rows[] = {
        /* the value ends before a comment and before blanks */
        {"a: M2M: x\n", "a: 'M2M: x'\n"},
        {"a: M2M: x  # why\n", "a: 'M2M: x'  # why\n"},
        {"a: M2M: x#1\n", "a: 'M2M: x#1'\n"},
        {"a: M2M: x", "a: 'M2M: x'"},
        {"a: M2M: x\r\nb: 1\r\n", "a: 'M2M: x'\r\nb: 1\r\n"},
        {"- a: M2M: x\n  b: 1\n", "- a: 'M2M: x'\n  b: 1\n"},
        {"a: @x\nb: 1\n", "a: '@x'\nb: 1\n"},
        {"a: [x] y\nb: 1\n", "a: '[x] y'\nb: 1\n"},
        /* quotes of either kind, both, and a backslash */
        {"a: M2M: it's\n", "a: \"M2M: it's\"\n"},
        {"a: M2M: \"x\"\n", "a: 'M2M: \"x\"'\n"},
        {"a: M2M: it's \"x\"\n", "a: 'M2M: it''s \"x\"'\n"},
        {"a: M2M: it's c:\\x\n", "a: 'M2M: it''s c:\\x'\n"},
        {"a: \"x\" y\nb: 1\n", "a: '\"x\" y'\nb: 1\n"},
        /* a value that goes on in the next line stays, for a person; a blank line or a comment is no going on */
        {"a: M2M: x\n  y\n", "a: M2M: x\n  y\n"},
        {"a: M2M: x\n\n  y\n", "a: M2M: x\n\n  y\n"},
        {"a: M2M: x\n  # why\n", "a: 'M2M: x'\n  # why\n"},
        {"a: M2M: x\n\nb: 1\n", "a: 'M2M: x'\n\nb: 1\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_new();
        struct text_view after = mended(arena, rows[i].before);
        if (!text_view_equal(after, text_view_of(rows[i].after)))
            fail_msg("row %zu: %.*s", i, (int)after.len, after.at);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_repair_of_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
