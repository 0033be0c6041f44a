/* The excerpt: the caret stands below what it points at, by display width, whatever the line is made of. */
#include "support/unit.h"

#include "report/excerpt.h"
#include "text/printable.h"

#define CELLS_MAX 100 /* what is shown of a line, and the mark for what is cut */

struct excerpt {
    struct arena *arena;
    struct buf out;
    char *lines[8];
    size_t count;
};

/* The excerpt of `what` (its n-th occurrence) in `text`, cut into lines. */
static void show(struct excerpt *excerpt, const char *text, const char *what, const char *note, bool color)
{
    struct text_source *source;
    struct text_defect defect;
    *excerpt = (struct excerpt){.arena = arena_new()};
    assert_int_equal(text_source_open(excerpt->arena, "x", text_view_of(text), &source, &defect), STATUS_OK);
    const char *found = strstr(text, what);
    assert_non_null(found);
    uint32_t begin = (uint32_t)(found - text);
    struct text_span span = {source, begin, begin + (uint32_t)strlen(what)};
    buf_init(&excerpt->out);
    struct review_excerpt shown = report_excerpt_of(span);
    report_excerpt(&excerpt->out, text_source_place(source, begin).line, &shown, text_view_of(note),
                   report_colors(color));
    assert_int_equal(buf_status(&excerpt->out), STATUS_OK);
    for (char *at = excerpt->out.bytes; *at && excerpt->count < 8;) {
        excerpt->lines[excerpt->count++] = at;
        at += strcspn(at, "\n");
        *at++ = '\0';
    }
}

static void done(struct excerpt *excerpt)
{
    buf_clear(&excerpt->out);
    arena_free(excerpt->arena);
}

/* Cells before the first caret, and how many carets. */
static void carets(const char *line, size_t *out_before, size_t *out_count)
{
    const char *first = strchr(line, '^');
    assert_non_null(first);
    *out_before = text_width((struct text_view){line, (size_t)(first - line)}, true);
    *out_count = strspn(first, "^");
}

static void report_excerpt_points_by_width(void **state)
{
    (void)state;
    static const struct {
        const char *text, *what, *excerpt, *caret;
    } rows[] = {
        {"abc def ghi\n", "def", "1 | abc def ghi", "  |     ^^^"},
        {"a\nb\nc: d\n", "d", "3 | c: d", "  |    ^"},
        {"理由: IoTの普及を図る。\n", "IoTの普及", "1 | 理由: IoTの普及を図る。", "  |       ^^^^^^^^^"},
        {"①②③\n", "③", "1 | ①②③", "  |     ^^"},
        {"ｱｲｳ\n", "ｳ", "1 | ｱｲｳ", "  |   ^"},
        {"か\xE3\x82\x99き\n", "き", "1 | か\xE3\x82\x99き", "  |   ^^"},
        {"a\tb\n", "b", "1 | a b", "  |   ^"},
        {"a\x1b[31mb\n", "b", "1 | a<U+001B>[31mb", "  |              ^"},
        {"a\xE2\x80\xAE"
         "b\n",
         "b", "1 | a<U+202E>b", "  |          ^"},
        {"abc", "", "1 | abc", "  | ^"},
        {"x: |\n  one\n  two\n", "one\n  two", "2 |   one", "  |   ^^^"},
        {"x: one\r\ny\r\n", "one\r\ny", "1 | x: one", "  |    ^^^"},
        {"\xEF\xBB\xBF"
         "abc\n",
         "bc", "1 | abc", "  |  ^^"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct excerpt it;
        show(&it, rows[i].text, rows[i].what, "", false);
        assert_int_equal(it.count, 3);
        assert_string_equal(it.lines[0], "  |");
        assert_string_equal(it.lines[1], rows[i].excerpt);
        assert_string_equal(it.lines[2], rows[i].caret);
        done(&it);
    }
}

static void report_excerpt_widens_the_gutter(void **state)
{
    (void)state;
    struct excerpt it;
    char text[64] = "";
    for (int i = 0; i < 11; i++)
        strcat(text, "\n");
    strcat(text, "x");
    show(&it, text, "x", "", false);
    assert_string_equal(it.lines[0], "   |");
    assert_string_equal(it.lines[1], "12 | x");
    assert_string_equal(it.lines[2], "   | ^");
    done(&it);
}

/* Long lines: what is shown is bounded, begins on a whole character, and the caret still stands below its text. */
static void report_excerpt_cuts_long_lines(void **state)
{
    (void)state;
    static const char *const fillers[] = {"x", "灯", "①", "ｱ", "灯a"};
    for (size_t f = 0; f < sizeof fillers / sizeof *fillers; f++)
        for (size_t before = 0; before < 400; before += 7) {
            struct buf text;
            struct excerpt it;
            size_t at, count;
            buf_init(&text);
            for (size_t i = 0; i < before; i++)
                buf_add_string(&text, fillers[f]);
            buf_add_string(&text, "HERE");
            for (size_t i = 0; i < 300; i++)
                buf_add_string(&text, fillers[f]);
            show(&it, text.bytes, "HERE", "", false);
            assert_int_equal(it.count, 3);
            assert_true(text_width(text_view_of(it.lines[1]), true) <= CELLS_MAX + 4);
            carets(it.lines[2], &at, &count);
            assert_int_equal(count, 4);
            const char *here = strstr(it.lines[1], "HERE");
            assert_non_null(here);
            assert_int_equal(text_width((struct text_view){it.lines[1], (size_t)(here - it.lines[1])}, true), at);
            done(&it);
            buf_clear(&text);
        }
}

static void report_excerpt_bounds_long_spans(void **state)
{
    (void)state;
    struct buf text;
    struct excerpt it;
    size_t at, count;
    buf_init(&text);
    buf_add_string(&text, "理由: ");
    for (size_t i = 0; i < 200; i++)
        buf_add_string(&text, "灯火");
    show(&it, text.bytes, text.bytes + strlen("理由: "), "a note", false);
    carets(it.lines[2], &at, &count);
    assert_int_equal(at, 4 + 6);
    assert_true(count > 10 && at + count <= CELLS_MAX + 4);
    assert_true(strstr(it.lines[2], "a note") || (it.count == 4 && strstr(it.lines[3], "a note")));
    done(&it);
    buf_clear(&text);
}

static void report_excerpt_notes_are_printable(void **state)
{
    (void)state;
    struct excerpt it;
    show(&it, "abc\n", "b", "x\x1b[2J\xE2\x80\xAEy", false);
    assert_string_equal(it.lines[2], "  |  ^ x<U+001B>[2J<U+202E>y");
    done(&it);
    show(&it, "abc\n", "b", "n", true);
    assert_non_null(strstr(it.lines[2], "\x1b["));
    assert_non_null(strstr(it.lines[2], "\x1b[0m"));
    done(&it);
}

static void report_excerpt_of_nowhere_is_nothing(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out);
    struct review_excerpt nothing = report_excerpt_of((struct text_span){0});
    report_excerpt(&out, 0, &nothing, text_view_of("x"), report_colors(true));
    assert_int_equal(out.len, 0);
    assert_int_equal(report_gutter(0), 1);
    buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_excerpt_points_by_width),     cmocka_unit_test(report_excerpt_widens_the_gutter),
        cmocka_unit_test(report_excerpt_cuts_long_lines),     cmocka_unit_test(report_excerpt_bounds_long_spans),
        cmocka_unit_test(report_excerpt_notes_are_printable), cmocka_unit_test(report_excerpt_of_nowhere_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
