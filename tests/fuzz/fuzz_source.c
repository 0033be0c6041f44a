/* Bytes in any encoding as a text: it is UTF-8, and places lead back to bytes of the file. */
#include "support/fuzzing.h"

#include "text/utf8.h"

#define PLACES 400 /* looked at, of a long text */

static void check_places(const struct text_source *source, size_t file_len)
{
    struct text_view text = text_source_bytes(source);
    size_t step = text.len / PLACES + 1, first = text_source_start(source);
    struct text_place last = {0};
    for (size_t at = first; at <= text.len; at += step) {
        struct text_place place = text_source_place(source, (uint32_t)at);
        uint32_t begin = text_source_line_begin(source, place.line);
        struct text_view line = text_source_line(source, place.line);
        fuzz_require(place.byte <= file_len && place.byte >= last.byte, "bytes of the file go on as the text does");
        fuzz_require(place.line >= last.line && place.line <= text_source_line_count(source), "lines go on too");
        fuzz_require(begin <= at && begin + line.len <= text.len, "a line holds the place");
        fuzz_require(place.column >= 1 && place.column <= at - begin + 1, "a column is of its line");
        last = place;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_new();
    struct text_source *source;
    struct text_defect defect;
    struct text_view file = {len > 0 ? (const char *)bytes : "", len};
    enum status status = text_source_open_any(arena, "input", file, &source, &defect);
    fuzz_require(status == STATUS_OK, "a text is opened");
    struct text_view text = text_source_bytes(source);
    bool is_utf8 = text_source_encoding(source) == TEXT_ENCODING_UTF8 && defect.kind == TEXT_DEFECT_NONE;
    fuzz_require(defect.at <= text.len, "what is wrong is wrong inside");
    if (defect.kind == TEXT_DEFECT_NONE) {
        fuzz_require(text_utf8_check(text) == text.len, "the text is UTF-8");
        fuzz_require(text_source_place(source, (uint32_t)text.len).byte == len, "the end of the text is the file's");
        check_places(source, len);
    }
    fuzz_require(!is_utf8 || text.len == len, "UTF-8 is taken as it is");
    fuzz_require(text_source_place(source, defect.at).byte <= len, "the place of what is wrong is inside the file");
    arena_free(arena);
    return 0;
}
