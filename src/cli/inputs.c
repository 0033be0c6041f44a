#include "cli/inputs.h"

#include "cli/upward.h"
#include "doc/format.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What Excel lays beside a workbook while it is open. */
static bool is_lock(const char *name)
{
    return strncmp(name, "~$", 2) == 0;
}

static bool is_own_file(const char *name)
{
    return strncmp(name, "juten", 5) == 0 && doc_has_ending(name, ".yaml");
}

static struct cli_input *find_known(const struct cli_inputs *inputs, const struct stat *info)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->items[i].exists && inputs->items[i].device == info->st_dev &&
            inputs->items[i].number == info->st_ino)
            return &inputs->items[i];
    return NULL;
}

bool cli_inputs_have(const struct cli_inputs *inputs, const struct cli_input *input)
{
    for (size_t i = 0; input->exists && i < inputs->count; i++)
        if (inputs->items[i].exists && inputs->items[i].device == input->device &&
            inputs->items[i].number == input->number)
            return true;
    return false;
}

static enum status keep(struct cli_inputs *inputs, const char *path, bool named, const struct stat *info)
{
    struct cli_input *known = info ? find_known(inputs, info) : NULL;
    if (known) {
        known->named |= named; /* found in a folder and named as well: it must be a submission */
        return STATUS_OK;
    }
    struct cli_input *items = arena_grow(inputs->arena, inputs->items, inputs->count, &inputs->capacity, sizeof *items);
    const char *kept = arena_copy(inputs->arena, path, strlen(path));
    if (!items || !kept) return STATUS_NO_MEMORY;
    inputs->items = items;
    items[inputs->count++] = (struct cli_input){.path = kept,
                                                .named = named,
                                                .device = info ? info->st_dev : 0,
                                                .number = info ? info->st_ino : 0,
                                                .exists = info != NULL};
    return STATUS_OK;
}

/* Whether what a symlink leads to lies under one of the given roots. */
static bool leads_inside(const struct cli_inputs *inputs, const char *path)
{
    char target[PATH_MAX], root[PATH_MAX];
    if (!realpath(path, target)) return false;
    for (size_t i = 0; i < inputs->root_count; i++) {
        size_t len = realpath(inputs->roots[i], root) ? strlen(root) : 0;
        bool begins = len > 0 && strncmp(target, root, len) == 0;
        if (begins && (target[len] == '/' || target[len] == '\0' || root[len - 1] == '/')) return true;
    }
    return false;
}

static char *join(struct cli_inputs *inputs, const char *folder, const char *name)
{
    size_t head = strlen(folder), tail = strlen(name);
    char *path = arena_alloc(inputs->arena, head + tail + 2);
    if (!path) return NULL;
    memcpy(path, folder, head);
    if (head > 0 && folder[head - 1] != '/') path[head++] = '/';
    memcpy(path + head, name, tail + 1);
    return path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder, sorted by byte; dot names left out. */
static enum status list_folder(struct cli_inputs *inputs, const char *folder, char ***out_paths, size_t *out_count)
{
    char **paths = NULL;
    size_t count = 0, capacity = 0;
    enum status status = STATUS_OK;
    DIR *stream = opendir(folder);
    if (!stream) return errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_IO;
    for (struct dirent *entry; status == STATUS_OK && (entry = readdir(stream));) {
        if (entry->d_name[0] == '.') continue;
        char **grown = arena_grow(inputs->arena, paths, count, &capacity, sizeof *paths);
        char *path = join(inputs, folder, entry->d_name);
        if (!grown || !path) status = STATUS_NO_MEMORY;
        else (paths = grown)[count++] = path;
    }
    closedir(stream);
    if (count > 1) qsort(paths, count, sizeof *paths, by_name);
    *out_paths = paths;
    *out_count = count;
    return status;
}

static enum status add_folder(struct cli_inputs *inputs, const char *folder);

/* The path lives in the arena already. */
static enum status skip(struct cli_inputs *inputs, const char *path, enum cli_skip reason)
{
    struct cli_skipped *items =
        arena_grow(inputs->arena, inputs->skipped_items, inputs->skipped, &inputs->skipped_capacity, sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    inputs->skipped_items = items;
    items[inputs->skipped++] = (struct cli_skipped){path, reason};
    return STATUS_OK;
}

static enum status note_config(struct cli_inputs *inputs, const char *path)
{
    const char **configs =
        arena_grow(inputs->arena, inputs->configs, inputs->config_count, &inputs->config_capacity, sizeof *configs);
    if (!configs) return STATUS_NO_MEMORY;
    inputs->configs = configs;
    configs[inputs->config_count++] = path;
    return STATUS_OK;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum status add_entry(struct cli_inputs *inputs, const char *path)
{
    struct stat link, info;
    const char *name = base_name(path);
    if (lstat(path, &link) != 0 || stat(path, &info) != 0)
        return doc_format_is_found(doc_format_of(name)) ? skip(inputs, path, CLI_SKIP_KIND) : STATUS_OK;
    if (cli_exclude_finds(&inputs->exclude, path, inputs->root, S_ISDIR(link.st_mode)))
        return S_ISDIR(link.st_mode) || doc_format_is_found(doc_format_of(name)) ? skip(inputs, path, CLI_SKIP_EXCLUDED)
                                                                                 : STATUS_OK;
    if (S_ISDIR(link.st_mode)) return add_folder(inputs, path);
    if (strcmp(name, CLI_CONFIG_NAME) == 0) return note_config(inputs, path);
    if (!doc_format_is_found(doc_format_of(name)) || is_own_file(name)) return STATUS_OK;
    if (S_ISLNK(link.st_mode) && !leads_inside(inputs, path)) return skip(inputs, path, CLI_SKIP_LINK);
    if (!S_ISREG(info.st_mode)) return skip(inputs, path, CLI_SKIP_KIND);
    if (is_lock(name)) return skip(inputs, path, CLI_SKIP_LOCK);
    return keep(inputs, path, false, &info);
}

static enum status add_folder(struct cli_inputs *inputs, const char *folder)
{
    char **paths;
    size_t count;
    enum status status = list_folder(inputs, folder, &paths, &count);
    if (status == STATUS_IO) {
        /* Kept as an input that cannot be read, so that it is reported as one. */
        return keep(inputs, folder, true, NULL);
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = add_entry(inputs, paths[i]);
    return status;
}

enum status cli_inputs_add(struct cli_inputs *inputs, const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) return keep(inputs, path, true, NULL);
    bool is_folder = S_ISDIR(info.st_mode);
    if (inputs->force_exclude && cli_exclude_finds(&inputs->exclude, path, NULL, is_folder)) {
        const char *kept = arena_copy(inputs->arena, path, strlen(path));
        return kept ? skip(inputs, kept, CLI_SKIP_EXCLUDED) : STATUS_NO_MEMORY;
    }
    inputs->root = path;
    return is_folder ? add_folder(inputs, path) : keep(inputs, path, true, &info);
}
