#include "cli/git.h"

#include "base/alloc.h"
#include "cli/message.h"
#include "cli/reason.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* What the child does not get, and what it gets. Without the optional locks it never rewrites the index. */
static const char *const dropped[] = {"LC_ALL=",
                                      "GIT_OPTIONAL_LOCKS=",
                                      "GIT_LITERAL_PATHSPECS=",
                                      "GIT_GLOB_PATHSPECS=",
                                      "GIT_NOGLOB_PATHSPECS=",
                                      "GIT_ICASE_PATHSPECS="};
static const char *const given[] = {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0"};
#define DROPPED (sizeof dropped / sizeof *dropped)
#define GIVEN   (sizeof given / sizeof *given)

static bool is_dropped(const char *variable)
{
    for (size_t i = 0; i < DROPPED; i++)
        if (strncmp(variable, dropped[i], strlen(dropped[i])) == 0) return true;
    return false;
}

/* Strings are borrowed from the environment; NULL when memory is out. */
static const char **make_environment(void)
{
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    const char **made = alloc_bytes((count + GIVEN + 1) * sizeof *made);
    if (!made) return NULL;
    for (size_t i = 0; i < count; i++)
        if (!is_dropped(environ[i])) made[kept++] = environ[i];
    for (size_t i = 0; i < GIVEN; i++)
        made[kept++] = given[i];
    made[kept] = NULL;
    return made;
}

static const char **make_arguments(const char *const *arguments)
{
    size_t count = 0;
    while (arguments[count])
        count++;
    const char **made = alloc_bytes((count + 2) * sizeof *made);
    if (!made) return NULL;
    made[0] = "git";
    memcpy(made + 1, arguments, (count + 1) * sizeof *made);
    return made;
}

/* The three streams of the child. Input and standard error are unnamed files, so that only one pipe is read and neither
 * side can wait for the other. */
struct streams {
    FILE *input, *words;
    int from, to; /* the pipe of its standard output; -1: closed */
};

static void close_streams(struct streams *streams)
{
    if (streams->input) fclose(streams->input);
    if (streams->words) fclose(streams->words);
    if (streams->from >= 0) close(streams->from);
    if (streams->to >= 0) close(streams->to);
}

static bool open_streams(struct streams *streams, struct text_view input)
{
    int ends[2];
    *streams = (struct streams){.input = tmpfile(), .words = tmpfile(), .from = -1, .to = -1};
    if (!streams->input || !streams->words || pipe(ends) != 0) return false;
    streams->from = ends[0];
    streams->to = ends[1];
    if (input.len > 0 && fwrite(input.at, 1, input.len, streams->input) != input.len) return false;
    return fflush(streams->input) == 0 && lseek(fileno(streams->input), 0, SEEK_SET) == 0 &&
           fcntl(streams->from, F_SETFD, FD_CLOEXEC) == 0;
}

/* An errno, 0 when it runs. */
static int start(const struct streams *streams, const char **arguments, const char **environment, pid_t *out_child)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawn_file_actions_adddup2(&actions, fileno(streams->input), 0);
    if (!error) error = posix_spawn_file_actions_adddup2(&actions, streams->to, 1);
    if (!error) error = posix_spawn_file_actions_adddup2(&actions, fileno(streams->words), 2);
    /* neither list is written to; the type of the interface is older than const */
    if (!error)
        error = posix_spawnp(out_child, "git", &actions, NULL, (char *const *)arguments, (char *const *)environment);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Up to the end of the pipe. */
static enum cli_git_end take_in(struct cli_git *git, int from)
{
    char piece[8192];
    for (;;) {
        ssize_t got = read(from, piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            git->error = errno;
            return CLI_GIT_BROKEN;
        }
        if (got == 0) return CLI_GIT_DONE;
        if (git->out.len + (size_t)got > CLI_GIT_OUTPUT_MOST) return CLI_GIT_TOO_MUCH;
        buf_add(&git->out, piece, (size_t)got);
        if (buf_status(&git->out) != STATUS_OK) return CLI_GIT_NO_MEMORY;
    }
}

static enum cli_git_end wait_for(struct cli_git *git, pid_t child)
{
    int status = 0;
    pid_t ended;
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended < 0) {
        git->error = errno;
        return CLI_GIT_BROKEN;
    }
    git->exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return git->exit == 0 ? CLI_GIT_DONE : CLI_GIT_REFUSED;
}

static enum cli_git_end take_words(struct cli_git *git, FILE *words)
{
    char piece[CLI_GIT_WORDS_MOST];
    rewind(words);
    buf_add(&git->words, piece, fread(piece, 1, sizeof piece, words));
    return buf_status(&git->words) == STATUS_OK ? CLI_GIT_DONE : CLI_GIT_NO_MEMORY;
}

static enum cli_git_end run(struct cli_git *git, struct streams *streams, const char **arguments,
                            const char **environment)
{
    pid_t child = -1;
    git->error = start(streams, arguments, environment, &child);
    if (git->error) return git->error == ENOENT ? CLI_GIT_MISSING : CLI_GIT_BROKEN;
    close(streams->to);
    streams->to = -1;
    enum cli_git_end end = take_in(git, streams->from);
    if (end != CLI_GIT_DONE) kill(child, SIGTERM);
    enum cli_git_end ended = wait_for(git, child);
    if (end == CLI_GIT_DONE) end = take_words(git, streams->words);
    return end == CLI_GIT_DONE ? ended : end;
}

enum cli_git_end cli_git_run(struct cli_git *git, const char *const *arguments, struct text_view input)
{
    struct streams streams;
    const char **all = make_arguments(arguments), **environment = make_environment();
    enum cli_git_end end = CLI_GIT_NO_MEMORY;
    *git = (struct cli_git){.exit = -1};
    buf_init(&git->out);
    buf_init(&git->words);
    if (all && environment) {
        bool opened = open_streams(&streams, input);
        git->error = opened ? 0 : errno;
        end = opened ? run(git, &streams, all, environment) : CLI_GIT_BROKEN;
        close_streams(&streams);
    }
    alloc_free(all);
    alloc_free(environment);
    return end;
}

void cli_git_clear(struct cli_git *git)
{
    buf_clear(&git->out);
    buf_clear(&git->words);
}

static struct text_view words_of(const struct cli_git *git)
{
    return text_view_trim((struct text_view){git->words.bytes, git->words.len});
}

bool cli_git_no_repository(const struct cli_git *git, enum cli_git_end end)
{
    return end == CLI_GIT_REFUSED &&
           text_view_find(words_of(git), text_view_of("not a git repository"), 0) != (size_t)-1;
}

enum cli_exit cli_git_say(const struct cli_git *git, enum cli_git_end end, const char *language)
{
    if (end == CLI_GIT_MISSING) cli_say(stderr, language, CLI_GIT_NOT_THERE, NULL, NULL);
    else if (end == CLI_GIT_TOO_MUCH) cli_say(stderr, language, CLI_GIT_TOO_LONG, NULL, NULL);
    else if (end == CLI_GIT_BROKEN) cli_say(stderr, language, CLI_GIT_STOPPED, cli_reason(language, git->error), NULL);
    else if (end == CLI_GIT_NO_MEMORY) cli_say(stderr, language, CLI_NO_MEMORY, NULL, NULL);
    else if (cli_git_no_repository(git, end)) cli_say(stderr, language, CLI_GIT_NO_REPOSITORY, NULL, NULL);
    else cli_say(stderr, language, CLI_GIT_SAYS, git->words.len ? git->words.bytes : "?", NULL);
    return CLI_EXIT_TROUBLE;
}

enum cli_git_end cli_git_line(struct cli_git *git, const char *const *arguments, struct arena *arena,
                              const char **out_line)
{
    enum cli_git_end end = cli_git_run(git, arguments, (struct text_view){0});
    if (end != CLI_GIT_DONE) return end;
    size_t len = git->out.len;
    if (len > 0 && git->out.bytes[len - 1] == '\n') len--; /* one: a path may end with more */
    const char *line = arena_copy(arena, len > 0 ? git->out.bytes : "", len);
    if (!line) return CLI_GIT_NO_MEMORY;
    *out_line = line;
    return CLI_GIT_DONE;
}
