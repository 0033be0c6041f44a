/* Nearly all characters of Japanese text begin with a byte that none of the suspects has, so the text is passed over
 * lead byte by lead byte, and only candidates are looked at with their neighbours.
 *
 *     Cyrillic a in "dаta" (64 D0 B0 74 61)   lead byte D0: a homoglyph between ASCII letters: the word is noted
 *     kanji one in サ一バ                     lead byte E4: between two katakana letters: these three are noted */
#include "doc/suspect.h"

#include "text/character.h"
#include "text/utf8.h"

#define NO_POINT     0u /* before the text's start and after its end */
#define REPLACEMENT  0xFFFDu
#define BLACK_SQUARE 0x25A0u
#define WHITE_SQUARE 0x25A1u
#define KANJI_ONE    0x4E00u
#define SMALL_KA     0x30F5u /* with SMALL_KE: counters between katakana and numerals */
#define SMALL_KE     0x30F6u

struct scan {
    struct text_view text;
    struct text_range *found;
    unsigned kinds;
};

static uint32_t point_at(struct text_view text, size_t at, size_t *out_len)
{
    uint32_t point = NO_POINT;
    size_t len = at < text.len ? text_utf8_decode(text_view_part(text, at, text.len), &point) : 0;
    *out_len = len > 0 ? len : 1;
    return len > 0 ? point : NO_POINT;
}

/* The character before `at`; *out_at is where it begins. */
static uint32_t point_before(struct text_view text, size_t at, size_t *out_at)
{
    size_t len;
    if (at == 0) {
        *out_at = 0;
        return NO_POINT;
    }
    *out_at = text_utf8_previous(text, at);
    return point_at(text, *out_at, &len);
}

static void found(struct scan *scan, enum doc_suspect kind, size_t begin, size_t end)
{
    if (scan->kinds & 1u << kind) return;
    scan->kinds |= 1u << kind;
    scan->found[kind] = (struct text_range){(uint32_t)begin, (uint32_t)end};
}

static bool is_homoglyph(uint32_t point)
{
    static const uint16_t points[] = {
#define HOMOGLYPH(point) point,
#include "doc/homoglyph.def"
#undef HOMOGLYPH
    };
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        if (points[i] == point) return true;
    return false;
}

static bool is_ascii_letter(uint32_t point)
{
    return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
}

static bool is_latin_like(uint32_t point)
{
    return text_is_ascii_word(point) || is_homoglyph(point);
}

/* Selectors choose a glyph for the character before them and are part of it. */
static bool is_selector(uint32_t point)
{
    return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF) ||
           (point >= 0x180B && point <= 0x180D);
}

static bool is_word(uint32_t point)
{
    return text_is_ascii_word(point) || text_is_japanese(point);
}

/* Each looks at the candidate at `at` and returns where the scan goes on. */
static size_t look_at_homoglyph(struct scan *scan, size_t at)
{
    size_t begin = at, before, end = at, len;
    bool ascii = false;
    while (begin > 0 && is_latin_like(point_before(scan->text, begin, &before)))
        begin = before;
    for (end = begin; end < scan->text.len; end += len) {
        uint32_t point = point_at(scan->text, end, &len);
        if (!is_latin_like(point)) break;
        ascii = ascii || is_ascii_letter(point);
    }
    if (ascii) found(scan, DOC_SUSPECT_HOMOGLYPH, begin, end);
    return end;
}

static size_t look_at_invisible(struct scan *scan, size_t at)
{
    size_t before, end = at, len;
    uint32_t left = point_before(scan->text, at, &before);
    uint32_t right;
    while (text_is_invisible(right = point_at(scan->text, end, &len)) && !is_selector(right))
        end += len;
    if (is_word(left) && is_word(right)) found(scan, DOC_SUSPECT_INVISIBLE, before, end + len);
    return end;
}

static size_t look_at_square(struct scan *scan, size_t at)
{
    size_t before, end = at, len, count = 0;
    uint32_t left = point_before(scan->text, at, &before);
    for (uint32_t point; (point = point_at(scan->text, end, &len)) == BLACK_SQUARE || point == WHITE_SQUARE; count++)
        end += len;
    bool within = left != NO_POINT && left != ' ' && left != '\t' && left != 0x3000 && left != '\n' && left != '\r';
    if (count >= 2 && within) found(scan, DOC_SUSPECT_EXTRACTION, at, end);
    return end;
}

static bool is_katakana_letter(uint32_t point)
{
    return text_is_katakana(point) && point != SMALL_KA && point != SMALL_KE;
}

static size_t look_at_kanji_one(struct scan *scan, size_t at, size_t len)
{
    size_t before, after_len;
    uint32_t left = point_before(scan->text, at, &before);
    uint32_t right = point_at(scan->text, at + len, &after_len);
    if (is_katakana_letter(left) && is_katakana_letter(right))
        found(scan, DOC_SUSPECT_HOMOGLYPH, before, at + len + after_len);
    return at + len;
}

static size_t look(struct scan *scan, size_t at)
{
    size_t len;
    uint32_t point = point_at(scan->text, at, &len);
    if (point == KANJI_ONE) return look_at_kanji_one(scan, at, len);
    if (point == BLACK_SQUARE || point == WHITE_SQUARE) return look_at_square(scan, at);
    if (is_homoglyph(point)) return look_at_homoglyph(scan, at);
    if (point == REPLACEMENT) found(scan, DOC_SUSPECT_REPLACEMENT, at, at + len);
    if (text_is_bidi_control(point)) found(scan, DOC_SUSPECT_INVISIBLE, at, at + len);
    else if (text_is_invisible(point) && !is_selector(point)) return look_at_invisible(scan, at);
    return at + len;
}

/* Bytes of the character at `at` when its first bytes clear it, else 0. Suspects lie in U+00AD, U+034F-U+061C,
 * U+115F-U+180E, U+2000-U+25A1, U+4E00, U+FE00-U+FFFD and beyond the BMP. (Hangul's filler U+3164 is let pass.) */
static size_t cleared(struct text_view text, size_t at)
{
    unsigned char lead = (unsigned char)text.at[at];
    if (lead < 0x80) return 1;
    if (lead >= 0xE3 && lead <= 0xEE) return lead != 0xE4 || text.at[at + 1] != '\xB8' ? 3 : 0;
    return 0;
}

unsigned doc_suspect_find(struct text_view text, struct text_range out_found[DOC_SUSPECTS])
{
    struct scan scan = {text, out_found, 0};
    for (size_t at = 0; at < text.len;) {
        size_t len = cleared(text, at);
        at = len > 0 ? at + len : look(&scan, at);
    }
    return scan.kinds;
}
