/* git as a child process: the real one, in a repository of its own. */
#include "support/unit.h"

#include "base/alloc.h"
#include "cli/git.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static char place[] = "/tmp/juten-git-XXXXXX";
static char outer[4096];

static int open_place(void **state)
{
    (void)state;
    setenv("GIT_CEILING_DIRECTORIES", "/tmp", 1);
    return !getcwd(outer, sizeof outer) || !mkdtemp(place) || chdir(place) != 0;
}

static int close_place(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", place);
    return chdir(outer) || system(command);
}

static enum cli_git_end run(struct cli_git *git, struct text_view input, const char *a, const char *b, const char *c)
{
    const char *const arguments[] = {a, b, c, NULL};
    return cli_git_run(git, arguments, input);
}

static const struct text_view nothing = {0};

static void cli_git_says_that_here_is_no_repository(void **state)
{
    (void)state;
    struct cli_git git;
    enum cli_git_end end = run(&git, nothing, "rev-parse", "--show-toplevel", NULL);
    assert_int_equal(end, CLI_GIT_REFUSED);
    assert_int_equal(git.exit, 128);
    assert_true(cli_git_no_repository(&git, end));
    cli_git_clear(&git);
}

static void cli_git_speaks_english_whatever_the_locale(void **state)
{
    (void)state;
    struct cli_git git;
    setenv("LC_ALL", "ja_JP.UTF-8", 1);
    setenv("LANGUAGE", "ja", 1);
    enum cli_git_end end = run(&git, nothing, "rev-parse", "--show-toplevel", NULL);
    assert_true(cli_git_no_repository(&git, end));
    unsetenv("LC_ALL");
    unsetenv("LANGUAGE");
    cli_git_clear(&git);
}

static void cli_git_gives_bytes_as_they_are(void **state)
{
    (void)state;
    struct cli_git git;
    assert_int_equal(run(&git, nothing, "init", "-q", "."), CLI_GIT_DONE);
    cli_git_clear(&git);
    const struct text_view bytes = {"a\0b\n\xFF", 5};
    struct arena *arena = arena_new();
    const char *name = NULL, *const write[] = {"hash-object", "-w", "--stdin", NULL};
    assert_int_equal(cli_git_run(&git, write, bytes), CLI_GIT_DONE);
    assert_int_equal(git.out.len, 41);
    name = arena_copy(arena, git.out.bytes, 40);
    cli_git_clear(&git);
    assert_int_equal(run(&git, nothing, "cat-file", "blob", name), CLI_GIT_DONE);
    assert_int_equal(git.out.len, bytes.len);
    assert_memory_equal(git.out.bytes, bytes.at, bytes.len);
    cli_git_clear(&git);
    arena_free(arena);
}

/* More than a pipe holds in either direction: neither side waits for the other. */
static void cli_git_takes_long_input_and_gives_long_output(void **state)
{
    (void)state;
    struct cli_git git;
    struct buf names;
    buf_init(&names);
    for (size_t i = 0; i < 40000; i++)
        buf_add_string(&names, "HEAD:not-there\n");
    assert_int_equal(run(&git, (struct text_view){names.bytes, names.len}, "cat-file", "--batch-check", NULL),
                     CLI_GIT_DONE);
    assert_int_equal(git.out.len, 40000 * strlen("HEAD:not-there missing\n"));
    buf_clear(&names);
    cli_git_clear(&git);
}

static void cli_git_ends_what_writes_too_much(void **state)
{
    (void)state;
    struct cli_git git;
    assert_int_equal(run(&git, nothing, "-c", "alias.flood=!cat /dev/zero", "flood"), CLI_GIT_TOO_MUCH);
    assert_true(git.out.len <= CLI_GIT_OUTPUT_MOST);
    cli_git_clear(&git);
}

static void cli_git_line_is_without_its_end(void **state)
{
    (void)state;
    struct cli_git git;
    struct arena *arena = arena_new();
    const char *line = NULL, *const arguments[] = {"rev-parse", "--show-toplevel", NULL};
    assert_int_equal(cli_git_line(&git, arguments, arena, &line), CLI_GIT_DONE);
    assert_string_equal(line, place);
    cli_git_clear(&git);
    arena_free(arena);
}

static void cli_git_respects_what_git_tells_its_hooks(void **state)
{
    (void)state;
    struct cli_git git;
    struct arena *arena = arena_new();
    const char *line = NULL, *const arguments[] = {"rev-parse", "--git-path", "index", NULL};
    setenv("GIT_INDEX_FILE", "next-index-1.lock", 1);
    assert_int_equal(cli_git_line(&git, arguments, arena, &line), CLI_GIT_DONE);
    assert_string_equal(line, "next-index-1.lock");
    unsetenv("GIT_INDEX_FILE");
    cli_git_clear(&git);
    arena_free(arena);
}

static void cli_git_missing_is_known(void **state)
{
    (void)state;
    struct cli_git git;
    const char *was = getenv("PATH");
    assert_non_null(was);
    struct arena *arena = arena_new();
    const char *path = arena_copy(arena, was, strlen(was));
    setenv("PATH", place, 1);
    assert_int_equal(run(&git, nothing, "--version", NULL, NULL), CLI_GIT_MISSING);
    setenv("PATH", path, 1);
    cli_git_clear(&git);
    arena_free(arena);
}

static void cli_git_reports_that_memory_is_out(void **state)
{
    (void)state;
    unsigned long failures = 0;
    for (unsigned long n = 1; n < 20; n++) {
        struct cli_git git;
        long live = alloc_live();
        alloc_fail_at(n, true);
        enum cli_git_end end = run(&git, nothing, "rev-parse", "--not-there", NULL);
        alloc_fail_never();
        cli_git_clear(&git);
        assert_int_equal(alloc_live(), live);
        if (end != CLI_GIT_NO_MEMORY) break;
        failures = n;
    }
    assert_true(failures >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cli_git_says_that_here_is_no_repository),
                                       cmocka_unit_test(cli_git_speaks_english_whatever_the_locale),
                                       cmocka_unit_test(cli_git_gives_bytes_as_they_are),
                                       cmocka_unit_test(cli_git_takes_long_input_and_gives_long_output),
                                       cmocka_unit_test(cli_git_ends_what_writes_too_much),
                                       cmocka_unit_test(cli_git_line_is_without_its_end),
                                       cmocka_unit_test(cli_git_respects_what_git_tells_its_hooks),
                                       cmocka_unit_test(cli_git_missing_is_known),
                                       cmocka_unit_test(cli_git_reports_that_memory_is_out)};
    return cmocka_run_group_tests(tests, open_place, close_place);
}
