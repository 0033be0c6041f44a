#include "support/folding.h"
#include "support/table.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "text/fold_private.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

static struct text_view view_of(const struct table_field *field)
{
    return (struct text_view){field->at, field->len};
}

static void text_fold_follows_the_table(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_folder *folder = folding_plain_folder(arena);
    assert_non_null(folder);
    struct table table;
    table_open(&table, "folding.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct text_folded folded;
        table_expect(row, row->count >= 2, "has a text and what it folds to");
        assert_int_equal(text_fold(folder, arena, view_of(&row->fields[0]), &folded), STATUS_OK);
        if (!text_view_equal(folded.text, view_of(&row->fields[1])))
            print_message("%s: \"%s\"\n", row->place, folded.text.at);
        table_expect(row, text_view_equal(folded.text, view_of(&row->fields[1])), "folds as written");
    }
    table_close(&table);
    arena_free(arena);
}

static void text_fold_keeps_its_promises(void **state)
{
    const char *name = *state;
    struct arena *arena = arena_new();
    struct text_folder *plain = folding_plain_folder(arena), *folder = folding_spelling_folder(arena);
    assert_non_null(plain);
    assert_non_null(folder);
    struct table table;
    table_open(&table, name);
    for (size_t i = 0; i < table.count; i++) {
        const char *problem = folding_problem(plain, folder, view_of(&table.rows[i].fields[0]));
        table_expect(&table.rows[i], !problem, problem ? problem : "");
    }
    table_close(&table);
    arena_free(arena);
}

/* Pieces that mean something to folding; random texts are rows of these. */
static const char *const alphabet[] = {
    "サ",
    "ー",
    "バ",
    "キ",
    "ア",
    "イ",
    "ウ",
    "ヴ",
    "ァ",
    "ヽ",
    "ｻ",
    "ｶ",
    "ﾞ",
    "ﾟ",
    "ｰ",
    "か",
    "は",
    "す",
    "ゝ",
    "\xE3\x82\x99",
    "\xE3\x82\x9A",
    "\xE3\x82\x9B",
    "\xE3\x82\x9C",
    "漢",
    "字",
    "取",
    "組",
    "り",
    "み",
    "手続",
    "き",
    "取り組み",
    "取組み",
    "更に",
    "か゛ん",
    "web site",
    "ウィルス",
    "インタフェース",
    "サイバー",
    "・",
    "·",
    "･",
    "-",
    "－",
    "―",
    "‐",
    "−",
    "─",
    "—",
    "~",
    "〜",
    "～",
    "、",
    "。",
    "「",
    "」",
    "（",
    "）",
    " ",
    "  ",
    "\xE3\x80\x80",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\xC2\xA0",
    "\xE2\x80\xA8",
    "\xC2\x85",
    "\f",
    "a",
    "I",
    "oT",
    "Ａ",
    "ｉ",
    "１",
    "2",
    "①",
    "Ⅳ",
    "㍑",
    "㌕",
    "㌈",
    "㈱",
    "½",
    "ﬁ",
    "ẞ",
    "İ",
    "é",
    "e",
    "\xCC\x81",
    "\xCC\x88",
    "\xCC\xA7",
    "\xCD\x85",
    "\xCC\xB8",
    "¨",
    "゛",
    "￣",
    "ﷺ",
    "ｱﾞ",
    "\xE2\x80\x8B",
    "\xC2\xAD",
    "\xEF\xBB\xBF",
    "\xE2\x80\x8D",
    "\xEF\xB8\x8F",
    "\xE2\x80\xAE",
    "\xE2\x81\xA9",
    "葛\xF3\xA0\x84\x80",
    "⻑",
    "⺠",
    "⺇",
    "⼀",
    "⻲",
    "\xE1\x84\x92",
    "\xE1\x85\xA1",
    "\xE1\x86\xAB",
    "한",
    "하",
    "👨\xE2\x80\x8D👩",
    "𝐀",
    "𠀋",
    "ß",
    "Σ",
    "ς",
    "ǰ",
    "ΐ",
    "\xE0\xA6\x95\xE0\xA7\x87",
    "\xE0\xA6\xBE",
    "∼",
    "\xEF\xBE\xA0",
    "々",
    "〇",
    "ヿ",
    "ゟ",
    "〳",
    "〵",
    "㋐",
    "㋿",
    "ㇰ",
};
#define LETTERS (sizeof alphabet / sizeof alphabet[0])

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static size_t random_text(uint64_t *seed, char *bytes, size_t room)
{
    size_t len = 0, letters = 1 + next_random(seed) % 24, used = 2 + next_random(seed) % (LETTERS - 2);
    size_t first = next_random(seed) % LETTERS; /* often few different ones, so that they meet */
    for (size_t i = 0; i < letters; i++) {
        const char *letter = alphabet[(first + next_random(seed) % used) % LETTERS];
        if (len + strlen(letter) > room) break;
        memcpy(bytes + len, letter, strlen(letter));
        len += strlen(letter);
    }
    return len;
}

static void text_fold_keeps_its_promises_on_random_texts(void **state)
{
    (void)state;
    const char *given = getenv("JUTEN_SEED"), *times = getenv("JUTEN_TIMES");
    uint64_t seed = given ? strtoull(given, NULL, 0) : 0x9E3779B97F4A7C15u;
    unsigned long count = times ? strtoul(times, NULL, 0) : 20000;
    print_message("# JUTEN_SEED=0x%llx\n", (unsigned long long)seed);
    struct arena *arena = arena_new();
    struct text_folder *plain = folding_plain_folder(arena), *folder = folding_spelling_folder(arena);
    for (unsigned long i = 0; i < count; i++) {
        char bytes[256];
        uint64_t before = seed;
        size_t len = random_text(&seed, bytes, sizeof bytes);
        const char *problem = folding_problem(plain, folder, (struct text_view){bytes, len});
        if (problem) fail_msg("JUTEN_SEED=0x%llx, \"%.*s\": %s", (unsigned long long)before, (int)len, bytes, problem);
    }
    arena_free(arena);
}

static void text_fold_keeps_its_promises_on_every_code_point(void **state)
{
    (void)state;
    static const char *const frames[][2] = {{"", ""}, {"サイバ", "ー"}, {"か", "\xE3\x82\x99"}, {"e\xCC\x81", "a"}};
    struct arena *arena = arena_new();
    struct text_folder *plain = folding_plain_folder(arena);
    for (uint32_t point = 1; point < 0x110000; point++) {
        if (point == 0xD800) point = 0xE000;
        if (point == 0x14000 || point == 0x32400) /* what follows is not assigned, or like what came before */
            point = point == 0x14000 ? 0x16000 : 0xE0000;
        if (point == 0xE1000) break;
        for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
            char bytes[32], one[4];
            size_t len = text_utf8_encode(point, one);
            int total = snprintf(bytes, sizeof bytes, "%s%.*s%s", frames[i][0], (int)len, one, frames[i][1]);
            const char *problem = folding_problem(plain, NULL, (struct text_view){bytes, (size_t)total});
            if (problem) fail_msg("U+%04X in frame %zu: %s", (unsigned)point, i, problem);
        }
    }
    arena_free(arena);
}

static void text_fold_replaces_spellings(void **state)
{
    (void)state;
    static const struct {
        const char *text, *folded;
    } rows[] = {
        {"取り組みを更に進める", "取組をさらに進める"},
        {"ＷＥＢ　ＳＩＴＥ", "ウェブ"},
        {"web sites", "web sites"},
        {"手続ききききき", "手続"},
        {"受け入\nれ", "受入"},
        {"取り組みひもと組みひも", "取組ひもと組紐"},
        {"ｲﾝﾀﾌｪｰｽ", "インターフェース"},
        {"対ウィルス", "対ウイルス"},
        {"サイバー・攻撃", "サイバ攻撃"},
    };
    struct arena *arena = arena_new();
    struct text_folder *folder = folding_spelling_folder(arena);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text_folded folded;
        assert_int_equal(text_fold(folder, arena, text_view_of(rows[i].text), &folded), STATUS_OK);
        assert_string_equal(folded.text.at, rows[i].folded);
    }
    arena_free(arena);
}

static void text_fold_maps_hits_to_whole_source_stretches(void **state)
{
    (void)state;
    static const struct {
        const char *text, *needle, *source;
    } rows[] = {
        {"次のサーバーを置く", "サーバ", "サーバー"},
        {"ｻｲﾊﾞｰｾｷｭﾘﾃｨｰの確保", "サイバーセキュリティ", "ｻｲﾊﾞｰｾｷｭﾘﾃｨｰ"},
        {"脆弱\n　性の対応", "脆弱性", "脆弱\n　性"},
        {"全取り組みを", "取組", "取り組み"},
        {"ＩｏＴ　機器の", "iot機器", "ＩｏＴ　機器"},
        {"計２０２０年", "2020", "２０２０"},
        {"水㍑ク", "リッ", "㍑ク"},
        {"水㍑ク", "回転力", "㍑ク"},
        {"水㍑を", "リットル", "㍑"},
        {"a\xE2\x80\x8B漢\xEF\xB8\x80字", "漢", "漢\xEF\xB8\x80"},
        {"対象（機\xC2\xAD器）等", "機器", "機\xC2\xAD器"},
    };
    struct arena *arena = arena_new();
    struct text_folder *folder = folding_spelling_folder(arena);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text_folded folded;
        struct text_view text = text_view_of(rows[i].text), needle = text_view_of(rows[i].needle);
        assert_int_equal(text_fold(folder, arena, text, &folded), STATUS_OK);
        size_t at = text_view_find(folded.text, needle, 0);
        assert_int_not_equal(at, (size_t)-1);
        uint32_t begin = text_fold_begin(&folded, (uint32_t)at);
        uint32_t end = text_fold_end(&folded, (uint32_t)(at + needle.len));
        assert_true(text_view_equal(text_view_part(text, begin, end), text_view_of(rows[i].source)));
    }
    arena_free(arena);
}

static void text_folder_refuses_rules_that_never_settle(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } rows[] = {{"取組み", "取組み方"}, {"サーバー", "サーバ"}, {"", "無"},
                {"一", "壱壱"},         {"受入れ", ""},         {"ab", "取組み"}};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text_spelling rules[] = {{text_view_of("取組み"), text_view_of("取組")},
                                        {text_view_of(rows[i].from), text_view_of(rows[i].to)}};
        struct text_folder *folder = NULL;
        size_t bad = 99;
        assert_int_equal(text_folder_new(arena, rules, 2, &folder, &bad), STATUS_INVALID);
        assert_null(folder);
        assert_int_equal(bad, 1);
    }
    arena_free(arena);
}

/* Rules that feed each other for ever: the text keeps its own spelling, and still folds to itself. */
static void text_fold_ends_when_rules_run_in_a_circle(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct text_spelling rules[] = {{text_view_of("abc"), text_view_of("acb")},
                                    {text_view_of("cbd"), text_view_of("bcd")},
                                    {text_view_of("京都"), text_view_of("都都京京")}};
    struct text_folder *plain = folding_plain_folder(arena), *folder = NULL;
    size_t bad = 0;
    assert_int_equal(text_folder_new(arena, rules, 3, &folder, &bad), STATUS_OK);
    assert_null(folding_problem(plain, folder, text_view_of("京京京都都都")));
    assert_null(folding_problem(plain, folder, text_view_of("京都")));
    arena_free(arena);
}

static void text_fold_takes_long_rows_of_marks(void **state)
{
    (void)state;
    enum { MARKS = 200000 };
    static char bytes[1 + 2 * MARKS];
    bytes[0] = 'a';
    for (size_t i = 0; i < MARKS; i++) {
        memcpy(bytes + 1 + 2 * i, i % 3 ? "\xCC\xA7" : "\xCC\x81", 2);
    }
    struct arena *arena = arena_new();
    struct text_folder *plain = folding_plain_folder(arena);
    assert_null(folding_problem(plain, NULL, (struct text_view){bytes, sizeof bytes}));
    arena_free(arena);
}

static void text_fold_survives_failing_memory(void **state)
{
    (void)state;
    static const char text[] =
        "取り組み・ｻｲﾊﾞｰ１２３サーバー㍑ク か\xE3\x82\x99Ａ\xCC\x81\xCC\xA7 ﷺﷺﷺﷺ取組みみ IoT 機器";
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        assert_true(n < 1000);
        long live = alloc_live();
        alloc_fail_at(n, n % 2 == 0);
        struct arena *arena = arena_new();
        struct text_folder *folder = arena ? folding_spelling_folder(arena) : NULL;
        struct text_folded folded = {.run_count = 77};
        status = folder ? text_fold(folder, arena, text_view_of(text), &folded) : STATUS_NO_MEMORY;
        assert_true(status == STATUS_OK || (status == STATUS_NO_MEMORY && folded.run_count == 77));
        arena_free(arena);
        alloc_fail_never();
        assert_int_equal(alloc_live(), live);
    }
}

int main(void)
{
    static char texts[] = "texts.txt", folding[] = "folding.txt";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_fold_follows_the_table),
        cmocka_unit_test_prestate(text_fold_keeps_its_promises, texts),
        cmocka_unit_test_prestate(text_fold_keeps_its_promises, folding),
        cmocka_unit_test(text_fold_keeps_its_promises_on_random_texts),
        cmocka_unit_test(text_fold_keeps_its_promises_on_every_code_point),
        cmocka_unit_test(text_fold_replaces_spellings),
        cmocka_unit_test(text_fold_maps_hits_to_whole_source_stretches),
        cmocka_unit_test(text_folder_refuses_rules_that_never_settle),
        cmocka_unit_test(text_fold_ends_when_rules_run_in_a_circle),
        cmocka_unit_test(text_fold_takes_long_rows_of_marks),
        cmocka_unit_test(text_fold_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
