/* Line by line, what the two texts have in common at both ends is copied from the file; what lies between is encoded
 * anew.
 *
 *     before   番号:　A-1          file   94 D4 8D 86 3A 81 40 41 2D 31
 *     after    番号: A-1           common 番号:  and  A-1; " " is put for U+3000 */
#include "text/rewrite.h"

#include "text/utf8.h"

#define NEAR 48 /* bytes: an edit takes away less */

struct rewriting {
    enum text_encoding encoding;
    struct text_view file; /* what is left of it */
    char *out;
    size_t len;
};

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Takes so many characters' bytes from the file; copies them when `keep`. */
static void pass(struct rewriting *it, struct text_view text, bool keep)
{
    size_t len = text_encoding_span(it->encoding, text, 0, text.len);
    if (keep) {
        memcpy(it->out + it->len, it->file.at, len);
        it->len += len;
    }
    it->file = text_view_part(it->file, len, it->file.len);
}

static bool put(struct rewriting *it, uint32_t point)
{
    size_t len = text_encoding_put(it->encoding, point, it->out + it->len);
    it->len += len;
    return len > 0;
}

/* Where the character stands in the text, as long as it is not far on; text.len when it does not. */
static size_t find_near(struct text_view text, struct text_view character)
{
    size_t near = text.len < NEAR ? text.len : NEAR;
    size_t at = text_view_find(text_view_part(text, 0, near), character, 0);
    return at == (size_t)-1 ? text.len : at;
}

/* Several edits may lie in between. A character that comes soon in what was there has its bytes from there; whichever
 * it is, they are bytes of that character. */
static bool rewrite_part(struct rewriting *it, struct text_view old, struct text_view new)
{
    size_t width;
    for (size_t at = 0; at < new.len; at += width) {
        uint32_t point = 0;
        width = text_utf8_decode(text_view_part(new, at, new.len), &point);
        if (width == 0) return false;
        struct text_view character = text_view_part(new, at, at + width);
        size_t found = find_near(old, character);
        if (found == old.len && !put(it, point)) return false;
        if (found == old.len) continue;
        pass(it, text_view_part(old, 0, found), false);
        pass(it, character, true);
        old = text_view_part(old, found + width, old.len);
    }
    pass(it, old, false);
    return true;
}

/* Bytes that both begin with, up to a character's end. */
static size_t common_start(struct text_view a, struct text_view b)
{
    size_t len = 0;
    while (len < a.len && len < b.len && a.at[len] == b.at[len])
        len++;
    while (len > 0 && ((len < a.len && is_continuation(a.at[len])) || (len < b.len && is_continuation(b.at[len]))))
        len--;
    return len;
}

static size_t common_end(struct text_view a, struct text_view b)
{
    size_t len = 0;
    while (len < a.len && len < b.len && a.at[a.len - len - 1] == b.at[b.len - len - 1])
        len++;
    while (len > 0 && is_continuation(a.at[a.len - len]))
        len--;
    return len;
}

static bool rewrite_line(struct rewriting *it, struct text_view before, struct text_view after)
{
    size_t start = common_start(before, after);
    struct text_view old = text_view_part(before, start, before.len), new = text_view_part(after, start, after.len);
    size_t end = common_end(old, new);
    pass(it, text_view_part(before, 0, start), true);
    if (!rewrite_part(it, text_view_part(old, 0, old.len - end), text_view_part(new, 0, new.len - end))) return false;
    pass(it, text_view_part(old, old.len - end, old.len), true);
    return true;
}

enum status text_rewrite(struct arena *arena, const struct text_source *source, struct text_view bytes,
                         struct text_view after, struct text_view *out_bytes)
{
    enum text_encoding encoding = text_source_encoding(source);
    size_t mark = text_encoding_mark(encoding);
    *out_bytes = after;
    if (encoding == TEXT_ENCODING_UTF8) return STATUS_OK;
    struct text_view before = text_source_bytes(source);
    /* no character takes more bytes than four in either */
    struct rewriting it = {encoding, text_view_part(bytes, mark, bytes.len), NULL, mark};
    it.out = arena_alloc(arena, mark + 2 * after.len + bytes.len + 1);
    if (!it.out) return STATUS_NO_MEMORY;
    memcpy(it.out, bytes.at, mark);
    while (before.len > 0 || after.len > 0) {
        struct text_view line = text_view_take_line(&before);
        if (!rewrite_line(&it, line, text_view_take_line(&after))) return STATUS_INVALID;
    }
    *out_bytes = (struct text_view){it.out, it.len};
    return STATUS_OK;
}
