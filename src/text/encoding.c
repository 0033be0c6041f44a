#include "text/encoding.h"

#include "text/cp932.h"
#include "text/utf8.h"

#define MARK_LITTLE "\xFF\xFE"
#define MARK_BIG    "\xFE\xFF"
#define BROKEN_LEAST                                                                                                   \
    16 /* characters of UTF-8 at least, for a text to be taken as broken UTF-8: CP932 has them by chance */
#define EUC_FIRST     0xA1
#define EUC_LAST      0xFE
#define EUC_TWO       0x8E /* half-width katakana: one byte follows */
#define EUC_THREE     0x8F /* JIS X 0212: two follow */
#define EUC_KANA      8    /* kana at least, for a text to be taken as EUC-JP ... */
#define EUC_KANA_ONE  10   /* ... and one in so many of its characters */
#define UNMARKED_NULS 4    /* at least, for bytes to be taken as UTF-16 */

const char *text_encoding_name(enum text_encoding encoding)
{
    static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "CP932"};
    return names[encoding];
}

static bool is_utf16(enum text_encoding encoding)
{
    return encoding == TEXT_ENCODING_UTF16LE || encoding == TEXT_ENCODING_UTF16BE;
}

size_t text_encoding_mark(enum text_encoding encoding)
{
    return is_utf16(encoding) ? sizeof MARK_LITTLE - 1 : 0;
}

enum text_encoding text_encoding_marked(struct text_view bytes)
{
    if (text_view_starts(bytes, text_view_of(MARK_LITTLE))) return TEXT_ENCODING_UTF16LE;
    return text_view_starts(bytes, text_view_of(MARK_BIG)) ? TEXT_ENCODING_UTF16BE : TEXT_ENCODING_UTF8;
}

/* ---- reading */

static uint32_t unit_at(const char *at, bool big)
{
    uint32_t first = (unsigned char)at[0], second = (unsigned char)at[1];
    return big ? first << 8 | second : second << 8 | first;
}

/* Length of the character at the start; 0 when there is none: half a unit, half a surrogate pair. */
static size_t decode_utf16(struct text_view view, bool big, uint32_t *out_point)
{
    if (view.len < 2) return 0;
    uint32_t unit = unit_at(view.at, big);
    if (unit < 0xD800 || unit > 0xDFFF) {
        *out_point = unit;
        return 2;
    }
    uint32_t low = unit <= 0xDBFF && view.len >= 4 ? unit_at(view.at + 2, big) : 0;
    if (low < 0xDC00 || low > 0xDFFF) return 0;
    *out_point = 0x10000 + ((unit - 0xD800) << 10 | (low - 0xDC00));
    return 4;
}

static size_t decode(enum text_encoding encoding, struct text_view view, uint32_t *out_point)
{
    if (encoding == TEXT_ENCODING_CP932) return text_cp932_decode(view, out_point);
    return decode_utf16(view, encoding == TEXT_ENCODING_UTF16BE, out_point);
}

size_t text_encoding_check(enum text_encoding encoding, struct text_view bytes, size_t *out_len)
{
    size_t at = 0;
    uint32_t point = 0;
    *out_len = 0;
    while (at < bytes.len) {
        size_t len = decode(encoding, text_view_part(bytes, at, bytes.len), &point);
        if (len == 0 || point == 0) break;
        *out_len += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        at += len;
    }
    return at;
}

void text_encoding_decode(enum text_encoding encoding, struct text_view bytes, char *out_text)
{
    uint32_t point = 0;
    char character[4];
    for (size_t at = 0; at < bytes.len;) {
        at += decode(encoding, text_view_part(bytes, at, bytes.len), &point);
        size_t len = text_utf8_encode(point, character);
        memcpy(out_text, character, len);
        out_text += len;
    }
}

/* ---- writing */

static size_t put_unit(uint32_t unit, bool big, char *out)
{
    out[big ? 0 : 1] = (char)(unit >> 8);
    out[big ? 1 : 0] = (char)(unit & 0xFF);
    return 2;
}

size_t text_encoding_put(enum text_encoding encoding, uint32_t point, char out_bytes[4])
{
    bool big = encoding == TEXT_ENCODING_UTF16BE;
    if (encoding == TEXT_ENCODING_CP932) return text_cp932_encode(point, out_bytes);
    if (point < 0x10000) return put_unit(point, big, out_bytes);
    put_unit(0xD800 + ((point - 0x10000) >> 10), big, out_bytes);
    return 2 + put_unit(0xDC00 + ((point - 0x10000) & 0x3FF), big, out_bytes + 2);
}

/* ---- lengths */

/* Bytes that CP932 has for the character at `at`, whose first byte in UTF-8 is `lead`. */
static size_t len_in_cp932(struct text_view text, size_t at, unsigned char lead)
{
    uint32_t point = 0;
    if (lead != 0xEF) return lead < 0x80 ? 1 : 2;
    text_utf8_decode(text_view_part(text, at, text.len), &point);
    return text_cp932_len(point);
}

size_t text_encoding_span(enum text_encoding encoding, struct text_view text, size_t begin, size_t end)
{
    size_t len = 0;
    for (size_t at = begin; at < end; at++) {
        unsigned char lead = (unsigned char)text.at[at];
        if ((lead & 0xC0) == 0x80) continue; /* not the start of a character */
        if (is_utf16(encoding)) len += lead < 0xF0 ? 2 : 4;
        else len += len_in_cp932(text, at, lead);
    }
    return len;
}

/* ---- what else it might be */

static bool is_mostly_utf8(struct text_view bytes)
{
    size_t good = 0, bad = 0;
    uint32_t point;
    for (size_t at = 0; at < bytes.len;) {
        size_t len = text_utf8_decode(text_view_part(bytes, at, bytes.len), &point);
        bad += len == 0;
        good += len > 2;
        at += len > 0 ? len : 1;
    }
    return good >= BROKEN_LEAST && good > bad;
}

bool text_encoding_is_broken_utf8(struct text_view bytes)
{
    size_t len, valid = text_utf8_check(bytes);
    if (valid == bytes.len) return false;
    return is_mostly_utf8(bytes) || text_encoding_check(TEXT_ENCODING_CP932, bytes, &len) < valid;
}

/* Length of the character at `at`, by its first byte and the range of the others alone; 0 when it is none. */
static size_t euc_len(struct text_view bytes, size_t at)
{
    unsigned char lead = (unsigned char)bytes.at[at];
    if (lead < 0x80) return 1;
    size_t len = lead == EUC_THREE ? 3 : 2;
    if ((lead < EUC_FIRST && lead != EUC_TWO && lead != EUC_THREE) || lead > EUC_LAST || at + len > bytes.len) return 0;
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)bytes.at[at + i];
        if (next < EUC_FIRST || next > EUC_LAST) return 0;
    }
    return len;
}

bool text_encoding_is_euc(struct text_view bytes)
{
    size_t characters = 0, kana = 0;
    for (size_t at = 0, len; at < bytes.len; at += len) {
        len = euc_len(bytes, at);
        if (len == 0) return false;
        characters += len > 1;
        kana += bytes.at[at] == '\xA4' || bytes.at[at] == '\xA5';
    }
    return kana >= EUC_KANA && kana >= characters / EUC_KANA_ONE;
}

size_t text_encoding_find_jis(struct text_view bytes)
{
    static const char *const shifts[] = {"\x1B$@", "\x1B$B"};
    size_t first = bytes.len;
    for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
        size_t at = text_view_find(bytes, text_view_of(shifts[i]), 0);
        if (at < first) first = at;
    }
    return first;
}

bool text_encoding_is_unmarked(struct text_view bytes)
{
    size_t nuls[2] = {0, 0};
    for (size_t at = 0; at < bytes.len; at++)
        nuls[at % 2] += bytes.at[at] == '\0';
    return bytes.len % 2 == 0 && nuls[0] + nuls[1] >= UNMARKED_NULS && (nuls[0] == 0 || nuls[1] == 0);
}
