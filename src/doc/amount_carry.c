/* The unit is put behind every figure, and what comes out is read again: only what means the same is taken.
 *
 *     120（100）  in a column of 百万円      120百万円（100百万円） */
#include "doc/amount_carry.h"

#include "doc/numeral.h"

static const char *const figure_marks[] = {
#define AMOUNT_COMMA(mark) mark,
#include "doc/amount.def"
#define AMOUNT_POINT(mark) mark,
#include "doc/amount.def"
};

/* Bytes of the digit, comma or point at the start of the text; 0 when there is none. */
static size_t figure_part(struct text_view text)
{
    size_t len = 0;
    if (doc_numeral_digit(text, &len) >= 0) return len;
    for (size_t i = 0; i < sizeof figure_marks / sizeof *figure_marks; i++)
        if (text_view_starts(text, text_view_of(figure_marks[i]))) return strlen(figure_marks[i]);
    return 0;
}

static void add_with_unit(struct buf *out, struct text_view text, struct text_view unit)
{
    bool in_figure = false;
    for (size_t at = 0; at < text.len;) {
        size_t len = figure_part(text_view_part(text, at, text.len));
        if (in_figure && len == 0) buf_add(out, unit.at, unit.len);
        in_figure = len > 0;
        if (len == 0) len = 1;
        buf_add(out, text.at + at, len);
        at += len;
    }
    if (in_figure) buf_add(out, unit.at, unit.len);
}

enum status doc_amount_carry(struct arena *arena, struct text_view text, struct doc_amount_units units,
                             const struct doc_vocabulary *words, struct text_view *out_text)
{
    struct doc_amount meant = {0}, there = {0};
    struct text_range bad;
    struct buf carried;
    enum doc_amount_error error = doc_amount_parse(text, units.own_yen, words, &meant, &bad);
    if (error == DOC_AMOUNT_NO_MEMORY) return STATUS_NO_MEMORY;
    *out_text = text;
    if (error != DOC_AMOUNT_OK || units.own_yen == units.file_yen) return STATUS_OK;
    error = doc_amount_parse(text, units.file_yen, words, &there, &bad);
    if (error == DOC_AMOUNT_OK && doc_amount_same(&meant, &there)) return STATUS_OK;
    buf_init(&carried);
    add_with_unit(&carried, text_view_trim(text), doc_amount_unit_word(units.own_yen));
    enum status status = buf_status(&carried);
    const char *kept = status == STATUS_OK ? arena_copy(arena, carried.bytes, carried.len) : NULL;
    if (kept) {
        *out_text = (struct text_view){kept, carried.len};
        error = doc_amount_parse(*out_text, units.file_yen, words, &there, &bad);
        status = error == DOC_AMOUNT_OK && doc_amount_same(&meant, &there) ? STATUS_OK : STATUS_INVALID;
    } else status = STATUS_NO_MEMORY;
    if (error == DOC_AMOUNT_NO_MEMORY) status = STATUS_NO_MEMORY;
    buf_clear(&carried);
    return status;
}
