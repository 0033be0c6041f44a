/* A sentence with its evidence marked, shortened around the marks. */
#include "support/unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "report/quote.h"
#include "text/printable.h"

static struct text_span span_of(const struct text_source *source, struct text_view text, const char *part)
{
    size_t begin = text_view_find(text, text_view_of(part), 0);
    if (begin == (size_t)-1) fail_msg("\"%s\" is not in the text", part);
    return (struct text_span){source, (uint32_t)begin, (uint32_t)(begin + strlen(part))};
}

static void expect_quote(const char *written, const char *const *parts, const char *against, size_t cells,
                         const char *expected)
{
    struct arena *arena = arena_new();
    struct text_source *source = NULL;
    struct text_view text = text_view_of(written);
    struct report_mark marks[4];
    size_t count = 0;
    struct buf out;
    assert_non_null(arena);
    assert_int_equal(text_source_open_checked(arena, "x.yaml", text, &source), STATUS_OK);
    for (; parts[count]; count++)
        marks[count] = (struct report_mark){span_of(source, text, parts[count]), false};
    if (against) marks[count++] = (struct report_mark){span_of(source, text, against), true};
    buf_init(&out);
    report_quote(&out, (struct text_span){source, 0, (uint32_t)text.len}, marks, count, cells, report_colors(false));
    assert_int_equal(buf_status(&out), STATUS_OK);
    assert_string_equal(out.bytes, expected);
    buf_clear(&out);
    arena_free(arena);
}

static void report_quote_marks_what_was_found(void **state)
{
    (void)state;
    static const char *const none[] = {NULL}, *const one[] = {"点検", NULL},
                             *const two[] = {"毎年", "岸壁", NULL}, /* any order */
                                 *const nested[] = {"岸壁を毎", "毎年", NULL}, *const touching[] = {"岸壁", "を", NULL};
    expect_quote("岸壁を毎年点検する。", one, NULL, 80, "岸壁を毎年【点検】する。");
    expect_quote("岸壁を毎年点検する。", two, NULL, 80, "【岸壁】を【毎年】点検する。");
    expect_quote("岸壁を毎年点検する。", nested, NULL, 80, "【岸壁を毎年】点検する。");
    expect_quote("岸壁を毎年点検する。", touching, NULL, 80, "【岸壁】【を】毎年点検する。");
    expect_quote("岸壁の点検は行わない。", one, "行わない", 80, "岸壁の【点検】は《行わない》。");
    expect_quote("岸壁を毎年点検する。", none, NULL, 80, "岸壁を毎年点検する。");
    expect_quote("岸壁を\n      毎年点検する。", one, NULL, 80, "岸壁を毎年【点検】する。");
}

/* With colours the marks are colours, and what takes evidence out has another one. */
static void report_quote_marks_in_colour(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_source *source = NULL;
    struct text_view text = text_view_of("岸壁の点検は行わない。");
    struct buf out;
    assert_int_equal(text_source_open_checked(arena, "x.yaml", text, &source), STATUS_OK);
    struct report_mark marks[] = {{span_of(source, text, "点検"), false}, {span_of(source, text, "行わない"), true}};
    buf_init(&out);
    report_quote(&out, (struct text_span){source, 0, (uint32_t)text.len}, marks, 2, 80, report_colors(true));
    assert_int_equal(buf_status(&out), STATUS_OK);
    assert_string_equal(out.bytes, "岸壁の\x1b[1;35m点検\x1b[0mは\x1b[1;31m行わない\x1b[0m。");
    buf_clear(&out);
    arena_free(arena);
}

static void report_quote_is_shortened_around_the_marks(void **state)
{
    (void)state;
    static const char *const first[] = {"岸壁", NULL}, *const both[] = {"岸壁", "修理", NULL};
    static const char written[] =
        "遠い昔から人々が行き交う港の岸壁を、年に一度は必ず端から端まで歩いて確かめ、傷んだ所を"
        "見付けたときは修理をし、次の年の春までに終える。";
    expect_quote(written, first, NULL, 40, "…行き交う港の【岸壁】を、年に一度…");
    expect_quote(written, both, NULL, 40, "…港の【岸壁】を、…きは【修理】をし…");
    expect_quote(written, both, NULL, 400,
                 "遠い昔から人々が行き交う港の【岸壁】を、年に一度は必ず端から端まで歩いて確かめ、傷んだ所を"
                 "見付けたときは【修理】をし、次の年の春までに終える。");
}

/* However long a sentence or a mark is, the line does not run away, and control characters are spelt out. */
static void report_quote_stays_short_and_printable(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_source *source = NULL;
    struct buf text, out;
    buf_init(&text);
    buf_init(&out);
    for (int i = 0; i < 20000; i++)
        buf_add_string(&text, i == 9000 ? "\x1b[31m岸壁" : "ああ");
    assert_int_equal(buf_status(&text), STATUS_OK);
    assert_int_equal(text_source_open_checked(arena, "x.yaml", (struct text_view){text.bytes, text.len}, &source),
                     STATUS_OK);
    struct text_view view = {text.bytes, text.len};
    uint32_t at = (uint32_t)text_view_find(view, text_view_of("岸壁"), 0);
    struct report_mark marks[] = {{{source, at, at + 6}, false}, {{source, at + 60, at + 6000}, true}};
    report_quote(&out, (struct text_span){source, 0, (uint32_t)text.len}, marks, 2, 100, report_colors(false));
    assert_int_equal(buf_status(&out), STATUS_OK);
    assert_in_range(text_width((struct text_view){out.bytes, out.len}, true), 20, 130);
    assert_null(strchr(out.bytes, '\x1b'));
    assert_non_null(strstr(out.bytes, "【岸壁】"));
    buf_clear(&text);
    buf_clear(&out);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_quote_marks_what_was_found),
        cmocka_unit_test(report_quote_marks_in_colour),
        cmocka_unit_test(report_quote_is_shortened_around_the_marks),
        cmocka_unit_test(report_quote_stays_short_and_printable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
