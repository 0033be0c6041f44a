/* A submission in slices is the same submission; what might not be is not cut. */
#include "support/unit.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "support/slices.h"
#include "support/tree.h"
#include "support/vocabulary.h"

#include <glob.h>

#define HEAD    "府省庁: 総務省\n年度: 令和2年度\n単位: 百万円\n施策:\n"
#define MUTANTS 300 /* of each file */

static struct arena *shared;
static struct vocabulary *vocabulary;

static int set_up(void **state)
{
    (void)state;
    shared = arena_new();
    vocabulary = vocabulary_new(shared);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(shared);
    return 0;
}

static struct doc_slice_words with(void)
{
    return (struct doc_slice_words){&vocabulary->words, vocabulary->labels};
}

/* Reads the text as a whole and in slices of at least so many bytes; how many slices it has. */
static size_t compare(const char *name, struct text_view text, size_t bytes)
{
    struct tree tree;
    struct doc_submission *whole = NULL;
    size_t count = 0;
    tree_read(&tree, text);
    bool sound = tree.status == STATUS_OK && tree.roots.count == 1 && tree.diagnostics.count == 0;
    if (sound && doc_submission_read(tree.arena, tree.roots.items[0], 0, &vocabulary->words, vocabulary->labels,
                                     &tree.diagnostics, &whole) != STATUS_OK)
        whole = NULL;
    const char *problem = slices_problem(tree.arena, tree.source, with(), bytes, whole, &count);
    if (problem) fail_msg("%s: %s:\n%.*s", name, problem, (int)text.len, text.at);
    tree_free(&tree);
    return count;
}

/* Slices of one request each, where it can be cut. */
static void doc_slices_cut_between_requests(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {
        {HEAD "- 番号: A\n- 番号: B\n- 番号: C\n", 3},
        {HEAD "  - 番号: A\n    施策名: あ\n\n  # 次\n  - 番号: B\n    施策名: い", 2},
        {HEAD "  -  番号: A\n  -   {番号: B, 要求額: 1}\n", 2},
        {HEAD "- 番号: A\n-\n  番号: B\n- 番号: C\n", 2}, /* the dash of B stands alone */
        {HEAD "- 番号: A\n  概要: |+\n    一\n\n    二\n\n\n- 番号: B\n", 2},
        {HEAD "- 番号: A\n  概要: \"一\n  - 番号: 二\"\n- 番号: B\n", 2},
        {HEAD "- 番号: A\n  概要: 一\n    - 番号 二\n- 番号: B\n", 2},
        {HEAD "- 番号: A\r\n  概要: >-\r\n    一\r\n    二\r\n- 番号: B\r\n", 2},
        {"--- # 先頭\n" HEAD "- 番号: A\n- 番号: B\n...\n", 2},
        {HEAD "- 番号: A\n- 番号: B\n---\n", 2},
        {"\xEF\xBB\xBF" HEAD "- 番号: A\n- 番号: B\n", 2},
        {"府省: 総務\n単位: 億円\n施策:\n- 施策名: x\n  要求額: 五\n  内訳: 無\n- 施策名: 二\n  要求額: 2\n", 2},
        {"{府省庁: 総務省, 施策: [{番号: A}, {番号: B}]}\n", 2},
        {"\xEF\xBB\xBF \n{\"府省庁\": \"総務省\", \"施策\": [\n  {\"番号\": \"A\"},\n  {\"番号\": \"B\"}\n]}", 2},
        {"{施策: [{番号: A},{番号: B, 概要: \"[{,}] \\ud83d\\ude00\"},{番号: C,},]} # 終わり\n", 3},
        {"# 一\n{施策: [{番号: A}, {番号: B}]}\n", 2},
        {"--- {施策: [{番号: A}, {番号: B}]}\n", 2},
        {"---\n# 一\n{\n 施策:\n  [{番号: A}, {番号: B}]\n}\n...\n", 2},
        {"{施策: [{番号: A}, # [{\n {番号: B, 要求額: 1\n億円},\t{番号: C}]}\n...\n", 3},
        {"{施策: [{番号: A}, 番号: B, {番号: C}]}\n", 2}, /* B has no brace */
        {"{施策: [{番号: A}, !!map {番号: B}, {番号: C}]}\n", 2},
        /* cut nowhere */
        {"府省庁: 総務省\n施策:\n", 0},
        {"府省庁: 総務省\n施策: []\n", 0},
        {"府省庁: 総務省\n施策: [{番号: A}, {番号: B}]\n", 0},
        {"{施策: [{番号: A}, {番号: B}], 年度: 2020}\n", 0},
        {"{施策: [番号: A, {番号: B}]}\n", 0},
        {"{施策: [{番号: A}, {番号: B}]}\n---\n{施策: [{番号: C}]}\n", 0},
        {"{施策: [{番号: A}, {番号: B}], 謎: [{番号: C}]}\n", 0},
        {"[{番号: A}, {番号: B}]\n", 0},
        {"施策:\n- 番号: A\n- 番号: B\n年度: 2020\n", 0},
        {"施策:\n- 番号: A\n謎:\n- 番号: B\n", 0},
        {"施策:\n- 番号: A\n施策:\n- 番号: B\n", 0},
        {"施策:\n- 番号: A\nrequests:\n- 番号: B\n", 0},
        {HEAD "- 番号: A\n- 番号: A\n", 0},
        {HEAD "- 番号: A\n- 番号: Ａ\n", 0},
        {HEAD "- 施策名: 甲\n- 施策名: 甲\n", 0},
        {HEAD "- 番号: 甲\n- 施策名: 甲\n", 0},
        {HEAD "- 区分: 新規\n- 番号: B\n", 0},
        {HEAD "- 番号: &a A\n- 番号: B\n", 0},
        {HEAD "- &a\n  番号: A\n- 番号: B\n", 0},
        {"府省庁: &a 総務省\n施策:\n- 番号: A\n- 番号: B\n", 0},
        {HEAD "- 番号: A\n- 番号: *x\n", 0},
        {HEAD "- 番号: A\n- 番号B\n", 0},
        {HEAD "- 番号: A\n-\n", 0},
        {HEAD "- 番号: A\n  番号: B\n- 番号: C\n", 0},
        {HEAD "- 番号: A\n  id: B\n- 番号: C\n", 0},
        {HEAD "- 番号: A\n- 番号: \"B\n", 0},
        {HEAD "- 番号: A\n- 番号: !x B\n", 0},
        {HEAD "- 番号: A\n---\n" HEAD "- 番号: B\n", 0},
        {HEAD "- 番号: A\n---\n府省庁: 総務省\n", 0},
        {"- 番号: A\n- 番号: B\n", 0},
        {"　施策:\n- 番号: A\n- 番号: B\n", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t count = compare("a row", text_view_of(rows[i].text), 1);
        if (count != rows[i].count) fail_msg("%zu slices, not %zu:\n%s", count, rows[i].count, rows[i].text);
    }
}

/* A slice has at least so many bytes, but for the last one. */
static void doc_slices_are_as_large_as_wanted(void **state)
{
    (void)state;
    static const char text[] = HEAD "- 番号: A\n- 番号: B\n- 番号: C\n- 番号: D\n- 番号: E\n";
    const size_t item = strlen("- 番号: A\n");
    const struct {
        size_t bytes, count;
    } rows[] = {{1, 5}, {item, 5}, {item + 1, 3}, {2 * item + 1, 2}, {4 * item, 2}, {5 * item, 1}, {SIZE_MAX, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(compare("five", text_view_of(text), rows[i].bytes), rows[i].count);
}

static void add_json(struct json_writer *json, struct arena *arena, const struct doc_node *node)
{
    if (node->kind == DOC_SCALAR) {
        json_add_string(json, node->value.at, node->value.len);
    } else if (node->kind == DOC_SEQUENCE) {
        json_array_begin(json);
        for (size_t i = 0; i < node->count; i++)
            add_json(json, arena, node->members[i].value);
        json_array_end(json);
    } else {
        json_object_begin(json);
        for (size_t i = 0; i < node->count; i++) {
            const struct text_view key = node->members[i].key->value;
            json_key_escaped(json, arena_copy(arena, key.at, key.len));
            add_json(json, arena, node->members[i].value);
        }
        json_object_end(json);
    }
}

/* The same submission as JSON; empty when it can't be read. */
static struct text_view as_json(struct arena *arena, struct text_view yaml)
{
    struct tree tree;
    struct buf out;
    struct json_writer json;
    buf_init(&out);
    json_init(&json, &out, 1);
    tree_read(&tree, yaml);
    if (tree.status == STATUS_OK) add_json(&json, arena, tree.roots.items[0]);
    const struct text_view text = {arena_copy(arena, out.len > 0 ? out.bytes : "", out.len), out.len};
    tree_free(&tree);
    buf_clear(&out);
    return text;
}

/* Whether it is cut as it is; and the same after careless hands. */
static bool compare_file(const char *name, struct arena *arena, struct text_view text, uint32_t *seed)
{
    const bool cut = compare(name, text, 1) > 1;
    for (size_t n = 0; n < MUTANTS && text.len < 20000; n++)
        compare(name, tree_mutate(arena, text, seed), n % 3 ? 1 : 2000);
    return cut;
}

/* The shipped submissions, in block style and as JSON. */
static void doc_slices_say_what_the_whole_says(void **state)
{
    (void)state;
    glob_t found = {0};
    glob("submissions/*/*.yaml", 0, NULL, &found);
    if (found.gl_pathc == 0) skip();
    uint32_t seed = 20190831;
    size_t cut = 0, json = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct arena *arena = arena_new();
        struct text_view text;
        assert_int_equal(file_read(arena, found.gl_pathv[i], LIMIT_FILE_BYTES, &text.at, &text.len), STATUS_OK);
        cut += compare_file(found.gl_pathv[i], arena, text, &seed);
        json += compare_file(found.gl_pathv[i], arena, as_json(arena, text), &seed);
        arena_free(arena);
    }
    if (cut < found.gl_pathc / 2) fail_msg("only %zu of %zu files are cut", cut, found.gl_pathc);
    if (json < found.gl_pathc / 2) fail_msg("only %zu of %zu files are cut as JSON", json, found.gl_pathc);
    globfree(&found);
}

static void survive_failing_allocations(const char *text)
{
    bool done = false;
    long live = alloc_live();
    for (unsigned long n = 1; !done; n++) {
        struct tree tree;
        size_t count = 0;
        tree_read(&tree, text_view_of(text));
        struct doc_submission *whole;
        assert_int_equal(doc_submission_read(tree.arena, tree.roots.items[0], 0, &vocabulary->words, vocabulary->labels,
                                             &tree.diagnostics, &whole),
                         STATUS_OK);
        alloc_fail_at(n, n % 2);
        const char *problem = slices_problem(tree.arena, tree.source, with(), 1, whole, &count);
        done = alloc_count() < n;
        alloc_fail_never();
        if (done) assert_null(problem);
        else assert_true(strcmp(problem, "memory is out") == 0 || strcmp(problem, "a part is not read") == 0);
        if (done) assert_int_equal(count, 2);
        tree_free(&tree);
    }
    assert_int_equal(alloc_live(), live);
}

static void doc_slices_survive_failing_allocations(void **state)
{
    (void)state;
    survive_failing_allocations(HEAD
                                "- 番号: A\n  要求額: \"5\\u5104円\"\n  謎: 1\n- 番号: B\n  概要: |\n    一\n    二\n");
    survive_failing_allocations("{施策: [{番号: A, 謎: 1}, {番号: B, 概要: \"\\ud83d\\ude00\"}]}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_slices_cut_between_requests),
        cmocka_unit_test(doc_slices_are_as_large_as_wanted),
        cmocka_unit_test(doc_slices_say_what_the_whole_says),
        cmocka_unit_test(doc_slices_survive_failing_allocations),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
