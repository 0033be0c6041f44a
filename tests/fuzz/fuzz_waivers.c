/* A file of waivers, whatever its bytes: what is refused is named with its place, and what is read is written again,
 * entries taken out and put in, as a file that is read again with just these. */
#include "support/fuzzing.h"

#include "review/waiver_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reading takes a path. */
static void write_file(char path[], const uint8_t *bytes, size_t len)
{
    int handle = mkstemp(path);
    fuzz_require(handle >= 0, "a file can be made");
    FILE *file = fdopen(handle, "wb");
    fuzz_require(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0, "it can be written");
}

static enum status read_bytes(struct arena *arena, const void *bytes, size_t len, struct review_waivers *waivers,
                              struct text_source **out_source)
{
    char path[] = "/tmp/juten-fuzz-XXXXXX";
    struct text_diagnostics diagnostics;
    struct review_waiver_file file;
    text_diagnostics_init(&diagnostics, arena);
    *waivers = (struct review_waivers){.arena = arena, .as_of = text_view_of("2030-01-02")};
    write_file(path, bytes, len);
    enum status status = review_waivers_read(waivers, path, NULL, &diagnostics, &file);
    unlink(path);
    *out_source = file.source;
    fuzz_require(status == STATUS_OK || diagnostics.count > 0, "something is said of what is refused");
    for (size_t i = 0; i < diagnostics.count; i++)
        fuzz_require(fuzz_is_in_file(diagnostics.items[i].span), "it is said of a place in the file");
    return status;
}

/* Every other entry goes, and one is put in. */
static void change(struct arena *arena, const struct review_waivers *held, const struct text_source *source)
{
    static const struct review_waiver added = {.fingerprint = {"00112233445566778899aabbccddeeff", 32},
                                               .state = REVIEW_WAIVER_APPROVED,
                                               .reason = {"- a: b #", 8}};
    struct review_waiver_fate *fates = arena_alloc(arena, (held->count + 1) * sizeof *fates);
    const struct review_waiver_changes changes = {held, fates, &added, 1};
    struct text_diagnostics diagnostics;
    struct review_waivers again;
    struct text_source *written;
    struct buf out;
    size_t kept = 0;
    for (size_t i = 0; i < held->count; i++)
        kept += !(fates[i].removed = i % 2 == 0);
    buf_init(&out);
    text_diagnostics_init(&diagnostics, arena);
    enum status status = review_waivers_change(&out, source, &changes, &diagnostics);
    fuzz_require(status == STATUS_OK || diagnostics.count > 0, "what can't be changed is named");
    if (status == STATUS_OK) {
        fuzz_require(read_bytes(arena, out.bytes, out.len, &again, &written) == STATUS_OK, "it is read again");
        fuzz_require(again.count == kept + 1, "with what was kept and put in");
        fuzz_require(text_view_equal(again.items[kept].reason, added.reason), "as it was put in");
    }
    buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_new();
    struct review_waivers held;
    struct text_source *source;
    if (read_bytes(arena, bytes, len, &held, &source) == STATUS_OK) change(arena, &held, source);
    arena_free(arena);
    return 0;
}
