#include "support/table.h"
#include "support/unit.h"

#include "base/alloc.h"
#include "text/character.h"
#include "text/terms.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#define MOST_TERMS 16

static size_t split_terms(char *words, struct text_term terms[MOST_TERMS])
{
    size_t count = 0;
    for (char *word = words, *end; *word; word = end) {
        end = word + strcspn(word, " ");
        bool inside = *word == '!';
        struct text_view text = {word + inside, (size_t)(end - word) - inside};
        assert_true(count < MOST_TERMS);
        terms[count] = (struct text_term){text, (uint32_t)count, inside};
        count++;
        for (char *at = word; at < end; at++) {
            if (*at == '_') *at = ' ';
        }
        end += *end == ' ';
    }
    return count;
}

static void describe(char *out, size_t room, struct text_view text, const struct text_term_hits *hits)
{
    size_t len = 0;
    snprintf(out, room, "-");
    for (size_t i = 0; i < hits->count; i++) {
        const struct text_term_hit *hit = &hits->items[i];
        size_t at = text_utf8_count(text_view_part(text, 0, hit->begin));
        len += (size_t)snprintf(out + len, room - len, "%s%.*s@%zu", i ? " " : "", (int)(hit->end - hit->begin),
                                text.at + hit->begin, at);
        assert_true(len < room);
    }
}

static void text_terms_follow_the_table(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "terms.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        table_expect(row, row->count == 3, "has terms, a text and hits");
        struct arena *arena = arena_new();
        struct text_term terms[MOST_TERMS];
        size_t count = split_terms(row->fields[0].at, terms);
        struct text_terms *made = NULL;
        struct text_term_hits hits = {0};
        char found[1024];
        struct text_view text = {row->fields[1].at, row->fields[1].len};
        assert_int_equal(text_terms_build(arena, terms, count, &made), STATUS_OK);
        assert_int_equal(text_terms_scan(made, arena, text, &hits), STATUS_OK);
        describe(found, sizeof found, text, &hits);
        if (strcmp(found, row->fields[2].at) != 0) print_message("%s: %s\n", row->place, found);
        table_expect(row, strcmp(found, row->fields[2].at) == 0, "finds what is written");
        arena_free(arena);
    }
    table_close(&table);
}

/* ---- against a matcher that tries every term everywhere */
static bool is_ascii_word_at(struct text_view text, size_t at)
{
    return at < text.len && text_is_ascii_word((unsigned char)text.at[at]);
}

static bool is_katakana_at(struct text_view text, size_t at)
{
    uint32_t point = 0;
    return at < text.len && text_utf8_decode(text_view_part(text, at, text.len), &point) > 0 && text_is_katakana(point);
}

static bool stands_at(const struct text_term *term, struct text_view text, size_t at)
{
    size_t end = at + term->text.len, letters = 0;
    size_t before = at > 0 ? text_utf8_previous(text, at) : text.len;
    if (end > text.len || memcmp(text.at + at, term->text.at, term->text.len) != 0) return false;
    if (is_ascii_word_at(text, at) && is_ascii_word_at(text, before)) return false;
    if (is_ascii_word_at(text, end - 1) && is_ascii_word_at(text, end)) return false;
    return term->inside || !text_term_is_katakana(term->text, &letters) ||
           (!is_katakana_at(text, before) && !is_katakana_at(text, end));
}

static bool has_hit(const struct text_term_hits *hits, size_t begin, size_t end, uint32_t owner)
{
    for (size_t i = 0; i < hits->count; i++) {
        const struct text_term_hit *hit = &hits->items[i];
        if (hit->begin == begin && hit->end == end && hit->owner == owner) return true;
    }
    return false;
}

static bool in_order(const struct text_term_hits *hits)
{
    for (size_t i = 1; i < hits->count; i++) {
        const struct text_term_hit *a = &hits->items[i - 1], *b = &hits->items[i];
        if (a->begin != b->begin ? a->begin > b->begin : a->end != b->end ? a->end < b->end : a->owner >= b->owner)
            return false;
    }
    return true;
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static struct text_view random_text(uint64_t *seed, struct arena *arena, size_t letters)
{
    static const char *const alphabet[] = {"ア", "イ", "ー", "漢", "字", "a", "1", "・", " ", "é", "𠮷"};
    char bytes[512];
    size_t len = 0;
    for (size_t i = 0; i < letters; i++) {
        const char *letter = alphabet[next_random(seed) % (sizeof alphabet / sizeof alphabet[0])];
        memcpy(bytes + len, letter, strlen(letter));
        len += strlen(letter);
    }
    return (struct text_view){arena_copy(arena, bytes, len), len};
}

static void expect_same_as_naive(const struct text_term *terms, size_t count, struct text_view text,
                                 const struct text_term_hits *hits)
{
    size_t expected = 0;
    for (size_t at = 0; at < text.len; at++) {
        for (size_t i = 0; i < count; i++) {
            if (!stands_at(&terms[i], text, at)) continue;
            expected++;
            assert_true(has_hit(hits, at, at + terms[i].text.len, terms[i].owner));
        }
    }
    assert_int_equal(hits->count, expected);
    assert_true(in_order(hits));
}

static void text_terms_find_what_a_naive_search_finds(void **state)
{
    (void)state;
    const char *given = getenv("JUTEN_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 0) : 0x2545F4914F6CDD1Du;
    print_message("# JUTEN_SEED=0x%llx\n", (unsigned long long)seed);
    for (int round = 0; round < 3000; round++) {
        struct arena *arena = arena_new();
        struct text_term terms[40];
        size_t count = next_random(&seed) % 40;
        for (size_t i = 0; i < count; i++) {
            terms[i] = (struct text_term){random_text(&seed, arena, 2 + next_random(&seed) % 3), (uint32_t)i,
                                          next_random(&seed) % 2 == 0};
        }
        struct text_view text = random_text(&seed, arena, next_random(&seed) % 80);
        struct text_terms *made = NULL;
        struct text_term_hits hits;
        assert_int_equal(text_terms_build(arena, terms, count, &made), STATUS_OK);
        assert_int_equal(text_terms_scan(made, arena, text, &hits), STATUS_OK);
        expect_same_as_naive(terms, count, text, &hits);
        arena_free(arena);
    }
}

static void text_terms_take_thousands(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    static struct text_term terms[COUNT];
    struct arena *arena = arena_new();
    for (uint32_t i = 0; i < COUNT; i++) {
        char bytes[12];
        size_t len = text_utf8_encode(0x4E00 + i % 5000, bytes);
        len += text_utf8_encode(0x4E00 + i / 5000, bytes + len);
        terms[i] = (struct text_term){{arena_copy(arena, bytes, len), len}, i, false};
    }
    struct text_terms *made = NULL;
    assert_int_equal(text_terms_build(arena, terms, COUNT, &made), STATUS_OK);
    for (uint32_t i = 0; i < COUNT; i += 7) {
        struct text_term_hits hits;
        assert_int_equal(text_terms_scan(made, arena, terms[i].text, &hits), STATUS_OK);
        assert_int_equal(hits.count, 1);
        assert_int_equal(hits.items[0].owner, i);
    }
    arena_free(arena);
}

static void text_terms_want_two_code_points(void **state)
{
    (void)state;
    static const char *const short_ones[] = {"", "a", "漢", "𠮷"};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof short_ones / sizeof short_ones[0]; i++) {
        struct text_term term = {text_view_of(short_ones[i]), 0, false};
        struct text_terms *made = NULL;
        assert_int_equal(text_terms_build(arena, &term, 1, &made), STATUS_INVALID);
        assert_null(made);
    }
    arena_free(arena);
}

static void text_terms_drop_what_is_given_twice(void **state)
{
    (void)state;
    struct text_view text = text_view_of("サイバ");
    struct text_term terms[] = {{text, 4, false}, {text, 9, false}, {text, 4, true}, {text, 4, false}};
    struct text_terms *made = NULL;
    struct text_term_hits hits;
    struct arena *arena = arena_new();
    assert_int_equal(text_terms_build(arena, terms, 4, &made), STATUS_OK);
    assert_int_equal(text_terms_scan(made, arena, text, &hits), STATUS_OK);
    assert_int_equal(hits.count, 2);
    assert_int_equal(hits.items[0].owner, 4);
    assert_int_equal(hits.items[1].owner, 9);
    assert_int_equal(text_terms_scan(made, arena, text_view_of("サイバー"), &hits), STATUS_OK);
    assert_int_equal(hits.count, 1);
    arena_free(arena);
}

static void text_terms_know_katakana(void **state)
{
    (void)state;
    size_t letters = 77;
    assert_false(text_term_is_katakana(text_view_of(""), &letters));
    assert_false(text_term_is_katakana(text_view_of("ログ管理"), &letters));
    assert_false(text_term_is_katakana(text_view_of("サイバ・フィジカル"), &letters));
    assert_int_equal(letters, 77);
    assert_true(text_term_is_katakana(text_view_of("サーバ"), &letters));
    assert_int_equal(letters, 3);
}

static void text_terms_survive_failing_memory(void **state)
{
    (void)state;
    struct text_term terms[] = {{text_view_of("漢字"), 1, false}, {text_view_of("字漢"), 2, false}};
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        assert_true(n < 100);
        long live = alloc_live();
        alloc_fail_at(n, true);
        struct arena *arena = arena_new();
        struct text_terms *made = NULL;
        struct text_term_hits hits = {.count = 77};
        status = arena ? text_terms_build(arena, terms, 2, &made) : STATUS_NO_MEMORY;
        if (status == STATUS_OK)
            status = text_terms_scan(made, arena, text_view_of("漢字漢字漢字漢字漢字漢字漢字"), &hits);
        assert_true(hits.count == (status == STATUS_OK ? 13 : 77));
        arena_free(arena);
        alloc_fail_never();
        assert_int_equal(alloc_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_terms_follow_the_table),
        cmocka_unit_test(text_terms_find_what_a_naive_search_finds),
        cmocka_unit_test(text_terms_take_thousands),
        cmocka_unit_test(text_terms_want_two_code_points),
        cmocka_unit_test(text_terms_drop_what_is_given_twice),
        cmocka_unit_test(text_terms_know_katakana),
        cmocka_unit_test(text_terms_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
