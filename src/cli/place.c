#include "cli/place.h"

#include "text/place.h"
#include "text/printable.h"

#define TEXT_CELLS 60

void cli_place_add(struct buf *out, struct text_span span)
{
    text_print(out, text_view_of(text_source_path(span.source)));
    text_place_print(out, text_source_place(span.source, span.begin));
}

void cli_place_begin(struct buf *out, struct text_span span, struct text_view id, struct text_view text)
{
    cli_place_add(out, span);
    buf_add_string(out, ": [");
    text_print(out, id);
    buf_add_string(out, "] ");
    if (text.len == 0) return;
    text_print_cut(out, text, TEXT_CELLS, true);
    buf_add_string(out, ": ");
}
