#include "support/unit.h"

#include "base/alloc.h"
#include "doc/amount.h"
#include "support/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Marker words as the common pack has them, and some in other scripts; longest first. */
struct word {
    const char *text;
    enum doc_marker meaning;
};

static const struct word words[] = {
    {"事項要求を含む", DOC_MARKER_AT_LEAST},
    {"ほか事項要求", DOC_MARKER_AT_LEAST},
    {"+(事項要求)", DOC_MARKER_AT_LEAST},
    {"前年度", DOC_MARKER_EARLIER},
    {"及び事項要求", DOC_MARKER_AT_LEAST},
    {"+事項要求", DOC_MARKER_AT_LEAST},
    {"、事項要求", DOC_MARKER_AT_LEAST},
    {"事項要求", DOC_MARKER_ITEM_ONLY},
    {"一括計上", DOC_MARKER_ELSEWHERE},
    {"該当なし", DOC_MARKER_NONE},
    {"およそ", DOC_MARKER_ABOUT},
    {"オヨソ", DOC_MARKER_ABOUT},
    {"うち", DOC_MARKER_OF_WHICH},
    {"税込", DOC_MARKER_OF_WHICH},
    {"再掲", DOC_MARKER_RELISTED},
    {"内数", DOC_MARKER_PART_OF},
    {"皆増", DOC_MARKER_NEWLY},
    {"皆減", DOC_MARKER_GONE},
    {"程度", DOC_MARKER_ABOUT},
    {"以上", DOC_MARKER_AT_LEAST},
    {"以下", DOC_MARKER_AT_MOST},
    {"最大", DOC_MARKER_AT_MOST},
    {"なし", DOC_MARKER_NONE},
    {"無し", DOC_MARKER_NONE},
    {"about", DOC_MARKER_ABOUT},
    {"n/a", DOC_MARKER_NONE},
    {"約", DOC_MARKER_ABOUT},
};

#define WORDS (sizeof words / sizeof *words)

struct fixture {
    struct arena *arena;
    struct doc_word items[WORDS];
    struct doc_vocabulary vocabulary;
};

static int make_fixture(void **state)
{
    static struct fixture fixture;
    struct text_folder *folder = NULL;
    size_t bad = 0;
    fixture.arena = arena_new();
    assert_non_null(fixture.arena);
    assert_int_equal(text_folder_new(fixture.arena, NULL, 0, &folder, &bad), STATUS_OK);
    for (size_t i = 0; i < WORDS; i++) {
        struct text_folded folded;
        assert_int_equal(text_fold(folder, fixture.arena, text_view_of(words[i].text), &folded), STATUS_OK);
        fixture.items[i] = (struct doc_word){.folded = folded.text, .meaning = (int)words[i].meaning};
    }
    fixture.vocabulary = (struct doc_vocabulary){.folder = folder, .markers = {fixture.items, WORDS}};
    *state = &fixture;
    return 0;
}

static int free_fixture(void **state)
{
    struct fixture *fixture = *state;
    arena_free(fixture->arena);
    return 0;
}

/* ---- what was read, in the words of amounts.txt */

static void add_money(struct buf *out, const struct doc_money *money)
{
    buf_add_int(out, money->yen);
    buf_add_char(out, '/');
    buf_add_int(out, money->step);
}

static void describe_kind(struct buf *out, const struct doc_amount *amount)
{
    static const char *const kinds[] = {"absent", "wrong", "", "none", "item_only", "elsewhere", "part_of "};
    static const char *const bounds[] = {"", "about ", "at_least ", "at_most "};
    buf_add_string(out, amount->relisted ? "relisted " : "");
    buf_add_string(out, amount->newly ? "newly " : "");
    buf_add_string(out, kinds[amount->kind]);
    buf_add_string(out, bounds[amount->bound]);
    if (amount->kind == DOC_AMOUNT_FIGURE || amount->kind == DOC_AMOUNT_PART_OF) {
        add_money(out, &amount->money);
    }
}

static void describe(struct buf *out, const struct doc_amount *amount)
{
    describe_kind(out, amount);
    struct doc_amount earlier = {.kind = amount->earlier,
                                 .bound = amount->earlier_bound,
                                 .money = amount->earlier_money};
    if (amount->earlier == DOC_AMOUNT_ABSENT) return;
    buf_add_string(out, " (");
    describe_kind(out, &earlier);
    buf_add_string(out, ")");
}

static void describe_error(struct buf *out, enum doc_amount_error error, struct text_view text, struct text_range bad)
{
    static const char *const errors[] = {"", "!unparsable ", "!no_unit", "!overflow", "!gone ", "!no_memory"};
    buf_add_string(out, errors[error]);
    assert_true(bad.begin <= bad.end && bad.end <= text.len);
    if (error == DOC_AMOUNT_UNPARSABLE || error == DOC_AMOUNT_GONE) {
        buf_add(out, text.at + bad.begin, bad.end - bad.begin);
    }
}

/* True when the row reads as it says. */
static bool row_holds(const struct fixture *fixture, const struct table_row *row)
{
    struct text_view text = {row->fields[0].at, row->fields[0].len};
    struct doc_amount amount = {.kind = DOC_AMOUNT_WRONG};
    struct text_range bad = {0, 0};
    struct buf got;
    buf_init(&got);
    int64_t unit = strtoll(row->fields[1].at, NULL, 10);
    enum doc_amount_error error = doc_amount_parse(text, unit, &fixture->vocabulary, &amount, &bad);
    if (error == DOC_AMOUNT_OK) {
        describe(&got, &amount);
        table_expect(row, text_view_equal(amount.written, text_view_trim(text)), "written is not the text");
    } else {
        describe_error(&got, error, text, bad);
        table_expect(row, amount.kind == DOC_AMOUNT_WRONG, "touched in spite of an error");
    }
    assert_int_equal(buf_status(&got), STATUS_OK);
    bool holds = strcmp(got.bytes, row->fields[2].at) == 0;
    if (!holds) {
        print_error("tests/table/%s: %s reads as \"%s\", not \"%s\"\n", row->place, row->fields[0].at, got.bytes,
                    row->fields[2].at);
    }
    buf_clear(&got);
    return holds;
}

static void doc_amount_reads_the_table(void **state)
{
    struct table table;
    size_t failures = 0;
    table_open(&table, "amounts.txt");
    for (size_t i = 0; i < table.count; i++) {
        failures += !row_holds(*state, &table.rows[i]);
    }
    table_close(&table);
    assert_int_equal(failures, 0);
}

static void doc_amount_works_without_words(void **state)
{
    (void)state;
    struct doc_amount amount = {.kind = DOC_AMOUNT_WRONG};
    struct text_range bad = {0, 0};
    assert_int_equal(doc_amount_parse(text_view_of("1.5億円"), 0, NULL, &amount, &bad), DOC_AMOUNT_OK);
    assert_int_equal(amount.money.yen, 150000000);
    assert_int_equal(doc_amount_parse(text_view_of("約1.5億円"), 0, NULL, &amount, &bad), DOC_AMOUNT_UNPARSABLE);
    assert_int_equal(bad.begin, 0);
}

static void doc_amount_keeps_the_span(void **state)
{
    (void)state;
    struct doc_amount amount = {.span = {NULL, 7, 9}};
    struct text_range bad = {0, 0};
    assert_int_equal(doc_amount_parse(text_view_of("1円"), 0, NULL, &amount, &bad), DOC_AMOUNT_OK);
    assert_int_equal(amount.span.begin, 7);
    assert_int_equal(amount.span.end, 9);
}

static void doc_amount_tells_when_memory_is_out(void **state)
{
    const struct fixture *fixture = *state;
    struct text_view text = text_view_of("約1.5億円（再掲）");
    struct text_range bad = {0, 0};
    unsigned long fails = 0;
    enum doc_amount_error error = DOC_AMOUNT_NO_MEMORY;
    for (unsigned long n = 1; error != DOC_AMOUNT_OK; n++) {
        struct doc_amount amount = {.kind = DOC_AMOUNT_WRONG};
        long live = alloc_live();
        alloc_fail_at(n, n % 2 == 0);
        error = doc_amount_parse(text, 0, &fixture->vocabulary, &amount, &bad);
        alloc_fail_never();
        assert_true(error == DOC_AMOUNT_OK || error == DOC_AMOUNT_NO_MEMORY);
        assert_int_equal(alloc_live(), live);
        assert_int_equal(amount.kind, error == DOC_AMOUNT_OK ? DOC_AMOUNT_FIGURE : DOC_AMOUNT_WRONG);
        fails += error != DOC_AMOUNT_OK;
    }
    assert_true(fails > 0);
}

static void doc_amount_takes_no_memory_for_plain_figures(void **state)
{
    const struct fixture *fixture = *state;
    static const char *const plain[] = {"1.5億円", "１，６４６百万円", "▲0.3億円", "1億5,000万円", "―", "50617000.0"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct doc_amount amount = {.kind = DOC_AMOUNT_WRONG};
        struct text_range bad = {0, 0};
        alloc_fail_at(1, true);
        enum doc_amount_error error = doc_amount_parse(text_view_of(plain[i]), 1, &fixture->vocabulary, &amount, &bad);
        alloc_fail_never();
        assert_int_equal(error, DOC_AMOUNT_OK);
    }
}

/* ---- units and writing */

static void doc_amount_knows_units(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t yen;
    } units[] = {{"円", 1},
                 {"千円", 1000},
                 {"万円", 10000},
                 {"百万円", 1000000},
                 {"億円", 100000000},
                 {"［億円］", 100000000},
                 {"（千円）", 1000},
                 {" 百万円　", 1000000},
                 {"(円)", 1},
                 {"million yen", 1000000},
                 {"Yen", 1},
                 {"ドル", 0},
                 {"", 0},
                 {"億円です", 0},
                 {"（千円", 0},
                 {"5億円", 0},
                 {"億", 0},
                 {"百万", 0},
                 {"［千円）", 0},
                 {"兆円", 1000000000000}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (doc_amount_unit(text_view_of(units[i].text)) != units[i].yen) {
            fail_msg("unit %s", units[i].text);
        }
    }
}

static void doc_amount_writes_the_largest_unit_that_loses_nothing(void **state)
{
    (void)state;
    static const struct {
        int64_t yen;
        const char *japanese;
        const char *english;
    } rows[] = {{1646000000, "1,646百万円", "1,646 million yen"},
                {150500, "150,500円", "150,500 yen"},
                {12000, "12千円", "12 thousand yen"},
                {0, "0円", "0 yen"},
                {-30000000, "▲30百万円", "-30 million yen"},
                {-1, "▲1円", "-1 yen"},
                {INT64_MAX, "9,223,372,036,854,775,807円", "9,223,372,036,854,775,807 yen"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;
        buf_init(&out);
        doc_amount_write(&out, rows[i].yen, false);
        buf_add_char(&out, '|');
        doc_amount_write(&out, rows[i].yen, true);
        char expected[128];
        snprintf(expected, sizeof expected, "%s|%s", rows[i].japanese, rows[i].english);
        assert_string_equal(out.bytes, expected);
        buf_clear(&out);
    }
}

static void doc_amount_plain_says_the_same(void **state)
{
    static const struct {
        const char *text;
        int64_t unit_yen;
        const char *plain;
    } rows[] = {{"１．５億円", 0, "1.5億円"},
                {"約１，５００万", 0, "約1,500万円"},
                {"150百万圓", 0, "150百万円"},
                {"￥120百万円", 0, "120百万円"},
                {"￥120,000", 0, "￥120,000"}, /* the sign is the unit */
                {"１２０", 1000000, "120"},    /* the unit stands elsewhere */
                {"１２０", 1, "120"},
                {"１２０", 0, "１２０"}, /* can't be read: left alone */
                {"1.5億円（１．２億円）", 0, "1.5億円（1.2億円）"},
                {"▲３０百万円", 0, "▲30百万円"},
                {"－", 0, "－"},
                {"１０億円の内数", 0, "10億円の内数"},
                {"一億二千万円", 0, "一億二千万円"},
                {"事項要求", 0, "事項要求"},
                {"120 million yen", 0, "120 million yen"},
                {"１２０Ｍ円", 0, "１２０Ｍ円"},
                {" 　１億円", 0, "1億円"}};
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text_view plain;
        assert_int_equal(doc_amount_plain(fixture->arena, text_view_of(rows[i].text), rows[i].unit_yen,
                                          &fixture->vocabulary, &plain),
                         STATUS_OK);
        if (!text_view_equal(plain, text_view_of(rows[i].plain)))
            fail_msg("%s: %s, not %.*s", rows[i].text, rows[i].plain, (int)plain.len, plain.at);
    }
}

static void doc_amount_knows_which_unit_is_meant(void **state)
{
    static const char *const rows[][2] = {{"百万円", "百万円"},
                                          {"（百万円）", "百万円"},
                                          {"単位：百万円", "百万円"},
                                          {"単位: (千円)", "千円"},
                                          {"百万", "百万円"},
                                          {"億", "億円"},
                                          {"圓", "円"},
                                          {"million yen", "百万円"},
                                          {"百万人", ""},
                                          {"", ""},
                                          {"円単位", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text_view meant = doc_amount_unit_meant(text_view_of(rows[i][0]));
        if (!text_view_equal(meant, text_view_of(rows[i][1])))
            fail_msg("%s: %s, not %.*s", rows[i][0], rows[i][1], (int)meant.len, meant.at);
    }
}

static void doc_amount_is_figure_or_known_none(void **state)
{
    (void)state;
    for (int kind = DOC_AMOUNT_ABSENT; kind <= DOC_AMOUNT_PART_OF; kind++) {
        struct doc_amount amount = {.kind = (enum doc_amount_kind)kind};
        assert_int_equal(doc_amount_is_figure(&amount), kind == DOC_AMOUNT_FIGURE || kind == DOC_AMOUNT_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_amount_reads_the_table),
        cmocka_unit_test(doc_amount_works_without_words),
        cmocka_unit_test(doc_amount_keeps_the_span),
        cmocka_unit_test(doc_amount_tells_when_memory_is_out),
        cmocka_unit_test(doc_amount_takes_no_memory_for_plain_figures),
        cmocka_unit_test(doc_amount_knows_units),
        cmocka_unit_test(doc_amount_writes_the_largest_unit_that_loses_nothing),
        cmocka_unit_test(doc_amount_plain_says_the_same),
        cmocka_unit_test(doc_amount_knows_which_unit_is_meant),
        cmocka_unit_test(doc_amount_is_figure_or_known_none),
    };
    return cmocka_run_group_tests(tests, make_fixture, free_fixture);
}
