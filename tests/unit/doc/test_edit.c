/* Edits of a text: order, overlap, insertion; the line alone. */
#include "support/unit.h"

#include "doc/edit.h"

#include <stdio.h>

struct edit {
    uint32_t begin, end;
    const char *text; /* NULL: no more */
};

static struct text_view apply(struct doc_edits *edits, const char *text, const struct edit *list)
{
    for (size_t i = 0; list[i].text; i++)
        doc_edits_add(edits, list[i].begin, list[i].end, text_view_of(list[i].text));
    doc_edits_settle(edits);
    return doc_edits_apply(edits, text_view_of(text));
}

static void doc_edits_come_in_any_order_and_the_first_of_two_that_overlap_stays(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
        struct edit edits[4];
    } rows[] = {
        {"abcdef", "abcdef", {{0, 0, NULL}}},
        {"", "x", {{0, 0, "x"}}},
        {"abcdef", "aXdYf", {{4, 5, "Y"}, {1, 3, "X"}}},
        {"abcdef", "XbcdefY", {{6, 6, "Y"}, {0, 1, "X"}}},
        {"abcdef", "abef", {{2, 4, ""}}},
        {"abcdef", "aXef", {{1, 4, "X"}, {2, 3, "Y"}}},
        {"abcdef", "aXef", {{3, 5, "Y"}, {1, 4, "X"}}},
        {"abcdef", "aXYef", {{3, 4, "Y"}, {1, 3, "X"}}},
        {"abcdef", "abXcdef", {{2, 2, "X"}, {2, 4, "Y"}}},
        {"abcdef", "abXcdef", {{2, 2, "X"}, {2, 2, "Y"}}},
        {"abcdef", "aXbYcdef", {{2, 2, "Y"}, {1, 1, "X"}}},
        {"abcdef", "XY", {{3, 6, "Y"}, {0, 3, "X"}, {2, 4, "Z"}}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_new();
        struct doc_edits edits;
        doc_edits_init(&edits, arena);
        struct text_view after = apply(&edits, rows[i].before, rows[i].edits);
        if (!text_view_equal(after, text_view_of(rows[i].after)))
            fail_msg("row %zu: %.*s", i, (int)after.len, after.at);
        assert_int_equal(edits.status, STATUS_OK);
        arena_free(arena);
    }
}

static void doc_edits_of_a_line_leave_the_other_lines_out(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_source *source;
    struct text_defect defect;
    struct doc_edits edits;
    assert_int_equal(text_source_open(arena, "in", text_view_of("one\r\ntwo three\nfour"), &source, &defect),
                     STATUS_OK);
    doc_edits_init(&edits, arena);
    assert_true(doc_edits_line(&edits, source).len == 0);
    doc_edits_add(&edits, 15, 19, text_view_of("4"));
    doc_edits_add(&edits, 9, 14, text_view_of("3"));
    doc_edits_add(&edits, 5, 8, text_view_of("2"));
    doc_edits_settle(&edits);
    assert_true(text_view_equal(doc_edits_line(&edits, source), text_view_of("2 3")));
    assert_true(text_view_equal(doc_edits_apply(&edits, text_source_bytes(source)), text_view_of("one\r\n2 3\n4")));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_edits_come_in_any_order_and_the_first_of_two_that_overlap_stays),
        cmocka_unit_test(doc_edits_of_a_line_leave_the_other_lines_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
