#include "support/unit.h"

#include "base/alloc.h"
#include "support/table.h"
#include "text/pattern.h"

#include <stdio.h>

/* An expression and what finds it; pattern is NULL when it does not compile. */
struct finder {
    struct arena *arena;
    struct text_pattern *pattern;
    struct text_matcher *matcher;
};

static struct finder finder_of(struct text_view expression)
{
    struct finder finder = {arena_new(), NULL, NULL};
    struct text_pattern_error error;
    if (text_pattern_new(finder.arena, expression, true, &finder.pattern, &error) != STATUS_OK) finder.pattern = NULL;
    assert_int_equal(text_matcher_new(&finder.matcher), STATUS_OK);
    return finder;
}

static void finder_clear(struct finder *finder)
{
    text_matcher_free(finder->matcher);
    text_pattern_clear(finder->pattern);
    arena_free(finder->arena);
}

static bool find(const struct finder *finder, struct text_view subject, struct text_view *out_match)
{
    size_t begin = 0, end = 0;
    enum text_match result = text_pattern_find(finder->pattern, finder->matcher, subject, 0, &begin, &end);
    *out_match = text_view_part(subject, begin, end);
    return result == TEXT_MATCH_FOUND;
}

static bool has_one(struct text_view match, const struct text_needed *needed)
{
    for (size_t i = 0; i < needed->count; i++) {
        if (text_view_find(match, needed->literals[i], 0) != SIZE_MAX) return true;
    }
    return needed->count == 0;
}

static bool has_needed(struct text_view match, const struct text_needed *needed)
{
    return has_one(match, &needed[0]) && has_one(match, &needed[1]);
}

/* The literals, separated by commas, those of the second set behind a plus; - when there are none. */
static void list(const struct text_needed *needed, char *out, size_t size)
{
    size_t len = 0;
    for (size_t n = 0; n < TEXT_NEEDED; n++) {
        for (size_t i = 0; i < needed[n].count && len < size; i++) {
            const struct text_view *literal = &needed[n].literals[i];
            const char *mark = i > 0 ? "," : n > 0 ? " + " : "";
            len += (size_t)snprintf(out + len, size - len, "%s%.*s", mark, (int)literal->len, literal->at);
        }
    }
    if (len == 0) snprintf(out, size, "-");
}

static void text_literal_table(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "literals.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct arena *arena = arena_new();
        struct text_view expression = text_view_of(row->fields[0].at), match;
        struct text_needed needed[TEXT_NEEDED];
        char listed[512];
        table_expect(row, row->count == 3, "three fields are needed");
        assert_int_equal(text_pattern_literals(arena, expression, needed), STATUS_OK);
        list(needed, listed, sizeof listed);
        if (strcmp(listed, row->fields[1].at) != 0) print_error("%s: found %s\n", row->place, listed);
        table_expect(row, strcmp(listed, row->fields[1].at) == 0, "literals");
        if (row->fields[2].len > 0) {
            struct finder finder = finder_of(expression);
            table_expect(row, finder.pattern != NULL, "the expression does not compile");
            table_expect(row, find(&finder, text_view_of(row->fields[2].at), &match), "the example does not match");
            finder_clear(&finder);
            table_expect(row, has_needed(match, needed), "the match holds no literal");
        }
        arena_free(arena);
    }
    table_close(&table);
}

/* ---- random expressions: whatever matches must hold a literal */

struct source {
    uint32_t state;
    char text[4096];
    size_t len;
};

static uint32_t roll(struct source *source, uint32_t sides)
{
    source->state = source->state * 1664525u + 1013904223u;
    return (source->state >> 16) % sides;
}

static void put(struct source *source, const char *string)
{
    size_t len = strlen(string);
    if (source->len + len < sizeof source->text) {
        memcpy(source->text + source->len, string, len + 1);
        source->len += len;
    }
}

static void put_alternatives(struct source *source, int depth);

static void put_atom(struct source *source, int depth)
{
    static const char *atoms[] = {"a",     "b",  "c",  "あ",  "い", ".", "[ab]", "[^a]",
                                  "[b-c]", "ab", "bc", "\\w", "^",  "$", "\\."};
    static const char *groups[] = {"(?:", "(", "(?>", "(?=", "(?!", "(?|"};
    if (depth > 0 && roll(source, 3) == 0) {
        put(source, groups[roll(source, 6)]);
        put_alternatives(source, depth - 1);
        put(source, ")");
    } else {
        put(source, atoms[roll(source, sizeof atoms / sizeof *atoms)]);
    }
}

static void put_alternatives(struct source *source, int depth)
{
    static const char *quantifiers[] = {"?", "*", "+", "{2}", "{1,2}", "{2,}", "{0}", "+?", "*+", "{0,1}"};
    do {
        uint32_t parts = 1 + roll(source, 4);
        for (uint32_t i = 0; i < parts; i++) {
            put_atom(source, depth);
            if (roll(source, 4) == 0) put(source, quantifiers[roll(source, 10)]);
        }
    } while (roll(source, 3) == 0 && (put(source, "|"), true));
}

static void put_text(struct source *source)
{
    static const char *letters[] = {"a", "b", "c", "あ", "い", "."};
    uint32_t parts = 4 + roll(source, 12);
    source->len = 0;
    for (uint32_t i = 0; i < parts; i++)
        put(source, letters[roll(source, 6)]);
}

/* How many of some random texts match. */
static size_t try_texts(struct text_view expression, const struct text_needed *needed)
{
    static struct source subject = {.state = 2};
    struct finder finder = finder_of(expression);
    size_t tested = 0;
    for (int i = 0; i < 8 && finder.pattern; i++) {
        struct text_view match;
        put_text(&subject);
        if (!find(&finder, (struct text_view){subject.text, subject.len}, &match)) continue;
        if (!has_needed(match, needed)) fail_msg("%s in %s", expression.at, subject.text);
        tested++;
    }
    finder_clear(&finder);
    return tested;
}

static void text_literal_stands_in_every_match(void **state)
{
    (void)state;
    static struct source expression = {.state = 1};
    size_t tested = 0, two = 0;
    for (int round = 0; round < 20000; round++) {
        struct arena *arena = arena_new();
        struct text_needed needed[TEXT_NEEDED];
        expression.len = 0;
        put_alternatives(&expression, 3);
        struct text_view view = {expression.text, expression.len};
        assert_int_equal(text_pattern_literals(arena, view, needed), STATUS_OK);
        if (needed[0].count > 0) tested += try_texts(view, needed);
        two += needed[1].count > 0;
        arena_free(arena);
    }
    if (tested < 1000 || two < 500) fail_msg("only %zu matches of %zu expressions were looked at", tested, two);
}

static void text_literal_of_deep_or_broken_expressions(void **state)
{
    (void)state;
    static const char *broken[] = {"(",       ")",     "機器)", "[",           "[]",      "[機",
                                   "a\\",     "(?",    "(?:",   "機器(?<name", "\\p{Han", "機器{2",
                                   "機器{2,", "*機器", "\xFF",  "機器\xE6",    "[\xE6",   "\\\xE6"};
    struct arena *arena = arena_new();
    struct text_needed needed[TEXT_NEEDED];
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        needed[0].count = needed[1].count = 99;
        assert_int_equal(text_pattern_literals(arena, text_view_of(broken[i]), needed), STATUS_OK);
        assert_int_equal(needed[0].count + needed[1].count, 0);
    }
    static char deep[200003];
    memset(deep, '(', 100000);
    memcpy(deep + 100000, "ab", 2);
    memset(deep + 100002, ')', 100000);
    assert_int_equal(text_pattern_literals(arena, text_view_of(deep), needed), STATUS_OK);
    assert_int_equal(needed[0].count + needed[1].count, 0);
    arena_free(arena);
}

static void text_literal_survives_failed_allocation(void **state)
{
    (void)state;
    long before = alloc_live();
    const struct text_view expression =
        text_view_of("(?:組込|埋め?込み)+(?:機器|システム){2}[電伝]子(?:a|b|c)(?:d|e|f)");
    bool finished = false;
    for (unsigned long n = 1; !finished; n++) {
        struct arena *arena = arena_new();
        struct text_needed needed[TEXT_NEEDED] = {{NULL, 99}};
        alloc_fail_at(n, n % 2);
        enum status status = text_pattern_literals(arena, expression, needed);
        finished = alloc_count() < n;
        alloc_fail_never();
        assert_int_equal(status, finished ? STATUS_OK : STATUS_NO_MEMORY);
        if (!finished) assert_int_equal(needed[0].count, 99);
        arena_free(arena);
        assert_int_equal(alloc_live(), before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_literal_table),
        cmocka_unit_test(text_literal_stands_in_every_match),
        cmocka_unit_test(text_literal_of_deep_or_broken_expressions),
        cmocka_unit_test(text_literal_survives_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
