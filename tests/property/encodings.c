/* What must hold of any text in each encoding that is read, on each of its paragraphs and on the whole. iconv writes
 * the other encodings:
 *   UTF-16 and CP932 come back as they were (CP932 without what it does not have), and places lead back to their bytes;
 *   no paragraph of Japanese in CP932 is taken for EUC-JP or for broken UTF-8;
 *   in EUC-JP the whole is refused, and paragraphs with ten kana and more are.
 * usage: encodings FILE…     exit status 0 when all holds, 1 when something does not, 2 when a file cannot be read */
#include "base/file.h"
#include "base/limits.h"
#include "text/source.h"
#include "text/utf8.h"

#include <iconv.h>
#include <stdio.h>

#define KANA_ENOUGH 10

struct writer {
    const char *name; /* as iconv has it */
    const char *mark;
    enum text_encoding encoding;
    iconv_t to, back;
};

#define CLOSED (iconv_t) - 1

static struct writer writers[] = {{"UTF-16LE", "\xFF\xFE", TEXT_ENCODING_UTF16LE, CLOSED, CLOSED},
                                  {"UTF-16BE", "\xFE\xFF", TEXT_ENCODING_UTF16BE, CLOSED, CLOSED},
                                  {"CP932", "", TEXT_ENCODING_CP932, CLOSED, CLOSED}};
static struct writer euc = {"EUC-JP", "", TEXT_ENCODING_UTF8, CLOSED, CLOSED};

static int report(const char *path, const char *encoding, const char *problem, struct text_view text)
{
    int shown = text.len < 300 ? (int)text.len : 300;
    printf("%s, %s: %s\n%.*s\n", path, encoding, problem, shown, text.at);
    return 1;
}

/* The text by iconv, behind the mark; characters that the encoding does not have are left out. */
static struct text_view write_by(struct arena *arena, const struct writer *writer, struct text_view text)
{
    size_t mark = strlen(writer->mark), room = 4 * text.len + 8;
    char *bytes = arena_alloc(arena, mark + room), *to = bytes + mark;
    memcpy(bytes, writer->mark, mark);
    char *from = arena_copy(arena, text.at, text.len);
    iconv(writer->to, NULL, NULL, NULL, NULL);
    for (size_t left = text.len; left > 0;) {
        uint32_t point;
        if (iconv(writer->to, &from, &left, &to, &room) != (size_t)-1) continue;
        size_t size = text_utf8_decode((struct text_view){from, left}, &point);
        from += size;
        left -= size;
    }
    return (struct text_view){bytes, (size_t)(to - bytes)};
}

/* The text of the bytes by iconv: two characters that CP932 writes alike come back as one. */
static struct text_view read_by(struct arena *arena, const struct writer *writer, struct text_view bytes)
{
    size_t mark = strlen(writer->mark), left = bytes.len - mark, room = 3 * bytes.len + 8;
    char *text = arena_alloc(arena, room), *to = text, *from = arena_copy(arena, bytes.at + mark, left);
    iconv(writer->back, NULL, NULL, NULL, NULL);
    iconv(writer->back, &from, &left, &to, &room);
    return (struct text_view){text, (size_t)(to - text)};
}

static const char *places_problem(const struct text_source *source, size_t len)
{
    struct text_view text = text_source_bytes(source);
    uint32_t byte = (uint32_t)text_encoding_mark(text_source_encoding(source)), point;
    for (size_t at = 0, size; at < text.len; at += size) {
        if (at % 8 == 0 && text_source_place(source, (uint32_t)at).byte != byte) return "a place leads to another byte";
        size = text_utf8_decode(text_view_part(text, at, text.len), &point);
        byte += (uint32_t)text_encoding_span(text_source_encoding(source), text, at, at + size);
    }
    return byte == len ? NULL : "the characters have not the length of the file";
}

static const char *problem_of(struct arena *arena, const struct writer *writer, struct text_view bytes,
                              struct text_view expected)
{
    struct text_source *source;
    struct text_defect defect;
    if (text_source_open_any(arena, "text", bytes, &source, &defect) != STATUS_OK) return "no memory";
    if (defect.kind == TEXT_DEFECT_EUC) return "taken for EUC-JP";
    if (defect.kind == TEXT_DEFECT_UTF8) return "taken for broken UTF-8";
    if (defect.kind != TEXT_DEFECT_NONE) return "not read";
    bool ascii = writer->encoding == TEXT_ENCODING_CP932 && text_utf8_check(bytes) == bytes.len;
    if (!ascii && text_source_encoding(source) != writer->encoding) return "read as another encoding";
    if (!text_view_equal(text_source_bytes(source), expected)) return "read as another text";
    return places_problem(source, bytes.len);
}

static size_t kana_in(struct text_view text)
{
    size_t kana = 0;
    for (size_t at = 0, size; at < text.len; at += size) {
        uint32_t point = 0;
        size = text_utf8_decode(text_view_part(text, at, text.len), &point);
        kana += point >= 0x3041 && point <= 0x30F6;
    }
    return kana;
}

static int check_euc(const char *path, struct text_view text)
{
    struct arena *arena = arena_new();
    struct text_view bytes = write_by(arena, &euc, text), kept = read_by(arena, &euc, bytes);
    struct text_source *source;
    struct text_defect defect = {0};
    int wrong = 0;
    if (kana_in(kept) >= KANA_ENOUGH && text_source_open_any(arena, path, bytes, &source, &defect) == STATUS_OK &&
        defect.kind == TEXT_DEFECT_NONE)
        wrong = report(path, "EUC-JP", "read as something else", kept);
    arena_free(arena);
    return wrong;
}

static int check_text(const char *path, struct text_view text)
{
    int wrong = 0;
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        struct arena *arena = arena_new();
        struct text_view bytes = write_by(arena, &writers[i], text), kept = read_by(arena, &writers[i], bytes);
        const char *problem = problem_of(arena, &writers[i], bytes, kept);
        if (problem) wrong += report(path, writers[i].name, problem, kept);
        arena_free(arena);
    }
    return wrong + check_euc(path, text);
}

static int check_file(const char *path, struct text_view text)
{
    int wrong = check_text(path, text);
    for (size_t begin = 0, end; begin < text.len && wrong < 10; begin = end + 1) {
        end = text_view_find(text, text_view_of("\n"), begin);
        end = end == (size_t)-1 ? text.len : end;
        wrong += check_text(path, text_view_part(text, begin, end));
    }
    return wrong;
}

static bool open_writer(struct writer *writer)
{
    writer->to = iconv_open(writer->name, "UTF-8");
    writer->back = iconv_open("UTF-8", writer->name);
    return writer->to != CLOSED && writer->back != CLOSED;
}

static bool open_writers(void)
{
    bool all = open_writer(&euc);
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        all = open_writer(&writers[i]) && all;
    return all;
}

int main(int count, char **paths)
{
    int wrong = 0;
    if (!open_writers()) {
        printf("skip encodings: iconv does not know them here\n");
        return 0;
    }
    for (int i = 1; i < count; i++) {
        struct arena *file = arena_new();
        struct text_view text;
        if (file_read(file, paths[i], LIMIT_FILE_BYTES, &text.at, &text.len) != STATUS_OK ||
            text_utf8_check(text) != text.len) {
            printf("%s: cannot be read as UTF-8\n", paths[i]);
            return 2;
        }
        wrong += check_file(paths[i], text);
        arena_free(file);
    }
    return wrong > 0;
}
