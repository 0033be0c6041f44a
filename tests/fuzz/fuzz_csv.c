/* Tables (CSV), as far as a typed submission. */
#include "support/fuzzing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    fuzz_read(DOC_FORMAT_CSV, bytes, len);
    return 0;
}
