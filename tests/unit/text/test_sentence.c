#include "support/table.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "text/mark.h"
#include "text/sentence.h"

#include <stdio.h>
#include <stdlib.h>

static void describe(char *out, size_t room, struct text_view text, const struct text_ranges *sentences)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sentences->count; i++) {
        const struct text_range *range = &sentences->items[i];
        len += (size_t)snprintf(out + len, room - len, "%s%.*s", i ? "|" : "", (int)(range->end - range->begin),
                                text.at + range->begin);
        assert_true(len < room);
    }
}

static void text_sentences_follow_the_table(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "sentences.txt");
    assert_true(table.count >= 60);
    struct arena *arena = arena_new();
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct text_view text = {row->fields[1].at, row->fields[1].len};
        struct text_ranges sentences;
        char found[2048];
        table_expect(row, row->count == 3 && strchr("tx", row->fields[0].at[0]), "has a mode, a text and sentences");
        enum text_sentence_mode mode = row->fields[0].at[0] == 'x' ? TEXT_SENTENCE_EXTRACT : TEXT_SENTENCE_TYPED;
        assert_int_equal(text_sentences(arena, text, mode, &sentences), STATUS_OK);
        describe(found, sizeof found, text, &sentences);
        if (strcmp(found, row->fields[2].at) != 0) print_message("%s: %s\n", row->place, found);
        table_expect(row, strcmp(found, row->fields[2].at) == 0, "is cut as written");
    }
    arena_free(arena);
    table_close(&table);
}

static bool is_blank(struct text_view view)
{
    return text_view_trim(view).len == 0;
}

/* Ordered, trimmed, not empty, no overlap; what lies between sentences is blank. */
static void expect_good(struct text_view text, enum text_sentence_mode mode)
{
    struct arena *arena = arena_new();
    struct text_ranges sentences;
    uint32_t end = 0;
    assert_int_equal(text_sentences(arena, text, mode, &sentences), STATUS_OK);
    for (size_t i = 0; i < sentences.count; i++) {
        struct text_range range = sentences.items[i];
        assert_true(range.begin >= end && range.begin < range.end && range.end <= text.len);
        struct text_view sentence = text_view_part(text, range.begin, range.end);
        assert_int_equal(text_view_trim(sentence).len, sentence.len);
        assert_true(is_blank(text_view_part(text, end, range.begin)));
        end = range.end;
    }
    assert_true(is_blank(text_view_part(text, end, text.len)));
    arena_free(arena);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void text_sentences_lose_nothing(void **state)
{
    (void)state;
    static const char *const alphabet[] = {"漢",   "字", "。",           "、", "「", "」", "（", "）",
                                           "(",    ")",  "・",           "①",  "1",  ".",  "\n", "\r\n",
                                           "\n\n", " ",  "\xE3\x80\x80", "【", "】", "ア", "i",  "?",
                                           "！",   "-"};
    const char *given = getenv("JUTEN_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 0) : 0x9E3779B97F4A7C15u;
    print_message("# JUTEN_SEED=0x%llx\n", (unsigned long long)seed);
    for (int round = 0; round < 20000; round++) {
        char bytes[512];
        size_t len = 0, letters = next_random(&seed) % 60;
        for (size_t i = 0; i < letters; i++) {
            const char *letter = alphabet[next_random(&seed) % (sizeof alphabet / sizeof alphabet[0])];
            memcpy(bytes + len, letter, strlen(letter));
            len += strlen(letter);
        }
        expect_good((struct text_view){bytes, len}, round % 2 ? TEXT_SENTENCE_EXTRACT : TEXT_SENTENCE_TYPED);
    }
}

static void text_sentences_take_hostile_texts(void **state)
{
    (void)state;
    enum { LEN = 300000 };
    static char bytes[LEN];
    static const char *const fillers[] = {"（", "。", "）", "（。", "「（。）」", "\n", "<", "【\n", "1)\n", "。）"};
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
        size_t one = strlen(fillers[i]), len = 0;
        for (; len + one <= LEN; len += one) {
            memcpy(bytes + len, fillers[i], one);
        }
        expect_good((struct text_view){bytes, len}, TEXT_SENTENCE_TYPED);
        expect_good((struct text_view){bytes, len}, TEXT_SENTENCE_EXTRACT);
    }
}

static void text_sentences_survive_failing_memory(void **state)
{
    (void)state;
    static const char text[] = "一。二。三。四。五。六。七。八。九。十。十一。十二。\n\n次の段落。（注。）";
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        assert_true(n < 100);
        long live = alloc_live();
        alloc_fail_at(n, true);
        struct arena *arena = arena_new();
        struct text_ranges sentences = {.count = 77};
        status = arena ? text_sentences(arena, text_view_of(text), TEXT_SENTENCE_TYPED, &sentences) : STATUS_NO_MEMORY;
        assert_int_equal(sentences.count, status == STATUS_OK ? 14 : 77);
        arena_free(arena);
        alloc_fail_never();
        assert_int_equal(alloc_live(), live);
    }
}

/* ---- phrases */
#define MOST_ENDS 8

/* The row's phrase ends, blank-separated, as terms. */
static struct text_terms *terms_of(struct arena *arena, char *words)
{
    struct text_term terms[MOST_ENDS];
    struct text_terms *built;
    size_t count = 0;
    for (char *word = words; *word; word += strspn(word, " ")) {
        size_t len = strcspn(word, " ");
        assert_true(count < MOST_ENDS);
        terms[count++] = (struct text_term){.text = {word, len}, .inside = true};
        word += len;
    }
    assert_int_equal(text_terms_build(arena, terms, count, &built), STATUS_OK);
    return built;
}

static void check_phrases(const struct table_row *row, struct arena *arena)
{
    char sentence[512];
    size_t len = 0, end_count;
    uint32_t begin = 0, *ends;
    struct text_term_hits found = {0};
    for (const char *at = row->fields[0].at; *at; at++) {
        if (*at != '|') sentence[len++] = *at;
    }
    struct text_view text = {sentence, len};
    assert_int_equal(text_terms_scan(terms_of(arena, row->fields[1].at), arena, text, &found), STATUS_OK);
    assert_int_equal(text_phrase_ends(arena, &found, &ends, &end_count), STATUS_OK);
    for (const char *at = row->fields[0].at; *at; at += *at == '|') {
        uint32_t end = begin + (uint32_t)strcspn(at, "|");
        for (uint32_t byte = begin; byte < end; byte++) {
            struct text_range phrase = text_phrase_at((struct text_range){0, (uint32_t)len}, ends, end_count, byte);
            table_expect(row, phrase.begin == begin && phrase.end == end, "has these phrases");
        }
        at += end - begin;
        begin = end;
    }
}

static void text_phrase_follows_the_table(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "phrases.txt");
    for (size_t i = 0; i < table.count; i++) {
        struct arena *arena = arena_new();
        assert_non_null(arena);
        check_phrases(&table.rows[i], arena);
        arena_free(arena);
    }
    table_close(&table);
}

static void text_mark_tells_bullets_numbers_and_titles(void **state)
{
    (void)state;
    static const char *const marks[] = {"・あ", "(12)", "１０．あ", "viii) a", "- a",
                                        "ｱ) a", "⑴a",   "㊿a",      "Ａ．あ",  "＊注"};
    static const char *const none[] = {"",        "あ",   "1.5",      "(1",     "(1234)", "1",     "12:30",  "-a",
                                       "viiiii)", "ー）", "センター", "e.g. a", "1 a",    "ム　a", "（例）", "A a"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        assert_true(text_mark_begins(text_view_of(marks[i]), false));
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_false(text_mark_begins(text_view_of(none[i]), false));
    }
    assert_true(text_mark_begins(text_view_of("1) a"), false));
    assert_false(text_mark_begins(text_view_of("1) a"), true));
    assert_true(text_mark_is_title(text_view_of("【現状】")));
    assert_false(text_mark_is_title(text_view_of("【現状】と")));
    assert_false(text_mark_is_title(text_view_of("【現状】【対策】")));
    assert_false(text_mark_is_title(text_view_of("【現状")));
    assert_true(text_mark_is_section(text_view_of("1 概要")));
    assert_false(text_mark_is_section(text_view_of("1 a")));
    assert_false(text_mark_is_section(text_view_of("概要")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_sentences_follow_the_table),
        cmocka_unit_test(text_sentences_lose_nothing),
        cmocka_unit_test(text_sentences_take_hostile_texts),
        cmocka_unit_test(text_sentences_survive_failing_memory),
        cmocka_unit_test(text_phrase_follows_the_table),
        cmocka_unit_test(text_mark_tells_bullets_numbers_and_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
