/* The whole command in process: exit status, what goes to which stream, -o, the counts. */
#include "support/unit.h"

#include "base/alloc.h"
#include "cli/command.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_ALLOCATIONS 12 /* of a command: its arguments, its arenas */

#define HEAD "ministry: 灯台省\nfiscal_year: 2031\nrequests:\n"
#define GOOD                                                                                                           \
    HEAD "- {id: A, title: 灯台, category: continuing, amount: 1円, previous: 1円, priorities: [{area: 5(1)①, "  \
         "justification: 灯火を毎年点検する。3基の灯火。}]}\n"
#define WARN                                                                                                           \
    HEAD "- {id: C, title: 灯台, category: continuing, amount: 2円, previous: 1円, priorities: [{area: 5(1)①, "  \
         "justification: 灯火を毎年点検する。3基の灯火。}]}\n"
#define NOTE                                                                                                           \
    HEAD "- {id: D, title: 灯台, category: continuing, amount: 1円, previous: 1円, priorities: [{area: 5(1)①, "  \
         "justification: 灯火を毎年点検する体制をつくる。}]}\n"
#define BAD                                                                                                            \
    HEAD "- {id: B, title: 灯台, category: continuing, amount: 1円, previous: 1円, priorities: [{area: 5(1)①, "  \
         "justification: 灯火の普及を広く図る話。}]}\n"

static char place[] = "/tmp/juten-run-XXXXXX";
static char outer[4096], pack[4200];

static void put(const char *path, const char *text)
{
    FILE *stream = fopen(path, "w");
    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

static int open_place(void **state)
{
    (void)state;
    if (!getcwd(outer, sizeof outer) || !mkdtemp(place) || chdir(place) != 0 || mkdir("empty", 0777) != 0 ||
        mkdir("other", 0777) != 0)
        return -1;
    snprintf(pack, sizeof pack, "--pack=%s/tests/packs/judge", outer);
    put("good.yaml", GOOD);
    put("warn.yaml", WARN);
    put("note.yaml", NOTE);
    put("bad.yaml", BAD);
    put("broken.yaml", "a: [");
    put("other/config.yaml", "a: b\n");
    put("list", "good.yaml\r\n\nbad.yaml\n");
    return 0;
}

static int close_place(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", place);
    return chdir(outer) || system(command);
}

struct streams {
    char out[8000], err[8000];
};

static void read_back(const char *path, char bytes[8000])
{
    FILE *stream = fopen(path, "r");
    assert_non_null(stream);
    bytes[fread(bytes, 1, 7999, stream)] = '\0';
    fclose(stream);
}

/* The words of a command line (blank-separated; PACK: the test pack) behind the name; their number. The line is cut up.
 */
static int words_of(char *line, char *argv[32])
{
    static char name[] = "juten";
    int argc = 0;
    argv[argc++] = name;
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
        argv[argc++] = strcmp(word, "PACK") == 0 ? pack : word;
    return argc;
}

/* The streams of the test itself, while the command has others. */
struct kept {
    int out, err;
};

static struct kept keep_streams(void)
{
    fflush(stdout);
    struct kept kept = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
    assert_non_null(freopen("stderr", "w", stderr));
    return kept;
}

static void give_streams_back(struct kept kept)
{
    fflush(stdout);
    clearerr(stdout);
    fflush(stderr);
    dup2(kept.out, STDOUT_FILENO);
    dup2(kept.err, STDERR_FILENO);
    close(kept.out);
    close(kept.err);
}

/* Runs `juten ARGUMENTS` with `input` on standard input. */
static int run(const char *arguments, const char *input, struct streams *out_streams)
{
    char line[400], *argv[32];
    snprintf(line, sizeof line, "%s", arguments);
    int argc = words_of(line, argv);
    put("stdin", input);
    struct kept kept = keep_streams();
    assert_non_null(freopen("stdin", "r", stdin));
    assert_non_null(freopen("stdout", "w", stdout));
    long live = alloc_live();
    int status = cli_run(argc, argv);
    long left = alloc_live() - live;
    give_streams_back(kept);
    assert_int_equal(left, 0);
    read_back("stdout", out_streams->out);
    read_back("stderr", out_streams->err);
    unlink("stdin");
    unlink("stdout");
    unlink("stderr");
    return status;
}

static void cli_run_ends_with_the_right_status(void **state)
{
    (void)state;
    static const struct {
        const char *arguments;
        int status;
    } rows[] = {
        {"check PACK good.yaml", 0},
        {"check PACK note.yaml", 0},
        {"check PACK warn.yaml", 0},
        {"check PACK bad.yaml", 1},
        {"check PACK good.yaml bad.yaml", 1},
        {"check PACK --fail-on warning warn.yaml", 1},
        {"check PACK --fail-on warning note.yaml", 0},
        {"check PACK --fail-on note note.yaml", 1},
        {"check PACK --fail-on note good.yaml", 0},
        {"check PACK --fail-on none bad.yaml", 0},
        {"check PACK --fail-on=error --fail-on=none bad.yaml", 0},
        {"check PACK --exit-zero bad.yaml", 0},
        {"check PACK --ignore J-5.1.1 bad.yaml", 0},
        {"check PACK --select J-SUM bad.yaml", 0},
        {"check PACK --select J-SUM,J-5* bad.yaml", 1},
        {"check PACK --fail-on note --min-severity error note.yaml", 0},
        {"check PACK --clause 5(1)② bad.yaml", 0},
        {"check PACK broken.yaml", 2},
        {"check PACK broken.yaml bad.yaml", 2},
        {"check PACK --exit-zero broken.yaml", 2},
        {"check PACK --allow-empty broken.yaml", 2},
        {"check PACK gone.yaml good.yaml", 2},
        {"check PACK empty", 2},
        {"check PACK --allow-empty empty", 0},
        {"check PACK other", 2},
        {"check PACK --allow-empty other", 0},
        {"check PACK other/config.yaml", 2},
        {"check PACK --files-from list", 1},
        {"check PACK --files-from gone", 2},
        {"check PACK -", 2}, /* empty input */
        {"check --pack=gone good.yaml", 2},
        {"check good.yaml", 2}, /* no shipped pack governs 2031 */
        {"check PACK --clause 99(9) good.yaml", 2},
        {"check PACK -f papyrus good.yaml", 2},
        {"check PACK -f json -f text good.yaml", 2}, /* both to standard output */
        {"check PACK -f json=gone/x good.yaml", 2},
        {"check PACK -o gone/x good.yaml", 2},
        {"check PACK --fail-on fatal good.yaml", 2},
        {"check PACK --as-of yesterday good.yaml", 2},
        {"check PACK -j 0 good.yaml", 2},
        {"check PACK -j 2x good.yaml", 2},
        {"check PACK --bogus good.yaml", 2},
        {"chek", 2},
        {"rules", 2},
        {"rules bogus", 2},
        {"", 2},
        {"--help", 0},
        {"check --help", 0},
        {"--version", 0},
        {"rules list PACK", 0},
        {"rules test --pack=gone", 2},
    };
    static struct streams streams;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int status = run(rows[i].arguments, "", &streams);
        if (status != rows[i].status)
            fail_msg("juten %s: %d, not %d\n%s", rows[i].arguments, status, rows[i].status, streams.err);
        if (status == 2) /* 2 always says why */
            assert_true(strlen(streams.err) > 0 || strstr(streams.out, "error [INPUT-"));
    }
}

/* The counts end stdout in text and compact and go to stderr for machines or when the report goes into a file. */
static void cli_run_always_counts(void **state)
{
    (void)state;
    static const struct {
        const char *arguments;
        bool on_stdout;
    } rows[] = {
        {"check PACK --lang en good.yaml", true},
        {"check PACK --lang en -f compact good.yaml", true},
        {"check PACK --lang en -q good.yaml", true},
        {"check PACK --lang en -f json good.yaml", false},
        {"check PACK --lang en -o out good.yaml", false},
        {"check PACK --lang en -f json=out -f text good.yaml", true},
        {"check PACK --lang en -f json -f text=out good.yaml", false},
    };
    static struct streams streams;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(run(rows[i].arguments, "", &streams), 0);
        assert_int_equal(strstr(streams.out, "requests 1") != NULL, rows[i].on_stdout);
        assert_int_equal(strstr(streams.err, "requests 1") != NULL, !rows[i].on_stdout);
    }
    unlink("out");
}

static void cli_run_reads_standard_input(void **state)
{
    (void)state;
    static struct streams streams;
    assert_int_equal(run("check PACK -f compact -", BAD, &streams), 1);
    assert_non_null(strstr(streams.out, "-:4:"));
    assert_int_equal(run("check PACK -f compact --stdin-filename x/y.yaml -", BAD, &streams), 1);
    assert_non_null(strstr(streams.out, "x/y.yaml:4:"));
    assert_int_equal(run("check PACK -f compact - -", BAD, &streams), 1);
    assert_int_equal(run("check PACK -f compact --files-from -", "bad.yaml\ngood.yaml\n", &streams), 1);
    assert_non_null(strstr(streams.out, "bad.yaml:4:"));
}

/* Files are whole or not there; -o belongs to the first format. */
static void cli_run_writes_files(void **state)
{
    (void)state;
    static struct streams streams;
    char bytes[8000];
    assert_int_equal(run("check PACK -f json -f compact=c.txt -o j.json bad.yaml", "", &streams), 1);
    assert_string_equal(streams.out, "");
    read_back("j.json", bytes);
    assert_non_null(strstr(bytes, "juten-result/1"));
    read_back("c.txt", bytes);
    assert_non_null(strstr(bytes, "bad.yaml:4:"));
    put("j.json", "old");
    assert_int_equal(run("check PACK -f json -o j.json -f compact=gone/c.txt bad.yaml", "", &streams), 2);
    read_back("j.json", bytes);
    assert_string_equal(bytes, "old");
    unlink("j.json");
    unlink("c.txt");
}

/* Runs a command whose output goes where `redirect` leads it; what it says on the other stream. */
static int run_into(void (*redirect)(void), const char *arguments, char err[8000])
{
    char line[100], *argv[32];
    snprintf(line, sizeof line, "%s", arguments);
    int argc = words_of(line, argv);
    struct kept kept = keep_streams();
    redirect();
    int status = cli_run(argc, argv);
    give_streams_back(kept);
    read_back("stderr", err);
    unlink("stderr");
    return status;
}

static void to_a_full_disk(void)
{
    assert_non_null(freopen("/dev/full", "w", stdout));
}

static void to_nobody(void)
{
    int ends[2];
    assert_int_equal(pipe(ends) || close(ends[0]) || dup2(ends[1], STDOUT_FILENO) < 0 || close(ends[1]), 0);
}

/* stdout that can't be written: a message and 2. */
static void cli_run_notices_a_full_disk(void **state)
{
    (void)state;
    static const char *const commands[] = {"check PACK good.yaml",
                                           "check PACK -f json good.yaml",
                                           "rules list PACK",
                                           "rules lint PACK",
                                           "rules test PACK",
                                           "rules coverage PACK",
                                           "rules mutate PACK",
                                           "rules trace PACK",
                                           "rules print PACK list",
                                           "explain PACK J-SUM",
                                           "check --help",
                                           "--help",
                                           "--version"};
    static char err[8000];
    if (access("/dev/full", W_OK) != 0) skip();
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        int status = run_into(to_a_full_disk, commands[i], err);
        if (status != 2 || !strstr(err, "空きがありません")) fail_msg("juten %s: %d\n%s", commands[i], status, err);
    }
}

/* The first allocations of a command fail: status 2 and why, or all as if they had not. (tests/torture goes on from
 * here.) */
static void cli_run_says_that_memory_is_out(void **state)
{
    (void)state;
    static const char *const commands[] = {"check PACK good.yaml",
                                           "suggest PACK good.yaml",
                                           "rules list PACK",
                                           "rules lint PACK",
                                           "rules test PACK",
                                           "rules coverage PACK",
                                           "rules mutate PACK",
                                           "rules trace PACK",
                                           "rules print PACK list",
                                           "explain PACK J-SUM",
                                           "explain PACK nothing",
                                           "convert PACK good.yaml",
                                           "init PACK",
                                           "schema submission",
                                           "schema pack"};
    static struct streams clean, got;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        alloc_fail_never();
        int well = run(commands[i], "", &clean);
        for (unsigned long n = 1; n <= 2 * FIRST_ALLOCATIONS; n++) {
            alloc_fail_at((n + 1) / 2, n % 2);
            int status = run(commands[i], "", &got);
            alloc_fail_never();
            bool same = status == well && strcmp(got.out, clean.out) == 0 && strcmp(got.err, clean.err) == 0;
            if (!same && (status != 2 || !strstr(got.err, "メモリーが足りません")))
                fail_msg("juten %s, allocation %lu: %d\n%s", commands[i], (n + 1) / 2, status, got.err);
        }
    }
}

/* Nobody reads on (`| head`): 2, and not a word. */
static void cli_run_is_silent_when_the_reader_leaves(void **state)
{
    (void)state;
    static const char *const commands[] = {"check PACK good.yaml", "check PACK -f json good.yaml",
                                           "rules list PACK",      "rules mutate PACK",
                                           "check --help",         "--version"};
    static char err[8000];
    void (*handler)(int) = signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        int status = run_into(to_nobody, commands[i], err);
        if (status != 2 || err[0]) fail_msg("juten %s: %d\n%s", commands[i], status, err);
    }
    signal(SIGPIPE, handler);
}

int main(void)
{
    setenv("LC_ALL", "C.UTF-8", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cli_run_ends_with_the_right_status),
        cmocka_unit_test(cli_run_always_counts),
        cmocka_unit_test(cli_run_reads_standard_input),
        cmocka_unit_test(cli_run_writes_files),
        cmocka_unit_test(cli_run_notices_a_full_disk),
        cmocka_unit_test(cli_run_says_that_memory_is_out),
        cmocka_unit_test(cli_run_is_silent_when_the_reader_leaves),
    };
    return cmocka_run_group_tests(tests, open_place, close_place);
}
