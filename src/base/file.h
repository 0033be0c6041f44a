/* base/file - reading a whole file into memory.
 *
 * Only regular files (and what a symlink leads to); the caller has decided that the path may be read. Bytes live in the
 * arena given. On STATUS_IO errno tells why. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/status.h"

#include <stddef.h>

/* Reads the file. STATUS_LIMIT above `limit` bytes, STATUS_INVALID when it is not a regular file (errno EISDIR: a
 * folder), STATUS_IO. The bytes are followed by a NUL that is not counted. */
enum status file_read(struct arena *arena, const char *path, size_t limit, const char **out_bytes,
                      size_t *out_len) MUST_CHECK;

/* Bytes of a regular file; 0 of anything else, or when there is none. */
size_t file_size(const char *path);

#endif
