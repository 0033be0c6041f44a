/* doc/amount - the plain notation of an amount: half-width figures, one word for each unit, 円 written out. Whatever
 * else it says stays. What comes out is read again and must say the same; else the amount stays as it is.
 *
 *     約１，５００万      ->  約1,500万円
 *     ￥120百万円         ->  120百万円    (two units; the sign alone is one, so it can't be read before) */
#include "doc/amount_scan.h"
#include "text/utf8.h"

#define WIDE_FIRST 0xFF0Cu /* full-width comma, hyphen, full stop, slash, digits */
#define WIDE_LAST  0xFF19u
#define WIDE_MINUS 0xFF0Du
#define WIDE_SLASH 0xFF0Fu
#define WIDE_SHIFT 0xFEE0u /* from a full-width form to its ASCII character */

static const char *const yen_signs[] = {
#define AMOUNT_YEN_SIGN(mark) mark,
#include "doc/amount.def"
};

static const char *const yen_words[] = {
#define AMOUNT_YEN(word) word,
#include "doc/amount.def"
};

struct plain {
    struct arena *arena;
    int64_t unit_yen;
    const struct doc_vocabulary *words;
    struct text_view text;
    struct doc_amount amount; /* what `text` says */
    bool readable;
    enum status status;
};

static bool is_figure_character(uint32_t point)
{
    return point >= WIDE_FIRST && point <= WIDE_LAST && point != WIDE_MINUS && point != WIDE_SLASH;
}

static bool read(struct plain *plain, struct text_view text, struct doc_amount *out_amount)
{
    struct text_range bad;
    enum doc_amount_error error = doc_amount_parse(text, plain->unit_yen, plain->words, out_amount, &bad);
    if (error == DOC_AMOUNT_NO_MEMORY) plain->status = STATUS_NO_MEMORY;
    return error == DOC_AMOUNT_OK;
}

/* Takes the text when it says what the amount said; of an amount that can't be read, whatever can be. */
static void take(struct plain *plain, const char *at, size_t len)
{
    struct doc_amount amount = {0};
    const char *kept = arena_copy(plain->arena, at, len);
    if (!kept) plain->status = STATUS_NO_MEMORY;
    if (!kept || !read(plain, (struct text_view){kept, len}, &amount)) return;
    if (plain->readable && !doc_amount_same(&amount, &plain->amount)) return;
    plain->text = (struct text_view){kept, len};
    plain->amount = amount;
    plain->readable = true;
}

/* Figures in half width, other forms of 円 as the first one. Never longer than the text. */
static size_t narrow(struct text_view text, char *out)
{
    size_t len = 0, width;
    for (size_t at = 0; at < text.len; at += width) {
        struct text_view rest = text_view_part(text, at, text.len);
        uint32_t point = 0;
        width = text_utf8_decode(rest, &point);
        struct text_view put = text_view_part(rest, 0, width);
        for (size_t i = 1; i < sizeof yen_words / sizeof *yen_words; i++)
            if (text_view_equal(put, text_view_of(yen_words[i]))) put = text_view_of(yen_words[0]);
        if (is_figure_character(point)) out[len++] = (char)(point - WIDE_SHIFT);
        else {
            memcpy(out + len, put.at, put.len);
            len += put.len;
        }
    }
    return len;
}

static void drop_sign(struct plain *plain)
{
    for (size_t i = 0; i < sizeof yen_signs / sizeof *yen_signs; i++) {
        struct text_view sign = text_view_of(yen_signs[i]);
        if (!plain->readable && text_view_starts(plain->text, sign))
            take(plain, plain->text.at + sign.len, plain->text.len - sign.len);
    }
}

/* A bare number has its unit elsewhere. */
static bool has_unit(struct plain *plain)
{
    struct doc_amount amount;
    struct text_range bad;
    return doc_amount_parse(plain->text, 0, plain->words, &amount, &bad) == DOC_AMOUNT_OK;
}

enum status doc_amount_plain(struct arena *arena, struct text_view text, int64_t unit_yen,
                             const struct doc_vocabulary *words, struct text_view *out_text)
{
    struct plain plain = {.arena = arena, .unit_yen = unit_yen, .words = words, .text = text_view_trim(text)};
    struct text_view yen = text_view_of(yen_words[0]);
    plain.readable = read(&plain, plain.text, &plain.amount);
    char *room = arena_alloc(arena, plain.text.len + yen.len + 1);
    if (!room) return STATUS_NO_MEMORY;
    take(&plain, room, narrow(plain.text, room));
    drop_sign(&plain);
    if (plain.readable && plain.amount.kind == DOC_AMOUNT_FIGURE && has_unit(&plain)) {
        memcpy(room, plain.text.at, plain.text.len);
        memcpy(room + plain.text.len, yen.at, yen.len);
        take(&plain, room, plain.text.len + yen.len);
    }
    *out_text = plain.readable ? plain.text : text;
    return plain.status;
}
