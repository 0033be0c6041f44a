#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads until the room is full or the file ends; a file that grew meanwhile is read as far as it was. */
static enum status read_into(int descriptor, char *bytes, size_t room, size_t *out_len)
{
    size_t len = 0;
    while (len < room) {
        ssize_t got = read(descriptor, bytes + len, room - len);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return STATUS_IO;
        if (got == 0) break;
        len += (size_t)got;
    }
    *out_len = len;
    return STATUS_OK;
}

static enum status read_open(struct arena *arena, int descriptor, size_t limit, const char **out_bytes, size_t *out_len)
{
    struct stat info;
    if (fstat(descriptor, &info) != 0) return STATUS_IO;
    if (!S_ISREG(info.st_mode)) {
        errno = S_ISDIR(info.st_mode) ? EISDIR : 0;
        return STATUS_INVALID;
    }
    if (info.st_size < 0 || (size_t)info.st_size > limit) return STATUS_LIMIT;
    char *bytes = arena_alloc(arena, (size_t)info.st_size + 1);
    if (!bytes) return STATUS_NO_MEMORY;
    enum status status = read_into(descriptor, bytes, (size_t)info.st_size, out_len);
    if (status == STATUS_OK) *out_bytes = bytes;
    return status;
}

size_t file_size(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0 ? (size_t)info.st_size : 0;
}

enum status file_read(struct arena *arena, const char *path, size_t limit, const char **out_bytes, size_t *out_len)
{
    /* O_NONBLOCK: opening a pipe or a device must not hang; it has no effect on regular files. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return STATUS_IO;
    enum status status = read_open(arena, descriptor, limit, out_bytes, out_len);
    int reason = errno;
    close(descriptor);
    errno = reason;
    return status;
}
