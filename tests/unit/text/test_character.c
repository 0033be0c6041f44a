#include "support/unit.h"

#include "text/character.h"

static const struct {
    uint32_t first, last;
} points[] = {
#define RANGE(first, last) {first, last},
#include "text/invisible.def"
#undef RANGE
};

static void text_character_tells_kana_and_han(void **state)
{
    (void)state;
    static const struct {
        uint32_t point;
        bool katakana, hiragana, japanese;
    } rows[] = {
        {0x30A0, false, false, false}, {0x30A1, true, false, true},     {0x30FA, true, false, true},
        {0x30FB, false, false, false}, {0x30FC, true, false, true},     {0x30FF, true, false, true},
        {0x3100, false, false, false}, {0x31F5, true, false, true},     {0xFF65, false, false, false},
        {0xFF66, true, false, true},   {0xFF70, true, false, true},     {0xFF9D, true, false, true},
        {0xFF9E, false, false, false}, {0x3040, false, false, false},   {0x3041, false, true, true},
        {0x3096, false, true, true},   {0x3099, false, false, false},   {0x309D, false, true, true},
        {0x3005, false, false, true},  {0x3007, false, false, true},    {0x3001, false, false, false},
        {0x4E00, false, false, true},  {0x9FFF, false, false, true},    {0x3400, false, false, true},
        {0x20000, false, false, true}, {0xF900, false, false, true},    {0x2ED1, false, false, true},
        {0x2F00, false, false, true},  {'a', false, false, false},      {0xAC00, false, false, false},
        {0x1B000, true, false, true},  {0x10FFFF, false, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (text_is_katakana(rows[i].point) != rows[i].katakana ||
            text_is_hiragana(rows[i].point) != rows[i].hiragana || text_is_japanese(rows[i].point) != rows[i].japanese)
            fail_msg("U+%04X", (unsigned)rows[i].point);
    }
}

static void text_character_knows_its_dashes(void **state)
{
    (void)state;
    static const uint32_t dashes[] = {'-',    0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                      0x2015, 0x2212, 0x2500, 0xFE63, 0xFF0D};
    static const uint32_t others[] = {0x30FC, 0xFF70, 0x4E00, 0x2F00, '~', 0x301C, 0xFF5E, '_', 0xAD, 0x30FB, 0};
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        assert_true(text_is_dash(dashes[i]));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(text_is_dash(others[i]));
    }
}

static void text_character_keeps_kinds_apart(void **state)
{
    (void)state;
    for (uint32_t point = 0; point < 0x110000; point++) {
        if (text_is_invisible(point))
            assert_false(text_is_japanese(point) || text_is_blank(point) || text_is_dash(point));
        if (text_is_bidi_control(point)) assert_true(text_is_invisible(point));
        if (text_is_katakana(point)) assert_true(text_is_japanese(point) && !text_is_hiragana(point));
        assert_int_equal(text_is_ascii_word(point), point < 0x80 &&
                                                        strchr("abcdefghijklmnopqrstuvwxyz"
                                                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                                                               (int)point) != NULL &&
                                                        point != 0);
    }
}

static void text_character_tells_what_shows_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        assert_true(text_is_invisible(points[i].first) && text_is_invisible(points[i].last));
        assert_true(i == 0 || points[i - 1].last < points[i].first);
    }
    assert_false(text_is_invisible(0x200A));
    assert_false(text_is_invisible(0x3000));
    assert_true(text_is_bidi_control(0x202E) && text_is_bidi_control(0x2067) && text_is_bidi_control(0x200F));
    assert_false(text_is_bidi_control(0x200B));
}

static void text_character_tells_controls_blanks_and_ends(void **state)
{
    (void)state;
    static const uint32_t controls[] = {0, 9, 10, 13, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029};
    static const uint32_t blanks[] = {9, 11, 12, ' ', 0x85, 0xA0, 0x2002, 0x2028, 0x3000};
    static const uint32_t ends[] = {0x3002, 0xFF61, '!', '?', 0xFF01, 0xFF1F, 0x203C, 0x2049};
    static const uint32_t none[] = {'a', '.', 0xFF0E, 0x3001, 0x200B, 0xA1, 0x3042};
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
        assert_true(text_is_control(controls[i]));
    }
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        assert_true(text_is_blank(blanks[i]));
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        assert_true(text_is_sentence_end(ends[i]));
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_false(text_is_control(none[i]) || text_is_blank(none[i]) || text_is_sentence_end(none[i]));
    }
    assert_false(text_is_blank('\n') || text_is_blank('\r'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_character_tells_kana_and_han),
        cmocka_unit_test(text_character_knows_its_dashes),
        cmocka_unit_test(text_character_keeps_kinds_apart),
        cmocka_unit_test(text_character_tells_what_shows_nothing),
        cmocka_unit_test(text_character_tells_controls_blanks_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
