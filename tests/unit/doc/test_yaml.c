#include "support/unit.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "doc/yaml.h"
#include "support/table.h"
#include "support/tree.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const codes[] = {
#define DIAGNOSTIC(code, id, ja, en) #code,
#include "text/diagnostic.def"
#undef DIAGNOSTIC
};

static void read_string(struct tree *tree, const char *text)
{
    tree_read(tree, text_view_of(text));
}

static void expect_code(const struct tree *tree, enum status status, enum diagnostic_code code)
{
    assert_int_equal(tree->status, status);
    assert_int_equal(tree->diagnostics.count, 1);
    assert_string_equal(codes[tree->diagnostics.items[0].code], codes[code]);
}

static void doc_yaml_names_mistakes(void **state)
{
    (void)state;
    struct table table;
    table_open(&table, "yaml-errors.txt");
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        struct tree tree;
        tree_read(&tree, (struct text_view){row->fields[0].at, row->fields[0].len});
        table_expect(row, tree.status == STATUS_INVALID, "is accepted");
        table_expect(row, tree.diagnostics.count == 1, "not exactly one diagnostic");
        const struct text_diagnostic *said = &tree.diagnostics.items[0];
        struct text_place place = text_source_place(tree.source, said->span.begin);
        char got[64];
        snprintf(got, sizeof got, "%s %u:%u", codes[said->code], (unsigned)place.line, (unsigned)place.column);
        table_expect(row, strcmp(codes[said->code], row->fields[1].at) == 0, got);
        table_expect(row, strcmp(strchr(got, ' ') + 1, row->fields[2].at) == 0, got);
        tree_free(&tree);
    }
    table_close(&table);
}

static void doc_yaml_builds_trees(void **state)
{
    (void)state;
    struct tree tree;
    read_string(&tree, "# c\na: &x\n  - 1\n  - 'b c'\nd: {e: *x, f: }\ng: ~\n");
    assert_int_equal(tree.status, STATUS_OK);
    assert_int_equal(tree.roots.count, 1);
    const struct doc_node *root = tree.roots.items[0];
    const struct doc_node *list = doc_node_get(root, "a");
    assert_int_equal(list->kind, DOC_SEQUENCE);
    assert_int_equal(list->count, 2);
    assert_true(list->members[1].value->quoted);
    assert_false(list->members[0].value->quoted);
    const struct doc_node *flow = doc_node_get(root, "d");
    assert_ptr_equal(doc_node_get(flow, "e"), list);
    assert_true(doc_node_is_empty(doc_node_get(flow, "f")));
    assert_true(doc_node_is_empty(doc_node_get(root, "g")));
    assert_null(doc_node_get(root, "z"));
    assert_null(doc_node_get(list, "a"));
    struct text_view written = text_span_view(flow->span);
    assert_memory_equal(written.at, "{e: *x, f: }", written.len);
    assert_int_equal(root->span.end, strlen("# c\na: &x\n  - 1\n  - 'b c'\nd: {e: *x, f: }\ng: ~"));
    tree_free(&tree);
}

static void doc_yaml_reads_json(void **state)
{
    (void)state;
    struct tree tree;
    read_string(&tree, "{\r\n\t\"a\": [1, true, null,\r\n\t\t\"x\\/\\u6A5F\\n\"],\r\n\t\"b\":{\"c\":\"d\"}\r\n}\r\n");
    assert_int_equal(tree.status, STATUS_OK);
    const struct doc_node *list = doc_node_get(tree.roots.items[0], "a");
    assert_int_equal(list->count, 4);
    assert_true(doc_node_is_empty(list->members[2].value));
    assert_true(text_view_equal(list->members[3].value->value, text_view_of("x/機\n")));
    assert_true(text_view_equal(doc_node_get(doc_node_get(tree.roots.items[0], "b"), "c")->value, text_view_of("d")));
    tree_free(&tree);
}

static void doc_yaml_reads_streams(void **state)
{
    (void)state;
    struct tree tree;
    read_string(&tree, "a: &x 1\n---\n---\nb: &x 2\nc: *x\n...\n---\n");
    assert_int_equal(tree.status, STATUS_OK);
    assert_int_equal(tree.roots.count, 2);
    assert_memory_equal(doc_node_get(tree.roots.items[1], "c")->value.at, "2", 1);
    tree_free(&tree);
    read_string(&tree, "a: &x 1\n---\nb: *x\n"); /* an anchor ends with its document */
    expect_code(&tree, STATUS_INVALID, DIAGNOSTIC_YAML_ALIAS);
    tree_free(&tree);
    read_string(&tree, "a: &x [*x]\n"); /* no tree contains itself */
    expect_code(&tree, STATUS_INVALID, DIAGNOSTIC_YAML_ALIAS);
    tree_free(&tree);
}

static void doc_yaml_tells_every_duplicate(void **state)
{
    (void)state;
    struct tree tree;
    read_string(&tree, "a: {x: 1, x: 2}\nb: 1\nb: 2\nb: 3\nc: {amount: 1,000円, previous: 2,000円}\n");
    assert_int_equal(tree.status, STATUS_INVALID);
    assert_int_equal(tree.diagnostics.count, 3);
    tree_free(&tree);
    struct buf many; /* enough for the sorting path */
    buf_init(&many);
    for (int i = 0; i < 40; i++) {
        buf_add_string(&many, "k");
        buf_add_int(&many, i * 7 % 40);
        buf_add_string(&many, ": 1\n");
    }
    size_t unique = many.len;
    buf_add_string(&many, "k13: 1\n");
    assert_int_equal(buf_status(&many), STATUS_OK);
    tree_read(&tree, (struct text_view){many.bytes, unique});
    assert_int_equal(tree.status, STATUS_OK);
    tree_free(&tree);
    tree_read(&tree, (struct text_view){many.bytes, many.len});
    expect_code(&tree, STATUS_INVALID, DIAGNOSTIC_YAML_DUPLICATE);
    assert_int_equal(tree.diagnostics.items[0].span.begin, unique);
    tree_free(&tree);
    buf_clear(&many);
}

static void expect_limit(const char *head, const char *piece, size_t times, enum diagnostic_code code)
{
    struct buf text;
    struct tree tree;
    buf_init(&text);
    buf_add_string(&text, head);
    for (size_t i = 0; i < times; i++)
        buf_add_string(&text, piece);
    assert_int_equal(buf_status(&text), STATUS_OK);
    tree_read(&tree, (struct text_view){text.bytes, text.len});
    expect_code(&tree, STATUS_LIMIT, code);
    tree_free(&tree);
    buf_clear(&text);
}

static void doc_yaml_ends_at_limits(void **state)
{
    (void)state;
    expect_limit("", "[", 10 * 1000 * 1000, DIAGNOSTIC_YAML_DEPTH);
    expect_limit("", "{a: ", 1000 * 1000, DIAGNOSTIC_YAML_DEPTH);
    expect_limit("", "- ", 100, DIAGNOSTIC_YAML_DEPTH);
    expect_limit("a: ", "0123456789abcdef", LIMIT_SCALAR_BYTES / 16 + 1, DIAGNOSTIC_YAML_SCALAR_LARGE);
    expect_limit("", "- &a x\n", LIMIT_YAML_ANCHORS + 1, DIAGNOSTIC_YAML_ANCHORS);
    expect_limit("a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                 "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                 "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
                 "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\n",
                 "", 0, DIAGNOSTIC_YAML_NODES);
}

static void doc_yaml_bounds_repeated_bytes(void **state)
{
    (void)state;
    struct buf text;
    struct tree tree;
    buf_init(&text);
    buf_add_string(&text, "- &a ");
    buf_add_repeat(&text, 'x', 1000 * 1000);
    for (int i = 0; i < 300; i++)
        buf_add_string(&text, "\n- *a");
    tree_read(&tree, (struct text_view){text.bytes, text.len});
    expect_code(&tree, STATUS_LIMIT, DIAGNOSTIC_YAML_NODES);
    tree_free(&tree);
    buf_clear(&text);
}

static void doc_yaml_refuses_piled_directives(void **state)
{
    (void)state;
    struct buf text;
    struct tree tree;
    buf_init(&text);
    for (int i = 0; i < 40; i++)
        buf_add_string(&text, "%TAG !a! tag:x\n");
    tree_read(&tree, (struct text_view){text.bytes, text.len});
    expect_code(&tree, STATUS_INVALID, DIAGNOSTIC_YAML_DIRECTIVE);
    tree_free(&tree);
    buf_clear(&text);
}

static struct text_place place_of(const struct tree *tree, size_t root, const char *key)
{
    return text_source_place(tree->source, doc_node_get(tree->roots.items[root], key)->span.begin);
}

/* Places are those of the file, whatever ends its lines and stands before them. */
static void doc_yaml_reads_lines(void **state)
{
    (void)state;
    static const char *const heads[] = {"", "\xEF\xBB\xBF"}, *const ends[] = {"\n", "\r\n"};
    for (size_t i = 0; i < 4; i++) {
        const char *head = heads[i / 2], *end = ends[i % 2];
        char text[200];
        struct tree tree;
        snprintf(text, sizeof text, "%s{\"a\": 1}%s%s  %s{\"あ\": \"重点\", \"b\": [2]}%s", head, end, end, end,
                 i == 3 ? "" : end);
        tree_read_lines(&tree, text_view_of(text));
        assert_int_equal(tree.status, STATUS_OK);
        assert_int_equal(tree.diagnostics.count, 0);
        assert_int_equal(tree.roots.count, 2);
        assert_int_equal(place_of(&tree, 0, "a").line, 1);
        assert_int_equal(place_of(&tree, 0, "a").column, 7);
        assert_int_equal(place_of(&tree, 0, "a").byte, 6 + strlen(head));
        assert_int_equal(place_of(&tree, 1, "b").line, 4);
        assert_int_equal(place_of(&tree, 1, "b").column, 18);
        for (size_t r = 0; r < 2; r++)
            assert_null(tree_problem(tree.source, tree.roots.items[r]));
        tree_free(&tree);
    }
}

/* A line that cannot be read is named where it is wrong; the others are read. */
static void doc_yaml_reads_lines_beside_broken_ones(void **state)
{
    (void)state;
    struct tree tree;
    tree_read_lines(&tree, text_view_of("{\"a\": 1}\n{\"b\": \"2\n{\"c\": 3, \"c\": 4}\n# d\n{\"e\": 5}\n"));
    assert_int_equal(tree.status, STATUS_OK);
    assert_int_equal(tree.roots.count, 2);
    assert_non_null(doc_node_get(tree.roots.items[1], "e"));
    assert_int_equal(place_of(&tree, 1, "e").line, 5);
    assert_int_equal(tree.diagnostics.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(text_source_place(tree.source, tree.diagnostics.items[i].span.begin).line, i + 2);
    assert_string_equal(codes[tree.diagnostics.items[2].code], "YAML_EMPTY");
    tree_free(&tree);
}

static void doc_yaml_refuses_lines_without_content(void **state)
{
    (void)state;
    static const char *const texts[] = {"\n", "\r\n\r\n", " \n\xE3\x80\x80\n", "\xEF\xBB\xBF\n", "# a\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tree tree;
        tree_read_lines(&tree, text_view_of(texts[i]));
        expect_code(&tree, STATUS_INVALID, DIAGNOSTIC_YAML_EMPTY);
        assert_null(tree_diagnostic_problem(tree.source, &tree.diagnostics));
        tree_free(&tree);
    }
}

static void doc_yaml_survives_failing_allocations_in_lines(void **state)
{
    (void)state;
    bool done = false;
    long live = alloc_live();
    for (unsigned long n = 1; !done; n++) {
        struct tree tree = {.arena = arena_new()};
        struct text_defect defect;
        struct text_view text = text_view_of("{\"a\": [1, 2]}\n\n{\"b\": \"\n{\"c\": \"重点\"}\n");
        assert_int_equal(text_source_open(tree.arena, "x", text, &tree.source, &defect), STATUS_OK);
        text_diagnostics_init(&tree.diagnostics, tree.arena);
        alloc_fail_at(n, n % 2);
        enum status status = doc_yaml_read_lines(tree.arena, tree.source, &tree.diagnostics, &tree.roots);
        done = alloc_count() < n;
        alloc_fail_never();
        assert_true(status == (done ? STATUS_OK : STATUS_NO_MEMORY));
        if (done) assert_int_equal(tree.roots.count, 2);
        tree_free(&tree);
    }
    assert_int_equal(alloc_live(), live);
}

static const char sample[] = "\xEF\xBB\xBF# 例\r\nministry: 甲省\r\nfiscal_year: 令和２年度\r\nrequests:\r\n"
                             "  - id: &i \"A\\u3042-1\"\r\n    title: 'it''s'\r\n    breakdown:\r\n"
                             "      - { item: *i, amount: 30,000千円 }\r\n    summary: |\r\n      一行目\r\n\r\n"
                             "       二行目\r\n    note: >-\r\n      折り\r\n      返し\r\n    outcome: 平文の\r\n"
                             "      続き\r\n    priorities: [ {area: 2(1)①, justification: \"a\\\r\n      b\"} ]\r\n";

/* Whatever is changed in a text, it is read or refused, and all places lie inside it. */
static void doc_yaml_survives_mutations(void **state)
{
    (void)state;
    uint32_t seed = 20190523;
    for (int round = 0; round < 20000; round++) {
        struct arena *arena = arena_new();
        assert_non_null(arena);
        uint32_t at_start = seed;
        struct text_view text = tree_mutate(arena, (struct text_view){sample, sizeof sample - 1}, &seed);
        struct tree tree;
        tree_read(&tree, text);
        const char *problem = tree_diagnostic_problem(tree.source, &tree.diagnostics);
        if ((tree.status == STATUS_OK) != (tree.diagnostics.count == 0)) problem = "status and diagnostics differ";
        for (size_t i = 0; i < tree.roots.count && !problem; i++)
            problem = tree_problem(tree.source, tree.roots.items[i]);
        if (problem) fail_msg("seed %u: %s\n%.*s", (unsigned)at_start, problem, (int)text.len, text.at);
        tree_free(&tree);
        arena_free(arena);
    }
}

static void doc_yaml_survives_failing_allocations(void **state)
{
    (void)state;
    bool done = false;
    long live = alloc_live();
    for (unsigned long n = 1; !done; n++) {
        struct arena *arena = arena_new();
        struct text_source *source = NULL;
        struct text_defect defect;
        struct text_diagnostics diagnostics;
        struct doc_roots roots = {0};
        assert_int_equal(text_source_open(arena, "x", (struct text_view){sample, sizeof sample - 1}, &source, &defect),
                         STATUS_OK);
        text_diagnostics_init(&diagnostics, arena);
        alloc_fail_at(n, n % 2);
        enum status status = doc_yaml_read(arena, source, &diagnostics, &roots);
        done = alloc_count() < n;
        alloc_fail_never();
        assert_true(status == (done ? STATUS_OK : STATUS_NO_MEMORY));
        assert_int_equal(roots.count, done ? 1 : 0);
        arena_free(arena);
    }
    assert_int_equal(alloc_live(), live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_yaml_names_mistakes),
        cmocka_unit_test(doc_yaml_builds_trees),
        cmocka_unit_test(doc_yaml_reads_json),
        cmocka_unit_test(doc_yaml_reads_streams),
        cmocka_unit_test(doc_yaml_tells_every_duplicate),
        cmocka_unit_test(doc_yaml_ends_at_limits),
        cmocka_unit_test(doc_yaml_bounds_repeated_bytes),
        cmocka_unit_test(doc_yaml_refuses_piled_directives),
        cmocka_unit_test(doc_yaml_reads_lines),
        cmocka_unit_test(doc_yaml_reads_lines_beside_broken_ones),
        cmocka_unit_test(doc_yaml_refuses_lines_without_content),
        cmocka_unit_test(doc_yaml_survives_failing_allocations_in_lines),
        cmocka_unit_test(doc_yaml_survives_mutations),
        cmocka_unit_test(doc_yaml_survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
