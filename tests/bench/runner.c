/* Runs a command and says what it took: wall and CPU seconds, peak memory in KB, exit status (or 256 and the signal).
 *
 *     runner OUTPUT COMMAND [ARGUMENT...]      OUTPUT: where standard output and error go, e.g. /dev/null
 *
 * A program this small, since what a child is said to have used at most begins with what its parent used. */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    posix_spawn_file_actions_t actions;
    struct rusage used;
    pid_t child;
    int status;
    if (argc < 3) return 2;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    double began = now();
    if (posix_spawnp(&child, argv[2], &actions, NULL, argv + 2, environ) != 0) return 2;
    if (wait4(child, &status, 0, &used) != child) return 2;
    double ended = now();
    printf("%.6f %.6f %ld %d\n", ended - began, seconds_of(used.ru_utime) + seconds_of(used.ru_stime), used.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status));
    return 0;
}
