/* torture/files - files and folders for the torture program, by plain C and `cp`, `rm`: never by what is tested.
 *
 * Any failure ends the program with status 2. Paths and bytes returned are the caller's to free. */
#ifndef TORTURE_FILES_H
#define TORTURE_FILES_H

#include "base/buf.h"

/* Says what went wrong with which and ends the program. */
_Noreturn void torture_die(const char *what, const char *which);

/* "folder/name". */
char *torture_path(const char *folder, const char *name);
/* The whole file with a NUL behind it; NULL when there is none. torture_read_in: of a file in a folder. */
char *torture_read(const char *path, size_t *out_len);
char *torture_read_in(const char *folder, const char *name);
/* Runs a program, found by PATH, to its end. torture_copy and torture_remove: of files and of whole folders. */
void torture_run_tool(const char *const *argv);
void torture_copy(const char *from, const char *to);
void torture_remove(const char *path);
/* Appends every file below the folder with its size and hash, sorted by name. */
void torture_list(struct buf *out, const char *folder);

#endif
