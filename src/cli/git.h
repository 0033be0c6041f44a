/* cli/git - runs the real `git` as a child process and takes in what it writes.
 *
 * No shell stands between. The child runs where we are with our environment, so that GIT_DIR, GIT_INDEX_FILE and the
 * like, which git sets for its hooks, hold; but with LC_ALL=C, without optional locks and without the variables that
 * change how paths are read. The caller keeps what users wrote behind `--` or in `input`, and asks for -z where paths
 * come back. Several may run one after another, not from several threads at once (the environment is read). */
#ifndef CLI_GIT_H
#define CLI_GIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "cli/command.h"
#include "text/view.h"

#define CLI_GIT_OUTPUT_MOST (64u * 1024 * 1024) /* 500,000 paths; no list that a person commits is as long */
#define CLI_GIT_WORDS_MOST  4096u               /* of what it writes to standard error */

enum cli_git_end {
    CLI_GIT_DONE,     /* it ended with status 0 */
    CLI_GIT_REFUSED,  /* with another one, or by a signal: 128 and its number */
    CLI_GIT_MISSING,  /* there is no git */
    CLI_GIT_TOO_MUCH, /* more output than CLI_GIT_OUTPUT_MOST; it was ended */
    CLI_GIT_BROKEN,   /* it could not be started or read: `error` */
    CLI_GIT_NO_MEMORY
};

struct cli_git {
    struct buf out;   /* its standard output, as it is; bytes are NULL when there is none */
    struct buf words; /* its standard error, cut after CLI_GIT_WORDS_MOST */
    int exit;         /* its exit status */
    int error;        /* an errno */
};

/* Runs git with these arguments (NULL-terminated, `git` itself left out) and `input` as its standard input. The result
 * is filled in whatever comes of it; cli_git_clear gives it back. */
enum cli_git_end cli_git_run(struct cli_git *git, const char *const *arguments, struct text_view input) MUST_CHECK;
void cli_git_clear(struct cli_git *git);

/* Whether it was refused because here is no repository. */
bool cli_git_no_repository(const struct cli_git *git, enum cli_git_end end);
/* Says on standard error why it did not end with CLI_GIT_DONE. */
enum cli_exit cli_git_say(const struct cli_git *git, enum cli_git_end end, const char *language);

/* Runs git for one line of output (git rev-parse …): *out_line is that without its line end, in the arena. */
enum cli_git_end cli_git_line(struct cli_git *git, const char *const *arguments, struct arena *arena,
                              const char **out_line) MUST_CHECK;

#endif
