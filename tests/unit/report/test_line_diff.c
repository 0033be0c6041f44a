/* Two texts with the same lines, as a unified diff. */
#include "support/unit.h"

#include "report/line_diff.h"

#include <string.h>

static void report_line_diff_shows_what_changed(void **state)
{
    static const struct {
        const char *before, *after;
        size_t lines;
        const char *diff;
    } rows[] = {
        {"a\nb\n", "a\nb\n", 0, NULL},
        {"", "", 0, NULL},
        {"a\nb\n", "a\nB\n", 1, "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+B\n"},
        {"a\nb", "a\nB", 1,
         "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file\n"},
        {"a\nb\nc\n", "A\nB\nc\n", 2, "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-a\n-b\n+A\n+B\n c\n"},
        {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", 1,
         "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"},
        /* six lines between two changes share a hunk, seven do not */
        {"1\n2\n3\n4\n5\n6\n7\n8\n", "one\n2\n3\n4\n5\n6\n7\neight\n", 2,
         "--- a/x\n+++ b/x\n@@ -1,8 +1,8 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n"},
        {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n", 2,
         "--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+nine\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;
        buf_init(&out);
        size_t lines = report_line_diff(&out, "x", text_view_of(rows[i].before), text_view_of(rows[i].after));
        assert_int_equal(lines, rows[i].lines);
        if (!rows[i].diff) assert_int_equal(out.len, 0);
        else assert_string_equal(out.bytes, rows[i].diff);
        buf_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_line_diff_shows_what_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
