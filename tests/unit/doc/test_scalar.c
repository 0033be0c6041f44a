#include "support/unit.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/limits.h"
#include "doc/scalar.h"
#include "support/table.h"
#include "support/tree.h"
#include "text/utf8.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* The stretch of a line break that YAML folded: blanks and breaks, one break at least. NEL is a break. */
static bool is_break(struct text_view part)
{
    bool broken = false;
    for (size_t i = 0; i < part.len; i++) {
        bool nel = part.len - i > 1 && memcmp(part.at + i, "\xC2\x85", 2) == 0;
        broken = broken || nel || is_one_of(part.at[i], "\r\n");
        if (!nel && !is_one_of(part.at[i], " \t\r\n")) return false;
        i += nel;
    }
    return broken;
}

/* What an escape stands for, told independently of the code under test. */
static uint32_t unescaped(struct text_view part)
{
    static const char names[] = "abtnvfre0\"\\/N_LP\t ";
    static const uint32_t points[] = {7,   8,    9,   10,   11,   12,     13,     27, 0,
                                      '"', '\\', '/', 0x85, 0xA0, 0x2028, 0x2029, 9,  ' '};
    char digits[16] = {0};
    if (part.len < 2 || part.len > 10) return UINT32_MAX;
    if (is_one_of(part.at[1], "xuU")) {
        memcpy(digits, part.at + 2, part.len - 2);
        return (uint32_t)strtoul(digits, NULL, 16);
    }
    const char *name = part.len == 2 ? memchr(names, part.at[1], sizeof names - 1) : NULL;
    return name ? points[name - names] : UINT32_MAX;
}

/* Whether the character is what these bytes of the file say. */
static bool says(struct text_view part, struct text_view character)
{
    uint32_t point;
    if (text_view_equal(part, character)) return true;
    if (character.len == 1 && character.at[0] == '\n' && is_break(part)) return true;
    if (text_view_equal(part, text_view_of("''"))) return character.at[0] == '\'';
    text_utf8_decode(character, &point);
    return part.len > 1 && part.at[0] == '\\' && unescaped(part) == point;
}

/* Every character leads to bytes that say it, in order and without overlap. */
static const char *exactness_problem(const struct doc_node *node)
{
    if (!node->map && !node->verbatim) return "has no map";
    if (node->map && !text_view_equal(node->map->text, node->value)) return "the map belongs to another text";
    uint32_t reached = node->span.begin;
    size_t len;
    for (size_t at = 0; at < node->value.len; at += len) {
        uint32_t point;
        len = text_utf8_decode(text_view_part(node->value, at, node->value.len), &point);
        struct text_span span = doc_node_part(node, at, at + len);
        bool folded = is_break(text_span_view(span)); /* several breaks share one stretch */
        if (!says(text_span_view(span), text_view_part(node->value, at, at + len)))
            return "a character leads elsewhere";
        if (span.begin < reached && !folded) return "characters overlap";
        size_t begin, end;
        if (!doc_node_find(node, span, &begin, &end)) return "a character's place is not found";
        if (!folded && (begin != at || end != at + len)) return "a place leads to another character";
        reached = span.end;
    }
    return NULL;
}

static const struct doc_node *first_scalar(const struct doc_node *node)
{
    while (node->kind != DOC_SCALAR)
        node = node->members[0].value;
    return node;
}

static void doc_scalar_leads_back_exactly(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "scalars.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct tree tree;
        tree_read(&tree, (struct text_view){row->fields[0].at, row->fields[0].len});
        table_expect(row, tree.status == STATUS_OK, "not read");
        const struct doc_node *node = first_scalar(tree.roots.items[0]);
        struct text_view value = {row->fields[1].at, row->fields[1].len};
        struct text_view span = {row->fields[2].at, row->fields[2].len};
        char got[200];
        snprintf(got, sizeof got, "value [%.*s]", (int)node->value.len, node->value.at);
        table_expect(row, text_view_equal(node->value, value), got);
        snprintf(got, sizeof got, "span [%.*s]", (int)text_span_view(node->span).len, text_span_view(node->span).at);
        table_expect(row, text_view_equal(text_span_view(node->span), span), got);
        const char *problem = exactness_problem(node);
        table_expect(row, !problem, problem);
        tree_free(&tree);
    }
    table_close(&table);
}

static void expect_exact(const char *path, const struct doc_node *node)
{
    const char *problem = node->kind == DOC_SCALAR ? exactness_problem(node) : NULL;
    if (problem) fail_msg("%s: %.*s: %s", path, (int)node->value.len, node->value.at, problem);
    for (size_t i = 0; i < node->count; i++) {
        if (node->members[i].key) expect_exact(path, node->members[i].key);
        expect_exact(path, node->members[i].value);
    }
}

/* Likewise for every scalar of the shipped submissions and packs. */
static void doc_scalar_leads_back_in_real_files(void **state)
{
    (void)state;
    glob_t found = {0};
    glob("submissions/*/*.yaml", 0, NULL, &found);
    glob("rules/*/*.yaml", GLOB_APPEND, NULL, &found);
    if (found.gl_pathc == 0) skip();
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct arena *arena = arena_new();
        struct text_view text;
        struct tree tree;
        assert_int_equal(file_read(arena, found.gl_pathv[i], LIMIT_FILE_BYTES, &text.at, &text.len), STATUS_OK);
        tree_read(&tree, text);
        if (tree.status != STATUS_OK) fail_msg("%s: not read", found.gl_pathv[i]);
        for (size_t j = 0; j < tree.roots.count; j++)
            expect_exact(found.gl_pathv[i], tree.roots.items[j]);
        tree_free(&tree);
        arena_free(arena);
    }
    globfree(&found);
}

/* Parts of a value by hand: a run of escapes, a folded line, the whole, nothing. */
static void doc_scalar_parts(void **state)
{
    (void)state;
    struct tree tree;
    const char *text = "a: \"x\\u6A5F\\u5668y\n  z\"\n";
    tree_read(&tree, text_view_of(text));
    const struct doc_node *node = first_scalar(tree.roots.items[0]); /* x 機 器 y \n z */
    struct text_span span = doc_node_part(node, 1, 7);
    assert_int_equal(span.begin, 5);
    assert_int_equal(span.end, 17);
    span = doc_node_part(node, 7, 9);
    assert_memory_equal(text_span_view(span).at, "y\n  ", 4);
    assert_int_equal(text_span_view(span).len, 4);
    span = doc_node_part(node, 0, node->value.len);
    assert_int_equal(span.begin, 4);
    assert_int_equal(span.end, strlen(text) - 2);
    span = doc_node_part(node, 4, 4);
    assert_int_equal(span.begin, 11);
    assert_int_equal(span.end, 11);
    span = doc_node_part(node, node->value.len, node->value.len);
    assert_int_equal(span.begin, strlen(text) - 2);
    tree_free(&tree);
}

/* A value that its source does not say is kept, without a map. */
static void doc_scalar_keeps_what_does_not_fit(void **state)
{
    (void)state;
    static const struct {
        enum doc_scalar_style style;
        const char *source, *value;
    } rows[] = {
        {DOC_PLAIN, "abc", "abd"},
        {DOC_PLAIN, "abc", "abcd"},
        {DOC_PLAIN, "abc", "ab"},
        {DOC_PLAIN, "a\n b", "ab"},
        {DOC_PLAIN, "a\n\n b", "a b"},
        {DOC_SINGLE_QUOTED, "'a''b'", "a'c"},
        {DOC_DOUBLE_QUOTED, "\"\\", "x"},
        {DOC_DOUBLE_QUOTED, "\"\\q\"", "q"},
        {DOC_DOUBLE_QUOTED, "\"\\u12\"", "x"},
        {DOC_DOUBLE_QUOTED, "\"\\uFFFG\"", "x"},
        {DOC_DOUBLE_QUOTED, "\"\\UFFFFFFFF\"", "x"},
        {DOC_LITERAL, "|", "x"},
        {DOC_LITERAL, "|\n  \n", "x"},
        {DOC_LITERAL, "|\n  a\n", "   a"},
        {DOC_LITERAL, "|\n  a\n", "b\n"},
        {DOC_FOLDED, ">\n  a\n  b\n", "ab\n"},
        {DOC_FOLDED, ">\n a\n\n\n b", "a\nb"},
        {DOC_LITERAL, "", "x"},
        {DOC_DOUBLE_QUOTED, "", "x"},
        {DOC_SINGLE_QUOTED, "'", "x"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct doc_scalar scalar;
        struct text_view source = text_view_of(rows[i].source), value = text_view_of(rows[i].value);
        assert_int_equal(doc_scalar_align(arena, rows[i].style, source, value, &scalar), STATUS_OK);
        assert_true(!scalar.map && !scalar.verbatim);
        assert_true(text_view_equal(scalar.value, value));
        assert_true(scalar.source_len <= source.len);
    }
    arena_free(arena);
}

static void doc_scalar_survives_failing_allocations(void **state)
{
    (void)state;
    struct text_view source = text_view_of("\"a\\tb\\tc\\td\\te\\tf\\tg\\th\\ti\\tj\\tk\"");
    struct text_view value = text_view_of("a\tb\tc\td\te\tf\tg\th\ti\tj\tk");
    bool done = false;
    for (unsigned long n = 1; !done; n++) {
        struct arena *arena = arena_new();
        struct doc_scalar scalar = {0};
        alloc_fail_at(n, false);
        enum status status = doc_scalar_align(arena, DOC_DOUBLE_QUOTED, source, value, &scalar);
        done = alloc_count() < n;
        alloc_fail_never();
        assert_int_equal(status, done ? STATUS_OK : STATUS_NO_MEMORY);
        assert_true(done == (scalar.map != NULL));
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_scalar_leads_back_exactly),
        cmocka_unit_test(doc_scalar_leads_back_in_real_files),
        cmocka_unit_test(doc_scalar_parts),
        cmocka_unit_test(doc_scalar_keeps_what_does_not_fit),
        cmocka_unit_test(doc_scalar_survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
