/* The files of a folder one after the other, as the floors take them. */
#ifndef BENCH_FILES_H
#define BENCH_FILES_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct bytes {
    unsigned char *at;
    size_t len, room;
};

/* Reads a whole file into memory that is used again for the next. */
static inline int read_file(const char *path, struct bytes *into)
{
    struct stat info;
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &info) != 0) return -1;
    if ((size_t)info.st_size > into->room) {
        into->room = (size_t)info.st_size;
        into->at = realloc(into->at, into->room);
        if (!into->at) return -1;
    }
    ssize_t len = read(file, into->at, (size_t)info.st_size);
    close(file);
    into->len = len > 0 ? (size_t)len : 0;
    return len == info.st_size ? 0 : -1;
}

/* Calls `take` for each file of the folder; the exit status. */
static inline int each_file(const char *folder, int (*take)(const struct bytes *bytes))
{
    struct bytes bytes = {0};
    char path[4096];
    DIR *open = opendir(folder);
    int failed = !open;
    for (struct dirent *entry; !failed && (entry = readdir(open));) {
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        failed = read_file(path, &bytes) != 0 || take(&bytes) != 0;
    }
    if (open) closedir(open);
    free(bytes.at);
    return failed;
}

#endif
