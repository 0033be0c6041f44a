/* Folding with and without spelling rules, also those of the newest pack: idempotent, and the map is exact. */
#include "support/folding.h"
#include "support/fuzzing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_new();
    struct text_view text = fuzz_text(bytes, len);
    const char *problem = folding_problem(folding_plain_folder(arena), folding_spelling_folder(arena), text);
    if (!problem) problem = folding_problem(fuzz_rules()->words.folder, NULL, text);
    fuzz_require(!problem, problem ? problem : "");
    arena_free(arena);
    return 0;
}
