#include "rule/folder.h"

#include "base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

bool rule_folder_list(struct rule_loader *load, const char *folder, struct rule_folder_names *out_names)
{
    struct rule_folder_names names = {0};
    DIR *stream = opendir(folder);
    if (!stream) {
        fault_errno(load, copy(load, folder), errno);
        return false;
    }
    for (struct dirent *entry = readdir(stream); entry && load->status == STATUS_OK; entry = readdir(stream)) {
        if (entry->d_name[0] == '.') continue;
        const char **items = rule_grow(load, names.items, names.count, &names.capacity, sizeof *items);
        const char *name = copy(load, entry->d_name);
        if (!items || !name) continue;
        names.items = items;
        items[names.count++] = name;
    }
    closedir(stream);
    *out_names = names;
    return load->status == STATUS_OK;
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

/* Reads until the end of the file or of the room; the bytes read, or -1. */
static ssize_t read_all(int descriptor, char *bytes, size_t room)
{
    size_t len = 0;
    while (len < room) {
        ssize_t got = read(descriptor, bytes + len, room - len);
        if (got == 0) break;
        if (got > 0) len += (size_t)got;
        else if (errno != EINTR) return -1;
    }
    return (ssize_t)len;
}

static bool read_open(struct rule_loader *load, const char *path, int descriptor, struct text_view *out_bytes)
{
    struct stat about;
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        fault(load, DIAGNOSTIC_PACK_READ, path);
        return false;
    }
    if (about.st_size > (off_t)LIMIT_FILE_BYTES) {
        fault(load, DIAGNOSTIC_PACK_FILE_LARGE, path);
        return false;
    }
    char *bytes = rule_alloc(load, (size_t)about.st_size + 1, 1);
    if (!bytes) return false;
    ssize_t len = read_all(descriptor, bytes, (size_t)about.st_size);
    if (len < 0) {
        fault_errno(load, path, errno);
        return false;
    }
    *out_bytes = (struct text_view){bytes, (size_t)len};
    return true;
}

bool rule_folder_read(struct rule_loader *load, const char *path, struct text_view *out_bytes)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        fault_errno(load, path, errno);
        return false;
    }
    bool read = read_open(load, path, descriptor, out_bytes);
    close(descriptor);
    return read;
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
