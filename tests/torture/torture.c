/* Allocation failure over the golden cases, in process.
 *
 *     torture --sample N --seed S CASE-FOLDER…        N points of each case, 0: every one that is new
 *     torture --at N CASE-FOLDER                      that one again, with the calls that lead to it
 *
 * A case is laid out in a folder of its own and run once undisturbed: what it says, leaves and returns is what must
 * come out. Meanwhile every allocation is noted with the calls that lead to it (the linker puts __wrap_alloc_… in front
 * of base/alloc). A point is an allocation with a row of calls that was not tried before in any case: the thousands of
 * allocations of one loop are one point, and loading the same pack is tried once, not in each case. At a point the n-th
 * allocation fails - once, and then with all after it - and
 *   - everything allocated is given back;
 *   - either all comes out as undisturbed (the failure was benign), or the status is 2, the words say that memory is
 *     out, and no file is new, changed or left behind; with --fix each input is as it was, or mended as it should be;
 *   - now and then and at the end, an undisturbed run says the same as the first.
 * libyaml takes no hooks: its own allocations are not counted. Without JUTEN_JOBS or -j in the case one thread is used,
 * so that the same n is the same allocation every time. */
#include "base/alloc.h"
#include "base/buf.h"
#include "base/hash.h"
#include "cli/command.h"
#include "torture/case.h"
#include "torture/files.h"
#include "torture/note.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define REPEAT_EVERY 32 /* runs between undisturbed ones */
#define SEEN_ROOM    (1u << 20)

extern char **environ;

static char root[4096]; /* of the repository */
static char base[] = "/tmp/juten-torture-XXXXXX";

/* What the processes of the cases share: each case has one of its own, so that a crash is one failed case. */
static struct shared {
    unsigned long runs;
    unsigned long n, allocations; /* the point being tried */
    bool keep;
    bool telling;             /* --at: more of what was said is shown */
    bool ended;               /* the case came to its end; a checker's halt can have any exit status */
    uint32_t seen[SEEN_ROOM]; /* calls tried before: open addressing, 0 is free */
} * shared;

/* True when these calls were not met before; they are now. */
static bool is_new(uint32_t calls)
{
    uint32_t at = (calls * 2654435761u) % SEEN_ROOM;
    while (shared->seen[at] && shared->seen[at] != calls)
        at = (at + 1) % SEEN_ROOM;
    bool new = shared->seen[at] == 0;
    shared->seen[at] = calls;
    return new;
}

/* What a run gave. */
struct outcome {
    int status;
    struct buf out, err, files;
    unsigned long allocations;
    long left; /* blocks not given back */
};

/* ---- running */

static void outcome_clear(struct outcome *outcome)
{
    buf_clear(&outcome->out);
    buf_clear(&outcome->err);
    buf_clear(&outcome->files);
}

static void take_back(struct buf *out, const char *path)
{
    size_t len = 0;
    char *bytes = torture_read(path, &len);
    if (!bytes) torture_die("cannot read back", path);
    buf_add(out, bytes, len);
    free(bytes);
}

static void open_streams(const struct torture_case *it, const char *out, const char *err)
{
    char *input = torture_path(it->folder, "stdin");
    FILE *in = freopen(access(input, R_OK) == 0 ? input : "/dev/null", "rb", stdin);
    if (!in || !freopen(out, "wb", stdout) || !freopen(err, "wb", stderr)) exit(2);
    free(input);
}

/* Runs the case in its folder; the n-th allocation fails (n 0: none), with `keep` all after it too. */
static struct outcome run_case(const struct torture_case *it, const char *work, unsigned long n, bool keep)
{
    struct outcome outcome = {0};
    char *out = torture_path(base, "out"), *err = torture_path(base, "err");
    struct words args = it->args;
    char **outer = environ;
    fflush(stdout);
    int saved_out = dup(STDOUT_FILENO), saved_err = dup(STDERR_FILENO);
    open_streams(it, out, err);
    environ = (char **)(uintptr_t)it->env.items;
    long live = alloc_live();
    if (n > 0) alloc_fail_at(n, keep);
    else alloc_fail_never();
    outcome.status = cli_run((int)args.count, args.items);
    outcome.allocations = alloc_count();
    alloc_fail_never();
    outcome.left = alloc_live() - live;
    environ = outer;
    fflush(stdout);
    fflush(stderr);
    dup2(saved_out, STDOUT_FILENO);
    dup2(saved_err, STDERR_FILENO);
    close(saved_out);
    close(saved_err);
    clearerr(stdout);
    take_back(&outcome.out, out);
    take_back(&outcome.err, err);
    torture_list(&outcome.files, work);
    free(out);
    free(err);
    return outcome;
}

static bool same(const struct buf *a, const struct buf *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->bytes, b->bytes, a->len) == 0);
}

static bool same_outcome(const struct outcome *a, const struct outcome *b)
{
    return a->status == b->status && same(&a->out, &b->out) && same(&a->err, &b->err) && same(&a->files, &b->files);
}

static bool says_no_memory(const struct buf *err)
{
    static const char *const words[] = {"メモリーが足りません", "out of memory", "Cannot allocate memory"};
    for (size_t i = 0; err->bytes && i < sizeof words / sizeof *words; i++)
        if (strstr(err->bytes, words[i])) return true;
    return false;
}

/* Whether each line of the list stands in one of the two others, which have the same files. */
static bool is_made_of(const struct buf *list, const struct buf *one, const struct buf *other)
{
    size_t lines = 0, before = 0;
    for (const char *at = one->bytes; at && (at = strchr(at, '\n')); at++)
        before++;
    for (const char *at = list->bytes; at && *at; lines++) {
        size_t len = strcspn(at, "\n") + 1;
        char line[4200];
        if (len >= sizeof line) return false;
        memcpy(line, at, len);
        line[len] = '\0';
        if (!strstr(one->bytes, line) && !strstr(other->bytes, line)) return false;
        at += len;
    }
    return lines == before;
}

static bool mends(const struct torture_case *it)
{
    for (size_t i = 0; i < it->args.count; i++)
        if (strcmp(it->args.items[i], "--fix") == 0) return true;
    return false;
}

/* What is wrong with a disturbed run, or NULL. */
static const char *problem_of(const struct torture_case *it, const struct outcome *got, const struct outcome *clean,
                              const struct buf *before)
{
    if (got->left != 0) return "blocks were not given back";
    if (same_outcome(got, clean)) return NULL;
    if (got->status != 2) return "the outcome differs, but the status is not 2";
    if (!says_no_memory(&got->err)) return "nothing says that memory is out";
    if (same(&got->files, before)) return NULL;
    if (mends(it) && is_made_of(&got->files, before, &clean->files)) return NULL;
    return "a file is new, changed or left behind";
}

/* ---- one case */

struct torture {
    unsigned long sample, seed, at;
    unsigned long passed, failed;
};

static uint32_t random_of(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void show(const char *label, const struct buf *buf)
{
    size_t most = shared->telling ? 4000 : 400;
    printf("    %s: %.*s\n", label, (int)(buf->len > most ? most : buf->len), buf->len ? buf->bytes : "");
}

static bool disturb(const struct torture_case *it, const char *work, const struct outcome *clean,
                    const struct buf *before, unsigned long n, bool keep)
{
    shared->n = n;
    shared->keep = keep;
    struct outcome got = run_case(it, work, n, keep);
    const char *problem = problem_of(it, &got, clean, before);
    if (problem) {
        printf("not ok %s: n %lu of %lu%s: %s (status %d, %ld blocks left)\n", it->folder, n, clean->allocations,
               keep ? " and all after" : "", problem, got.status, got.left);
        show("stdout", &got.out);
        show("stderr", &got.err);
    }
    outcome_clear(&got);
    return !problem;
}

/* A case that writes files is laid out anew for every run. */
static void lay_out_again(const struct torture_case *it, const char *work)
{
    torture_remove(work);
    torture_case_lay_out(it->folder, root, work);
    if (chdir(work) != 0) torture_die("cannot enter", work);
}

static bool repeat_is_same(const struct torture_case *it, const char *work, const struct outcome *clean)
{
    struct outcome again = run_case(it, work, 0, false);
    bool good = same_outcome(&again, clean) && again.left == 0;
    if (!good) printf("not ok %s: an undisturbed run afterwards says something else\n", it->folder);
    outcome_clear(&again);
    return good;
}

static void shuffle(uint32_t *order, size_t count, uint32_t seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = random_of(&seed) % i;
        uint32_t kept = order[other];
        order[other] = order[i - 1];
        order[i - 1] = kept;
    }
}

/* The numbers (from 1) of the noted allocations whose calls are new; all, or a sample in shuffled order: those that are
 * not in it are left to later cases. The caller frees them. */
static uint32_t *choose_points(const struct torture *torture, const struct torture_case *it, size_t allocations,
                               size_t *out_count)
{
    size_t found = 0, most = torture->sample ? torture->sample : allocations;
    uint32_t *order = malloc((allocations + 1) * sizeof *order);
    if (!order) torture_die("no memory", it->folder);
    for (uint32_t i = 0; i < allocations; i++)
        order[i] = i + 1;
    if (torture->sample)
        shuffle(order, allocations, hash_bytes(it->folder, strlen(it->folder)) ^ (uint32_t)torture->seed);
    for (size_t i = 0; i < allocations && found < most; i++)
        if (is_new(torture_note_calls(order[i]))) order[found++] = order[i];
    if (torture->at) order[0] = (uint32_t)torture->at;
    *out_count = torture->at ? 1 : found;
    return order;
}

static bool run_points(const struct torture *torture, const struct torture_case *it, const char *work,
                       const struct outcome *clean, const struct buf *before)
{
    bool writes = !same(&clean->files, before), good = true;
    size_t count;
    uint32_t *points = choose_points(torture, it, clean->allocations, &count);
    shared->allocations = clean->allocations;
    shared->telling = torture->at > 0;
    for (size_t i = 0; i < 2 * count; i++) {
        if (writes) lay_out_again(it, work);
        torture_note_tell(torture->at);
        good &= disturb(it, work, clean, before, points[i / 2], i % 2);
        torture_note_tell(0);
        if (i % REPEAT_EVERY != REPEAT_EVERY - 1 && i + 1 != 2 * count) continue;
        if (writes) lay_out_again(it, work);
        good &= repeat_is_same(it, work, clean);
    }
    shared->runs += 2 * count;
    free(points);
    return good;
}

static bool torture_case(const struct torture *torture, const char *folder)
{
    struct torture_case it;
    struct buf before = {0};
    char *work = torture_path(base, "case"), *absolute = torture_path(root, folder);
    torture_case_read(&it, folder[0] == '/' ? folder : absolute);
    torture_case_lay_out(it.folder, root, work);
    if (chdir(work) != 0) torture_die("cannot enter", work);
    torture_list(&before, work);
    torture_note_begin();
    struct outcome clean = run_case(&it, work, 0, false);
    clean.allocations = torture_note_end();
    bool good = clean.left == 0;
    if (!good) printf("not ok %s: %ld blocks left without any failure\n", folder, clean.left);
    good &= run_points(torture, &it, work, &clean, &before);
    if (chdir(root) != 0) torture_die("cannot enter", root);
    torture_remove(work);
    outcome_clear(&clean);
    buf_clear(&before);
    torture_case_clear(&it);
    free(absolute);
    free(work);
    return good;
}

static void tell_death(const char *folder, int status)
{
    char *path = torture_path(base, "err"), *words = torture_read(path, NULL);
    printf("not ok %s: n %lu of %lu%s: the program died (%s %d)\n    %s\n", folder, shared->n, shared->allocations,
           shared->keep ? " and all after" : "", WIFSIGNALED(status) ? "signal" : "status",
           WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), words ? words : "");
    free(words);
    free(path);
}

static bool torture_apart(const struct torture *torture, const char *folder)
{
    int status = 0;
    fflush(stdout);
    shared->n = shared->allocations = 0;
    shared->ended = false;
    pid_t child = fork();
    if (child == 0) {
        bool good = torture_case(torture, folder);
        fflush(stdout);
        shared->ended = true;
        exit(good ? 0 : 1);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) torture_die("cannot fork", folder);
    if (shared->ended && WIFEXITED(status) && WEXITSTATUS(status) <= 1) return WEXITSTATUS(status) == 0;
    tell_death(folder, status);
    char *work = torture_path(base, "case");
    torture_remove(work);
    free(work);
    return false;
}

/* Memory that child processes share; zeroed. */
static void *shared_memory(size_t size)
{
    int zero = open("/dev/zero", O_RDWR);
    void *memory = zero < 0 ? MAP_FAILED : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, zero, 0);
    if (memory == MAP_FAILED) torture_die("no memory", "shared");
    close(zero);
    return memory;
}

int main(int argc, char **argv)
{
    struct torture torture = {0};
    int at = 1;
    for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
        unsigned long value = strtoul(argv[at + 1], NULL, 10);
        if (strcmp(argv[at], "--sample") == 0) torture.sample = value;
        else if (strcmp(argv[at], "--seed") == 0) torture.seed = value;
        else if (strcmp(argv[at], "--at") == 0) torture.at = value;
        else torture_die("no such option", argv[at]);
    }
    shared = shared_memory(sizeof *shared);
    if (!getcwd(root, sizeof root) || !mkdtemp(base)) torture_die("no place to work", base);
    for (; at < argc; at++) {
        bool good = torture_apart(&torture, argv[at]);
        torture.passed += good;
        torture.failed += !good;
        fflush(stdout);
    }
    torture_remove(base);
    printf("# %lu runs with a failing allocation, seed %lu\n", shared->runs, torture.seed);
    printf("%lu passed, %lu failed, 0 skipped\n", torture.passed, torture.failed);
    return torture.failed > 0;
}
