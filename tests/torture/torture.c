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
 *     out, and no file is new, changed or left behind;
 *   - now and then and at the end, an undisturbed run says the same as the first.
 * libyaml takes no hooks: its own allocations are not counted. Without JUTEN_JOBS or -j in the case one thread is used,
 * so that the same n is the same allocation every time. */
#include "base/alloc.h"
#include "base/buf.h"
#include "base/hash.h"
#include "cli/command.h"

#include <dirent.h>
#include <execinfo.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX    64
#define FILL_MAX     1000000 /* bytes of a `fill` file: bigger ones test limits, not memory */
#define REPEAT_EVERY 32      /* runs between undisturbed ones */
#define CALLS        14      /* that tell one allocation from another, innermost first */
#define NOTES_MAX    2000000 /* allocations of one case */
#define SEEN_ROOM    (1u << 20)

extern char **environ;

static char root[4096];    /* of the repository */
static char base[] = "/tmp/juten-torture-XXXXXX";

struct words {
    char *items[WORDS_MAX + 1];
    size_t count;
};

/* One golden case, read. */
struct torture_case {
    const char *folder;
    char *args_bytes, *env_bytes;
    struct words args; /* as argv, the command's name first */
    struct words env;
};

/* What a run gave. */
struct outcome {
    int status;
    struct buf out, err, files;
    unsigned long allocations;
    long left; /* blocks not given back */
};

static void die(const char *what, const char *which)
{
    fprintf(stderr, "torture: %s: %s\n", what, which);
    exit(2);
}

/* ---- noting allocations */

static uint32_t *notes; /* per allocation of the undisturbed run: its calls, hashed */
static atomic_ulong note_count;
static atomic_bool noting;
static bool telling;              /* --at: the calls that lead to the failing allocation are printed */
static unsigned long failing;     /* its number, 0: none fails */

/* What the processes of the cases share: each case has one of its own, so that a crash is one failed case. */
static struct shared {
    unsigned long runs;
    unsigned long n, allocations; /* the point being tried */
    bool keep;
    uint32_t seen[SEEN_ROOM]; /* calls tried before: open addressing, 0 is free */
} *shared;

void __sanitizer_print_stack_trace(void) __attribute__((weak)); /* there when built with sanitizers */
void *__real_alloc_bytes(size_t size);
void *__real_alloc_zeroed(size_t count, size_t size);
void *__real_alloc_resize(void *block, size_t size);
void *__wrap_alloc_bytes(size_t size);
void *__wrap_alloc_zeroed(size_t count, size_t size);
void *__wrap_alloc_resize(void *block, size_t size);

static void note(void)
{
    void *calls[CALLS];
    if (telling && alloc_count() + 1 == failing && __sanitizer_print_stack_trace)
        __sanitizer_print_stack_trace();
    if (!noting)
        return;
    unsigned long at = atomic_fetch_add(&note_count, 1);
    int depth = backtrace(calls, CALLS);
    if (at < NOTES_MAX)
        notes[at] = hash_bytes(calls, (size_t)depth * sizeof *calls) | 1;
}

void *__wrap_alloc_bytes(size_t size)
{
    note();
    return __real_alloc_bytes(size);
}

void *__wrap_alloc_zeroed(size_t count, size_t size)
{
    note();
    return __real_alloc_zeroed(count, size);
}

void *__wrap_alloc_resize(void *block, size_t size)
{
    note();
    return __real_alloc_resize(block, size);
}

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

/* ---- files */

static char *path_of(const char *folder, const char *name)
{
    size_t len = strlen(folder) + strlen(name) + 2;
    char *path = malloc(len);
    if (!path)
        die("no memory", name);
    snprintf(path, len, "%s/%s", folder, name);
    return path;
}

/* The whole file with a NUL behind it; NULL when there is none. */
static char *read_whole(const char *path, size_t *out_len)
{
    FILE *stream = fopen(path, "rb");
    struct stat info;
    if (!stream || fstat(fileno(stream), &info) != 0)
        return NULL;
    char *bytes = malloc((size_t)info.st_size + 1);
    if (!bytes)
        die("no memory", path);
    size_t len = fread(bytes, 1, (size_t)info.st_size, stream);
    fclose(stream);
    bytes[len] = '\0';
    if (out_len)
        *out_len = len;
    return bytes;
}

static char *read_in(const char *folder, const char *name)
{
    char *path = path_of(folder, name), *bytes = read_whole(path, NULL);
    free(path);
    return bytes;
}

static void run_tool(const char *const *argv)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        die("cannot run", argv[0]);
}

static void copy_tree(const char *from, const char *to)
{
    run_tool((const char *const[]){"cp", "-r", "--", from, to, NULL});
}

static void remove_tree(const char *path)
{
    run_tool((const char *const[]){"rm", "-rf", "--", path, NULL});
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_file(struct buf *out, const char *path)
{
    size_t len = 0;
    char *bytes = read_whole(path, &len);
    buf_add_string(out, path);
    buf_add_char(out, ' ');
    buf_add_int(out, (int64_t)len);
    buf_add_char(out, ' ');
    buf_add_int(out, bytes ? hash_bytes(bytes, len) : 0);
    buf_add_char(out, '\n');
    free(bytes);
}

/* Every file below the folder with size and hash, sorted by name. */
static void list_tree(struct buf *out, const char *folder)
{
    char *names[1024];
    size_t count = 0;
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream && (entry = readdir(stream)) && count < 1024;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            names[count++] = path_of(folder, entry->d_name);
    if (stream)
        closedir(stream);
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        if (lstat(names[i], &info) == 0 && S_ISDIR(info.st_mode))
            list_tree(out, names[i]);
        else
            list_file(out, names[i]);
        free(names[i]);
    }
}

/* ---- reading a case */

static void add_word(struct words *words, char *word)
{
    if (words->count == WORDS_MAX)
        die("too many words", word);
    words->items[words->count++] = word;
    words->items[words->count] = NULL;
}

/* One word of a shell line, unquoted in place; NULL at the end. */
static char *next_word(char **at)
{
    char *from = *at + strspn(*at, " \t\r\n"), *to = from, *word = from, quote = '\0';
    if (!*from)
        return NULL;
    for (; *from && (quote || !strchr(" \t\r\n", *from)); from++) {
        if (quote ? *from == quote : *from == '\'' || *from == '"')
            quote = quote ? '\0' : *from;
        else if (*from == '\\' && quote != '\'' && from[1])
            *to++ = *++from;
        else
            *to++ = *from;
    }
    *at = *from ? from + 1 : from;
    *to = '\0';
    return word;
}

static bool names_jobs(const struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (strncmp(words->items[i], "-j", 2) == 0 || strncmp(words->items[i], "--jobs", 6) == 0 ||
            strncmp(words->items[i], "JUTEN_JOBS=", 11) == 0)
            return true;
    return false;
}

static void read_case(struct torture_case *it, const char *folder)
{
    static char name[] = "juten", locale[] = "LC_ALL=C.UTF-8", zone[] = "TZ=UTC", jobs[] = "JUTEN_JOBS=1";
    static char epoch[] = "SOURCE_DATE_EPOCH=1567209600";
    *it = (struct torture_case){.folder = folder};
    it->args_bytes = read_in(folder, "args");
    it->env_bytes = read_in(folder, "env");
    if (!it->args_bytes)
        die("no case", folder);
    add_word(&it->args, name);
    for (char *at = it->args_bytes, *word; (word = next_word(&at));)
        add_word(&it->args, word);
    add_word(&it->env, locale);
    add_word(&it->env, zone);
    add_word(&it->env, epoch);
    for (char *line = it->env_bytes ? strtok(it->env_bytes, "\n") : NULL; line; line = strtok(NULL, "\n"))
        add_word(&it->env, line);
    if (!names_jobs(&it->args) && !names_jobs(&it->env))
        add_word(&it->env, jobs);
}

/* ---- laying it out */

static bool is_control(const char *name)
{
    static const char *const names[] = {"args", "stdout", "stderr", "exit",     "stdin", "env",
                                        "copy", "fill",   "after",  "variants", ".",     ".."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void lay_copies(const char *folder, const char *work)
{
    char *lines = read_in(folder, "copy");
    for (char *line = lines ? strtok(lines, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        char *blank = strchr(line, ' '), *slash = strrchr(line, '/');
        if (blank)
            *blank = '\0';
        char *from = path_of(root, line);
        char *to = path_of(work, blank ? blank + 1 : slash ? slash + 1 : line);
        char *end = strrchr(to, '/');
        *end = '\0';
        run_tool((const char *const[]){"mkdir", "-p", "--", to, NULL});
        *end = '/';
        copy_tree(from, to);
        free(from);
        free(to);
    }
    free(lines);
}

static void lay_fills(const char *folder, const char *work)
{
    char *lines = read_in(folder, "fill");
    for (char *line = lines ? strtok(lines, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        char *count = strchr(line, ' '), *text = count ? strchr(count + 1, ' ') : NULL;
        if (!text)
            die("bad fill", line);
        *count = '\0';
        char *path = path_of(work, line);
        FILE *stream = fopen(path, "wb");
        size_t times = strtoul(count + 1, NULL, 10), most = FILL_MAX / strlen(text + 1);
        for (size_t i = 0; stream && i < times && i < most; i++)
            fputs(text + 1, stream);
        if (!stream || fclose(stream) != 0)
            die("cannot write", path);
        free(path);
    }
    free(lines);
}

static void lay_out(const char *folder, const char *work)
{
    DIR *stream = opendir(folder);
    if (!stream || mkdir(work, 0777) != 0)
        die("cannot lay out", folder);
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (is_control(entry->d_name))
            continue;
        char *from = path_of(folder, entry->d_name), *to = path_of(work, entry->d_name);
        copy_tree(from, to);
        free(from);
        free(to);
    }
    closedir(stream);
    lay_copies(folder, work);
    lay_fills(folder, work);
}

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
    char *bytes = read_whole(path, &len);
    if (!bytes)
        die("cannot read back", path);
    buf_add(out, bytes, len);
    free(bytes);
}

static void open_streams(const struct torture_case *it, const char *out, const char *err)
{
    char *input = path_of(it->folder, "stdin");
    FILE *in = freopen(access(input, R_OK) == 0 ? input : "/dev/null", "rb", stdin);
    if (!in || !freopen(out, "wb", stdout) || !freopen(err, "wb", stderr))
        exit(2);
    free(input);
}

/* Runs the case in its folder; the n-th allocation fails (n 0: none), with `keep` all after it too. */
static struct outcome run_case(const struct torture_case *it, const char *work, unsigned long n, bool keep)
{
    struct outcome outcome = {0};
    char *out = path_of(base, "out"), *err = path_of(base, "err");
    struct words args = it->args;
    char **outer = environ;
    fflush(stdout);
    int saved_out = dup(STDOUT_FILENO), saved_err = dup(STDERR_FILENO);
    open_streams(it, out, err);
    environ = (char **)(uintptr_t)it->env.items;
    long live = alloc_live();
    failing = n;
    if (n > 0)
        alloc_fail_at(n, keep);
    else
        alloc_fail_never();
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
    list_tree(&outcome.files, work);
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
        if (strstr(err->bytes, words[i]))
            return true;
    return false;
}

/* What is wrong with a disturbed run, or NULL. */
static const char *problem_of(const struct outcome *got, const struct outcome *clean, const struct buf *before)
{
    if (got->left != 0)
        return "blocks were not given back";
    if (same_outcome(got, clean))
        return NULL;
    if (got->status != 2)
        return "the outcome differs, but the status is not 2";
    if (!says_no_memory(&got->err))
        return "nothing says that memory is out";
    return same(&got->files, before) ? NULL : "a file is new, changed or left behind";
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
    size_t most = telling ? 4000 : 400;
    printf("    %s: %.*s\n", label, (int)(buf->len > most ? most : buf->len), buf->len ? buf->bytes : "");
}

static bool disturb(const struct torture_case *it, const char *work, const struct outcome *clean,
                    const struct buf *before, unsigned long n, bool keep)
{
    shared->n = n;
    shared->keep = keep;
    struct outcome got = run_case(it, work, n, keep);
    const char *problem = problem_of(&got, clean, before);
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
    remove_tree(work);
    lay_out(it->folder, work);
    if (chdir(work) != 0)
        die("cannot enter", work);
}

static bool repeat_is_same(const struct torture_case *it, const char *work, const struct outcome *clean)
{
    struct outcome again = run_case(it, work, 0, false);
    bool good = same_outcome(&again, clean) && again.left == 0;
    if (!good)
        printf("not ok %s: an undisturbed run afterwards says something else\n", it->folder);
    outcome_clear(&again);
    return good;
}

/* The numbers (from 1) of the allocations whose calls are new, put first in the notes; how many. In shuffled order when
 * only some of them will be tried: those that will not be are left to later cases. */
static unsigned long choose_points(const struct torture *torture, const struct torture_case *it,
                                   unsigned long allocations)
{
    uint32_t seed = hash_bytes(it->folder, strlen(it->folder)) ^ (uint32_t)torture->seed;
    unsigned long count = allocations < NOTES_MAX ? allocations : NOTES_MAX, found = 0;
    uint32_t *order = malloc((count + 1) * sizeof *order);
    if (!order)
        die("no memory", it->folder);
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    for (unsigned long i = count; torture->sample && i > 1; i--) {
        unsigned long other = random_of(&seed) % i;
        uint32_t kept = order[other];
        order[other] = order[i - 1];
        order[i - 1] = kept;
    }
    for (unsigned long i = 0; i < count && (torture->sample == 0 || found < torture->sample); i++)
        if (is_new(notes[order[i]]))
            order[found++] = order[i];
    for (unsigned long i = 0; i < found; i++)
        notes[i] = order[i] + 1;
    free(order);
    return found;
}

static bool run_points(const struct torture *torture, const struct torture_case *it, const char *work,
                       const struct outcome *clean, const struct buf *before)
{
    bool writes = !same(&clean->files, before), good = true;
    shared->allocations = clean->allocations;
    unsigned long runs = 2 * (torture->at ? 1 : choose_points(torture, it, clean->allocations));
    if (torture->at)
        notes[0] = (uint32_t)torture->at;
    for (unsigned long i = 0; i < runs; i++) {
        if (writes)
            lay_out_again(it, work);
        good &= disturb(it, work, clean, before, notes[i / 2], i % 2);
        if (i % REPEAT_EVERY != REPEAT_EVERY - 1 && i + 1 != runs)
            continue;
        if (writes)
            lay_out_again(it, work);
        good &= repeat_is_same(it, work, clean);
    }
    shared->runs += runs;
    return good;
}

static bool torture_case(const struct torture *torture, const char *folder)
{
    struct torture_case it;
    struct buf before = {0};
    char *work = path_of(base, "case"), *absolute = path_of(root, folder);
    read_case(&it, folder[0] == '/' ? folder : absolute);
    lay_out(it.folder, work);
    if (chdir(work) != 0)
        die("cannot enter", work);
    list_tree(&before, work);
    note_count = 0;
    noting = true;
    struct outcome clean = run_case(&it, work, 0, false);
    noting = false;
    telling = torture->at > 0;
    bool good = clean.left == 0;
    if (!good)
        printf("not ok %s: %ld blocks left without any failure\n", folder, clean.left);
    good &= run_points(torture, &it, work, &clean, &before);
    if (chdir(root) != 0)
        die("cannot enter", root);
    remove_tree(work);
    outcome_clear(&clean);
    buf_clear(&before);
    free(it.args_bytes);
    free(it.env_bytes);
    free(absolute);
    free(work);
    return good;
}

static void tell_death(const char *folder, int status)
{
    char *path = path_of(base, "err"), *words = read_whole(path, NULL);
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
    pid_t child = fork();
    if (child == 0) {
        bool good = torture_case(torture, folder);
        fflush(stdout);
        exit(good ? 0 : 1);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        die("cannot fork", folder);
    if (WIFEXITED(status) && WEXITSTATUS(status) <= 1)
        return WEXITSTATUS(status) == 0;
    tell_death(folder, status);
    char *work = path_of(base, "case");
    remove_tree(work);
    free(work);
    return false;
}

/* Memory that child processes share; zeroed. */
static void *shared_memory(size_t size)
{
    int zero = open("/dev/zero", O_RDWR);
    void *memory = zero < 0 ? MAP_FAILED : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, zero, 0);
    if (memory == MAP_FAILED)
        die("no memory", "shared");
    close(zero);
    return memory;
}

int main(int argc, char **argv)
{
    struct torture torture = {0};
    int at = 1;
    for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
        unsigned long value = strtoul(argv[at + 1], NULL, 10);
        if (strcmp(argv[at], "--sample") == 0)
            torture.sample = value;
        else if (strcmp(argv[at], "--seed") == 0)
            torture.seed = value;
        else if (strcmp(argv[at], "--at") == 0)
            torture.at = value;
        else
            die("no such option", argv[at]);
    }
    notes = malloc(NOTES_MAX * sizeof *notes);
    shared = shared_memory(sizeof *shared);
    if (!notes || !getcwd(root, sizeof root) || !mkdtemp(base))
        die("no place to work", base);
    for (; at < argc; at++) {
        bool good = torture_apart(&torture, argv[at]);
        torture.passed += good;
        torture.failed += !good;
        fflush(stdout);
    }
    remove_tree(base);
    free(notes);
    printf("# %lu runs with a failing allocation, seed %lu\n", shared->runs, torture.seed);
    printf("%lu passed, %lu failed, 0 skipped\n", torture.passed, torture.failed);
    return torture.failed > 0;
}
