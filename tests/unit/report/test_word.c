/* The whole word that a hit stands in, as a reader would write it. */
#include "support/unit.h"

#include "report/word.h"

#include <stdio.h>
#include <string.h>

static void report_word_shows_whole_words(void **state)
{
    static const struct {
        const char *text, *hit, *word;
    } rows[] = {
        {"サイバーセキュリティを守る", "サイバー", "サイバーセキュリティ"},
        {"内閣サイバーセキュリティセンター", "セキュリティ", "サイバーセキュリティセンター"},
        {"水やりに力を入れる", "水やり", "水やり"},
        {"毎年点検する。", "点検す", "点検する"},
        {"知らせてもらうこととしたい", "知らせ", "知らせ"}, /* the ending goes on too far */
        {"中小企業を助ける", "小企業", "中小企業"},
        {"毎年点検", "点検", "点検"},
        {"第一次岸壁計画", "岸壁", "岸壁"},
        {"専門家を送り、直す", "専門家を", "専門家"},
        {"態勢を整え、直す", "整え、", "整え"},
        {"点検に行く", "点検に", "点検"},
        {"装置の更新", "の更新", "更新"},
        {"要員を増員する", "を増員", "増員"},
        {"訓練を実施した。", "た。", "実施した"},
        {"訓練をしない。", "ない。", "訓練をしない"},
        {"もっと", "もっと", "もっと"},
        {"りんごの木", "りんご", "りんご"},
        {"IoT機器", "IoT", "IoT"},
        {"、、", "、", "、"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_new();
        struct text_source *source = NULL;
        struct text_defect defect = {0};
        assert_int_equal(text_source_open(arena, "w", text_view_of(rows[i].text), &source, &defect), STATUS_OK);
        uint32_t begin = (uint32_t)(strstr(rows[i].text, rows[i].hit) - rows[i].text);
        struct text_span span = {source, begin, begin + (uint32_t)strlen(rows[i].hit)};
        struct text_view word = report_word(span);
        if (!text_view_equal(word, text_view_of(rows[i].word)))
            fail_msg("row %zu: %s, not %.*s", i, rows[i].word, (int)word.len, word.at);
        arena_free(arena);
    }
    assert_int_equal(report_word((struct text_span){0}).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(report_word_shows_whole_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
