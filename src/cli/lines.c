#include "cli/lines.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)65536)

/* A file is known to be too large before it is read. */
static bool is_larger(FILE *stream)
{
    struct stat info;
    off_t at = lseek(fileno(stream), 0, SEEK_CUR);
    return at >= 0 && fstat(fileno(stream), &info) == 0 && S_ISREG(info.st_mode) &&
           info.st_size - at > (off_t)LIMIT_FILE_BYTES;
}

bool cli_read_stream(FILE *stream, struct cli_bytes *out_bytes)
{
    char *bytes = NULL;
    size_t len = 0, capacity = 0;
    if (is_larger(stream)) {
        *out_bytes = (struct cli_bytes){NULL, (size_t)LIMIT_FILE_BYTES + 1};
        return true;
    }
    for (size_t got = 1; got > 0 && len <= LIMIT_FILE_BYTES; len += got) {
        if (len + CHUNK + 1 > capacity) {
            char *grown = alloc_resize(bytes, capacity = 2 * capacity + CHUNK + 1);
            if (!grown) {
                alloc_free(bytes);
                errno = ENOMEM;
                return false;
            }
            bytes = grown;
        }
        got = fread(bytes + len, 1, CHUNK, stream);
    }
    if (ferror(stream)) {
        alloc_free(bytes);
        return false;
    }
    bytes[len] = '\0';
    *out_bytes = (struct cli_bytes){bytes, len <= LIMIT_FILE_BYTES ? len : (size_t)LIMIT_FILE_BYTES + 1};
    return true;
}

bool cli_read_list(FILE *stream, struct cli_bytes *out_bytes)
{
    struct cli_bytes bytes;
    if (!cli_read_stream(stream, &bytes)) return false;
    bool large = bytes.len > LIMIT_FILE_BYTES;
    if (large || strlen(bytes.at) != bytes.len) {
        cli_bytes_clear(&bytes);
        errno = large ? EFBIG : EILSEQ;
        return false;
    }
    *out_bytes = bytes;
    return true;
}

void cli_bytes_clear(struct cli_bytes *bytes)
{
    alloc_free(bytes->at);
    *bytes = (struct cli_bytes){0};
}

char *cli_next_line(char *line)
{
    char *end = strchr(line, '\n');
    if (!end) return NULL;
    *end = '\0';
    if (end > line && end[-1] == '\r') end[-1] = '\0';
    return end + 1;
}
