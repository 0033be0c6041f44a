/* Findings in words: arguments filled in, printable, in both languages; reasons; sources. */
#include "support/judge.h"
#include "support/unit.h"

#include "base/buf.h"
#include "report/wording.h"

#define HEAD "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n"

static const char *keep(struct judge *judge, struct buf *words)
{
    assert_int_equal(buf_status(words), STATUS_OK);
    const char *kept = arena_copy(judge->arena, words->bytes ? words->bytes : "", words->len);
    buf_clear(words);
    return kept;
}

static const char *message(struct judge *judge, const struct eval_result *result, const char *rule,
                           enum text_language language)
{
    struct buf words;
    const struct eval_finding *finding = judge_finding(result, rule, 0);
    if (!finding) fail_msg("no finding %s", rule);
    buf_init(&words);
    report_message(&words, language, result, finding);
    return keep(judge, &words);
}

static const char *reason(struct judge *judge, const char *area, const char *justification, enum text_language language)
{
    const struct eval_result *result = judge_claim(judge, area, justification);
    struct buf words;
    buf_init(&words);
    for (size_t i = 0; i < result->finding_count; i++)
        report_reason(&words, language, result, &result->findings[i]);
    return keep(judge, &words);
}

static void report_wording_fills_in_arguments(void **state)
{
    (void)state;
    static const struct {
        const char *request, *rule, *ja, *en;
    } rows[] = {
        {"{title: x, amount: 7.3億円, breakdown: [{item: a, amount: 700百万円}]}", "J-SUM",
         "700百万円 7.3億円 30百万円 5,500千円", "700 million yen 7.3億円 30 million yen 5,500 thousand yen"},
        {"{title: x, amount: ▲1円}", "J-NEGATIVE", "「x」が負", "\"x\" is below zero"},
        {"{title: 灯台, amount: 150百万円, previous: 1億円}", "J-INCREASE", "150百万円 1億円 50%",
         "150百万円 1億円 50%"},
        {"{title: x, amount: 5q円}", "J-READ", "の「5q円」の「q", "\"q"},
        {"{title: x, priorities: [{area: 5(2), justification: 沿岸の霧笛の話}]}", "J-CLAUSE", "5(2)「霧笛」（",
         "5(2) \""},
        {"{title: x, category: new, amount: 3円, breakdown: [{item: a, amount: 4円}]}", "J-ROW",
         "灯台省「x」の行が全体より大きい", "a row of 灯台省 \"x\" is above the whole"},
    };
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf yaml;
        buf_init(&yaml);
        buf_add_string(&yaml, HEAD "- ");
        buf_add_string(&yaml, rows[i].request);
        const struct eval_result *result = judge_yaml(&judge, yaml.bytes);
        buf_clear(&yaml);
        const char *rule = rows[i].rule;
        const struct eval_finding *finding = judge_finding(result, rule, 0);
        size_t n = 0;
        const char *ja = message(&judge, result, rule, TEXT_JA), *en = message(&judge, result, rule, TEXT_EN);
        while (strcmp(rule, "J-READ") == 0 && finding && !strstr(ja, rows[i].ja)) { /* the right one of several */
            struct buf words;
            finding = judge_finding(result, rule, ++n);
            if (!finding) break;
            buf_init(&words);
            report_message(&words, TEXT_JA, result, finding);
            ja = keep(&judge, &words);
            buf_init(&words);
            report_message(&words, TEXT_EN, result, finding);
            en = keep(&judge, &words);
        }
        if (!strstr(ja, rows[i].ja) || !strstr(en, rows[i].en)) fail_msg("row %zu: \"%s\" / \"%s\"", i, ja, en);
        assert_null(strchr(ja, '{'));
        assert_null(strchr(en, '{'));
    }
    judge_close(&judge);
}

/* Codes are worded, not shown; in the language asked for. */
static void report_wording_words_codes(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct eval_result *closed = judge_claim(&judge, "5(2)", "沿岸の霧笛の話をする");
    assert_null(strstr(message(&judge, closed, "J-CLAUSE", TEXT_JA), "not_open"));
    assert_null(strstr(message(&judge, closed, "J-CLAUSE", TEXT_EN), "not_open"));
    const struct eval_result *denied = judge_claim(&judge, "5(1)①", "灯火の毎年の点検は行わない。");
    assert_null(strstr(message(&judge, denied, "J-NEGATED", TEXT_JA), "negated"));
    assert_non_null(
        strstr(message(&judge, denied, "J-NEGATED", TEXT_JA), report_guard_word(EVAL_GUARD_NEGATED, TEXT_JA)));
    assert_non_null(
        strstr(message(&judge, denied, "J-NEGATED", TEXT_EN), report_guard_word(EVAL_GUARD_NEGATED, TEXT_EN)));
    judge_close(&judge);
}

/* Whatever a file says, a message stays one printable line. */
static void report_wording_is_printable(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    const struct eval_result *result = judge_yaml(
        &judge,
        "ministry: \"x\\e[31m\\u202E\\n省\"\nfiscal_year: 2031\nrequests:\n- {id: A, title: \"t\\e]0;\\u2066\\r\\nu\", "
        "amount: ▲1円, priorities: [{area: \"\\e5\\x07(1)\", justification: \"同上\\e\"}]}\n");
    static const char *const rules[] = {"J-MINISTRY", "J-NEGATIVE", "J-READ"};
    for (size_t i = 0; i < 3; i++)
        for (int language = 0; language < TEXT_LANGUAGES; language++) {
            const char *words = message(&judge, result, rules[i], (enum text_language)language);
            for (const char *at = words; *at; at++)
                assert_true((unsigned char)*at >= 0x20 && *at != 0x7F);
            assert_null(strstr(words, "\xE2\x80\xAE"));
            assert_null(strstr(words, "\xE2\x81\xA6"));
        }
    judge_close(&judge);
}

static void report_wording_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *area, *text, *ja, *en;
    } rows[] = {
        {"5(1)①", "灯火の普及を図る話をする。", "「灯火」に触れるが、", "mentions \"灯火\", but "},
        {"5(1)①", "灯火の普及を図る話をする。", "本数", "number"},
        {"5(1)①", "灯火を点検する話をする。", "点検", "点検"},
        {"5(1)①", "灯火を点検する話をする。", "定期", "regularly"},
        {"5(1)①", "国民への啓発の話をする。", "この分野に当たる記述が見つからない",
         "nothing in the text speaks of this area"},
        {"5(1)①", "灯火の毎年の点検は行わない。", "「灯火」とあるが算入しない（「行わない」と打ち消されている）",
         "\"灯火\" is there, but does not count (denied by \"行わない\")"},
        {"5(1)② i", "3基の信号を置く話をする。", "別の項目に当たる", "another item of this area"},
        {"5(1)②", "信号と霧笛の話をする。", "他の府省に限る", "reserved for other ministries"},
        {"5(1)①", "", "理由が書かれていない", "no justification"},
    };
    struct judge judge;
    judge_open(&judge);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *ja = reason(&judge, rows[i].area, rows[i].text, TEXT_JA);
        const char *en = reason(&judge, rows[i].area, rows[i].text, TEXT_EN);
        if (!strstr(ja, rows[i].ja) || !strstr(en, rows[i].en)) fail_msg("row %zu: \"%s\" / \"%s\"", i, ja, en);
    }
    judge_close(&judge);
}

static void report_wording_names_the_source(void **state)
{
    (void)state;
    struct judge judge;
    judge_open(&judge);
    struct buf words;
    buf_init(&words);
    for (size_t i = 0; i < judge.rules->criterion_count; i++)
        if (judge_says(judge.rules->criteria[i].id, "J-5.1.1-a") ||
            judge_says(judge.rules->criteria[i].id, "J-5.1.2-i")) {
            report_source(&words, TEXT_JA, judge.rules, &judge.rules->criteria[i]);
            buf_add_char(&words, '|');
            report_source(&words, TEXT_EN, judge.rules, &judge.rules->criteria[i]);
            buf_add_char(&words, '|');
        }
    assert_string_equal(keep(&judge, &words),
                        "方針 5(1)① 第1文|guideline 5(1)①, sentence 1|方針 5(1)② i.1|guideline 5(1)② i.1|");
    judge_close(&judge);
}

/* One table of words (interface.md). */
static void report_wording_has_the_words_of_the_interface(void **state)
{
    (void)state;
    assert_string_equal(report_claim_word(EVAL_CLAIM_JUSTIFIED, TEXT_JA), "根拠あり");
    assert_string_equal(report_claim_word(EVAL_CLAIM_PARTIAL, TEXT_JA), "一部確認");
    assert_string_equal(report_claim_word(EVAL_CLAIM_UNJUSTIFIED, TEXT_EN), "not justified");
    assert_string_equal(report_claim_word(EVAL_CLAIM_INVALID, TEXT_JA), "対象外の分野");
    assert_string_equal(report_claim_word(EVAL_CLAIM_UNKNOWN, TEXT_EN), "not judged");
    assert_string_equal(report_request_word(EVAL_REQUEST_PASS, TEXT_JA), "指摘なし");
    assert_string_equal(report_request_word(EVAL_REQUEST_EXPLAIN, TEXT_EN), "questions");
    assert_string_equal(report_request_word(EVAL_REQUEST_FAIL, TEXT_JA), "要修正");
    assert_string_equal(report_request_word(EVAL_REQUEST_UNKNOWN, TEXT_JA), "判定不能");
    assert_string_equal(report_state_word(EVAL_STATE_GUARDED, TEXT_JA), "記載はあるが算入せず");
    assert_string_equal(report_state_word(EVAL_STATE_NOT_APPLICABLE, TEXT_EN), "not applicable");
    assert_string_equal(report_severity_word(RULE_ERROR, TEXT_JA), "誤り");
    assert_string_equal(report_severity_word(RULE_WARNING, TEXT_JA), "照会");
    assert_string_equal(report_severity_word(RULE_NOTE, TEXT_JA), "参考");
    assert_string_equal(report_severity_name(RULE_WARNING), "warning");
    for (int guard = EVAL_GUARD_SENSE; guard < EVAL_GUARDS; guard++)
        for (int language = 0; language < TEXT_LANGUAGES; language++)
            assert_true(strlen(report_guard_word((enum eval_guard)guard, (enum text_language)language)) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_wording_fills_in_arguments),
        cmocka_unit_test(report_wording_words_codes),
        cmocka_unit_test(report_wording_is_printable),
        cmocka_unit_test(report_wording_says_why),
        cmocka_unit_test(report_wording_names_the_source),
        cmocka_unit_test(report_wording_has_the_words_of_the_interface),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
