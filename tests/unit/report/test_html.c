/* What reaches an HTML report from outside: escaped, visible, marked where the evidence stands. */
#include "support/unit.h"

#include "report/html_part.h"

#include <string.h>

static void expect_text(const char *text, size_t len, const char *content, const char *value)
{
    struct buf out;
    buf_init(&out);
    report_html_text(&out, (struct text_view){text, len});
    assert_string_equal(out.bytes ? out.bytes : "", content);
    buf_reset(&out);
    report_html_value(&out, (struct text_view){text, len});
    assert_string_equal(out.bytes ? out.bytes : "", value);
    buf_clear(&out);
}

static void report_html_text_is_no_markup(void **state)
{
    (void)state;
    static const struct {
        const char *text, *content, *value;
    } rows[] = {
        {"", "", ""},
        {"灯台 AZ09", "灯台 AZ09", "灯台 AZ09"},
        {"<script>'\"&amp;]]>", "&lt;script&gt;&#39;&quot;&amp;amp;]]&gt;", "&lt;script&gt;&#39;&quot;&amp;amp;]]&gt;"},
        {"a\r\nb\rc\nd\te", "a\nb\nc\nd\te", "a b c d e"},
        {"a\xE2\x80\xAE"
         "b",
         "a<i class=\"odd\">&lt;U+202E&gt;</i>b", "a&lt;U+202E&gt;b"},
        {"\x1b\x7f", "<i class=\"odd\">&lt;U+001B&gt;</i><i class=\"odd\">&lt;U+007F&gt;</i>",
         "&lt;U+001B&gt;&lt;U+007F&gt;"},
        {"\xE7\x81", "<i class=\"odd\">&lt;E7&gt;</i><i class=\"odd\">&lt;81&gt;</i>", "&lt;E7&gt;&lt;81&gt;"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_text(rows[i].text, strlen(rows[i].text), rows[i].content, rows[i].value);
    expect_text("a\0b", 3, "a<i class=\"odd\">&lt;U+0000&gt;</i>b", "a&lt;U+0000&gt;b");
}

/* ---- marks */

#define TEXT "abcdefghij"

/* Evidence of a criterion in the first text: from, to, whether it counts. */
struct spot {
    size_t criterion, begin, end;
    bool counts;
};

static void expect_marks(const struct spot *spots, size_t count, const char *marked)
{
    struct review_evidence evidence[8] = {{.begin = 0}};
    struct review_criterion criteria[8] = {{.state = EVAL_STATE_MET}};
    const char *const ids[] = {"A", "B", "C"};
    const struct review_text text = {.claim = REVIEW_NONE, .text = text_view_of(TEXT)};
    for (size_t i = 0; i < count; i++) {
        evidence[i] = (struct review_evidence){.begin = spots[i].begin,
                                               .end = spots[i].end,
                                               .guard = spots[i].counts ? EVAL_GUARD_NONE : EVAL_GUARD_NEGATED,
                                               .because = text_view_of("<why>")};
        criteria[i] = (struct review_criterion){.id = text_view_of(ids[spots[i].criterion]),
                                                .state = spots[i].counts ? EVAL_STATE_MET : EVAL_STATE_GUARDED,
                                                .evidence = &evidence[i],
                                                .evidence_count = 1};
    }
    const struct review_request request = {.criteria = criteria,
                                           .criterion_count = count,
                                           .texts = &text,
                                           .text_count = 1};
    struct report report = {.arena = arena_new()};
    struct html page = {.report = &report, .out = &report.out, .language = TEXT_EN};
    buf_init(&report.out);
    assert_int_equal(report_html_hits_take(&page, &request), STATUS_OK);
    report_html_marked(&page, &request, 0);
    assert_string_equal(report.out.bytes, marked);
    buf_clear(&report.out);
    arena_free(report.arena);
}

#define NOT(id) "<mark class=\"not\" title=\"" id ": &lt;why&gt;\" data-why=\"denied\">"

static void report_html_marks_the_evidence(void **state)
{
    (void)state;
    expect_marks(NULL, 0, TEXT);
    expect_marks((struct spot[]){{0, 2, 4, true}}, 1, "ab<mark title=\"A\">cd</mark>efghij");
    expect_marks((struct spot[]){{0, 0, 10, true}}, 1, "<mark title=\"A\">abcdefghij</mark>");
    /* what overlaps or touches is one mark, which names each criterion once */
    expect_marks((struct spot[]){{0, 2, 4, true}, {1, 3, 6, true}, {0, 6, 7, true}}, 3,
                 "ab<mark title=\"A B\">cdefg</mark>hij");
    expect_marks((struct spot[]){{1, 8, 9, true}, {0, 2, 4, true}}, 2,
                 "ab<mark title=\"A\">cd</mark>efgh<mark title=\"B\">i</mark>j");
    /* what counts goes before what does not */
    expect_marks((struct spot[]){{0, 2, 8, false}}, 1, "ab" NOT("A") "cdefgh</mark>ij");
    expect_marks((struct spot[]){{0, 2, 8, false}, {1, 4, 6, true}}, 2,
                 "ab" NOT("A") "cd</mark><mark title=\"B\">ef</mark>" NOT("A") "gh</mark>ij");
    expect_marks((struct spot[]){{0, 4, 6, false}, {1, 3, 7, true}}, 2, "abc<mark title=\"B\">defg</mark>hij");
    /* a place outside of the text, as a damaged result may have it */
    expect_marks((struct spot[]){{0, 8, 99, true}}, 1, TEXT);
}

/* ---- sums */

static int64_t unjustified(int64_t asked, const struct review_claim *claims, size_t count)
{
    const struct review_request request = {.amount = {.kind = DOC_AMOUNT_FIGURE, .yen = asked},
                                           .claims = claims,
                                           .claim_count = count};
    return review_unjustified(&request);
}

static void report_html_counts_unjustified_yen_once(void **state)
{
    (void)state;
    const struct review_claim whole = {.verdict = EVAL_CLAIM_UNJUSTIFIED}, fine = {.verdict = EVAL_CLAIM_JUSTIFIED};
    const struct review_claim share = {.verdict = EVAL_CLAIM_UNJUSTIFIED,
                                       .amount = {.kind = DOC_AMOUNT_FIGURE, .yen = 40}};
    assert_int_equal(unjustified(100, (struct review_claim[]){fine}, 1), 0);
    assert_int_equal(unjustified(100, (struct review_claim[]){fine, whole, whole}, 3), 100);
    assert_int_equal(unjustified(100, (struct review_claim[]){share, fine}, 2), 40);
    assert_int_equal(unjustified(100, (struct review_claim[]){share, share}, 2), 80);
    assert_int_equal(unjustified(100, (struct review_claim[]){share, share, share}, 3), 100);
    assert_int_equal(unjustified(-5, (struct review_claim[]){whole}, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_html_text_is_no_markup),
        cmocka_unit_test(report_html_marks_the_evidence),
        cmocka_unit_test(report_html_counts_unjustified_yen_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
