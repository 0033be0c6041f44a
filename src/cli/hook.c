/* `juten hook install|uninstall`: a plain git hook, for who does not use the program pre-commit. git says where hooks
 * are (core.hooksPath, linked work trees); a hook that is somebody else's is not touched. */
#include "base/file.h"
#include "cli/command.h"
#include "cli/git.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/reason.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOOK_NAME  "pre-commit"
#define HOOK_BYTES (64u * 1024) /* ours has a few hundred; what is longer is not ours */

/* A hook of ours is known by its first lines, its last one and their number. */
static const char hook_head[] = "#!/bin/sh\n# Written by `juten hook install`, removed by `juten hook uninstall`.\n";
static const char hook_find[] = "[ -x \"$juten\" ] || juten=juten\n"
                                "if ! command -v \"$juten\" >/dev/null; then\n";
static const char hook_end[] = "    exit 2\nfi\nexec \"$juten\" check --staged\n";
#define HOOK_LINES 9

struct hooking {
    const struct cli_arguments *arguments;
    struct arena *arena;
    const char *path;    /* of the hook, absolute */
    const char *folder;  /* that it is in */
    const char *program; /* this very program */
    struct buf text;     /* of the hook */
};

static enum cli_exit say(const struct hooking *it, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, it->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

/* As one word of the shell. */
static void put_quoted(struct buf *out, const char *word)
{
    buf_add_char(out, '\'');
    for (const char *at = word; *at; at++) {
        if (*at == '\'') buf_add_string(out, "'\\''");
        else buf_add_char(out, *at);
    }
    buf_add_char(out, '\'');
}

static void put_hook(struct hooking *it)
{
    struct buf *out = &it->text;
    buf_add_string(out, hook_head);
    buf_add_string(out, "juten=");
    put_quoted(out, it->program);
    buf_add_char(out, '\n');
    buf_add_string(out, hook_find);
    buf_add_string(out, "    echo ");
    put_quoted(out, cli_wording(it->arguments->language, CLI_HOOK_NO_JUTEN));
    buf_add_string(out, " >&2\n");
    buf_add_string(out, hook_end);
}

static bool find_program(struct hooking *it)
{
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);
    bool found = len > 0 && (size_t)len < sizeof path;
    it->program = found ? arena_copy(it->arena, path, (size_t)len) : "juten";
    return it->program != NULL;
}

static const char *join(struct hooking *it, const char *folder, const char *name)
{
    size_t head = strlen(folder), tail = strlen(name);
    char *joined = arena_alloc(it->arena, head + tail + 2);
    if (!joined) return NULL;
    memcpy(joined, folder, head);
    joined[head] = '/';
    memcpy(joined + head + 1, name, tail + 1);
    return joined;
}

static bool ask(struct hooking *it, const char *const *arguments, const char **out_line)
{
    struct cli_git git;
    enum cli_git_end end = cli_git_line(&git, arguments, it->arena, out_line);
    if (end != CLI_GIT_DONE) cli_git_say(&git, end, it->arguments->language);
    cli_git_clear(&git);
    return end == CLI_GIT_DONE;
}

/* A relative core.hooksPath is meant from the top of the work tree, where git runs hooks, so it is asked for there. */
static enum cli_exit find_hook(struct hooking *it)
{
    static const char *const ask_top[] = {"rev-parse", "--show-toplevel", NULL};
    static const char *const ask_hooks[] = {"rev-parse", "--git-path", "hooks", NULL};
    const char *top = NULL, *hooks = NULL;
    if (!ask(it, ask_top, &top)) return CLI_EXIT_TROUBLE;
    if (chdir(top) != 0) return say(it, CLI_READ_LIST, top, cli_reason(it->arguments->language, errno));
    if (!ask(it, ask_hooks, &hooks)) return CLI_EXIT_TROUBLE;
    it->folder = *hooks == '/' ? hooks : join(it, top, hooks);
    it->path = it->folder ? join(it, it->folder, HOOK_NAME) : NULL;
    if (!it->path || !find_program(it)) return say(it, CLI_NO_MEMORY, NULL, NULL);
    put_hook(it);
    return buf_status(&it->text) == STATUS_OK ? CLI_EXIT_CLEAN : say(it, CLI_NO_MEMORY, NULL, NULL);
}

/* ---- what is there */

enum there { NOTHING_THERE, OURS, SAME, SOMEBODY_ELSES };

static bool is_ours(struct text_view text)
{
    size_t lines = 0, end = strlen(hook_end);
    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n';
    return lines == HOOK_LINES && text_view_starts(text, text_view_of(hook_head)) && text.len > end &&
           memcmp(text.at + text.len - end, hook_end, end) == 0;
}

static enum cli_exit look(struct hooking *it, enum there *out_there)
{
    struct stat info;
    struct text_view text;
    *out_there = NOTHING_THERE;
    if (lstat(it->path, &info) != 0) {
        bool absent = errno == ENOENT || errno == ENOTDIR;
        return absent ? CLI_EXIT_CLEAN : say(it, CLI_READ_LIST, it->path, cli_reason(it->arguments->language, errno));
    }
    *out_there = SOMEBODY_ELSES;
    if (!S_ISREG(info.st_mode)) return CLI_EXIT_CLEAN;
    enum status status = file_read(it->arena, it->path, HOOK_BYTES, &text.at, &text.len);
    if (status == STATUS_NO_MEMORY) return say(it, CLI_NO_MEMORY, NULL, NULL);
    if (status == STATUS_IO) return say(it, CLI_READ_LIST, it->path, cli_reason(it->arguments->language, errno));
    if (status != STATUS_OK || !is_ours(text)) return CLI_EXIT_CLEAN;
    const struct text_view wanted = {it->text.bytes, it->text.len};
    *out_there = text_view_equal(text, wanted) && access(it->path, X_OK) == 0 ? SAME : OURS;
    return CLI_EXIT_CLEAN;
}

/* ---- writing and removing */

static enum cli_exit write_hook(struct hooking *it)
{
    struct cli_output output;
    struct stat info;
    if (mkdir(it->folder, 0777) != 0 && errno != EEXIST)
        return say(it, CLI_WRITE, it->folder, cli_reason(it->arguments->language, errno));
    bool written = cli_output_open(&output, it->path) && cli_output_write(&output, it->text.bytes, it->text.len) &&
                   cli_output_commit(&output);
    int error = output.error;
    cli_output_close(&output);
    if (!written) return say(it, CLI_WRITE, it->path, cli_reason(it->arguments->language, error));
    /* who may read it may run it */
    if (stat(it->path, &info) != 0 || chmod(it->path, (info.st_mode & 0777) | ((info.st_mode & 0444) >> 2)) != 0)
        return say(it, CLI_WRITE, it->path, cli_reason(it->arguments->language, errno));
    cli_say(stdout, it->arguments->language, CLI_HOOK_INSTALLED, it->path, NULL);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit refuse(struct hooking *it)
{
    struct buf line;
    buf_init(&line);
    put_quoted(&line, it->program);
    buf_add_string(&line, " check --staged || exit");
    bool whole = buf_status(&line) == STATUS_OK;
    say(it, whole ? CLI_HOOK_EXISTS : CLI_NO_MEMORY, it->path, line.bytes);
    buf_clear(&line);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit install(struct hooking *it)
{
    enum there there;
    if (look(it, &there) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    if (there == SOMEBODY_ELSES && !cli_given(it->arguments, CLI_OPTION_FORCE)) return refuse(it);
    if (there != SAME) return write_hook(it);
    cli_say(stdout, it->arguments->language, CLI_HOOK_THERE, it->path, NULL);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit uninstall(struct hooking *it)
{
    enum there there;
    if (look(it, &there) != CLI_EXIT_CLEAN) return CLI_EXIT_TROUBLE;
    if (there == SOMEBODY_ELSES) return say(it, CLI_HOOK_NOT_OURS, it->path, NULL);
    if (there != NOTHING_THERE && unlink(it->path) != 0)
        return say(it, CLI_WRITE, it->path, cli_reason(it->arguments->language, errno));
    cli_say(stdout, it->arguments->language, there == NOTHING_THERE ? CLI_HOOK_NONE : CLI_HOOK_REMOVED, it->path, NULL);
    return CLI_EXIT_CLEAN;
}

static enum cli_exit run(const struct cli_arguments *arguments, enum cli_exit (*act)(struct hooking *it))
{
    struct hooking it = {.arguments = arguments, .arena = arena_new()};
    buf_init(&it.text);
    enum cli_exit exit = it.arena ? find_hook(&it) : say(&it, CLI_NO_MEMORY, NULL, NULL);
    if (exit == CLI_EXIT_CLEAN) exit = act(&it);
    if (!cli_flush(arguments->language)) exit = CLI_EXIT_TROUBLE;
    buf_clear(&it.text);
    arena_free(it.arena);
    return exit;
}

enum cli_exit cli_hook_install(const struct cli_arguments *arguments)
{
    return run(arguments, install);
}

enum cli_exit cli_hook_uninstall(const struct cli_arguments *arguments)
{
    return run(arguments, uninstall);
}
