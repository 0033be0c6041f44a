/* Block scalars, literal and folded: lines without their indentation. */
#include "doc/scalar_walk.h"

#include <stdint.h>

static size_t line_end(struct text_view source, size_t at)
{
    while (at < source.len && !doc_walk_break(source, at))
        at++;
    return at;
}

/* Spaces at the start of the first line that holds more than spaces, from `at` on; SIZE_MAX when there is none. */
static size_t first_indent(struct text_view text, size_t at)
{
    while (at < text.len) {
        size_t spaces = 0;
        while (at + spaces < text.len && text.at[at + spaces] == ' ')
            spaces++;
        if (at + spaces < text.len && !doc_walk_break(text, at + spaces)) return spaces;
        at = line_end(text, at);
        at += doc_walk_break(text, at);
    }
    return SIZE_MAX;
}

static size_t skip_indent(struct text_view source, size_t at, size_t indent)
{
    size_t end = at;
    while (end < source.len && end - at < indent && source.at[end] == ' ')
        end++;
    return end;
}

/* The breaks after a line of a folded block. YAML turned n breaks into one blank (n = 1), n - 1 breaks, n breaks
 * (beside lines that are indented deeper) or, at the scalar's end, any smaller number. */
static void fold_block_lines(struct doc_walk *walk, size_t indent)
{
    size_t end = walk->at;
    size_t count = 0;
    for (size_t len; (len = doc_walk_break(walk->source, end)) > 0; count++)
        end = skip_indent(walk->source, end + len, indent);
    size_t kept = doc_walk_newlines(walk, count);
    bool blank = walk->done < walk->value.len && walk->value.at[walk->done] == ' ';
    if (walk->done + kept == walk->value.len) doc_walk_take_breaks(walk, kept, kept, end);
    else if (count == 1 && kept == 0 && blank) doc_walk_take_breaks(walk, 1, 1, end);
    else if (count > 0 && kept > 0 && count - kept <= 1) doc_walk_take_breaks(walk, count, kept, end);
    else walk->misfit = true;
}

/* A block scalar: its lines without their indentation. What chomping took away is left over in the source. */
void doc_walk_block(struct doc_walk *walk, enum doc_scalar_style style)
{
    walk->at = line_end(walk->source, walk->at); /* the header: | or > with its indicators and a comment */
    walk->at += doc_walk_break(walk->source, walk->at);
    size_t in_source = first_indent(walk->source, walk->at);
    size_t in_value = first_indent(walk->value, 0);
    if (in_source == SIZE_MAX || in_value > in_source) {
        walk->misfit = true;
        return;
    }
    size_t indent = in_source - in_value;
    walk->at = skip_indent(walk->source, walk->at, indent);
    while (walk->done < walk->value.len && walk->at < walk->source.len && !doc_walk_stopped(walk)) {
        size_t len = line_end(walk->source, walk->at) - walk->at;
        if (len > 0) doc_walk_take(walk, walk->source.at + walk->at, len, len);
        else if (style == DOC_FOLDED && walk->out_len > 0) fold_block_lines(walk, indent);
        else {
            doc_walk_take(walk, "\n", 1, doc_walk_break(walk->source, walk->at));
            walk->at = skip_indent(walk->source, walk->at, indent);
        }
    }
}
