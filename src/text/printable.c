/* The text is taken apart into pieces: a character as it is, or what stands for one that must not reach a terminal.
 * Printing, measuring and cutting all go through piece_at, so that they cannot disagree.
 *
 *     "a" U+0009 U+202E 0xFF   ->   a · blank · <U+202E> · <FF> */
#include "text/printable.h"

#include "text/character.h"
#include "text/utf8.h"

struct piece {
    size_t taken; /* bytes of the text */
    size_t len;   /* bytes to print */
    size_t cells;
    char bytes[12];
};

enum width { NARROW, WIDE, ZERO, AMBIGUOUS };

static const struct {
    uint32_t first, last;
    enum width width;
} widths[] = {
#define WIDTH(first, last, width) {first, last, width},
#include "text/width.def"
#undef WIDTH
};

static enum width width_of(uint32_t point)
{
    size_t low = 0, high = sizeof widths / sizeof *widths;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (point > widths[middle].last) low = middle + 1;
        else high = middle;
    }
    bool listed = low < sizeof widths / sizeof *widths && point >= widths[low].first;
    return listed ? widths[low].width : NARROW;
}

int text_point_width(uint32_t point, bool wide_ambiguous)
{
    enum width width = point < 0x80 ? NARROW : width_of(point);
    return width == ZERO ? 0 : width == WIDE || (width == AMBIGUOUS && wide_ambiguous) ? 2 : 1;
}

/* Writes <prefix and at least min_digits hexadecimal digits>. */
static void spell(struct piece *piece, const char *prefix, uint32_t value, int min_digits)
{
    static const char digits[] = "0123456789ABCDEF";
    char *to = piece->bytes;
    *to++ = '<';
    for (; *prefix; prefix++)
        *to++ = *prefix;
    int count = min_digits;
    while (count < 6 && value >> (4 * count) > 0)
        count++;
    while (count-- > 0)
        *to++ = digits[value >> (4 * count) & 15];
    *to++ = '>';
    piece->len = piece->cells = (size_t)(to - piece->bytes);
}

#define ZERO_WIDTH_JOINER 0x200D

static bool is_variation(uint32_t point)
{
    return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
}

/* Of no use between programs: XML has no way to write two of them (Unicode 23.7). */
static bool is_noncharacter(uint32_t point)
{
    return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
}

static bool is_pictograph(uint32_t point)
{
    return (point >= 0x1F000 && point <= 0x1FAFF) || (point >= 0x2600 && point <= 0x27BF);
}

/* Whether the joiner at `at` makes one picture of those beside it (a family, a profession). */
static bool joins_pictures(struct text_view view, size_t at)
{
    uint32_t before = 0, behind = 0;
    if (at == 0) return false;
    size_t previous = text_utf8_previous(view, at);
    text_utf8_decode(text_view_part(view, previous, at), &before);
    text_utf8_decode(text_view_part(view, at + 3, view.len), &behind);
    return (is_pictograph(before) || is_variation(before)) && is_pictograph(behind);
}

/* Variation selectors choose a glyph and are no danger; every other invisible character hides something. */
bool text_is_spelt(struct text_view view, size_t at)
{
    uint32_t point;
    if (text_utf8_decode(text_view_part(view, at, view.len), &point) == 0) return true;
    if (point == '\t' || point == '\n' || point == '\r') return false;
    if (point == ZERO_WIDTH_JOINER && joins_pictures(view, at)) return false;
    if (is_noncharacter(point)) return true;
    return text_is_control(point) || text_is_bidi_control(point) || (text_is_invisible(point) && !is_variation(point));
}

#define LETTER_BYTES 3
#define LETTER_CELLS 2

/* The letters, commas and full stops that Japanese texts are full of: two cells wide, and nothing to spell out (their
 * tables say so too). */
static bool is_common_letter(uint32_t point)
{
    return (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3041 && point <= 0x3096) ||
           (point >= 0x30A1 && point <= 0x30FF) || point == 0x3001 || point == 0x3002;
}

static struct piece piece_at(struct text_view view, size_t at, bool wide_ambiguous)
{
    struct text_view rest = text_view_part(view, at, view.len);
    struct piece piece = {.taken = 1, .len = 1, .cells = 1};
    uint32_t point = 0;
    size_t len = text_utf8_decode(rest, &point);
    if (len == 0) {
        spell(&piece, "", (unsigned char)rest.at[0], 2);
    } else if (point == '\t' || point == '\n' || point == '\r') {
        piece.taken = text_view_starts(rest, text_view_of("\r\n")) ? 2 : 1;
        piece.bytes[0] = ' ';
    } else if (text_is_spelt(view, at)) {
        piece.taken = len;
        spell(&piece, "U+", point, 4);
    } else {
        piece.taken = piece.len = len;
        piece.cells = (size_t)text_point_width(point, wide_ambiguous);
        memcpy(piece.bytes, rest.at, len);
    }
    return piece;
}

/* Bytes of the blank at `at` (space, tab, U+3000, a line end), or 0. */
static size_t blank_at(struct text_view view, size_t at)
{
    static const struct text_view wide = {"\xE3\x80\x80", 3};
    if (at < view.len && memchr(" \t\r\n", view.at[at], 4)) return 1;
    return text_view_starts(text_view_part(view, at < view.len ? at : view.len, view.len), wide) ? wide.len : 0;
}

/* Where the blanks that begin at `at` end, and whether a line break is among them. */
static size_t blanks_end(struct text_view view, size_t at, bool *out_broken)
{
    size_t end = at;
    for (size_t len; (len = blank_at(view, end)) > 0; end += len)
        *out_broken |= view.at[end] == '\n' || view.at[end] == '\r';
    return end;
}

static bool is_ascii_at(struct text_view view, size_t at)
{
    return at < view.len && (unsigned char)view.at[at] < 0x80;
}

/* How a text is taken apart: as it stands, or with its lines joined. `blanks_end` keeps a long run of blanks from being
 * looked through again and again. */
struct pieces {
    struct text_view view;
    bool wide_ambiguous, joined;
    size_t at, blanks_end;
};

static struct piece next_piece(struct pieces *pieces)
{
    size_t at = pieces->at, end = at;
    struct piece piece = {.len = 0};
    if (pieces->joined && at >= pieces->blanks_end) {
        bool broken = false;
        end = blanks_end(pieces->view, at, &broken);
        pieces->blanks_end = end;
        end = broken ? end : at;
    }
    if (end == at) {
        piece = piece_at(pieces->view, at, pieces->wide_ambiguous);
    } else {
        piece.taken = end - at;
        piece.len = piece.cells = at > 0 && is_ascii_at(pieces->view, at - 1) && is_ascii_at(pieces->view, end);
        piece.bytes[0] = ' ';
    }
    pieces->at += piece.taken;
    return piece;
}

/* What is written as it stands: most of any text, and taken at one go. */
struct run {
    size_t len, cells;
};

static inline size_t letter_at(const unsigned char *at, const unsigned char *end)
{
    if (at[0] >= ' ' && at[0] < 0x7F) return 1;
    if (end - at < LETTER_BYTES || (at[0] & 0xF0) != 0xE0 || (at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80) return 0;
    if (at[0] >= 0xE5 && at[0] <= 0xE9) return LETTER_BYTES; /* U+5000 to U+9FFF */
    return is_common_letter((at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu)) ? LETTER_BYTES : 0;
}

/* The ASCII and the common letters that stand from here on and fit into the cells. Where lines are joined a blank may
 * be one of several that become one, and ends it. */
static struct run run_ahead(const struct pieces *pieces, size_t cells)
{
    const unsigned char *from = (const unsigned char *)pieces->view.at + pieces->at, *at = from;
    const unsigned char *end = from + (pieces->view.len - pieces->at);
    size_t left = cells;
    while (at < end && !(pieces->joined && *at == ' ')) {
        const size_t len = letter_at(at, end), wide = len == 1 ? 1 : LETTER_CELLS;
        if (len == 0 || wide > left) break;
        at += len;
        left -= wide;
    }
    return (struct run){(size_t)(at - from), cells - left};
}

size_t text_plain_len(struct text_view view)
{
    const unsigned char *const from = (const unsigned char *)view.at, *const end = from + view.len, *at = from;
    for (size_t len; at < end && (len = letter_at(at, end)) > 0;)
        at += len;
    return (size_t)(at - from);
}

static size_t width_of_pieces(struct pieces pieces)
{
    size_t cells = 0;
    while (pieces.at < pieces.view.len) {
        const struct run run = run_ahead(&pieces, SIZE_MAX);
        pieces.at += run.len;
        cells += run.len > 0 ? run.cells : next_piece(&pieces).cells;
    }
    return cells;
}

size_t text_width(struct text_view view, bool wide_ambiguous)
{
    return width_of_pieces((struct pieces){.view = view, .wide_ambiguous = wide_ambiguous});
}

static bool pieces_fit(struct pieces pieces, size_t cells)
{
    while (pieces.at < pieces.view.len) {
        const struct run run = run_ahead(&pieces, cells);
        pieces.at += run.len;
        const size_t taken = run.len > 0 ? run.cells : next_piece(&pieces).cells;
        if (taken > cells) return false;
        cells -= taken;
    }
    return true;
}

bool text_fits(struct text_view view, size_t cells, bool wide_ambiguous)
{
    return pieces_fit((struct pieces){.view = view, .wide_ambiguous = wide_ambiguous}, cells);
}

/* Prints whole pieces as long as they fit into the cells. */
static void print_within(struct buf *out, struct pieces pieces, size_t cells)
{
    while (pieces.at < pieces.view.len) {
        const struct run run = run_ahead(&pieces, cells);
        buf_add(out, pieces.view.at + pieces.at, run.len);
        cells -= run.cells;
        pieces.at += run.len;
        if (run.len > 0) continue;
        struct piece piece = next_piece(&pieces);
        if (piece.cells > cells) return;
        buf_add(out, piece.bytes, piece.len);
        cells -= piece.cells;
    }
}

void text_print(struct buf *out, struct text_view view)
{
    print_within(out, (struct pieces){.view = view}, SIZE_MAX);
}

void text_print_joined(struct buf *out, struct text_view view)
{
    print_within(out, (struct pieces){.view = view, .joined = true}, SIZE_MAX);
}

void text_print_cut(struct buf *out, struct text_view view, size_t cells, bool wide_ambiguous)
{
    const struct pieces pieces = {.view = view, .wide_ambiguous = wide_ambiguous, .joined = true};
    size_t ellipsis = (size_t)text_point_width(0x2026, wide_ambiguous);
    if (pieces_fit(pieces, cells)) {
        print_within(out, pieces, SIZE_MAX);
    } else if (cells >= ellipsis) {
        print_within(out, pieces, cells - ellipsis);
        buf_add_string(out, "\xE2\x80\xA6");
    }
}
