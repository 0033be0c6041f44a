/* Each mistake has one way of being mended, found by its code. Most put a value in quotes: from behind the key's colon
 * to the end of the line or the comment there. That is not done where the value goes on in the next line, or where the
 * line begins inside { } or [ ]: there the line alone does not tell where the value ends. */
#include "doc/repair.h"

#include "doc/yaml_line.h"
#include "text/utf8.h"

#define WIDE_INDENT "  " /* a full-width space or a tab is as wide as this to whoever typed it */

struct mending {
    const struct text_source *source;
    struct text_view text;
    struct text_span span; /* of the mistake */
    struct doc_line line;  /* in which it begins */
    struct doc_edits *edits;
};

static void put(const struct mending *it, uint32_t begin, uint32_t end, const char *text)
{
    doc_edits_add(it->edits, begin, end, text_view_of(text));
}

/* Behind blanks of any width. */
static uint32_t skip_blanks(const struct mending *it, uint32_t at)
{
    return doc_line_skip_blanks(it->text, it->line, at);
}

/* Columns from a line's beginning, as they are seen: full-width blanks count two. */
static size_t column_of(const struct mending *it, uint32_t begin, uint32_t end)
{
    size_t column = 0;
    for (uint32_t at = begin; at < end; at++) {
        unsigned char byte = (unsigned char)it->text.at[at];
        column += byte < 0x80 ? 1 : byte >= 0xC0 ? 2 : 0;
    }
    return column;
}

/* ---- a value in quotes */

/* Whether the next line that is not blank goes on with the value: deeper than the key, and no comment. */
static bool goes_on(const struct mending *it)
{
    struct doc_line next = it->line;
    size_t indent = column_of(it, it->line.begin, it->line.body);
    while (doc_line_next(it->text, &next))
        if (next.text < next.end) return column_of(it, next.begin, next.text) > indent && it->text.at[next.text] != '#';
    return false;
}

/* In single quotes, which know no escape but ''; in double ones when only they need none. */
static struct text_view quoted(const struct mending *it, struct text_view value)
{
    bool single = memchr(value.at, '\'', value.len), twofold = memchr(value.at, '"', value.len);
    bool escape = memchr(value.at, '\\', value.len);
    char mark = single && !twofold && !escape ? '"' : '\'';
    char *out = arena_alloc(it->edits->arena, 2 * value.len + 3);
    size_t len = 0;
    if (!out) {
        it->edits->status = STATUS_NO_MEMORY;
        return value;
    }
    out[len++] = mark;
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == mark) out[len++] = mark;
        out[len++] = value.at[i];
    }
    out[len++] = mark;
    return (struct text_view){out, len};
}

static void quote_part(const struct mending *it, uint32_t begin, uint32_t end)
{
    if (begin < end) doc_edits_add(it->edits, begin, end, quoted(it, text_view_part(it->text, begin, end)));
}

/* Whether what follows # in the line is a comment beyond doubt: parted from it by a blank, with no quote before it that
 * may hold it, and not the end of a sentence that began before it. */
static bool is_comment(const struct mending *it, uint32_t begin, uint32_t end)
{
    struct text_view value = text_view_part(it->text, begin, end);
    struct text_view rest = text_view_trim(text_view_part(it->text, end, it->line.end));
    if (rest.len == 0) return true;
    bool quotes = memchr(value.at, '"', value.len) || memchr(value.at, '\'', value.len);
    bool parted = rest.len < 2 || rest.at[1] == ' ' || rest.at[1] == '\t';
    return parted && !quotes && !(doc_ends_sentence(rest) && !doc_ends_sentence(value));
}

/* Whether brackets open in a stretch of the line that do not close in it. */
static bool opens_brackets(const struct mending *it, uint32_t begin, uint32_t end)
{
    int depth = 0;
    for (uint32_t at = begin; at < end; at++)
        depth +=
            (it->text.at[at] == '[' || it->text.at[at] == '{') - (it->text.at[at] == ']' || it->text.at[at] == '}');
    return depth > 0;
}

/* Quotes that begin within brackets would end behind them: 内訳:[{項目: 窓口}] */
static void quote_value(const struct mending *it)
{
    uint32_t begin = doc_line_value(it->text, it->line);
    if (begin == DOC_NOWHERE || goes_on(it) || opens_brackets(it, it->line.begin, begin)) return;
    uint32_t end = doc_line_value_end(it->text, it->line, begin, true);
    if (is_comment(it, begin, end)) quote_part(it, begin, end);
}

/* Only when the mistake is how the value begins. */
static void quote_start(const struct mending *it)
{
    if (it->span.begin == doc_line_value(it->text, it->line)) quote_value(it);
}

/* The comment is part of the value. */
static void quote_line(const struct mending *it)
{
    uint32_t begin = doc_line_value(it->text, it->line);
    if (begin == DOC_NOWHERE || goes_on(it)) return;
    if (strchr("\"'|>", it->text.at[begin])) return;
    quote_part(it, begin, doc_line_value_end(it->text, it->line, begin, false));
}

/* “M2M: 実証”: the marks around the value become quotes. The mistake is the whole of it, or its first mark. */
static void change_quotes(const struct mending *it)
{
    uint32_t begin = it->span.begin, point;
    uint32_t end = doc_line_value_end(it->text, it->line, begin, true);
    struct text_view whole = text_span_view(it->span);
    if (!doc_is_curly_quoted(whole) && !is_comment(it, begin, end)) return;
    struct text_view value = doc_is_curly_quoted(whole) ? whole : text_view_part(it->text, begin, end);
    size_t first = text_utf8_decode(value, &point);
    if (value.len <= first) return;
    size_t last = text_utf8_previous(value, value.len);
    struct text_view inner = text_view_part(value, first, last > first ? last : first);
    doc_edits_add(it->edits, begin, begin + (uint32_t)value.len, quoted(it, inner));
}

/* ---- marks */

/* The column in which the line before begins behind its list mark. */
static size_t column_above(const struct mending *it)
{
    struct doc_line above = it->line;
    while (above.begin > 0) {
        above = doc_line_at(it->text, above.begin - 1);
        if (above.text < above.end) break;
    }
    return column_of(it, above.begin, above.body);
}

/* What a full-width blank behind plain ones becomes: nothing, where the line then begins below the one above. */
static const char *blank_for(const struct mending *it, uint32_t at)
{
    size_t plain = at - it->line.begin;
    bool only_one = at + sizeof DOC_WIDE_SPACE - 1 == it->line.text;
    return plain > 0 && only_one && plain == column_above(it) ? "" : WIDE_INDENT;
}

static bool has_indent_of_spaces(struct text_view text)
{
    for (size_t at = 0; at + 1 < text.len; at++)
        if ((text.at[at] == '\n' || text.at[at] == '\r') && text.at[at + 1] == ' ') return true;
    return false;
}

/* In a file that knows no other indentation each tab becomes two blanks, in all lines at once. */
static void mend_tabs(const struct mending *it)
{
    struct doc_line line = doc_line_at(it->text, 0);
    do
        for (uint32_t at = line.begin; at < line.text; at++)
            if (it->text.at[at] == '\t') put(it, at, at + 1, WIDE_INDENT);
    while (doc_line_next(it->text, &line));
}

/* Among lines indented with blanks, a key goes below the one above when tabs of one width put it there; else nobody can
 * tell whose part it was meant to be. */
static void mend_tabbed_line(const struct mending *it)
{
    static const char blanks[] = "        ";
    size_t tabs = 0, above = column_above(it);
    if (it->line.text != it->line.body) return; /* an item of which list? */
    for (uint32_t at = it->line.begin; at < it->line.text; at++)
        tabs += it->text.at[at] == '\t';
    size_t others = column_of(it, it->line.begin, it->line.text) - tabs;
    size_t width = tabs > 0 && above > others ? (above - others) / tabs : 0;
    if (width == 0 || width >= sizeof blanks || others + width * tabs != above) return;
    for (uint32_t at = it->line.begin; at < it->line.text; at++)
        if (it->text.at[at] == '\t')
            doc_edits_add(it->edits, at, at + 1, text_view_part(text_view_of(blanks), 0, width));
}

static void mend_wide_blanks(const struct mending *it)
{
    uint32_t width = 0, end = it->line.text;
    for (uint32_t at = it->line.begin; at < end; at += width) {
        bool wide = text_view_starts(text_view_part(it->text, at, end), text_view_of(DOC_WIDE_SPACE));
        width = wide ? sizeof DOC_WIDE_SPACE - 1 : 1;
        if (wide) put(it, at, at + width, blank_for(it, at));
    }
    if (end < it->line.end && it->text.at[end] == '-' && skip_blanks(it, end + 1) > end + 1)
        put(it, end, skip_blanks(it, end + 1), "- ");
}

static void mend_indent(const struct mending *it)
{
    uint32_t begin = it->line.begin, end = it->line.text;
    bool tab = memchr(it->text.at + begin, '\t', end - begin) != NULL;
    if (it->span.begin > end) put(it, it->span.begin, skip_blanks(it, it->span.begin), " "); /* elsewhere in the line */
    else if (!tab) mend_wide_blanks(it);
    else if (has_indent_of_spaces(it->text)) mend_tabbed_line(it);
    else mend_tabs(it);
}

/* Whether a value would be read as something else, were it not in quotes. */
static bool needs_quotes(struct text_view value)
{
    static const char *const within[] = {": ", ":\t"};
    if (value.len == 0 || value.at[0] == '"' || value.at[0] == '\'') return false;
    if (strchr("[]{}*&!|>%@`,#", value.at[0])) return true;
    for (size_t i = 0; i < sizeof within / sizeof *within; i++)
        if (text_view_find(value, text_view_of(within[i]), 0) != (size_t)-1) return true;
    return value.at[value.len - 1] == ':';
}

/* [{…: …}] or {…: …}: rows or claims in brackets, and no text. */
static bool holds_mappings(struct text_view value)
{
    const bool list = value.len > 1 && value.at[0] == '[';
    const struct text_view first = text_view_trim(text_view_part(value, list ? 1 : 0, value.len));
    return first.len > 0 && first.at[0] == '{' && memchr(first.at, ':', first.len) &&
           value.at[value.len - 1] == (list ? ']' : '}');
}

static bool in_flow(const struct mending *it)
{
    for (uint32_t at = it->line.begin; at < it->span.begin; at++)
        if (strchr("{[", it->text.at[at])) return true;
    return false;
}

static void mend_colon(const struct mending *it)
{
    uint32_t begin = skip_blanks(it, it->span.end);
    uint32_t end = doc_line_value_end(it->text, it->line, begin, true);
    put(it, it->span.begin, begin, begin < it->line.end ? ": " : ":");
    const struct text_view value = text_view_part(it->text, begin, end);
    bool quote = begin < end && !in_flow(it) && needs_quotes(value) && !holds_mappings(value);
    if (quote && !goes_on(it) && is_comment(it, begin, end)) quote_part(it, begin, end);
}

static void mend_dash(const struct mending *it)
{
    put(it, it->span.begin, skip_blanks(it, it->span.end), "- ");
}

static void mend_comma(const struct mending *it)
{
    put(it, it->span.begin, skip_blanks(it, it->span.end), ", ");
}

static void space_behind(const struct mending *it)
{
    put(it, it->span.end, it->span.end, " ");
}

static void quote_span(const struct mending *it)
{
    struct text_view value = text_span_view(it->span);
    bool plain = !memchr(value.at, '"', value.len) && !memchr(value.at, '\\', value.len);
    if (!plain) return;
    put(it, it->span.begin, it->span.begin, "\"");
    put(it, it->span.end, it->span.end, "\"");
}

/* ---- by code */

typedef void mend(const struct mending *it);

static mend *mend_of_mistake(enum diagnostic_code code)
{
    switch ((int)code) {
    case DIAGNOSTIC_YAML_TAB:
    case DIAGNOSTIC_YAML_WIDE_SPACE:
        return mend_indent;
    case DIAGNOSTIC_YAML_WIDE_COLON:
        return mend_colon;
    case DIAGNOSTIC_YAML_WIDE_DASH:
        return mend_dash;
    case DIAGNOSTIC_YAML_WIDE_COMMA:
        return mend_comma;
    case DIAGNOSTIC_YAML_TIGHT_COLON:
    case DIAGNOSTIC_YAML_TIGHT_DASH:
        return space_behind;
    case DIAGNOSTIC_YAML_COLON_IN_VALUE:
    case DIAGNOSTIC_YAML_AFTER_QUOTE:
    case DIAGNOSTIC_YAML_DASH_ALONE:
    case DIAGNOSTIC_YAML_DASH_IN_VALUE:
        return quote_value;
    case DIAGNOSTIC_YAML_START:
    case DIAGNOSTIC_YAML_ALIAS:
    case DIAGNOSTIC_YAML_TAG:
        return quote_start;
    case DIAGNOSTIC_YAML_CURLY_QUOTE:
        return change_quotes;
    default:
        return NULL;
    }
}

static mend *mend_of_seen(enum doc_observation_code code)
{
    switch ((int)code) {
    case DOC_SAW_FIELD_IDEOGRAPHIC_SPACE:
        return mend_indent;
    case DOC_SAW_FIELD_FULLWIDTH_COLON:
        return mend_colon;
    case DOC_SAW_FIELD_TIGHT_COLON:
        return space_behind;
    case DOC_SAW_FIELD_FLOW_COMMA:
        return quote_span;
    case DOC_SAW_FIELD_CURLY_QUOTE:
        return change_quotes;
    case DOC_SAW_VALUE_CUT:
        return quote_line;
    default:
        return NULL;
    }
}

static void run(mend *found, struct text_span span, struct doc_edits *edits)
{
    if (!found || !span.source || text_source_is_sheet(span.source) || text_source_cell(span.source, span.begin))
        return;
    struct text_view text = text_source_bytes(span.source);
    struct mending it = {span.source, text, span, doc_line_at(text, span.begin), edits};
    found(&it);
}

void doc_repair_mistake(const struct text_diagnostic *mistake, struct doc_edits *edits)
{
    run(mend_of_mistake(mistake->code), mistake->span, edits);
}

void doc_repair_seen(const struct doc_observation *seen, struct doc_edits *edits)
{
    run(mend_of_seen(seen->code), seen->span, edits);
}

bool doc_repair_is_sure(const struct doc_observation *seen)
{
    return seen->code != DOC_SAW_VALUE_CUT || seen->field != DOC_FIELD_JUSTIFICATION;
}
