/* Amounts that leave their column take its unit along, and mean the same as before. */
#include "support/unit.h"
#include "support/vocabulary.h"

#include "doc/amount_carry.h"

static void doc_carried_amounts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t own, file;
        const char *expected; /* NULL: it cannot be done */
    } rows[] = {
        {"120", 1000000, 0, "120百万円"},
        {"120", 1000000, 1000000, "120"},
        {"120", 1000000, 1000, "120百万円"},
        {"120", 1000, 1000000, "120千円"},
        {"1,200.5", 100000000, 0, "1,200.5億円"},
        {"１２０", 1000000, 0, "１２０百万円"},
        {"▲30", 1000000, 0, "▲30百万円"},
        {"約120", 1000000, 0, "約120百万円"},
        {"120（100）", 1000000, 0, "120百万円（100百万円）"},
        {" 120 ", 1000000, 0, "120百万円"},
        {"1.5億円", 1000, 0, "1.5億円"},
        {"―", 1000, 0, "―"},
        {"-", 1000, 1000000, "-"},
        {"nonsense", 1000, 0, "nonsense"},
        {"", 1000, 0, ""},
        {"120", 7, 0, NULL}, /* no word for such a unit */
    };
    struct arena *arena = arena_new();
    const struct doc_vocabulary *words = &vocabulary_new(arena)->words;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct doc_amount_units units = {rows[i].own, rows[i].file};
        struct text_view text;
        enum status status = doc_amount_carry(arena, text_view_of(rows[i].text), units, words, &text);
        assert_int_equal(status, rows[i].expected ? STATUS_OK : STATUS_INVALID);
        if (rows[i].expected && !text_view_equal(text, text_view_of(rows[i].expected)))
            fail_msg("%s became %.*s", rows[i].text, (int)text.len, text.at);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(doc_carried_amounts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
