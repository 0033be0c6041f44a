/* The text between two marks is cut to what stands next to them:
 *
 *     【IoT機器】の設計から…段階ごとに【脆弱性】を点検し…
 *
 * so much of it as makes the whole fit. */
#include "report/quote.h"

#include "report/wording.h"
#include "text/printable.h"
#include "text/utf8.h"

#include <stdlib.h>

#define ELLIPSIS   "\xE2\x80\xA6"
#define MARK_CELLS 48 /* of a mark: a pattern may have found very much */

struct piece {
    struct buf *out;
    struct text_view sentence;
    const struct report_colors *colors;
    size_t context; /* cells shown on each side of a mark */
};

/* Whether a view takes more than so many cells; more than `most` are not measured to the end. */
static bool is_wider(struct text_view view, size_t most)
{
    return view.len > 4 * most || !text_fits(view, most, true);
}

/* Where the last `cells` of a view begin. */
static size_t tail_begin(struct text_view view, size_t cells)
{
    size_t from = view.len;
    while (from > 0) {
        size_t before = text_utf8_previous(view, from);
        if (is_wider(text_view_part(view, before, view.len), cells)) break;
        from = before;
    }
    return from;
}

static size_t head_end(struct text_view view, size_t cells)
{
    size_t end = 0;
    while (end < view.len) {
        uint32_t point;
        size_t len = text_utf8_decode(text_view_part(view, end, view.len), &point);
        if (len == 0 || is_wider(text_view_part(view, 0, end + len), cells)) break;
        end += len;
    }
    return end;
}

/* What is cut inside the indentation of a block of text must not show it. */
static struct text_view without_blanks(struct text_view view)
{
    while (view.len > 0 && (unsigned char)view.at[0] <= ' ')
        view = text_view_part(view, 1, view.len);
    while (view.len > 0 && (unsigned char)view.at[view.len - 1] <= ' ')
        view.len--;
    return view;
}

/* Text between marks: its end stands before a mark, its beginning after one. */
static void add_between(const struct piece *to, size_t begin, size_t end, bool after_mark, bool before_mark)
{
    struct text_view view = text_view_part(to->sentence, begin, end);
    size_t sides = (size_t)after_mark + (size_t)before_mark;
    if (sides == 0 || !is_wider(view, sides * to->context + 2)) {
        text_print_joined(to->out, view);
        return;
    }
    if (after_mark) text_print_joined(to->out, without_blanks(text_view_part(view, 0, head_end(view, to->context))));
    buf_add_string(to->out, ELLIPSIS);
    if (before_mark)
        text_print_joined(to->out, without_blanks(text_view_part(view, tail_begin(view, to->context), view.len)));
}

static void add_mark(const struct piece *to, size_t begin, size_t end, bool against)
{
    const bool colored = to->colors->mark[0] != '\0';
    const char *open = report_plain(TEXT_JA, against ? REPORT_MARK_AGAINST : REPORT_MARK_FOR);
    const char *close = report_plain(TEXT_JA, against ? REPORT_MARK_AGAINST_END : REPORT_MARK_FOR_END);
    buf_add_string(to->out, colored ? (against ? to->colors->severity[2] : to->colors->mark) : open);
    text_print_cut(to->out, text_view_part(to->sentence, begin, end), MARK_CELLS, true);
    buf_add_string(to->out, colored ? to->colors->reset : close);
}

static int compare_marks(const void *a, const void *b)
{
    const struct report_mark *x = a, *y = b;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    return (x->span.end < y->span.end) - (x->span.end > y->span.end);
}

/* The marks in the sentence, ordered and without overlap (touching each other they stay two), in offsets of it. */
static size_t settle(struct report_mark *marks, size_t count, struct text_span sentence)
{
    size_t kept = 0;
    if (count > 1) qsort(marks, count, sizeof *marks, compare_marks);
    for (size_t i = 0; i < count; i++) {
        struct report_mark mark = marks[i];
        if (mark.span.source != sentence.source || mark.span.begin < sentence.begin || mark.span.end > sentence.end)
            continue;
        mark.span.begin -= sentence.begin;
        mark.span.end -= sentence.begin;
        struct text_span *last = kept > 0 ? &marks[kept - 1].span : NULL;
        if (!last || mark.span.begin >= last->end) marks[kept++] = mark;
        else if (mark.span.end > last->end) last->end = mark.span.end;
    }
    return kept;
}

static void add_all(const struct piece *to, const struct report_mark *marks, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        add_between(to, at, marks[i].span.begin, i > 0, true);
        add_mark(to, marks[i].span.begin, marks[i].span.end, marks[i].against);
        at = marks[i].span.end;
    }
    if (count > 0) add_between(to, at, to->sentence.len, true, false);
}

void report_quote(struct buf *out, struct text_span sentence, struct report_mark *marks, size_t count, size_t cells,
                  const struct report_colors *colors)
{
    const size_t contexts[] = {cells, 40, 24, 16, 12, 8, 6, 4};
    struct piece to = {.sentence = text_span_view(sentence), .colors = report_colors(false)};
    size_t kept = settle(marks, count, sentence);
    struct buf trial;
    buf_init(&trial);
    to.out = &trial;
    to.context = contexts[0];
    if (kept == 0) text_print_cut(out, to.sentence, cells, true);
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        buf_reset(&trial);
        to.context = contexts[i];
        add_all(&to, marks, kept);
        if (!is_wider((struct text_view){trial.bytes ? trial.bytes : "", trial.len}, cells)) break;
    }
    if (buf_status(&trial) != STATUS_OK) out->status = STATUS_NO_MEMORY;
    buf_clear(&trial);
    to.out = out;
    to.colors = colors;
    add_all(&to, marks, kept);
}
