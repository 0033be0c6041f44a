/* A changed text back into the bytes of its file: what stays keeps its bytes, what is new has one code. */
#include "support/unit.h"

#include "text/rewrite.h"

#define BYTES(literal)                                                                                                 \
    {                                                                                                                  \
        literal, sizeof(literal) - 1                                                                                   \
    }

static void text_rewrite_keeps_what_stays(void **state)
{
    (void)state;
    static const struct {
        struct text_view file;
        const char *from, *to; /* one replacement in the text, the first place */
        struct text_view after;
        enum status status;
    } rows[] = {
        /* 81 CA and EE F9 are both U+FFE2, FA 54 too; 87 90 and 81 E0 both U+2252 */
        {BYTES("\xEE\xF9 a\n"), "a", "b", BYTES("\xEE\xF9 b\n"), STATUS_OK},
        {BYTES("\x81\xCA a \xFA\x54\n"), "a", "b", BYTES("\x81\xCA b \xFA\x54\n"), STATUS_OK},
        {BYTES("\x87\x90 a\n\x81\xE0 a\n"), "a", "b", BYTES("\x87\x90 b\n\x81\xE0 a\n"), STATUS_OK},
        {BYTES("\x87\x90\x81\x40\x81\xE0\n"), "\xE3\x80\x80", " ", BYTES("\x87\x90 \x81\xE0\n"), STATUS_OK},
        {BYTES("\x82\xA0 a\n"), "a", "\xE2\x89\x92", BYTES("\x82\xA0 \x81\xE0\n"), STATUS_OK},
        {BYTES("\x82\xA0 a\r\n\x82\xA2"), "a", "\xE3\x81\x86", BYTES("\x82\xA0 \x82\xA4\r\n\x82\xA2"), STATUS_OK},
        {BYTES("\x82\xA0 a\n"), "a", "\xF0\xA0\xAE\xB7", BYTES(""), STATUS_INVALID},
        /* UTF-16: a letter beyond the BMP stays, goes, comes; marks of order stay */
        {BYTES("\xFF\xFE\x42\xD8\xB7\xDF"
               "a\0\n\0"),
         "a", "b",
         BYTES("\xFF\xFE\x42\xD8\xB7\xDF"
               "b\0\n\0"),
         STATUS_OK},
        {BYTES("\xFE\xFF\xD8\x42\xDF\xB7\0a"), "\xF0\xA0\xAE\xB7", "x", BYTES("\xFE\xFF\0x\0a"), STATUS_OK},
        {BYTES("\xFE\xFF\0a\0b"), "a", "\xF0\xA0\xAE\xB7", BYTES("\xFE\xFF\xD8\x42\xDF\xB7\0b"), STATUS_OK},
        {BYTES("\xFF\xFE\x42\xD8\xB7\xDF"), "\xF0\xA0\xAE\xB7", "\xF0\xA0\xAE\xB8", BYTES("\xFF\xFE\x42\xD8\xB8\xDF"),
         STATUS_OK},
        {BYTES("\xEF\xBB\xBF"
               "a\n"),
         "a", "b",
         BYTES("\xEF\xBB\xBF"
               "b\n"),
         STATUS_OK},
        {BYTES("a\r\nb"), "b", "\xE3\x81\x86", BYTES("a\r\n\xE3\x81\x86"), STATUS_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_new();
        struct text_source *source;
        struct text_defect defect;
        struct text_view bytes = {0};
        assert_int_equal(text_source_open_any(arena, "in", rows[i].file, &source, &defect), STATUS_OK);
        assert_int_equal(defect.kind, TEXT_DEFECT_NONE);
        struct text_view text = text_source_bytes(source), from = text_view_of(rows[i].from);
        size_t at = text_view_find(text, from, 0), to = strlen(rows[i].to);
        char after[64];
        if (at > text.len || text.len + to > sizeof after) {
            fail_msg("row %zu: not read as meant: %.*s", i, (int)text.len, text.at);
            return;
        }
        memcpy(after, text.at, at);
        memcpy(after + at, rows[i].to, to);
        memcpy(after + at + to, text.at + at + from.len, text.len - at - from.len);
        struct text_view changed = {after, text.len - from.len + to};
        if (text_rewrite(arena, source, rows[i].file, changed, &bytes) != rows[i].status) fail_msg("row %zu", i);
        if (rows[i].status == STATUS_OK && !text_view_equal(bytes, rows[i].after)) fail_msg("row %zu: bytes", i);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_rewrite_keeps_what_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
