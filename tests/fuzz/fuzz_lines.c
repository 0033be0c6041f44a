/* Submissions one a line (NDJSON). */
#include "support/fuzzing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    fuzz_read(DOC_FORMAT_LINES, bytes, len);
    return 0;
}
