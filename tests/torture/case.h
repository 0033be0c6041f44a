/* torture/case - one golden case (tests/golden/run.py says what is in its folder): its arguments and environment, and
 * its files laid out in a folder to work in. */
#ifndef TORTURE_CASE_H
#define TORTURE_CASE_H

#include <stddef.h>

#define TORTURE_WORDS 64

struct words {
    char *items[TORTURE_WORDS + 1];
    size_t count;
};

/* One golden case, read. */
struct torture_case {
    const char *folder;
    char *args_bytes, *env_bytes;
    struct words args; /* as argv, the command's name first */
    struct words env;
};

/* Reads the case in `folder` (borrowed); its words live until torture_case_clear. */
void torture_case_read(struct torture_case *it, const char *folder);
void torture_case_clear(struct torture_case *it);
/* Lays its files into `work`, which must not exist yet; what it copies comes from the repository's `root`. */
void torture_case_lay_out(const char *folder, const char *root, const char *work);

#endif
