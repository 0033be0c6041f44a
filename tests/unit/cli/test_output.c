/* Reports into files: whole or not at all. */
#include "support/unit.h"

#include "cli/output.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char place[] = "/tmp/juten-output-XXXXXX";
static char outer[4096];

static int open_place(void **state)
{
    (void)state;
    return !getcwd(outer, sizeof outer) || !mkdtemp(place) || chdir(place) != 0;
}

static int close_place(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", place);
    return chdir(outer) || system(command);
}

static void put(const char *path, const char *text)
{
    FILE *stream = fopen(path, "w");
    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

static void expect_file(const char *path, const char *text)
{
    char bytes[100] = "";
    FILE *stream = fopen(path, "r");
    assert_non_null(stream);
    bytes[fread(bytes, 1, sizeof bytes - 1, stream)] = '\0';
    fclose(stream);
    assert_string_equal(bytes, text);
}

static size_t files(void)
{
    size_t count = 0;
    DIR *stream = opendir(".");
    assert_non_null(stream);
    for (struct dirent *entry; (entry = readdir(stream));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(stream);
    return count;
}

static void cli_output_appears_when_committed(void **state)
{
    (void)state;
    struct cli_output output;
    struct stat info;
    mode_t mask = umask(027);
    assert_true(cli_output_open(&output, "new"));
    assert_true(cli_output_write(&output, "whole", 5));
    assert_int_not_equal(access("new", F_OK), 0);
    assert_true(cli_output_commit(&output));
    cli_output_close(&output);
    umask(mask);
    expect_file("new", "whole");
    assert_int_equal(stat("new", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640); /* that of a plain new file */
    assert_int_equal(files(), 1);
    assert_int_equal(unlink("new"), 0);
}

static void cli_output_replaces_the_old_one(void **state)
{
    (void)state;
    struct cli_output output;
    struct stat info;
    put("old", "before");
    assert_int_equal(chmod("old", 0604), 0);
    assert_true(cli_output_open(&output, "old"));
    assert_true(cli_output_write(&output, "after", 5));
    expect_file("old", "before");
    assert_true(cli_output_commit(&output));
    cli_output_close(&output);
    expect_file("old", "after");
    assert_int_equal(stat("old", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0604);
    assert_int_equal(files(), 1);
    assert_int_equal(unlink("old"), 0);
}

static void cli_output_uncommitted_leaves_the_old_one(void **state)
{
    (void)state;
    struct cli_output output;
    put("old", "before");
    assert_true(cli_output_open(&output, "old"));
    assert_true(cli_output_write(&output, "half", 4));
    cli_output_close(&output);
    expect_file("old", "before");
    assert_int_equal(files(), 1);
    assert_int_equal(unlink("old"), 0);
}

/* The disk is full (here: the file may not grow): an error, the old file stays, nothing is left behind. */
static void cli_output_failed_write_leaves_the_old_one(void **state)
{
    (void)state;
    struct cli_output output;
    struct rlimit limit, small;
    char bytes[4096];
    memset(bytes, 'x', sizeof bytes);
    put("old", "before");
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small = limit;
    small.rlim_cur = 10000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_true(cli_output_open(&output, "old"));
    bool good = true;
    for (int i = 0; i < 16; i++)
        good &= cli_output_write(&output, bytes, sizeof bytes);
    good &= cli_output_commit(&output);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, handler);
    assert_false(good);
    assert_int_equal(output.error, EFBIG);
    cli_output_close(&output);
    expect_file("old", "before");
    assert_int_equal(files(), 1);
    assert_int_equal(unlink("old"), 0);
}

static void cli_output_that_cannot_be(void **state)
{
    (void)state;
    static const char *const paths[] = {"gone/x", "", "folder"};
    assert_int_equal(mkdir("folder", 0777), 0);
    for (size_t i = 0; i < 3; i++) {
        struct cli_output output;
        bool good =
            cli_output_open(&output, paths[i]) && cli_output_write(&output, "x", 1) && cli_output_commit(&output);
        assert_false(good);
        assert_int_not_equal(output.error, 0);
        cli_output_close(&output);
    }
    assert_int_equal(files(), 1);
    assert_int_equal(rmdir("folder"), 0);
}

/* What is no regular file is written straight. */
static void cli_output_devices_are_not_replaced(void **state)
{
    (void)state;
    struct cli_output output;
    struct stat info;
    assert_true(cli_output_open(&output, "/dev/null"));
    assert_true(cli_output_write(&output, "x", 1));
    assert_true(cli_output_commit(&output));
    cli_output_close(&output);
    assert_int_equal(stat("/dev/null", &info), 0);
    assert_true(S_ISCHR(info.st_mode));
    if (access("/dev/full", W_OK) == 0) {
        assert_true(cli_output_open(&output, "/dev/full"));
        assert_false(cli_output_write(&output, "x", 1) && cli_output_commit(&output));
        assert_int_equal(output.error, ENOSPC);
        cli_output_close(&output);
    }
}

/* A link stays one; what it leads to is written, also when it was not there before. */
static void cli_output_links_are_followed(void **state)
{
    (void)state;
    struct stat info;
    assert_int_equal(mkdir("far", 0777), 0);
    assert_int_equal(symlink("far/real", "link"), 0);
    for (int i = 0; i < 2; i++) {
        struct cli_output output;
        assert_true(cli_output_open(&output, "link"));
        assert_int_equal(output.existed, i == 1);
        assert_true(cli_output_write(&output, i ? "new" : "old", 3));
        assert_true(cli_output_commit(&output));
        cli_output_close(&output);
        expect_file("far/real", i ? "new" : "old");
        assert_int_equal(lstat("link", &info), 0);
        assert_true(S_ISLNK(info.st_mode));
    }
    assert_int_equal(unlink("far/real") || unlink("link") || rmdir("far"), 0);
    assert_int_equal(symlink("round", "round"), 0);
    struct cli_output output;
    assert_false(cli_output_open(&output, "round"));
    assert_int_equal(output.error, ELOOP);
    cli_output_close(&output);
    assert_int_equal(unlink("round"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cli_output_appears_when_committed),
        cmocka_unit_test(cli_output_replaces_the_old_one),
        cmocka_unit_test(cli_output_uncommitted_leaves_the_old_one),
        cmocka_unit_test(cli_output_failed_write_leaves_the_old_one),
        cmocka_unit_test(cli_output_that_cannot_be),
        cmocka_unit_test(cli_output_devices_are_not_replaced),
        cmocka_unit_test(cli_output_links_are_followed),
    };
    return cmocka_run_group_tests(tests, open_place, close_place);
}
