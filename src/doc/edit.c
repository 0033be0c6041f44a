#include "doc/edit.h"

#include "text/character.h"
#include "text/utf8.h"

#include <stdlib.h>

void doc_edits_init(struct doc_edits *edits, struct arena *arena)
{
    *edits = (struct doc_edits){.arena = arena};
}

void doc_edits_add(struct doc_edits *edits, uint32_t begin, uint32_t end, struct text_view text)
{
    struct doc_edit *items = arena_grow(edits->arena, edits->items, edits->count, &edits->capacity, sizeof *items);
    if (!items) {
        edits->status = STATUS_NO_MEMORY;
        return;
    }
    edits->items = items;
    items[edits->count++] = (struct doc_edit){begin, end, text};
}

static int compare(const void *a, const void *b)
{
    const struct doc_edit *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

void doc_edits_settle(struct doc_edits *edits)
{
    size_t kept = 0;
    if (edits->count > 1) qsort(edits->items, edits->count, sizeof *edits->items, compare);
    for (size_t i = 0; i < edits->count; i++) {
        const struct doc_edit *last = kept > 0 ? &edits->items[kept - 1] : NULL;
        const struct doc_edit *edit = &edits->items[i];
        if (!last || (edit->begin >= last->end && edit->begin > last->begin)) edits->items[kept++] = *edit;
    }
    edits->count = kept;
}

/* Bytes [from, to) of the text with the edits that lie in them. */
static struct text_view applied(const struct doc_edits *edits, struct text_view text, size_t from, size_t to)
{
    size_t room = to - from + 1, len = 0;
    for (size_t i = 0; i < edits->count; i++)
        room += edits->items[i].text.len;
    char *out = arena_alloc(edits->arena, room);
    if (!out) return (struct text_view){0};
    for (size_t i = 0; i < edits->count; i++) {
        const struct doc_edit *edit = &edits->items[i];
        if (edit->begin < from || edit->end > to) continue;
        memcpy(out + len, text.at + from, edit->begin - from);
        len += edit->begin - from;
        if (edit->text.len > 0) memcpy(out + len, edit->text.at, edit->text.len);
        len += edit->text.len;
        from = edit->end;
    }
    memcpy(out + len, text.at + from, to - from);
    return (struct text_view){out, len + to - from};
}

struct text_view doc_edits_apply(const struct doc_edits *edits, struct text_view text)
{
    return applied(edits, text, 0, text.len);
}

struct text_view doc_edits_line(const struct doc_edits *edits, const struct text_source *source)
{
    if (edits->count == 0) return (struct text_view){"", 0};
    uint32_t line = text_source_line_of(source, edits->items[0].begin);
    uint32_t begin = text_source_line_begin(source, line);
    return applied(edits, text_source_bytes(source), begin, begin + text_source_line(source, line).len);
}

static bool is_mark(uint32_t point)
{
    static const uint32_t marks[] = {' ',    '\t',   0x3000, '"',    '\'',   0x2018, 0x2019,
                                     0x201C, 0x201D, 0xFF02, 0xFF07, 0x301D, 0x301F, ':',
                                     0xFF1A, ',',    0xFF0C, 0x3001, '-',    0x30FB, 0x30FC};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (point == marks[i]) return true;
    return text_is_dash(point);
}

/* The next character with ink, *at then behind it; 0 at the end. */
static uint32_t next_ink(struct text_view text, size_t *at)
{
    while (*at < text.len) {
        uint32_t point = 0;
        size_t len = text_utf8_decode(text_view_part(text, *at, text.len), &point);
        *at += len > 0 ? len : 1;
        if (!is_mark(point)) return point;
    }
    return 0;
}

bool doc_edits_keep_ink(struct text_view before, struct text_view after)
{
    size_t a = 0, b = 0;
    while (a < before.len || b < after.len)
        if (next_ink(before, &a) != next_ink(after, &b)) return false;
    return true;
}
