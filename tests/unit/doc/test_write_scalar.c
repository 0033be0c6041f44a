/* Texts as YAML scalars: quoted when that is needed and only then, and read back as they were. */
#include "support/unit.h"

#include "doc/write_scalar.h"
#include "doc/yaml.h"

static void write(struct buf *out, struct text_view text, bool typed)
{
    buf_init(out);
    doc_write_scalar(out, text, typed, 2);
    assert_int_equal(buf_status(out), STATUS_OK);
}

static void expect(struct text_view text, bool typed, const char *expected)
{
    struct buf out;
    write(&out, text, typed);
    assert_string_equal(out.bytes, expected);
    buf_clear(&out);
}

static const struct {
    const char *text, *expected;
} rows[] = {
    {"", "''"},
    {"abc", "abc"},
    {"-", "'-'"},
    {"- a", "'- a'"},
    {"-30", "'-30'"},
    {"-a", "-a"},
    {"--", "--"},
    {"?", "'?'"},
    {"?a", "?a"},
    {":a", ":a"},
    {"a: b", "'a: b'"},
    {"a:b", "a:b"},
    {"a:", "'a:'"},
    {"a #b", "'a #b'"},
    {"a#b", "a#b"},
    {"#a", "'#a'"},
    {"[a]", "'[a]'"},
    {"a[0]", "a[0]"},
    {"{a}", "'{a}'"},
    {"*a", "'*a'"},
    {"&a", "'&a'"},
    {"!a", "'!a'"},
    {"|", "'|'"},
    {"@a", "'@a'"},
    {"`a", "'`a'"},
    {"%a", "'%a'"},
    {"it's", "it's"},
    {"'a", "'''a'"},
    {"\"a\"", "'\"a\"'"},
    {"\\", "\\"},
    {" a", "' a'"},
    {"a ", "'a '"},
    {"a\tb", "\"a\\tb\""},
    {"=1", "=1"},
    {"=", "'='"},
    {"<<", "'<<'"},
    {"~", "'~'"},
    {"Null", "'Null'"},
    {"yes", "'yes'"},
    {"yesterday", "yesterday"},
    {"off", "'off'"},
    {"TRUE", "'TRUE'"},
    {"y", "'y'"},
    {"12", "'12'"},
    {"12a", "12a"},
    {"012", "'012'"},
    {"1_000", "'1_000'"},
    {"1,000", "1,000"},
    {"+5", "'+5'"},
    {"1.50", "'1.50'"},
    {"1.2.3", "1.2.3"},
    {".5", "'.5'"},
    {".", "."},
    {"1e3", "'1e3'"},
    {"1e", "'1e'"},
    {"0x1F", "'0x1F'"},
    {"0xyz", "0xyz"},
    {"0b1", "'0b1'"},
    {".inf", "'.inf'"},
    {"-.inf", "'-.inf'"},
    {"12:30", "'12:30'"},
    {"a-1", "a-1"},
    {"\xE2\x80\x95", "\xE2\x80\x95"},
    {"2-1-3", "2-1-3"},
    {"\xE2\x80\x9Cx\xE2\x80\x9D", "'\xE2\x80\x9Cx\xE2\x80\x9D'"}, /* in typographic quotes */
    {"a\nb", "|-\n  a\n  b"},
    {"a\nb\n", "|\n  a\n  b"},
    {"a\n\nb\n\n", "|+\n  a\n\n  b\n"},
    {"a\n b", "|-\n  a\n   b"},
    {"\na", "\"\\na\""},
    {" a\nb", "\" a\\nb\""},
    {"a\n\tb", "\"a\\n\\tb\""},
    {"a\n---\nb", "\"a\\n---\\nb\""},
    {"a\r\nb", "\"a\\r\\nb\""},
    {"\x07\x1B", "\"\\x07\\x1B\""},
    {"\x7F\"\\", "\"\\x7F\\\"\\\\\""},
    {"\xE2\x80\xAE", "\"\\u202E\""},
    {"\xEF\xBB\xBF", "\"\\uFEFF\""},
    {"\xC2\x85", "\"\\x85\""},
};

static void doc_scalar_is_quoted_when_needed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(text_view_of(rows[i].text), false, rows[i].expected);
    expect((struct text_view){"a\0b", 3}, false, "\"a\\x00b\"");
}

static void doc_scalar_may_be_typed(void **state)
{
    (void)state;
    expect(text_view_of("12"), true, "12");
    expect(text_view_of("true"), true, "true");
    expect(text_view_of("~"), true, "~");
    expect(text_view_of(""), true, "''");
    expect(text_view_of("- a"), true, "'- a'");
}

static void doc_scalar_integers(void **state)
{
    (void)state;
    static const char *const integers[] = {"0", "7", "-12", "120", "999999999999999"};
    static const char *const others[] = {"", "-", "-0", "00", "012", "+5", "1.0", "1e3", "1,000", "1000000000000000"};
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        assert_true(doc_scalar_is_integer(text_view_of(integers[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(doc_scalar_is_integer(text_view_of(others[i])));
}

/* The value of `k` in "k: …", which must be the text. */
static void expect_back(struct text_view text)
{
    struct arena *arena = arena_new();
    struct text_source *source;
    struct text_defect defect;
    struct text_diagnostics diagnostics;
    struct doc_roots roots;
    struct buf out;
    buf_init(&out);
    buf_add_string(&out, "k: ");
    doc_write_scalar(&out, text, false, 2);
    buf_add_string(&out, "\nl: x\n");
    assert_int_equal(buf_status(&out), STATUS_OK);
    text_diagnostics_init(&diagnostics, arena);
    assert_int_equal(text_source_open(arena, "x.yaml", (struct text_view){out.bytes, out.len}, &source, &defect),
                     STATUS_OK);
    assert_int_equal(doc_yaml_read(arena, source, &diagnostics, &roots), STATUS_OK);
    const struct doc_node *value = doc_node_get(roots.items[0], "k");
    assert_int_equal(value->value.len, text.len);
    assert_memory_equal(value->value.at, text.at, text.len);
    assert_non_null(doc_node_get(roots.items[0], "l"));
    buf_clear(&out);
    arena_free(arena);
}

/* All texts of up to four characters out of those that mean something in YAML. */
static void doc_scalar_reads_back(void **state)
{
    (void)state;
    static const char signs[] = "a1-:# \n\t'\"\\|[,?.~\r";
    enum { SIGNS = sizeof signs - 1 };
    char text[4];
    for (size_t len = 1; len <= sizeof text; len++) {
        size_t count = 1;
        for (size_t i = 0; i < len; i++)
            count *= SIGNS;
        for (size_t number = 0; number < count; number += len == sizeof text ? 7 : 1) {
            size_t rest = number;
            for (size_t i = 0; i < len; i++, rest /= SIGNS)
                text[i] = signs[rest % SIGNS];
            expect_back((struct text_view){text, len});
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_scalar_is_quoted_when_needed),
        cmocka_unit_test(doc_scalar_may_be_typed),
        cmocka_unit_test(doc_scalar_integers),
        cmocka_unit_test(doc_scalar_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
