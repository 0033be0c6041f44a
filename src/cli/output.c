#include "cli/output.h"

#include "base/alloc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct cli_output *output)
{
    if (output->error == 0)
        output->error = errno ? errno : EIO;
    return false;
}

/* The new file gets the mode that a plain new file would have, or that of the file it replaces. */
static mode_t mode_for(const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0)
        return info.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool open_temporary(struct cli_output *output)
{
    size_t len = strlen(output->path);
    output->temporary = alloc_bytes(len + sizeof ".XXXXXX");
    if (!output->temporary) {
        errno = ENOMEM;
        return fail(output);
    }
    memcpy(output->temporary, output->path, len);
    memcpy(output->temporary + len, ".XXXXXX", sizeof ".XXXXXX");
    int descriptor = mkstemp(output->temporary);
    if (descriptor < 0) {
        fail(output);
        alloc_free(output->temporary);
        output->temporary = NULL;
        return false;
    }
    if (fchmod(descriptor, mode_for(output->path)) == 0)
        output->stream = fdopen(descriptor, "w");
    if (!output->stream) {
        fail(output);
        close(descriptor);
    }
    return output->stream != NULL;
}

/* A device or a pipe (/dev/stdout, a named pipe) cannot be replaced: it is written straight. */
static bool is_special(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

bool cli_output_open(struct cli_output *output, const char *path)
{
    *output = (struct cli_output){.path = path};
    if (!path) {
        output->stream = stdout;
        return true;
    }
    if (!is_special(path))
        return open_temporary(output);
    output->stream = fopen(path, "w");
    return output->stream || fail(output);
}

bool cli_output_write(void *context, const char *bytes, size_t len)
{
    struct cli_output *output = context;
    return fwrite(bytes, 1, len, output->stream) == len || fail(output);
}

static bool close_stream(struct cli_output *output)
{
    FILE *stream = output->stream;
    output->stream = NULL;
    if (!stream)
        return true;
    if (!output->path)
        return fflush(stream) == 0 || fail(output);
    return fclose(stream) == 0 || fail(output);
}

bool cli_output_commit(struct cli_output *output)
{
    if (!close_stream(output))
        return false;
    if (!output->temporary)
        return true;
    if (rename(output->temporary, output->path) != 0)
        return fail(output);
    alloc_free(output->temporary);
    output->temporary = NULL;
    return true;
}

void cli_output_close(struct cli_output *output)
{
    close_stream(output);
    if (output->temporary)
        unlink(output->temporary);
    alloc_free(output->temporary);
    *output = (struct cli_output){0};
}
