/* Amounts, years and labels made of random pieces of notation, many of them nonsense: reading ends, outputs are told
 * only on success, the part shown lies inside the text on character boundaries, and a year or label that is read is
 * one. The seed is printed; JUTEN_SEED repeats a run. */
#include "support/unit.h"

#include "doc/amount.h"
#include "doc/label.h"
#include "doc/year.h"

#include <inttypes.h>
#include <stdlib.h>

#define ROUNDS 20000
#define PIECES 7

static const char *const pieces[] = {
    "1",  "2",    "３", "0",  "五",   "十", "千",   "百",   "億",       "万",   "円", "百万円", "千円", ",",
    "，", ".",    "．", "▲",  "-",    "―",  "ー",   "(",    ")",        "（",   "）", "〔",     "〕",   "①",
    "③",  "⑴",    "ⅲ",  "ii", "iii",  "第", "の",   "再掲", "約",       "内数", " ",  "　",     "\n",   "、",
    "：", "令和", "R",  "FY", "年度", "元", "2020", "平成", "推進体制", "「",   "」", "x",
};

#define COUNT (sizeof pieces / sizeof *pieces)

struct fixture {
    struct arena *arena;
    struct text_folder *folder;
    struct doc_label_table *table;
    struct doc_word markers[3];
    struct doc_vocabulary words;
};

static uint64_t seed_of_run(void)
{
    const char *given = getenv("JUTEN_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 20190523;
    print_message("seed %" PRIu64 "\n", seed);
    return seed;
}

static size_t below(uint64_t *state, size_t limit)
{
    *state = *state * 6364136223846793005 + 1442695040888963407;
    return (size_t)(*state >> 33) % limit;
}

static struct text_view make_text(uint64_t *state, char bytes[PIECES * 16])
{
    size_t len = 0;
    for (size_t count = 1 + below(state, PIECES); count > 0; count--) {
        const char *piece = pieces[below(state, COUNT)];
        memcpy(bytes + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return (struct text_view){bytes, len};
}

static int make_fixture(void **state)
{
    static struct fixture fixture;
    static const struct doc_clause_name clauses[] = {
        {.label = {"2(1)①", 7}, .headings = {{"推進", 6}, {"IoT", 3}}},
        {.label = {"2(1)③", 7}, .headings = {{"2020年度の推進", 19}, {NULL, 0}}},
        {.label = {"2(5)", 4}, .headings = {{"推進体制", 12}, {NULL, 0}}},
    };
    static const struct text_view prefix = {"第", 3};
    const struct doc_label_grammar grammar = {
        .prefixes = &prefix,
        .prefix_count = 1,
        .omit = 2,
        .levels = {{DOC_ARABIC, {"", 0}, {"", 0}}, {DOC_ARABIC, {"(", 1}, {")", 1}}, {DOC_CIRCLED, {"", 0}, {"", 0}}},
        .level_count = 3,
        .item = {DOC_ROMAN, {"", 0}, {"", 0}},
    };
    size_t bad = 0;
    fixture.arena = arena_new();
    assert_non_null(fixture.arena);
    assert_int_equal(text_folder_new(fixture.arena, NULL, 0, &fixture.folder, &bad), STATUS_OK);
    assert_int_equal(doc_label_table_new(fixture.arena, fixture.folder, &grammar, clauses, 3, &fixture.table, &bad),
                     STATUS_OK);
    fixture.markers[0] = (struct doc_word){.folded = text_view_of("再掲"), .meaning = DOC_MARKER_RELISTED};
    fixture.markers[1] = (struct doc_word){.folded = text_view_of("内数"), .meaning = DOC_MARKER_PART_OF};
    fixture.markers[2] = (struct doc_word){.folded = text_view_of("約"), .meaning = DOC_MARKER_ABOUT};
    fixture.words = (struct doc_vocabulary){.folder = fixture.folder, .markers = {fixture.markers, 3}};
    *state = &fixture;
    return 0;
}

static int free_fixture(void **state)
{
    struct fixture *fixture = *state;
    arena_free(fixture->arena);
    return 0;
}

static bool is_boundary(struct text_view text, size_t at)
{
    return at == text.len || (at < text.len && ((unsigned char)text.at[at] & 0xC0) != 0x80);
}

static void doc_amount_shows_a_part_of_what_it_refuses(void **state)
{
    const struct fixture *fixture = *state;
    uint64_t random = seed_of_run();
    for (int i = 0; i < ROUNDS; i++) {
        char bytes[PIECES * 16];
        struct text_view text = make_text(&random, bytes);
        struct doc_amount amount = {.kind = DOC_AMOUNT_WRONG};
        struct text_range bad = {99, 99};
        enum doc_amount_error error = doc_amount_parse(text, 1000, &fixture->words, &amount, &bad);
        if (error == DOC_AMOUNT_OK) {
            assert_true(amount.kind > DOC_AMOUNT_WRONG && bad.begin == 99);
            assert_true(amount.money.step >= 0 && amount.earlier_money.step >= 0);
            continue;
        }
        assert_int_equal(amount.kind, DOC_AMOUNT_WRONG);
        bool holds = bad.begin <= bad.end && is_boundary(text, bad.begin) && is_boundary(text, bad.end);
        bool blank = text_view_trim(text).len == 0;
        if (!holds || (bad.begin == bad.end && !blank)) {
            fail_msg("%.*s: %u-%u", (int)text.len, text.at, bad.begin, bad.end);
        }
    }
}

static void doc_year_reads_years_only(void **state)
{
    (void)state;
    uint64_t random = seed_of_run();
    for (int i = 0; i < ROUNDS; i++) {
        char bytes[PIECES * 16];
        int year = -1;
        bool read = doc_year_parse(make_text(&random, bytes), &year);
        assert_true(read ? year >= 1926 && year <= 2199 : year == -1);
    }
}

static void doc_label_names_clauses_of_the_table(void **state)
{
    const struct fixture *fixture = *state;
    uint64_t random = seed_of_run();
    for (int i = 0; i < ROUNDS; i++) {
        char bytes[PIECES * 16];
        struct doc_label label;
        struct arena *arena = arena_new();
        assert_int_equal(doc_label_parse(fixture->table, arena, make_text(&random, bytes), &label), STATUS_OK);
        arena_free(arena);
        assert_true(label.clause < 3 && label.item == 0 && label.other < 3 && label.nearest_count <= 3);
        assert_true(label.result != DOC_LABEL_HEADING || label.other != label.clause);
        for (size_t k = 0; k < label.nearest_count; k++) {
            assert_true(label.nearest[k] < 3);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_amount_shows_a_part_of_what_it_refuses),
        cmocka_unit_test(doc_year_reads_years_only),
        cmocka_unit_test(doc_label_names_clauses_of_the_table),
    };
    return cmocka_run_group_tests(tests, make_fixture, free_fixture);
}
