#include "rule/folder.h"

#include "base/file.h"
#include "base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

static const struct text_view nothing;

static void fault(struct rule_loader *load, enum diagnostic_code code, const char *path)
{
    text_diagnostics_add(&load->faults, code, path, (struct text_span){0}, nothing, nothing, nothing);
}

/* A system call on `path` failed. */
static void fault_errno(struct rule_loader *load, const char *path, int error)
{
    if (error == ENOMEM) load->status = STATUS_NO_MEMORY;
    else if (error == ENOENT || error == ENOTDIR) fault(load, DIAGNOSTIC_PACK_PATH, path);
    else fault(load, DIAGNOSTIC_PACK_READ, path);
}

static const char *copy(struct rule_loader *load, const char *text)
{
    const char *kept = arena_copy(load->arena, text, strlen(text));
    if (!kept) load->status = STATUS_NO_MEMORY;
    return kept;
}

/* The next name that is not hidden; NULL at the end, and with errno set when the folder can't be read further. */
static const char *next_name(DIR *stream)
{
    struct dirent *entry;
    do {
        errno = 0;
        entry = readdir(stream);
    } while (entry && entry->d_name[0] == '.');
    return entry ? entry->d_name : NULL;
}

static void add_name(struct rule_loader *load, struct rule_folder_names *names, const char *name)
{
    const char **items = rule_grow(load, names->items, names->count, &names->capacity, sizeof *items);
    const char *kept = copy(load, name);
    if (!items || !kept) return;
    names->items = items;
    items[names->count++] = kept;
}

bool rule_folder_list(struct rule_loader *load, const char *folder, struct rule_folder_names *out_names)
{
    struct rule_folder_names names = {0};
    const char *name = NULL;
    DIR *stream = opendir(folder);
    int error = stream ? 0 : errno;
    while (stream && load->status == STATUS_OK && (name = next_name(stream)))
        add_name(load, &names, name);
    if (stream && !name && load->status == STATUS_OK) error = errno;
    if (stream) closedir(stream);
    if (error != 0) fault_errno(load, copy(load, folder), error);
    *out_names = names;
    return error == 0 && load->status == STATUS_OK;
}

const char *rule_folder_path(struct rule_loader *load, const char *folder, const char *name)
{
    size_t head = strlen(folder), tail = strlen(name);
    bool slash = head > 0 && folder[head - 1] == '/';
    char *path = rule_alloc(load, head + tail + 2, 1);
    if (!path) return NULL;
    memcpy(path, folder, head);
    if (!slash) path[head++] = '/';
    memcpy(path + head, name, tail + 1);
    return path;
}

bool rule_folder_read(struct rule_loader *load, const char *path, struct text_view *out_bytes)
{
    struct text_view bytes;
    enum status status = file_read(load->arena, path, LIMIT_FILE_BYTES, &bytes.at, &bytes.len);
    if (status == STATUS_OK) *out_bytes = bytes;
    else if (status == STATUS_NO_MEMORY) load->status = status;
    else if (status == STATUS_IO) fault_errno(load, path, errno);
    else fault(load, status == STATUS_LIMIT ? DIAGNOSTIC_PACK_FILE_LARGE : DIAGNOSTIC_PACK_READ, path);
    return status == STATUS_OK;
}

/* Length of what stands before the last component, with its slash; (size_t)-1 when that is "." or "..", whose
 * neighbours are not found by exchanging the name. */
static size_t parent_length(const char *folder, size_t len)
{
    size_t at = len;
    while (at > 0 && folder[at - 1] != '/')
        at--;
    bool dots = (len - at == 1 && folder[at] == '.') || (len - at == 2 && memcmp(folder + at, "..", 2) == 0);
    return dots ? (size_t)-1 : at;
}

const char *rule_folder_beside(struct rule_loader *load, const char *folder, const char *name)
{
    struct stat about;
    if (!folder || !name) return NULL;
    size_t len = strlen(folder), tail = strlen(name);
    while (len > 1 && folder[len - 1] == '/')
        len--;
    size_t head = parent_length(folder, len);
    char *path = rule_alloc(load, len + tail + 5, 1);
    if (!path) return NULL;
    if (head == (size_t)-1) {
        memcpy(path, folder, len);
        memcpy(path + len, "/../", 4);
        head = len + 4;
    } else {
        memcpy(path, folder, head);
    }
    memcpy(path + head, name, tail + 1);
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode) ? path : NULL;
}
