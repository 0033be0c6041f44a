/* Long lines are cut so that the beginning of the span is seen with some text before it:
 *
 *     14 | …の普及を図る。さらに、地域の事業者に対し…
 *        |  ^^^^^^^^^^^
 */
#include "report/excerpt.h"

#include "text/printable.h"
#include "text/utf8.h"

#define LINE_CELLS   96               /* of the excerpt: fits beside the gutter in a common terminal */
#define BEFORE_CELLS 24               /* shown before the span when the line is cut */
#define SHOWN_BYTES  (8 * LINE_CELLS) /* kept of a line: twice what its cells can take */
#define ELLIPSIS     0x2026
#define MOST_BYTES   4 /* of a character */

static const struct report_colors colored = {
    {"\x1b[1;36m", "\x1b[1;33m", "\x1b[1;31m"}, "\x1b[1m", "\x1b[34m", "\x1b[1;35m", "\x1b[0m"};
static const struct report_colors plain = {{"", "", ""}, "", "", "", ""};

const struct report_colors *report_colors(bool on)
{
    return on ? &colored : &plain;
}

static size_t digits_of(uint32_t number)
{
    size_t digits = 1;
    while (number >= 10) {
        number /= 10;
        digits++;
    }
    return digits;
}

size_t report_gutter(uint32_t line)
{
    return line > 0 ? digits_of(line) : 1;
}

/* Whether the bytes fit into the cells. Long ones are not measured: with four bytes a character they can't. */
static bool fits(struct text_view view, size_t cells)
{
    return view.len <= MOST_BYTES * cells && text_fits(view, cells, true);
}

/* Start of what is shown: as far before the span as fits into BEFORE_CELLS. A plain letter takes its cells whatever
 * follows it; with any other character all is measured again. */
static size_t shown_from(struct text_view line, size_t begin)
{
    size_t from = begin, cells = 0;
    while (from > 0) {
        size_t before = text_utf8_previous(line, from);
        const struct text_view letter = text_view_part(line, before, from), all = text_view_part(line, before, begin);
        if (all.len > MOST_BYTES * BEFORE_CELLS) break;
        cells = text_plain_len(letter) == letter.len ? cells + text_width(letter, true) : text_width(all, true);
        if (cells > BEFORE_CELLS) break;
        from = before;
    }
    return from;
}

/* No more than can be shown: every character that takes a cell has at most four bytes. */
static struct text_view shown_part(struct text_view line, size_t from)
{
    size_t end = from + SHOWN_BYTES;
    if (end >= line.len) return text_view_part(line, from, line.len);
    while (end > from && ((unsigned char)line.at[end] & 0xC0) == 0x80)
        end--;
    return text_view_part(line, from, end);
}

struct review_excerpt report_excerpt_of(struct text_span span)
{
    struct review_excerpt excerpt = {.text = {NULL, 0}};
    if (!span.source) return excerpt;
    uint32_t number = text_source_line_of(span.source, span.begin);
    uint32_t line_begin = text_source_line_begin(span.source, number);
    struct text_view line = text_source_line(span.source, number);
    size_t begin = span.begin - line_begin < line.len ? span.begin - line_begin : line.len;
    size_t end = span.end > line_begin + line.len ? line.len : span.end - line_begin, from = 0;
    size_t mark = (size_t)text_point_width(ELLIPSIS, true); /* stands where the rest of the line is cut */
    if (!fits(text_view_part(line, 0, end), LINE_CELLS - mark) && !fits(line, LINE_CELLS))
        from = shown_from(line, begin);
    excerpt.text = shown_part(line, from);
    excerpt.cut = from > 0;
    excerpt.begin = begin - from < excerpt.text.len ? begin - from : excerpt.text.len;
    excerpt.end = end - from < excerpt.text.len ? end - from : excerpt.text.len;
    return excerpt;
}

static void gutter(struct buf *out, uint32_t line, bool with_number, const struct report_colors *colors)
{
    buf_add_string(out, colors->gutter);
    if (with_number) buf_add_int(out, line);
    else buf_add_repeat(out, ' ', report_gutter(line));
    buf_add_string(out, " |");
    buf_add_string(out, colors->reset);
}

struct caret {
    size_t before; /* cells left of it */
    size_t marked; /* cells of it */
};

static struct caret caret_of(const struct review_excerpt *excerpt)
{
    size_t before = text_width(text_view_part(excerpt->text, 0, excerpt->begin), true);
    if (excerpt->cut) before += (size_t)text_point_width(ELLIPSIS, true);
    size_t marked = text_width(text_view_part(excerpt->text, excerpt->begin, excerpt->end), true);
    size_t room = LINE_CELLS > before ? LINE_CELLS - before : 1;
    return (struct caret){before, marked == 0 ? 1 : marked < room ? marked : room};
}

/* The note stands behind the caret; on a line of its own when it would run far to the right. */
static void caret_lines(struct buf *out, uint32_t line, const struct review_excerpt *excerpt, struct text_view note,
                        const struct report_colors *colors)
{
    struct caret caret = caret_of(excerpt);
    bool beside = caret.before + caret.marked + text_width(note, true) < LINE_CELLS;
    gutter(out, line, false, colors);
    buf_add_repeat(out, ' ', caret.before + 1);
    buf_add_string(out, colors->mark);
    buf_add_repeat(out, '^', caret.marked);
    buf_add_string(out, colors->reset);
    if (note.len > 0 && !beside) {
        buf_add_char(out, '\n');
        gutter(out, line, false, colors);
    }
    if (note.len > 0) {
        buf_add_char(out, ' ');
        buf_add_string(out, colors->mark);
        text_print(out, note);
        buf_add_string(out, colors->reset);
    }
    buf_add_char(out, '\n');
}

void report_excerpt(struct buf *out, uint32_t line, const struct review_excerpt *excerpt, struct text_view note,
                    const struct report_colors *colors)
{
    if (line == 0 || !excerpt->text.at) return;
    gutter(out, line, false, colors);
    buf_add_char(out, '\n');
    gutter(out, line, true, colors);
    buf_add_char(out, ' ');
    if (excerpt->cut) buf_add_string(out, "\xE2\x80\xA6");
    text_print_cut(out, excerpt->text, LINE_CELLS, true);
    buf_add_char(out, '\n');
    caret_lines(out, line, excerpt, note, colors);
}
