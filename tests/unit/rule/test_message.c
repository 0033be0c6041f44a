#include "support/unit.h"

#include "rule/message.h"

/* The names of all arguments, each followed by a bar. */
static void names_of(const char *template, char out[128])
{
    struct text_view text = text_view_of(template), name;
    size_t begin, end = 0, len = 0;
    while (rule_message_next(text, end, &name, &begin, &end)) {
        assert_true(begin < end && end <= text.len);
        assert_int_equal(text.at[begin], '{');
        assert_int_equal(text.at[end - 1], '}');
        assert_true(len + name.len + 2 < 128);
        memcpy(out + len, name.at, name.len);
        len += name.len;
        out[len++] = '|';
    }
    out[len] = '\0';
}

static void rule_message_finds_arguments(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {"nothing to fill in", ""},
        {"{sum}", "sum|"},
        {"内訳の合計{sum}が{total}と合わない", "sum|total|"},
        {"{a}{b_c}", "a|b_c|"},
        {"{} { } {A} {a b} {a", ""},
        {"{{a}}", "a|"},
        {"{x {y} }", "y|"},
        {"}{", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[128];
        names_of(rows[i][0], got);
        assert_string_equal(got, rows[i][1]);
    }
}

static void rule_message_knows_the_checks(void **state)
{
    (void)state;
    assert_string_equal(rule_check_name(RULE_CHECK_SUM), "sum");
    assert_string_equal(rule_check_arguments(RULE_CHECK_SUM), "sum total difference tolerance");
    assert_string_equal(rule_check_parameters(RULE_CHECK_SUM), "of equals? at_most?");
    assert_string_equal(rule_check_given(RULE_CHECK_SUM), "request submission");
    for (int i = 0; i < RULE_CHECKS; i++)
        assert_true(*rule_check_name((enum rule_check)i) && *rule_check_given((enum rule_check)i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_message_finds_arguments),
        cmocka_unit_test(rule_message_knows_the_checks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
