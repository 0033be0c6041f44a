/* A pack of one file: it loads, or what is wrong in it is named with its place. */
#include "support/fuzzing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct rule_embedded_file file = {"t/pack.yaml", bytes, len};
    struct arena *arena = arena_new();
    struct text_diagnostics diagnostics;
    struct rule_set *rules = NULL;
    text_diagnostics_init(&diagnostics, arena);
    enum status status = rule_pack_load_table(&file, 1, "t", &diagnostics, &rules);
    fuzz_require(status == STATUS_OK || diagnostics.count > 0, "something is said of what does not load");
    for (size_t i = 0; i < diagnostics.count; i++)
        fuzz_require(fuzz_is_in_file(diagnostics.items[i].span), "it is said of a place in the file");
    rule_set_free(rules);
    arena_free(arena);
    return 0;
}
