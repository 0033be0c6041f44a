/* From bytes to a result and back: whatever is checked, the result can be stored and read. The first byte chooses the
 * format, and whether the result is json or ndjson. */
#include "support/fuzzing.h"

#include "juten.h"
#include "review/stored.h"

static bool take(void *context, const char *bytes, size_t len)
{
    buf_add(context, bytes, len);
    return buf_status(context) == STATUS_OK;
}

static void read_back(const struct buf *result)
{
    struct arena *arena = arena_new();
    struct text_diagnostics diagnostics;
    struct text_source *source;
    struct text_defect defect;
    struct review_stored stored;
    text_diagnostics_init(&diagnostics, arena);
    enum status status =
        text_source_open(arena, "result", (struct text_view){result->bytes, result->len}, &source, &defect);
    fuzz_require(status == STATUS_OK && defect.kind == TEXT_DEFECT_NONE, "a result is UTF-8");
    status = review_stored_read(arena, source, &diagnostics, &stored);
    if (status == STATUS_INVALID) {
        struct buf line;
        buf_init(&line);
        text_diagnostic_line(&line, &diagnostics.items[0], TEXT_EN);
        fuzz_require(false, line.bytes);
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char *const formats[] = {"yaml", "csv", "markdown", "ndjson", "xlsx"};
    struct juten_settings settings = {.as_of = "2030-01-02", .pack = "r2", .explain = true, .suggest = true};
    struct juten *run = NULL;
    struct buf result;
    if (len == 0) return 0;
    buf_init(&result);
    settings.input_format = formats[bytes[0] % (sizeof formats / sizeof *formats)];
    fuzz_require(juten_open(&settings, &run) == JUTEN_OK, "a run is opened");
    fuzz_require(juten_add_report(run, bytes[0] & 128 ? "ndjson" : "json", take, &result) == JUTEN_OK, "with a report");
    fuzz_require(juten_add_bytes(run, "input", bytes + 1, len - 1) == JUTEN_OK, "and an input");
    fuzz_require(juten_check(run) == JUTEN_OK, "it is checked");
    juten_close(run);
    read_back(&result);
    buf_clear(&result);
    return 0;
}
