#include "cli/upward.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The length of what stands before the last name: of "a/b" 1, of "a" 0, of "/a" 1. */
static size_t parent_len(const char *path, size_t len)
{
    while (len > 1 && path[len - 1] == '/')
        len--;
    while (len > 0 && path[len - 1] != '/')
        len--;
    while (len > 1 && path[len - 1] == '/')
        len--;
    return len;
}

const char *cli_folder_of(struct arena *arena, const char *path)
{
    size_t len = is_folder(path) ? strlen(path) : parent_len(path, strlen(path));
    while (len > 1 && path[len - 1] == '/')
        len--;
    return len > 0 ? arena_copy(arena, path, len) : arena_copy(arena, ".", 1);
}

const char *cli_folder_above(struct arena *arena, const char *folder)
{
    return arena_copy(arena, folder, parent_len(folder, strlen(folder)));
}

/* The file in the folder path[0..len), "" being where we are; *out_path NULL: there is none. */
static enum status look_in(const struct cli_upward *upward, const char *path, size_t len, const char **out_path)
{
    struct stat info;
    bool slash = len > 0 && path[len - 1] != '/';
    size_t name = strlen(upward->name);
    char *full = arena_alloc(upward->arena, len + slash + name + 1);
    *out_path = NULL;
    if (!full) return STATUS_NO_MEMORY;
    memcpy(full, path, len);
    if (slash) full[len] = '/';
    memcpy(full + len + slash, upward->name, name + 1);
    if (stat(full, &info) == 0 && S_ISREG(info.st_mode)) *out_path = full;
    return STATUS_OK;
}

/* From that folder up as far as its path goes. */
static enum status look_up(const struct cli_upward *upward, const char *folder, const char **out_path)
{
    size_t len = strcmp(folder, ".") == 0 ? 0 : strlen(folder);
    for (;;) {
        enum status status = look_in(upward, folder, len, out_path);
        size_t parent = parent_len(folder, len);
        if (status != STATUS_OK || *out_path || parent == len) return status;
        len = parent;
    }
}

/* Whether the folders above are those that the path names. */
static bool names_its_parents(const char *folder)
{
    return strstr(folder, "..") == NULL;
}

static enum status find(const struct cli_upward *upward, const char *folder, const char **out_path)
{
    char absolute[PATH_MAX];
    enum status status = STATUS_OK;
    *out_path = NULL;
    if (names_its_parents(folder)) status = look_up(upward, folder, out_path);
    if (status != STATUS_OK || *out_path || !realpath(folder, absolute)) return status;
    return look_up(upward, absolute, out_path);
}

bool cli_upward_covered(const char *file, const char *folder)
{
    char lies[PATH_MAX], root[PATH_MAX];
    if (!is_folder(folder) || !realpath(file, lies) || !realpath(folder, root)) return false;
    size_t len = strcmp(root, "/") == 0 ? 0 : strlen(root);
    return strncmp(lies, root, len) == 0 && lies[len] == '/';
}

enum status cli_upward_of(struct cli_upward *upward, const char *path, const char **out_path)
{
    const char *folder = cli_folder_of(upward->arena, path);
    if (!folder) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < upward->count; i++) {
        *out_path = upward->places[i].path;
        if (strcmp(upward->places[i].folder, folder) == 0) return STATUS_OK;
    }
    struct cli_upward_place *places =
        arena_grow(upward->arena, upward->places, upward->count, &upward->capacity, sizeof *places);
    if (!places) return STATUS_NO_MEMORY;
    upward->places = places;
    enum status status = find(upward, folder, out_path);
    if (status == STATUS_OK) places[upward->count++] = (struct cli_upward_place){folder, *out_path};
    return status;
}
