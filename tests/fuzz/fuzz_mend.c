/* What --fix makes of a file: mended again nothing changes, unless it said that there is more. The first byte chooses
 * the format. */
#include "support/fuzzing.h"

#include "juten.h"
#include "text/utf8.h"

#define TIMES 64 /* of mending on, where there is more */

/* Opened once and never given back, as fuzz_rules is. */
static struct juten *mender(bool markdown)
{
    static struct juten *runs[2];
    const struct juten_settings settings = {.as_of = "2030-01-02",
                                            .pack = "r2",
                                            .input_format = markdown ? "markdown" : "yaml"};
    if (!runs[markdown]) fuzz_require(juten_open(&settings, &runs[markdown]) == JUTEN_OK, "a run is opened");
    return runs[markdown];
}

static bool is_utf8(const char *words)
{
    return text_utf8_check(text_view_of(words)) == strlen(words);
}

/* The file as it is then, in the arena. */
static struct text_view mended(struct juten *run, struct arena *arena, struct text_view file, bool *out_more)
{
    struct juten_mended made;
    fuzz_require(juten_mend_bytes(run, "input", file.at, file.len, &made) == JUTEN_OK, "it is mended");
    fuzz_require(is_utf8(made.diff) && is_utf8(made.problems), "what is said is UTF-8");
    fuzz_require((made.len > 0) == (made.lines > 0), "lines change when something does");
    *out_more = made.more;
    if (made.len == 0) return file;
    const char *kept = arena_copy(arena, made.bytes, made.len);
    return (struct text_view){kept, made.len};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len == 0) return 0;
    struct juten *run = mender(bytes[0] & 1);
    struct arena *arena = arena_new();
    struct text_view file = {(const char *)bytes + 1, len - 1};
    bool more = true;
    for (int i = 0; i < TIMES && more; i++)
        file = mended(run, arena, file, &more);
    fuzz_require(!more, "mending comes to an end");
    const struct text_view again = mended(run, arena, file, &more);
    fuzz_require(text_view_equal(again, file), "what is mended stays");
    arena_free(arena);
    return 0;
}
