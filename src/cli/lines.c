#include "cli/lines.h"

#include "base/alloc.h"

#include <errno.h>
#include <string.h>

#define CHUNK ((size_t)65536)

bool cli_read_stream(FILE *stream, struct cli_bytes *out_bytes)
{
    char *bytes = NULL;
    size_t len = 0, capacity = 0;
    for (size_t got = 1; got > 0; len += got) {
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
    *out_bytes = (struct cli_bytes){bytes, len};
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
