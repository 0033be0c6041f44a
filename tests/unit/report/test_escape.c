#include "support/unit.h"

#include "report/escape.h"

struct escaped {
    const char *text, *markdown, *xml, *data, *property;
};

static const struct escaped rows[] = {
    {"plain, 灯: 5%", "plain, 灯: 5%", "plain, 灯: 5%", "plain, 灯: 5%25", "plain%2C 灯%3A 5%25"},
    {"<b>&\"", "&lt;b&gt;&amp;\"", "&lt;b&gt;&amp;&quot;", "<b>&\"", "<b>&\""},
    {"a|b [x](y) `c` *d* _e_ ~f~ $g$ \\h #i", "a\\|b \\[x\\](y) \\`c\\` \\*d\\* \\_e\\_ \\~f\\~ \\$g\\$ \\\\h \\#i",
     "a|b [x](y) `c` *d* _e_ ~f~ $g$ \\h #i", "a|b [x](y) `c` *d* _e_ ~f~ $g$ \\h #i",
     "a|b [x](y) `c` *d* _e_ ~f~ $g$ \\h #i"},
    {"- a - b", "\\- a - b", "- a - b", "- a - b", "- a - b"},
    {"12. a 3. b", "12\\. a 3. b", "12. a 3. b", "12. a 3. b", "12. a 3. b"},
    {"http://x www.x", "http\\://x www\\.x", "http://x www.x", "http://x www.x", "http%3A//x www.x"},
    {"a\r\nb\nc\rd", "a<br>b<br>c<br>d", "a&#xd;&#xa;b&#xa;c&#xd;d", "a%0D%0Ab%0Ac%0Dd", "a%0D%0Ab%0Ac%0Dd"},
    {"\x01\x1b", "&lt;U+0001&gt;&lt;U+001B&gt;", "&lt;U+0001&gt;&lt;U+001B&gt;", "<U+0001><U+001B>",
     "<U+0001><U+001B>"},
    {"\xE2\x80\xAEx", "&lt;U+202E&gt;x", "&#x202e;x", "<U+202E>x", "<U+202E>x"},
    {"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9", "\xF0\x9F\x91\xA8&#x200d;\xF0\x9F\x91\xA9",
     "\xF0\x9F\x91\xA8&#x200d;\xF0\x9F\x91\xA9", "\xF0\x9F\x91\xA8<U+200D>\xF0\x9F\x91\xA9",
     "\xF0\x9F\x91\xA8<U+200D>\xF0\x9F\x91\xA9"},
    {"\xEF\xBF\xBF|\xEF\xBF\xBE", "&lt;U+FFFF&gt;\\|&lt;U+FFFE&gt;", "&lt;U+FFFF&gt;|&lt;U+FFFE&gt;",
     "<U+FFFF>|<U+FFFE>", "<U+FFFF>|<U+FFFE>"},
    {"\xFFz", "&lt;FF&gt;z", "&lt;FF&gt;z", "<FF>z", "<FF>z"},
    {"]]>", "\\]\\]&gt;", "]]&gt;", "]]>", "]]>"},
    {"", "", "", "", ""},
};

static void expect(struct buf *out, const char *wanted)
{
    buf_add_char(out, '\0');
    assert_int_equal(buf_status(out), STATUS_OK);
    assert_string_equal(out->bytes, wanted);
    buf_reset(out);
}

static void text_is_escaped_by_the_rules_of_each_format(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text_view text = text_view_of(rows[i].text);
        report_markdown(&out, text);
        expect(&out, rows[i].markdown);
        report_xml(&out, text);
        expect(&out, rows[i].xml);
        report_command(&out, text, REPORT_COMMAND_DATA);
        expect(&out, rows[i].data);
        report_command(&out, text, REPORT_COMMAND_PROPERTY);
        expect(&out, rows[i].property);
    }
    buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(text_is_escaped_by_the_rules_of_each_format)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
