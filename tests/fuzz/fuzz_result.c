/* Stored results read back: what is refused is named with its place, what is read counts what it holds. */
#include "support/fuzzing.h"

#include "review/stored.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_new();
    struct doc_input input = {.path = "input", .in_memory = true};
    struct text_diagnostics diagnostics;
    struct text_source *source;
    struct review_stored stored;
    input.bytes = (struct text_view){(const char *)bytes, len};
    text_diagnostics_init(&diagnostics, arena);
    (void)fuzz_rules();
    enum status status = doc_input_open(arena, &input, &diagnostics, &source);
    if (status == STATUS_OK) status = review_stored_read(arena, source, &diagnostics, &stored);
    fuzz_require(status == STATUS_OK || diagnostics.count > 0, "something is said of what is refused");
    for (size_t i = 0; i < diagnostics.count; i++)
        fuzz_require(fuzz_is_in_file(diagnostics.items[i].span), "it is said of a place in the file");
    if (status == STATUS_OK) {
        fuzz_require(stored.totals.errors == stored.error_count, "errors are as many as were counted");
        for (size_t i = 1; i < stored.submission_count; i++)
            fuzz_require(text_view_compare(stored.submissions[i - 1].path, stored.submissions[i].path) <= 0,
                         "submissions are sorted by path");
    }
    arena_free(arena);
    return 0;
}
