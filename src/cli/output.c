#include "cli/output.h"

#include "base/alloc.h"
#include "cli/target.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct cli_output *output)
{
    if (output->error == 0) output->error = errno ? errno : EIO;
    return false;
}

/* The new file gets the mode that a plain new file would have, or that of the file it replaces. */
static mode_t mode_for(const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0) return info.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static char *copy_with(const char *path, const char *ending)
{
    size_t len = strlen(path), end = strlen(ending) + 1;
    char *copy = alloc_bytes(len + end);
    if (!copy) {
        errno = ENOMEM;
        return NULL;
    }
    memcpy(copy, path, len);
    memcpy(copy + len, ending, end);
    return copy;
}

static bool open_temporary(struct cli_output *output)
{
    char target[PATH_MAX];
    if (!cli_target_of(output->path, target)) return fail(output);
    output->target = copy_with(target, "");
    output->temporary = output->target ? copy_with(target, ".XXXXXX") : NULL;
    int descriptor = output->temporary ? mkstemp(output->temporary) : -1;
    if (descriptor < 0) {
        fail(output);
        alloc_free(output->temporary);
        output->temporary = NULL;
        return false;
    }
    if (fchmod(descriptor, mode_for(target)) == 0) output->stream = fdopen(descriptor, "w");
    if (!output->stream) {
        fail(output);
        close(descriptor);
    }
    return output->stream != NULL;
}

/* A device or a pipe (/dev/stdout, a named pipe) cannot be replaced: it is written straight. */
static bool is_special(const struct stat *info)
{
    return !S_ISREG(info->st_mode) && !S_ISDIR(info->st_mode);
}

bool cli_output_open(struct cli_output *output, const char *path)
{
    struct stat info;
    *output = (struct cli_output){.path = path};
    if (!path) {
        output->stream = stdout;
        return true;
    }
    output->existed = stat(path, &info) == 0;
    if (output->existed) {
        output->device = info.st_dev;
        output->number = info.st_ino;
    }
    if (!output->existed || !is_special(&info)) return open_temporary(output);
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
    if (!stream) return true;
    if (!output->path) return fflush(stream) == 0 || fail(output);
    return fclose(stream) == 0 || fail(output);
}

bool cli_output_commit(struct cli_output *output)
{
    if (!close_stream(output)) return false;
    if (!output->temporary) return true;
    if (rename(output->temporary, output->target) != 0) return fail(output);
    alloc_free(output->temporary);
    output->temporary = NULL;
    return true;
}

bool cli_output_reader_left(const struct cli_output *output)
{
    return !output->path && output->error == EPIPE;
}

void cli_output_close(struct cli_output *output)
{
    close_stream(output);
    if (output->temporary) unlink(output->temporary);
    alloc_free(output->temporary);
    alloc_free(output->target);
    *output = (struct cli_output){0};
}
