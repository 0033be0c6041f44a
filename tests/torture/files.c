#include "torture/files.h"

#include "base/hash.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

_Noreturn void torture_die(const char *what, const char *which)
{
    fprintf(stderr, "torture: %s: %s\n", what, which);
    exit(2);
}

char *torture_path(const char *folder, const char *name)
{
    size_t len = strlen(folder) + strlen(name) + 2;
    char *path = malloc(len);
    if (!path) torture_die("no memory", name);
    snprintf(path, len, "%s/%s", folder, name);
    return path;
}

char *torture_read(const char *path, size_t *out_len)
{
    FILE *stream = fopen(path, "rb");
    struct stat info;
    if (!stream || fstat(fileno(stream), &info) != 0) return NULL;
    char *bytes = malloc((size_t)info.st_size + 1);
    if (!bytes) torture_die("no memory", path);
    size_t len = fread(bytes, 1, (size_t)info.st_size, stream);
    fclose(stream);
    bytes[len] = '\0';
    if (out_len) *out_len = len;
    return bytes;
}

char *torture_read_in(const char *folder, const char *name)
{
    char *path = torture_path(folder, name), *bytes = torture_read(path, NULL);
    free(path);
    return bytes;
}

void torture_run_tool(const char *const *argv)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) torture_die("cannot run", argv[0]);
}

void torture_copy(const char *from, const char *to)
{
    torture_run_tool((const char *const[]){"cp", "-r", "--", from, to, NULL});
}

void torture_remove(const char *path)
{
    torture_run_tool((const char *const[]){"rm", "-rf", "--", path, NULL});
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_file(struct buf *out, const char *path)
{
    size_t len = 0;
    char *bytes = torture_read(path, &len);
    buf_add_string(out, path);
    buf_add_char(out, ' ');
    buf_add_int(out, (int64_t)len);
    buf_add_char(out, ' ');
    buf_add_int(out, bytes ? hash_bytes(bytes, len) : 0);
    buf_add_char(out, '\n');
    free(bytes);
}

void torture_list(struct buf *out, const char *folder)
{
    char *names[1024];
    size_t count = 0;
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream && (entry = readdir(stream)) && count < 1024;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            names[count++] = torture_path(folder, entry->d_name);
    if (stream) closedir(stream);
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        if (lstat(names[i], &info) == 0 && S_ISDIR(info.st_mode)) torture_list(out, names[i]);
        else list_file(out, names[i]);
        free(names[i]);
    }
}
