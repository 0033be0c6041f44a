#include "cli/inputs.h"

#include "cli/upward.h"
#include "doc/format.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FIRST_ROOM 64

/* What Excel lays beside a workbook while it is open. */
static bool is_lock(const char *name)
{
    return strncmp(name, "~$", 2) == 0;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool cli_inputs_is_own(const char *path)
{
    const char *name = base_name(path);
    return strncmp(name, "juten", 5) == 0 && doc_has_ending(name, ".yaml");
}

/* Whether a name on the way begins with a dot, other than . and ..; of an absolute path, the last one. */
static bool is_hidden(const char *path)
{
    for (const char *name = *path == '/' ? base_name(path) : path; name;
         name = strchr(name, '/') ? strchr(name, '/') + 1 : NULL) {
        size_t len = strcspn(name, "/"), dots = strspn(name, ".");
        if (dots > 0 && !(dots == len && dots <= 2)) return true;
    }
    return false;
}

enum cli_kind cli_inputs_kind(const char *path)
{
    const char *name = base_name(path);
    if (is_hidden(path)) return CLI_KIND_HIDDEN;
    if (!doc_format_is_found(doc_format_of(name)) || cli_inputs_is_own(name)) return CLI_KIND_OTHER;
    return is_lock(name) ? CLI_KIND_LOCK : CLI_KIND_READ;
}

/* Where a file is in the hash table of those that exist, or would be; the table has room. */
static size_t *place_of(const struct cli_inputs *inputs, dev_t device, ino_t number)
{
    size_t at = ((size_t)number * 0x9E3779B1u ^ (size_t)device) & (inputs->room - 1);
    for (; inputs->places[at] > 0; at = (at + 1) & (inputs->room - 1)) {
        const struct cli_input *item = &inputs->items[inputs->places[at] - 1];
        if (item->device == device && item->number == number) break;
    }
    return &inputs->places[at];
}

static struct cli_input *find_known(const struct cli_inputs *inputs, dev_t device, ino_t number)
{
    const size_t place = inputs->room > 0 ? *place_of(inputs, device, number) : 0;
    return place > 0 ? &inputs->items[place - 1] : NULL;
}

bool cli_inputs_have(const struct cli_inputs *inputs, const struct cli_input *input)
{
    return input->exists && find_known(inputs, input->device, input->number);
}

/* Of a file that is kept twice the first is known. */
static void enter(struct cli_inputs *inputs, size_t index)
{
    const struct cli_input *item = &inputs->items[index];
    size_t *place = item->exists ? place_of(inputs, item->device, item->number) : NULL;
    if (place && *place == 0) *place = index + 1;
}

static enum status make_room(struct cli_inputs *inputs)
{
    const size_t room = inputs->room > 0 ? 2 * inputs->room : FIRST_ROOM;
    if (2 * (inputs->count + 1) <= inputs->room) return STATUS_OK;
    size_t *places = arena_alloc(inputs->arena, room * sizeof *places);
    if (!places) return STATUS_NO_MEMORY;
    inputs->places = places;
    inputs->room = room;
    for (size_t i = 0; i < inputs->count; i++)
        enter(inputs, i);
    return STATUS_OK;
}

static enum status append(struct cli_inputs *inputs, const char *path, bool named, const struct stat *info)
{
    struct cli_input *items = arena_grow(inputs->arena, inputs->items, inputs->count, &inputs->capacity, sizeof *items);
    const char *kept = arena_copy(inputs->arena, path, strlen(path));
    if (!items || !kept || make_room(inputs) != STATUS_OK) return STATUS_NO_MEMORY;
    inputs->items = items;
    items[inputs->count++] = (struct cli_input){.path = kept,
                                                .named = named,
                                                .device = info ? info->st_dev : 0,
                                                .number = info ? info->st_ino : 0,
                                                .exists = info != NULL};
    enter(inputs, inputs->count - 1);
    return STATUS_OK;
}

static enum status keep(struct cli_inputs *inputs, const char *path, bool named, const struct stat *info)
{
    struct cli_input *known = info ? find_known(inputs, info->st_dev, info->st_ino) : NULL;
    if (!known) return append(inputs, path, named, info);
    known->named |= named; /* found in a folder and named as well: it must be a submission */
    return STATUS_OK;
}

enum status cli_inputs_keep(struct cli_inputs *inputs, const char *path, bool named)
{
    struct stat info;
    return append(inputs, path, named, stat(path, &info) == 0 ? &info : NULL);
}

/* Whether what a symlink leads to lies under one of these roots. */
static bool leads_inside(const char *const *roots, size_t count, const char *path)
{
    char target[PATH_MAX], root[PATH_MAX];
    if (!realpath(path, target)) return false;
    for (size_t i = 0; i < count; i++) {
        size_t len = realpath(roots[i], root) ? strlen(root) : 0;
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

enum status cli_inputs_skip(struct cli_inputs *inputs, const char *path, enum cli_skip reason)
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

static enum status add_entry(struct cli_inputs *inputs, const char *path)
{
    struct stat link = {0}, info;
    const char *name = base_name(path);
    bool is_there = lstat(path, &link) == 0;
    info = link;
    if (is_there && S_ISLNK(link.st_mode)) is_there = stat(path, &info) == 0;
    if (!is_there)
        return doc_format_is_found(doc_format_of(name)) ? cli_inputs_skip(inputs, path, CLI_SKIP_KIND) : STATUS_OK;
    if (cli_exclude_finds(&inputs->exclude, path, inputs->root, S_ISDIR(link.st_mode)))
        return S_ISDIR(link.st_mode) || doc_format_is_found(doc_format_of(name))
                   ? cli_inputs_skip(inputs, path, CLI_SKIP_EXCLUDED)
                   : STATUS_OK;
    if (S_ISDIR(link.st_mode)) return add_folder(inputs, path);
    if (strcmp(name, CLI_CONFIG_NAME) == 0) return note_config(inputs, path);
    enum cli_kind kind = cli_inputs_kind(name);
    if (kind == CLI_KIND_OTHER) return STATUS_OK;
    if (S_ISLNK(link.st_mode) && !leads_inside(inputs->roots, inputs->root_count, path))
        return cli_inputs_skip(inputs, path, CLI_SKIP_LINK);
    if (!S_ISREG(info.st_mode)) return cli_inputs_skip(inputs, path, CLI_SKIP_KIND);
    if (kind == CLI_KIND_LOCK) return cli_inputs_skip(inputs, path, CLI_SKIP_LOCK);
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

/* A file by name that need not be a submission. A link must stay below where we are, as if that folder were given. */
static enum status add_as_found(struct cli_inputs *inputs, const char *path, const struct stat *info)
{
    static const char *const here = ".";
    struct stat link;
    enum cli_kind kind = cli_inputs_kind(path);
    bool leaves = lstat(path, &link) == 0 && S_ISLNK(link.st_mode) && !leads_inside(&here, 1, path);
    if (kind == CLI_KIND_READ && S_ISREG(info->st_mode) && !leaves) return keep(inputs, path, false, info);
    const char *kept = arena_copy(inputs->arena, path, strlen(path));
    enum cli_skip reason = kind == CLI_KIND_LOCK   ? CLI_SKIP_LOCK
                           : kind != CLI_KIND_READ ? CLI_SKIP_OTHER
                           : leaves                ? CLI_SKIP_LINK
                                                   : CLI_SKIP_KIND;
    return kept ? cli_inputs_skip(inputs, kept, reason) : STATUS_NO_MEMORY;
}

enum status cli_inputs_add(struct cli_inputs *inputs, const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) return keep(inputs, path, true, NULL);
    bool is_folder = S_ISDIR(info.st_mode);
    if ((inputs->force_exclude || (inputs->as_found && !is_folder)) &&
        cli_exclude_finds(&inputs->exclude, path, NULL, is_folder)) {
        const char *kept = arena_copy(inputs->arena, path, strlen(path));
        return kept ? cli_inputs_skip(inputs, kept, CLI_SKIP_EXCLUDED) : STATUS_NO_MEMORY;
    }
    inputs->root = path;
    if (is_folder) return add_folder(inputs, path);
    return inputs->as_found ? add_as_found(inputs, path, &info) : keep(inputs, path, true, &info);
}
