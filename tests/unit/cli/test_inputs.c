/* Which files are checked: folders walked in order, what is passed over, symlinks, a file met twice. */
#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "cli/inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char place[] = "/tmp/juten-inputs-XXXXXX";
static char outer[4096];

static void make_file(const char *path)
{
    FILE *stream = fopen(path, "w");
    assert_non_null(stream);
    fputs("x\n", stream);
    assert_int_equal(fclose(stream), 0);
}

static int open_place(void **state)
{
    (void)state;
    static const char *const folders[] = {"in", "in/b", "in/.git", "in/empty", "out", "in/a.yaml.d"};
    static const char *const files[] = {
        "in/z.yaml",      "in/a.yml",        "in/b/c.json",           "in/b.yaml",       "in/.hidden.yaml",
        "in/.git/x.yaml", "in/juten.yaml",   "in/juten-waivers.yaml", "in/jute.yaml",    "in/b/juten.yaml",
        "in/note.txt",    "in/sheet.xlsx",   "in/list.csv",           "in/read.md",      "in/README",
        "in/.yaml",       "in/~$sheet.xlsx", "in/a.yaml.d/k.yaml",    "out/secret.yaml", "alone.txt",
        "in/x.YAML"};
    if (!getcwd(outer, sizeof outer) || !mkdtemp(place) || chdir(place) != 0) return -1;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (mkdir(folders[i], 0777) != 0) return -1;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        make_file(files[i]);
    return symlink("z.yaml", "in/link-inside.yaml") || symlink("../../out/secret.yaml", "in/b/link-outside.yaml") ||
           symlink("nowhere.yaml", "in/b/dangling.yaml") || symlink("../out", "in/link-folder") ||
           symlink("..", "in/b/loop") || link("in/b.yaml", "in/twin.yaml");
}

static int close_place(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", place);
    return chdir(outer) || system(command);
}

/* The inputs of these paths: names joined by blanks, `!` before named ones, then /N for N skipped. */
static void expect(const char *const *paths, const char *expected)
{
    struct cli_inputs inputs = {.arena = arena_new(), .roots = paths};
    struct buf got;
    buf_init(&got);
    while (paths[inputs.root_count])
        inputs.root_count++;
    for (size_t i = 0; paths[i]; i++)
        assert_int_equal(cli_inputs_add(&inputs, paths[i]), STATUS_OK);
    for (size_t i = 0; i < inputs.count; i++) {
        buf_add_string(&got, i ? " " : "");
        buf_add_string(&got, inputs.items[i].named ? "!" : "");
        buf_add_string(&got, inputs.items[i].path);
    }
    buf_add_char(&got, '/');
    buf_add_int(&got, (int64_t)inputs.skipped);
    assert_int_equal(buf_status(&got), STATUS_OK);
    assert_string_equal(got.bytes, expected);
    buf_clear(&got);
    arena_free(inputs.arena);
}

#define EXPECT(expected, ...) expect((const char *const[]){__VA_ARGS__, NULL}, expected)

static void cli_inputs_walk_folders(void **state)
{
    (void)state;
    /* skipped: ~$sheet.xlsx, the dangling link and the one that leads out */
    EXPECT("in/a.yaml.d/k.yaml in/a.yml in/b/c.json in/b.yaml in/jute.yaml in/link-inside.yaml in/list.csv in/read.md "
           "in/sheet.xlsx in/x.YAML/3",
           "in");
    EXPECT("in/a.yaml.d/k.yaml in/a.yml in/b/c.json in/b.yaml in/jute.yaml in/link-inside.yaml in/list.csv in/read.md "
           "in/sheet.xlsx in/x.YAML/3",
           "in/");
    EXPECT("in/b/c.json/2", "in/b");
    EXPECT("/0", "in/empty");
}

static void cli_inputs_take_what_is_named(void **state)
{
    (void)state;
    EXPECT("!alone.txt/0", "alone.txt");
    EXPECT("!in/juten.yaml/0", "in/juten.yaml");
    EXPECT("!in/.hidden.yaml/0", "in/.hidden.yaml");
    EXPECT("!in/b/link-outside.yaml/0", "in/b/link-outside.yaml");
    EXPECT("!gone.yaml/0", "gone.yaml");
    EXPECT("!gone/in.yaml !gone/in.yaml/0", "gone/in.yaml", "gone/in.yaml");
    EXPECT("in/.git/x.yaml/0", "in/.git");
}

static void cli_inputs_take_a_file_once(void **state)
{
    (void)state;
    EXPECT("!in/z.yaml/0", "in/z.yaml", "./in/z.yaml", "in/link-inside.yaml");
    EXPECT("!in/b.yaml/0", "in/b.yaml", "in/twin.yaml");
    EXPECT("!in/b/c.json in/a.yaml.d/k.yaml in/a.yml in/b.yaml in/jute.yaml in/link-inside.yaml in/list.csv in/read.md "
           "in/sheet.xlsx in/x.YAML/3",
           "in/b/c.json", "in");
    EXPECT("in/b/c.json in/a.yaml.d/k.yaml in/a.yml in/b.yaml in/jute.yaml in/link-inside.yaml in/list.csv in/read.md "
           "in/sheet.xlsx "
           "in/x.YAML/5",
           "in/b", "in");
    EXPECT("!in/b/c.json/2", "in/b", "in/b/c.json"); /* being named, it must be a submission */
}

/* A link that leads out of one root into another is followed. */
static void cli_inputs_follow_links_between_roots(void **state)
{
    (void)state;
    EXPECT("in/b/c.json in/b/link-outside.yaml/1", "in/b", "out");
    EXPECT("out/secret.yaml in/b/c.json/1", "out", "in/b");
    EXPECT("in/b/c.json !in/b/link-outside.yaml/1", "in/b", "out/secret.yaml");
}

static void cli_inputs_survive_failing_memory(void **state)
{
    (void)state;
    static const char *const roots[] = {"in", NULL};
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        struct cli_inputs inputs = {.arena = arena_new(), .roots = roots, .root_count = 1};
        alloc_fail_at(n, n % 2);
        status = cli_inputs_add(&inputs, "in");
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        assert_true(status != STATUS_OK || inputs.count == 10);
        arena_free(inputs.arena);
        assert_true(n < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cli_inputs_walk_folders),           cmocka_unit_test(cli_inputs_take_what_is_named),
        cmocka_unit_test(cli_inputs_take_a_file_once),       cmocka_unit_test(cli_inputs_follow_links_between_roots),
        cmocka_unit_test(cli_inputs_survive_failing_memory),
    };
    return cmocka_run_group_tests(tests, open_place, close_place);
}
