/* Long lines are cut so that the beginning of the span is seen with some text before it:
 *
 *     14 | …の普及を図る。さらに、地域の事業者に対し…
 *        |  ^^^^^^^^^^^
 */
#include "report/excerpt.h"

#include "text/printable.h"
#include "text/utf8.h"

#define LINE_CELLS   96 /* of the excerpt: fits beside the gutter in a common terminal */
#define BEFORE_CELLS 24 /* shown before the span when the line is cut */
#define ELLIPSIS     0x2026

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

size_t report_gutter(struct text_span span)
{
    return span.source ? digits_of(text_source_place(span.source, span.begin).line) : 1;
}

struct cut {
    struct text_view line;
    size_t from;       /* first byte shown */
    size_t begin, end; /* the span within the line */
};

/* Whether the bytes fit into the cells. Long ones are not measured: with four bytes a character they can't. */
static bool fits(struct text_view view, size_t cells)
{
    return view.len <= 4 * cells && text_width(view, true) <= cells;
}

/* Start of what is shown: as far before the span as fits into BEFORE_CELLS. */
static size_t shown_from(struct text_view line, size_t begin)
{
    size_t from = begin;
    while (from > 0) {
        size_t before = text_utf8_previous(line, from);
        if (!fits(text_view_part(line, before, begin), BEFORE_CELLS)) break;
        from = before;
    }
    return from;
}

static struct cut cut_line(struct text_span span)
{
    uint32_t number = text_source_place(span.source, span.begin).line;
    uint32_t line_begin = text_source_line_begin(span.source, number);
    struct cut cut = {.line = text_source_line(span.source, number)};
    cut.begin = span.begin - line_begin;
    if (cut.begin > cut.line.len) cut.begin = cut.line.len;
    cut.end = span.end > line_begin + cut.line.len ? cut.line.len : span.end - line_begin;
    size_t mark = (size_t)text_point_width(ELLIPSIS, true); /* stands where the rest of the line is cut */
    if (!fits(text_view_part(cut.line, 0, cut.end), LINE_CELLS - mark) && !fits(cut.line, LINE_CELLS))
        cut.from = shown_from(cut.line, cut.begin);
    return cut;
}

static void gutter(struct buf *out, struct text_span span, bool with_number, const struct report_colors *colors)
{
    buf_add_string(out, colors->gutter);
    if (with_number) buf_add_int(out, text_source_place(span.source, span.begin).line);
    else buf_add_repeat(out, ' ', report_gutter(span));
    buf_add_string(out, " |");
    buf_add_string(out, colors->reset);
}

struct caret {
    size_t before; /* cells left of it */
    size_t marked; /* cells of it */
};

static struct caret caret_of(const struct cut *cut)
{
    size_t before = text_width(text_view_part(cut->line, cut->from, cut->begin), true);
    if (cut->from > 0) before += (size_t)text_point_width(ELLIPSIS, true);
    size_t marked = text_width(text_view_part(cut->line, cut->begin, cut->end), true);
    size_t room = LINE_CELLS > before ? LINE_CELLS - before : 1;
    return (struct caret){before, marked == 0 ? 1 : marked < room ? marked : room};
}

/* The note stands behind the caret; on a line of its own when it would run far to the right. */
static void caret_lines(struct buf *out, struct text_span span, const struct cut *cut, struct text_view note,
                        const struct report_colors *colors)
{
    struct caret caret = caret_of(cut);
    bool beside = caret.before + caret.marked + text_width(note, true) < LINE_CELLS;
    gutter(out, span, false, colors);
    buf_add_repeat(out, ' ', caret.before + 1);
    buf_add_string(out, colors->mark);
    buf_add_repeat(out, '^', caret.marked);
    buf_add_string(out, colors->reset);
    if (note.len > 0 && !beside) {
        buf_add_char(out, '\n');
        gutter(out, span, false, colors);
    }
    if (note.len > 0) {
        buf_add_char(out, ' ');
        buf_add_string(out, colors->mark);
        text_print(out, note);
        buf_add_string(out, colors->reset);
    }
    buf_add_char(out, '\n');
}

void report_excerpt(struct buf *out, struct text_span span, struct text_view note, const struct report_colors *colors)
{
    if (!span.source) return;
    struct cut cut = cut_line(span);
    gutter(out, span, false, colors);
    buf_add_char(out, '\n');
    gutter(out, span, true, colors);
    buf_add_char(out, ' ');
    if (cut.from > 0) buf_add_string(out, "\xE2\x80\xA6");
    text_print_cut(out, text_view_part(cut.line, cut.from, cut.line.len), LINE_CELLS, true);
    buf_add_char(out, '\n');
    caret_lines(out, span, &cut, note, colors);
}
