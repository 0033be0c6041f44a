/* cli/target - where writing to a path ends up: symbolic links followed, so that two names of one file are known as
 * one. */
#ifndef CLI_TARGET_H
#define CLI_TARGET_H

#include <limits.h>
#include <stdbool.h>

/* The canonical path of the file, which need not exist (its folder must). False with errno set. */
bool cli_target_of(const char *path, char out_target[PATH_MAX]);

#endif
