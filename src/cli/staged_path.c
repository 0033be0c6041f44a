#include "cli/staged_path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Resolves "." and ".." and doubled slashes in place; false when it goes above where it begins. */
static bool resolve(char *path)
{
    size_t to = 0;
    for (const char *at = path; *at;) {
        size_t len = strcspn(at, "/");
        const char *next = at + len + (at[len] == '/');
        bool up = len == 2 && memcmp(at, "..", 2) == 0, stays = len == 0 || (len == 1 && *at == '.');
        if (up && to == 0) return false;
        if (up) {
            while (to > 0 && path[--to] != '/') {
            }
        } else if (!stays) {
            if (to > 0) path[to++] = '/';
            memmove(path + to, at, len);
            to += len;
        }
        at = next;
    }
    path[to] = '\0';
    return true;
}

/* What of an absolute path is below the top: as it is written, else as links lead; NULL: nothing. */
static const char *below_top(const struct cli_staged *staged, const char *path, char *real)
{
    size_t len = strlen(staged->top);
    const char *at = path;
    if (strncmp(at, staged->top, len) != 0 || (at[len] != '/' && at[len] != '\0')) at = realpath(path, real);
    if (!at || strncmp(at, staged->top, len) != 0 || (at[len] != '/' && at[len] != '\0')) return NULL;
    return at + len;
}

enum status cli_staged_from_top(const struct cli_staged *staged, const char *path, const char **out_path)
{
    char real[PATH_MAX];
    bool absolute = *path == '/';
    const char *head = absolute ? "" : staged->prefix, *tail = absolute ? below_top(staged, path, real) : path;
    if (!tail) return STATUS_INVALID;
    size_t len = strlen(head);
    char *joined = arena_alloc(staged->arena, len + strlen(tail) + 1);
    if (!joined) return STATUS_NO_MEMORY;
    memcpy(joined, head, len);
    memcpy(joined + len, tail, strlen(tail) + 1);
    if (!resolve(joined)) return STATUS_INVALID;
    *out_path = joined;
    return STATUS_OK;
}

const char *cli_staged_shown(const struct cli_staged *staged, const char *path)
{
    const char *prefix = staged->prefix;
    size_t common = 0, ups = 0;
    for (size_t i = 0; prefix[i] && prefix[i] == path[i]; i++)
        if (prefix[i] == '/') common = i + 1;
    for (size_t i = common; prefix[i]; i++)
        ups += prefix[i] == '/';
    size_t len = strlen(path + common);
    char *shown = arena_alloc(staged->arena, 3 * ups + len + 1);
    if (!shown) return NULL;
    for (size_t i = 0; i < ups; i++)
        memcpy(shown + 3 * i, "../", 3);
    memcpy(shown + 3 * ups, path + common, len + 1);
    return shown;
}

bool cli_staged_below(const char *path, const char *root)
{
    size_t len = strlen(root);
    return len == 0 || (strncmp(path, root, len) == 0 && (path[len] == '/' || path[len] == '\0'));
}

int cli_staged_compare(const void *a, const void *b)
{
    const struct cli_staged_file *x = a, *y = b;
    return strcmp(x->path, y->path);
}

struct cli_staged_file *cli_staged_find(const struct cli_staged *staged, const char *path)
{
    const struct cli_staged_file sought = {.path = path};
    if (staged->count == 0) return NULL;
    return bsearch(&sought, staged->files, staged->count, sizeof *staged->files, cli_staged_compare);
}
