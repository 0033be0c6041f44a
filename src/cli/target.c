/* What exists is resolved by realpath. What does not is the last name in a folder that does, or a link that leads
 * nowhere yet, which is followed one step at a time:
 *
 *     latest.json -> out/2.json, which is missing     gives     <the real folder>/out/2.json */
#include "cli/target.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINKS_MAX 16

/* Into `path`: the folder that `path` lies in, then `name`; false when it does not fit. */
static bool beside(char path[PATH_MAX], const char *name)
{
    char joined[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t folder = slash && name[0] != '/' ? (size_t)(slash - path) + 1 : 0;
    if (folder + strlen(name) >= sizeof joined) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(joined, path, folder);
    memcpy(joined + folder, name, strlen(name) + 1);
    memcpy(path, joined, sizeof joined);
    return true;
}

/* A path that does not exist, in canonical form. */
static bool resolve_new(const char *path, char out_target[PATH_MAX])
{
    char folder[PATH_MAX] = "";
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (*name == '\0') {
        errno = *path ? EISDIR : ENOENT;
        return false;
    }
    if (!beside(folder, path)) return false;
    folder[name - path] = '\0';
    if (!realpath(*folder ? folder : ".", out_target)) return false;
    size_t len = strlen(out_target);
    if (len + 1 + strlen(name) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (out_target[len - 1] != '/') out_target[len++] = '/';
    memcpy(out_target + len, name, strlen(name) + 1);
    return true;
}

bool cli_target_of(const char *path, char out_target[PATH_MAX])
{
    char at[PATH_MAX] = "", link[PATH_MAX];
    if (!beside(at, path)) return false;
    for (int i = 0; i < LINKS_MAX; i++) {
        if (realpath(at, out_target)) return true;
        if (errno != ENOENT) return false;
        ssize_t len = readlink(at, link, sizeof link - 1);
        if (len < 0) return resolve_new(at, out_target);
        link[len] = '\0';
        if (!beside(at, link)) return false;
    }
    errno = ELOOP;
    return false;
}
