#include "text/diagnostic.h"

#include "base/limits.h"
#include "text/place.h"
#include "text/printable.h"

static const struct {
    const char *id;
    const char *words[TEXT_LANGUAGES];
} table[DIAGNOSTIC_COUNT] = {
#define DIAGNOSTIC(code, id, ja, en) [DIAGNOSTIC_##code] = {id, {[TEXT_JA] = ja, [TEXT_EN] = en}},
#include "text/diagnostic.def"
#undef DIAGNOSTIC
};

void text_diagnostics_init(struct text_diagnostics *list, struct arena *arena)
{
    *list = (struct text_diagnostics){.arena = arena, .status = STATUS_OK};
}

void text_diagnostics_add(struct text_diagnostics *list, enum diagnostic_code code, const char *path,
                          struct text_span span, struct text_view a, struct text_view b, struct text_view c)
{
    if (list->count >= LIMIT_DIAGNOSTICS || list->status != STATUS_OK) {
        list->dropped++;
        return;
    }
    struct text_diagnostic *items =
        arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    if (!items) {
        list->status = STATUS_NO_MEMORY;
        list->dropped++;
        return;
    }
    list->items = items;
    if (!path && span.source) path = text_source_path(span.source);
    items[list->count++] = (struct text_diagnostic){code, path, span, {a, b, c}};
}

void text_diagnostics_cut(struct text_diagnostics *list, size_t count)
{
    list->count = count;
    list->dropped = 0;
}

const char *text_diagnostic_id(enum diagnostic_code code)
{
    return table[code].id;
}

const char *text_diagnostic_template(enum diagnostic_code code, enum text_language language)
{
    return table[code].words[language];
}

/* The number in a {0} at the start, or -1. */
static int placeholder_at(const char *words)
{
    bool is_one = words[0] == '{' && words[1] >= '0' && words[1] < '0' + DIAGNOSTIC_ARGUMENTS && words[2] == '}';
    return is_one ? words[1] - '0' : -1;
}

void text_diagnostic_word(struct buf *out, const struct text_diagnostic *diagnostic, enum text_language language)
{
    const char *words = text_diagnostic_template(diagnostic->code, language);
    while (*words) {
        int number = placeholder_at(words);
        if (number >= 0) {
            text_print(out, diagnostic->arguments[number]);
            words += 3;
        } else {
            buf_add_char(out, *words++);
        }
    }
}

void text_diagnostic_place(struct buf *out, const char *path, struct text_span span)
{
    struct text_view shown = text_view_of(path ? path : span.source ? text_source_path(span.source) : "");
    if (shown.len == 0) return;
    text_print(out, shown);
    if (span.source) text_place_print(out, text_source_place(span.source, span.begin));
    buf_add_string(out, ": ");
}

void text_diagnostic_line(struct buf *out, const struct text_diagnostic *diagnostic, enum text_language language)
{
    text_diagnostic_place(out, diagnostic->path, diagnostic->span);
    buf_add_char(out, '[');
    buf_add_string(out, text_diagnostic_id(diagnostic->code));
    buf_add_string(out, "] ");
    text_diagnostic_word(out, diagnostic, language);
    buf_add_char(out, '\n');
}
