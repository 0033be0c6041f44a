#include "cli/staged_tree.h"

#include "cli/git.h"
#include "cli/message.h"
#include "cli/reason.h"
#include "cli/staged_path.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIGNALS 3

static bool say(const struct cli_staged *staged, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, staged->arguments->language, message, a, b);
    return false;
}

/* ---- taking away */

/* What was made, in the order in which it can be removed: files, then folders from the innermost. The handler below
 * reads it, so it is filled before anything is made. */
struct made {
    const char **paths;
    size_t count, capacity;
};
static struct made made;

static void remove_made(void)
{
    for (size_t i = 0; i < made.count; i++)
        if (unlink(made.paths[i]) != 0) (void)rmdir(made.paths[i]); /* it may not have been made */
}

static const int signals[SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

/* unlink, rmdir and raise may be called in a handler, which SA_RESETHAND has taken out already. */
static void end_by(int number)
{
    int error = errno;
    remove_made();
    raise(number);
    errno = error;
}

/* One that is ignored stays so (nohup). */
static void handle_signals(void)
{
    struct sigaction before, handler = {.sa_handler = end_by, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&handler.sa_mask);
    for (size_t i = 0; i < SIGNALS; i++)
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            (void)sigaction(signals[i], &handler, NULL);
}

static void leave_signals(void)
{
    struct sigaction before, handler = {.sa_handler = SIG_DFL};
    sigemptyset(&handler.sa_mask);
    for (size_t i = 0; i < SIGNALS; i++)
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == end_by)
            (void)sigaction(signals[i], &handler, NULL);
}

void cli_staged_take_away(struct cli_staged *staged)
{
    if (!staged->tree) return;
    remove_made();
    made = (struct made){0}; /* the paths are the arena's */
    leave_signals();
    staged->tree = NULL;
}

/* ---- laying out */

static const char *join(const struct cli_staged *staged, const char *path, size_t len)
{
    size_t head = strlen(staged->tree);
    char *joined = arena_alloc(staged->arena, head + len + 2);
    if (!joined) return NULL;
    memcpy(joined, staged->tree, head);
    joined[head] = '/';
    memcpy(joined + head + 1, path, len);
    return joined;
}

const char *cli_staged_laid(const struct cli_staged *staged, const struct cli_staged_file *file)
{
    return join(staged, file->path, strlen(file->path));
}

static bool note(const struct cli_staged *staged, const char *path)
{
    const char **paths = arena_grow(staged->arena, made.paths, made.count, &made.capacity, sizeof *paths);
    if (!paths || !path) return false;
    made.paths = paths;
    paths[made.count++] = path;
    return true;
}

/* The folders on the way to a file, those apart that the file before has noted: files come sorted. */
static bool note_folders(const struct cli_staged *staged, const char *path, const char *before)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        size_t len = (size_t)(slash - path) + 1;
        if (strncmp(path, before, len) != 0 && !note(staged, join(staged, path, len - 1))) return false;
    }
    return true;
}

static void reverse(const char **paths, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        const char *kept = paths[i];
        paths[i] = paths[count - 1 - i];
        paths[count - 1 - i] = kept;
    }
}

static bool note_all(const struct cli_staged *staged)
{
    bool noted = true;
    const char *before = "";
    made = (struct made){0};
    for (size_t i = 0; i < staged->count && noted; i++)
        if (staged->files[i].wanted) noted = note(staged, cli_staged_laid(staged, &staged->files[i]));
    size_t files = made.count;
    noted = noted && note(staged, staged->tree);
    for (size_t i = 0; i < staged->count && noted; i++) {
        if (!staged->files[i].wanted) continue;
        noted = note_folders(staged, staged->files[i].path, before);
        before = staged->files[i].path;
    }
    if (noted) reverse(made.paths + files, made.count - files);
    return noted;
}

/* The name of a folder for temporary files; *out_base is the one that it is to be made in. */
static bool name_folder(struct cli_staged *staged, const char **out_base)
{
    static const char name[] = "/juten-XXXXXX";
    const char *base = getenv("TMPDIR");
    if (!base || *base != '/') base = "/tmp";
    size_t len = strlen(base);
    char *folder = arena_alloc(staged->arena, len + sizeof name);
    if (!folder) return false;
    memcpy(folder, base, len);
    memcpy(folder + len, name, sizeof name);
    *out_base = base;
    staged->tree = mkdtemp(folder);
    return true;
}

/* git takes paths as it gives them to where we are. */
static bool list_wanted(const struct cli_staged *staged, struct buf *list)
{
    for (size_t i = 0; i < staged->count; i++) {
        if (!staged->files[i].wanted) continue;
        const char *shown = cli_staged_shown(staged, staged->files[i].path);
        if (!shown) return false;
        buf_add(list, shown, strlen(shown) + 1);
    }
    return buf_status(list) == STATUS_OK;
}

static bool check_out(const struct cli_staged *staged, const struct buf *list)
{
    struct buf prefix;
    struct cli_git git = {0};
    buf_init(&prefix);
    buf_add_string(&prefix, "--prefix=");
    buf_add_string(&prefix, staged->tree);
    buf_add_char(&prefix, '/');
    enum cli_git_end end = CLI_GIT_NO_MEMORY;
    if (buf_status(&prefix) == STATUS_OK) {
        const char *const arguments[] = {"checkout-index", "-q", "-z", "--stdin", "--ignore-skip-worktree-bits",
                                         prefix.bytes,     NULL};
        end = cli_git_run(&git, arguments, (struct text_view){list->bytes, list->len});
    }
    if (end != CLI_GIT_DONE) cli_git_say(&git, end, staged->arguments->language);
    cli_git_clear(&git);
    buf_clear(&prefix);
    return end == CLI_GIT_DONE;
}

/* git may pass over a file without a word. */
static bool is_complete(const struct cli_staged *staged)
{
    struct stat info;
    for (size_t i = 0; i < staged->count; i++) {
        if (!staged->files[i].wanted) continue;
        const char *laid = cli_staged_laid(staged, &staged->files[i]);
        if (!laid) return say(staged, CLI_NO_MEMORY, NULL, NULL);
        if (lstat(laid, &info) != 0 || !S_ISREG(info.st_mode))
            return say(staged, CLI_NOT_LAID_OUT, staged->files[i].path, NULL);
    }
    return true;
}

bool cli_staged_lay_out(struct cli_staged *staged)
{
    struct buf list;
    const char *base = NULL;
    buf_init(&list);
    bool well = list_wanted(staged, &list);
    if (!well) say(staged, CLI_NO_MEMORY, NULL, NULL);
    if (!well || list.len == 0) goto out;
    well = name_folder(staged, &base);
    if (!well) say(staged, CLI_NO_MEMORY, NULL, NULL);
    if (!well) goto out;
    well = staged->tree || say(staged, CLI_WRITE, base, cli_reason(staged->arguments->language, errno));
    if (!well) goto out;
    well = note_all(staged) || say(staged, CLI_NO_MEMORY, NULL, NULL);
    handle_signals();
    well = well && check_out(staged, &list) && is_complete(staged);
out:
    buf_clear(&list);
    return well;
}
