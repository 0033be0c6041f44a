/* The main of a fuzz target that is built without a fuzzer: gives it the files named, one after another.
 * usage: fuzz_x FILE…     exit status 0 when it came back from all of them */
#include "support/fuzzing.h"

#include "base/file.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **paths)
{
    for (int i = 1; i < count; i++) {
        struct arena *arena = arena_new();
        struct text_view file = {0};
        if (!arena || file_read(arena, paths[i], LIMIT_FILE_BYTES, &file.at, &file.len) != STATUS_OK) {
            fprintf(stderr, "%s: cannot be read\n", paths[i]);
            return 2;
        }
        /* A block of just that length, so that a checker sees what looks behind it; named, should it not come back. */
        uint8_t *bytes = malloc(file.len > 0 ? file.len : 1);
        if (!bytes) return 2;
        memcpy(bytes, file.at, file.len);
        fprintf(stderr, "%s\n", paths[i]);
        LLVMFuzzerTestOneInput(bytes, file.len);
        free(bytes);
        arena_free(arena);
    }
    return 0;
}
