/* A table leads from libyaml's words to the explanations that may fit; each looks at the lines concerned and either
 * names its mistake or passes. The first that fits wins; when none does, libyaml's own words are quoted.
 *
 *     ministry：総務省          libyaml: line 2 column 12, "mapping values are not allowed in this context", since both
 *     fiscal_year: 令和2年度    lines are one text until the colon. Lines 1 and 2 are looked at; line 1 has U+FF1A
 * where a key's colon should be: that is what is said, at line 1 column 9. */
#include "doc/yaml_mistake.h"

#include "doc/yaml_line.h"
#include "text/utf8.h"

struct scene {
    const struct text_source *source;
    struct text_view text;
    const struct doc_yaml_complaint *complaint;
    struct text_diagnostics *diagnostics;
    uint32_t focus;        /* what libyaml complains about */
    struct doc_line line;  /* of focus */
    struct doc_line first; /* where the text before it begins that may be to blame: `line` or an earlier one */
};

/* Adds the diagnostic at one character; `argument` is that character when `named`. Always true: explained. */
static bool say(const struct scene *scene, enum diagnostic_code code, uint32_t at)
{
    uint32_t point;
    struct text_view rest = text_view_part(scene->text, at, scene->text.len);
    struct text_view none = {0};
    struct text_view character = text_view_part(rest, 0, text_utf8_decode(rest, &point));
    struct text_span span = {scene->source, at, at + (uint32_t)character.len};
    text_diagnostics_add(scene->diagnostics, code, text_source_path(scene->source), span, character, none, none);
    return true;
}

static bool has_scalar(const struct scene *scene)
{
    return scene->complaint->has_scalar && scene->complaint->scalar.begin < scene->focus;
}

/* Whether the line is indented deeper than the key whose value the text before it is: then YAML reads it as more of the
 * same text, and a colon of any width in it may well be part of that. */
static bool is_continued(const struct scene *scene, struct doc_line line)
{
    if (!has_scalar(scene) || scene->complaint->scalar.begin <= scene->first.body) return false;
    return line.begin > scene->first.begin && line.text - line.begin > scene->first.body - scene->first.begin;
}

/* Looks for a mistake in each line from `first` to the one in focus. */
static bool search(const struct scene *scene, uint32_t (*find)(struct text_view, struct doc_line),
                   enum diagnostic_code code)
{
    struct doc_line line = scene->first;
    do {
        bool about_key = find == doc_line_wide_colon || find == doc_line_tight_colon || find == doc_line_wide_dash;
        uint32_t at = about_key && is_continued(scene, line) ? DOC_NOWHERE : find(scene->text, line);
        if (at != DOC_NOWHERE) return say(scene, code, at);
    } while (line.begin < scene->line.begin && doc_line_next(scene->text, &line));
    return false;
}

static bool tab(const struct scene *scene)
{
    return search(scene, doc_line_tab, DIAGNOSTIC_YAML_TAB);
}

static bool wide_space(const struct scene *scene)
{
    return search(scene, doc_line_wide_space, DIAGNOSTIC_YAML_WIDE_SPACE);
}

static bool wide_colon(const struct scene *scene)
{
    return search(scene, doc_line_wide_colon, DIAGNOSTIC_YAML_WIDE_COLON);
}

static bool wide_dash(const struct scene *scene)
{
    return search(scene, doc_line_wide_dash, DIAGNOSTIC_YAML_WIDE_DASH);
}

static bool tight_colon(const struct scene *scene)
{
    return search(scene, doc_line_tight_colon, DIAGNOSTIC_YAML_TIGHT_COLON);
}

static bool tight_dash(const struct scene *scene)
{
    uint32_t at = doc_line_tight_dash(scene->text, scene->line);
    return at != DOC_NOWHERE && say(scene, DIAGNOSTIC_YAML_TIGHT_DASH, at);
}

static bool is_quoted(enum doc_scalar_style style)
{
    return style == DOC_SINGLE_QUOTED || style == DOC_DOUBLE_QUOTED;
}

static bool is_block(enum doc_scalar_style style)
{
    return style == DOC_LITERAL || style == DOC_FOLDED;
}

/* title: “M2M: 実証” */
static bool curly_quote(const struct scene *scene)
{
    uint32_t value = doc_line_value(scene->text, scene->line);
    if (value == DOC_NOWHERE || value > scene->focus) return false;
    uint32_t end = doc_line_value_end(scene->text, scene->line, value, true);
    return doc_is_curly_quoted(text_view_part(scene->text, value, end)) &&
           say(scene, DIAGNOSTIC_YAML_CURLY_QUOTE, value);
}

/* breakdown:[{item: 機器, amount: 3}]: the colon before the bracket is no end of a key, so that the next one is too
 * many.
 */
static bool tight_bracket(const struct scene *scene)
{
    uint32_t at = doc_line_tight_colon(scene->text, scene->line);
    bool bracket = at < scene->focus && strchr("[{", scene->text.at[at + 1]);
    return bracket && say(scene, DIAGNOSTIC_YAML_TIGHT_COLON, at);
}

/* title: M2M: 実証 */
static bool colon_in_value(const struct scene *scene)
{
    uint32_t value = scene->complaint->scalar.begin;
    bool same_line = has_scalar(scene) && value > scene->line.body;
    return same_line && say(scene, DIAGNOSTIC_YAML_COLON_IN_VALUE, scene->focus);
}

/* A line that is neither key nor value. */
static bool no_colon(const struct scene *scene)
{
    return say(scene, DIAGNOSTIC_YAML_NO_COLON, scene->line.text);
}

/* A text of several lines runs into a colon: its first line lacks one, or the last does not belong to it. */
static bool lines_run_together(const struct scene *scene)
{
    if (!has_scalar(scene)) return false;
    if (is_continued(scene, scene->line)) return say(scene, DIAGNOSTIC_YAML_CONTINUED, scene->line.text);
    bool is_value = scene->complaint->scalar.begin > scene->first.body;
    return is_value ? say(scene, DIAGNOSTIC_YAML_INDENT, scene->line.text)
                    : say(scene, DIAGNOSTIC_YAML_NO_COLON, scene->first.text);
}

/* summary: | and then text that is not indented. */
static bool block_not_indented(const struct scene *scene)
{
    bool after_block = has_scalar(scene) && is_block(scene->complaint->style);
    return after_block && say(scene, DIAGNOSTIC_YAML_BLOCK_INDENT, scene->line.text);
}

static bool only_blanks(const struct scene *scene, uint32_t begin, uint32_t end)
{
    while (begin < end && strchr(" \t", scene->text.at[begin]))
        begin++;
    return begin >= end;
}

/* title: "IoT"の強化, or a quote that was closed by the next one, lines below. */
static bool after_quote(const struct scene *scene)
{
    struct text_span scalar = scene->complaint->scalar;
    if (!has_scalar(scene) || !is_quoted(scene->complaint->style)) return false;
    if (scalar.end > scene->focus || !only_blanks(scene, scalar.end, scene->focus)) return false;
    bool one_line = scalar.begin >= scene->line.begin;
    return one_line ? say(scene, DIAGNOSTIC_YAML_AFTER_QUOTE, scene->focus)
                    : say(scene, DIAGNOSTIC_YAML_QUOTE_OPEN, scalar.begin);
}

/* title: [総務省] M2M: the bracket that opens what closed just before. */
static bool after_bracket(const struct scene *scene)
{
    uint32_t at = scene->focus;
    while (at > scene->line.text && strchr(" \t", scene->text.at[at - 1]))
        at--;
    if (at == scene->line.text || !strchr("]}", scene->text.at[at - 1])) return false;
    for (int depth = 0; at > scene->line.text; at--) {
        char c = scene->text.at[at - 1];
        depth += (c == ']' || c == '}') - (c == '[' || c == '{');
        if (depth == 0) return say(scene, DIAGNOSTIC_YAML_START, at - 1);
    }
    return false;
}

/* The line begins at no column where one may begin. */
static bool uneven(const struct scene *scene)
{
    return scene->focus == scene->line.text && say(scene, DIAGNOSTIC_YAML_INDENT, scene->focus);
}

/* previous: - */
static bool dash_alone(const struct scene *scene)
{
    uint32_t at = scene->focus + 1;
    while (at < scene->line.end && strchr(" \t", scene->text.at[at]))
        at++;
    bool alone = at >= scene->line.end || scene->text.at[at] == '#';
    return say(scene, alone ? DIAGNOSTIC_YAML_DASH_ALONE : DIAGNOSTIC_YAML_DASH_IN_VALUE, scene->focus);
}

/* A value that begins with a character that means something else in YAML. */
static bool start(const struct scene *scene)
{
    if (scene->focus >= scene->line.end) return false;
    if (scene->text.at[scene->focus] == '\t') return say(scene, DIAGNOSTIC_YAML_TAB, scene->focus);
    return say(scene, DIAGNOSTIC_YAML_START, scene->focus);
}

static bool start_of_context(const struct scene *scene)
{
    return say(scene, DIAGNOSTIC_YAML_START, scene->complaint->context_at);
}

static bool tab_here(const struct scene *scene)
{
    return tab(scene) || say(scene, DIAGNOSTIC_YAML_TAB, scene->focus);
}

/* { item: a，amount: 3 }: a full-width comma between the opening bracket and the place where libyaml gave up. */
static bool wide_comma(const struct scene *scene)
{
    static const char *const commas[] = {"\xEF\xBC\x8C", "\xE3\x80\x81"}; /* U+FF0C, U+3001 */
    uint32_t open = scene->complaint->context_at;
    if (open < scene->line.begin || open >= scene->focus) return false;
    struct text_view part = text_view_part(scene->text, open, scene->focus);
    for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
        size_t at = text_view_find(part, text_view_of(commas[i]), 0);
        if (at != (size_t)-1) return say(scene, DIAGNOSTIC_YAML_WIDE_COMMA, open + (uint32_t)at);
    }
    return false;
}

/* Whether the bracket at `open` has its counterpart further on. Quoted brackets do not count. */
static bool is_closed(struct text_view text, uint32_t open)
{
    int depth = 0;
    char quote = 0;
    for (uint32_t at = open; at < text.len; at++) {
        char c = text.at[at];
        if (quote) quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'') quote = c;
        else depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        if (depth == 0) return true;
    }
    return false;
}

/* Inside { } or [ ]: the end is missing, or something between two parts. */
static bool flow(const struct scene *scene)
{
    uint32_t open = scene->complaint->context_at;
    bool closed = is_closed(scene->text, open) && scene->focus < scene->text.len;
    return closed ? say(scene, DIAGNOSTIC_YAML_FLOW_COMMA, scene->focus) : say(scene, DIAGNOSTIC_YAML_FLOW_OPEN, open);
}

static bool quote_open(const struct scene *scene)
{
    return say(scene, DIAGNOSTIC_YAML_QUOTE_OPEN, scene->complaint->context_at);
}

/* The escape that is wrong may be where the text ends. */
static uint32_t backslash_before(const struct scene *scene, uint32_t at)
{
    while (at > scene->line.begin && (at == scene->text.len || scene->text.at[at] != '\\'))
        at--;
    return at;
}

static bool escape(const struct scene *scene)
{
    return say(scene, DIAGNOSTIC_YAML_ESCAPE, backslash_before(scene, scene->focus));
}

static bool surrogate(const struct scene *scene)
{
    return say(scene, DIAGNOSTIC_YAML_SURROGATE, backslash_before(scene, scene->focus));
}

static bool directive(const struct scene *scene)
{
    return say(scene, DIAGNOSTIC_YAML_DIRECTIVE, scene->complaint->context_at);
}

static bool directive_here(const struct scene *scene)
{
    return say(scene, DIAGNOSTIC_YAML_DIRECTIVE, scene->focus);
}

static bool after_end(const struct scene *scene)
{
    return say(scene, DIAGNOSTIC_YAML_AFTER_END, scene->focus);
}

/* The last bracket of the text that nothing closes; the end of the text when there is none. */
static uint32_t last_open(struct text_view text)
{
    uint32_t at = (uint32_t)text.len;
    while (at > 0) {
        char c = text.at[--at];
        if ((c == '[' || c == '{') && !is_closed(text, at)) return at;
    }
    return (uint32_t)text.len;
}

/* At the end of the text something is still open that began at libyaml's context; behind a bracket with nothing in it
 * that is the end itself. */
static bool cut_off(const struct scene *scene)
{
    uint32_t open = scene->complaint->context_at;
    if (scene->focus < scene->text.len) return false;
    if (open >= scene->text.len) open = last_open(scene->text);
    return open < scene->text.len && say(scene, DIAGNOSTIC_YAML_FLOW_OPEN, open);
}

#define EXPLANATIONS 9

/* Words that libyaml's problem and context begin with ("" fits all), and what they may mean, likeliest first. */
static const struct meaning {
    const char *problem;
    const char *context;
    bool at_context; /* the focus is the context's place */
    bool (*explain[EXPLANATIONS])(const struct scene *);
} meanings[] = {
    {"mapping values are not allowed",
     "",
     false,
     {tab, wide_space, wide_colon, wide_dash, curly_quote, tight_bracket, colon_in_value, tight_colon,
      lines_run_together}},
    {"could not find expected ':'",
     "",
     true,
     {tab, wide_space, wide_colon, wide_dash, tight_colon, block_not_indented, tight_dash, no_colon}},
    {"did not find expected key",
     "",
     false,
     {tab, wide_space, after_quote, after_bracket, wide_colon, wide_dash, tight_dash, block_not_indented, uneven}},
    {"did not find expected '-'",
     "",
     false,
     {tab, wide_space, after_quote, after_bracket, wide_colon, wide_dash, tight_dash, block_not_indented, uneven}},
    {"block sequence entries are not", "", false, {dash_alone}},
    {"mapping keys are not allowed", "", false, {start}},
    {"found character that cannot start", "", false, {start}},
    {"found a tab character", "", false, {tab_here}},
    {"", "while scanning an a", true, {start_of_context}}, /* an alias, an anchor */
    {"", "while scanning a tag", true, {start_of_context}},
    {"", "while parsing a tag", true, {start_of_context}},
    {"", "while scanning a block scalar", true, {start_of_context}},
    {"found undefined tag handle", "", false, {start}},
    {"did not find expected ',' or", "", false, {wide_comma, flow}},
    {"did not find expected node content", "while parsing a flow", false, {cut_off, start}},
    {"did not find expected node content", "", false, {start}},
    {"found unexpected end of stream", "while scanning a quoted", true, {quote_open}},
    {"found unexpected document indicator", "while scanning a quoted", true, {quote_open}},
    {"found invalid Unicode character escape", "", false, {surrogate}},
    {"found unknown escape character", "", false, {escape}},
    {"did not find expected hexdecimal", "while parsing a quoted", false, {escape}},
    {"", "while scanning a directive", true, {directive}},
    {"", "while scanning a %", true, {directive}},
    {"found duplicate %", "", false, {directive_here}},
    {"found incompatible YAML document", "", false, {directive_here}},
    {"did not find expected <document start>", "", false, {after_quote, after_end}},
};

static bool begins(const char *string, const char *with)
{
    return strncmp(string, with, strlen(with)) == 0;
}

static const struct meaning *meaning_of(const struct doc_yaml_complaint *complaint)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (begins(complaint->problem, meanings[i].problem) && begins(complaint->context, meanings[i].context))
            return &meanings[i];
    return NULL;
}

static struct scene scene_of(const struct text_source *source, const struct doc_yaml_complaint *complaint,
                             bool at_context)
{
    struct scene scene = {.source = source, .text = text_source_bytes(source), .complaint = complaint};
    scene.focus = at_context ? complaint->context_at : complaint->problem_at;
    scene.line = scene.first = doc_line_at(scene.text, scene.focus);
    if (has_scalar(&scene) && complaint->style == DOC_PLAIN)
        scene.first = doc_line_at(scene.text, complaint->scalar.begin);
    return scene;
}

void doc_yaml_explain(const struct text_source *source, const struct doc_yaml_complaint *complaint,
                      struct text_diagnostics *diagnostics)
{
    const struct meaning *meaning = meaning_of(complaint);
    struct scene scene = scene_of(source, complaint, meaning && meaning->at_context);
    scene.diagnostics = diagnostics;
    for (size_t i = 0; meaning && i < EXPLANATIONS && meaning->explain[i]; i++)
        if (meaning->explain[i](&scene)) return;
    struct text_span span = {source, scene.focus, scene.focus};
    struct text_view none = {0};
    text_diagnostics_add(diagnostics, DIAGNOSTIC_YAML_SYNTAX, text_source_path(source), span,
                         text_view_of(complaint->problem), none, none);
}
