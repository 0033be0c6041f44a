/* Markdown with front matter. */
#include "support/fuzzing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    fuzz_read(DOC_FORMAT_MARKDOWN, bytes, len);
    return 0;
}
