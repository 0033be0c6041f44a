/* What a spreadsheet would compute gets an apostrophe, what it would show stays; there and back without loss. */
#include "support/unit.h"

#include "doc/csv_guard.h"

static void doc_guard_of_formulas(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool guarded;
    } rows[] = {
        {"", false},
        {"a", false},
        {"=1", true},
        {"=", true},
        {"@a", true},
        {"+1+1", true},
        {"-1-1", true},
        {"-a", true},
        {"-", false},
        {"--", false},
        {"-5", false},
        {"+5", false},
        {"-1,000.5", false},
        {"- 5", true},
        {"\t", true},
        {"\ra", true},
        {"'", false},
        {"'a", false},
        {"'=1", true},
        {"''=1", true},
        {"'-5", false},
        {"\xEF\xBC\x9D"
         "1",
         true},
        {"\xEF\xBC\x8D", false},
        {"\xEF\xBC\x8D"
         "5",
         false},
        {"\xEF\xBC\x8Bx", true},
        {"\xEF\xBC\xA0x", true},
        {" =1", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (doc_csv_needs_guard(text_view_of(rows[i].text)) != rows[i].guarded)
            fail_msg("%s: %d expected", rows[i].text, rows[i].guarded);
}

/* All texts of up to four of these signs: what is written is read as the text. */
static void doc_guard_goes_both_ways(void **state)
{
    (void)state;
    static const char signs[] = "'=-1a";
    char written[6] = "'";
    for (size_t len = 1; len <= 4; len++) {
        size_t count = 1;
        for (size_t i = 0; i < len; i++)
            count *= sizeof signs - 1;
        for (size_t number = 0; number < count; number++) {
            size_t rest = number;
            for (size_t i = 0; i < len; i++, rest /= sizeof signs - 1)
                written[1 + i] = signs[rest % (sizeof signs - 1)];
            struct text_view text = {written + 1, len};
            bool guard = doc_csv_needs_guard(text);
            struct text_view cell = {written + !guard, len + guard};
            assert_true(doc_csv_has_guard(cell) == guard);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_guard_of_formulas),
        cmocka_unit_test(doc_guard_goes_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
