/* An expression is read once, not parsed: literal stretches are held against their own folding, since what folding
 * changes never stands in the text that the pattern runs over, and groups are stacked to see whether a repetition
 * without end stands inside another:
 *     'サーバー(?:室|群)'     サーバー is folded to サーバ: reported
 *     '(?:[^。]+、)*対応'     + inside *: reported
 * What can't be told in this way (classes' ranges, named properties) is passed over. */
#include "rule/lint_part.h"

#include "text/utf8.h"

#define DEPTH_MOST      32
#define LONG_VOWEL_MARK 0x30FC /* alone, as in a class, it folds to a dash; after katakana it stays */

static const struct text_view nothing;

struct walk {
    struct rule_linter *lint;
    struct text_span span;
    struct text_view expression;
    size_t at;
    size_t literal; /* where the literal stretch began; `at` when there is none */
    size_t last;    /* where its last code point begins */
    bool in_class;
    bool endless[DEPTH_MOST]; /* by depth of group: whether a repetition without end stood in it */
    size_t depth;
    bool reported;
};

static bool is_one_of(char byte, const char *set)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

static char byte_at(const struct walk *walk, size_t at)
{
    return at < walk->expression.len ? walk->expression.at[at] : '\0';
}

/* ---- literal stretches */

static void hold_against_folding(struct walk *walk, struct text_view literal)
{
    struct text_folded folded;
    struct rule_linter *lint = walk->lint;
    if (literal.len == 0 || lint->status != STATUS_OK) return;
    lint->status = text_fold(lint->set->words.folder, lint->to->arena, literal, &folded);
    if (lint->status == STATUS_OK && !text_view_equal(folded.text, literal))
        rule_lint_report(lint, DIAGNOSTIC_LINT_REGEX_FOLDED, walk->span, literal, folded.text, nothing);
}

/* Ends the stretch before `at`; a last character that may be left out (サーバー?) is not held against folding. */
static void end_literal(struct walk *walk)
{
    size_t end = is_one_of(byte_at(walk, walk->at), "?*") ? walk->last : walk->at;
    if (walk->literal < walk->at && walk->literal < end)
        hold_against_folding(walk, text_view_part(walk->expression, walk->literal, end));
}

/* ---- repetitions */

/* Whether a quantifier without upper end begins at `at`; *out_len its length (0: no quantifier). A possessive one
 * never gives back what it took. */
static bool endless_quantifier(const struct walk *walk, size_t at, size_t *out_len)
{
    size_t len = 0;
    bool endless = is_one_of(byte_at(walk, at), "*+");
    if (endless || byte_at(walk, at) == '?') {
        len = 1;
    } else if (byte_at(walk, at) == '{' && byte_at(walk, at + 1) >= '0' && byte_at(walk, at + 1) <= '9') {
        while (at + len < walk->expression.len && byte_at(walk, at + len) != '}')
            len++;
        endless = byte_at(walk, at + len - 1) == ',';
        len++;
    }
    if (len > 0 && byte_at(walk, at + len) == '+') {
        endless = false;
        len++;
    }
    *out_len = len;
    return endless;
}

static void take_quantifier(struct walk *walk, bool group_endless)
{
    size_t len;
    bool endless = endless_quantifier(walk, walk->at, &len);
    if (endless && group_endless && !walk->reported) {
        rule_lint_report(walk->lint, DIAGNOSTIC_LINT_REGEX_BLOWUP, walk->span, walk->expression, nothing, nothing);
        walk->reported = true;
    }
    if (endless || group_endless) walk->endless[walk->depth] = true;
    walk->at += len;
}

/* ---- the walk */

/* \d, \p{Han}, \x{3042}: with its braces. */
static void skip_escape(struct walk *walk)
{
    bool braces = is_one_of(byte_at(walk, walk->at + 1), "pPxNgkou") && byte_at(walk, walk->at + 2) == '{';
    walk->at += 2;
    while (braces && walk->at < walk->expression.len && byte_at(walk, walk->at - 1) != '}')
        walk->at++;
}

static void open_group(struct walk *walk)
{
    walk->at++;
    if (byte_at(walk, walk->at) == '?')
        while (walk->at < walk->expression.len && !is_one_of(byte_at(walk, walk->at), ":=!>)"))
            walk->at++;
    if (byte_at(walk, walk->at) == ')') return; /* (?i): flags, closed by the walk as a group */
    if (byte_at(walk, walk->at - 1) != '(') walk->at++;
}

static void take_group(struct walk *walk)
{
    open_group(walk);
    if (walk->depth + 1 < DEPTH_MOST) walk->endless[++walk->depth] = false;
}

static void close_group(struct walk *walk)
{
    bool endless = walk->endless[walk->depth];
    if (walk->depth > 0) walk->depth--;
    walk->at++;
    take_quantifier(walk, endless);
}

static void take_special(struct walk *walk)
{
    char byte = byte_at(walk, walk->at);
    if (byte == '\\') skip_escape(walk);
    else if (walk->in_class || byte == '[') walk->at++;
    else if (byte == '(') take_group(walk);
    else if (byte == ')') close_group(walk);
    else if (is_one_of(byte, "*+?{")) {
        size_t before = walk->at;
        take_quantifier(walk, false);
        if (walk->at == before) walk->at++; /* a brace that is none */
    } else {
        walk->at++;
    }
    if (byte == '[') walk->in_class = true;
    if (byte == ']') walk->in_class = false;
}

static void take_literal(struct walk *walk)
{
    uint32_t point;
    size_t len = text_utf8_decode(text_view_part(walk->expression, walk->at, walk->expression.len), &point);
    walk->last = walk->at;
    walk->at += len > 0 ? len : 1;
    if (walk->in_class && point != LONG_VOWEL_MARK) end_literal(walk); /* each on its own */
    if (walk->in_class) walk->literal = walk->at;
}

static void walk_expression(struct walk *walk)
{
    while (walk->at < walk->expression.len) {
        if (!is_one_of(byte_at(walk, walk->at), walk->in_class ? "\\]^-" : "\\^$.|?*+()[]{}")) {
            take_literal(walk);
            continue;
        }
        end_literal(walk);
        take_special(walk);
        walk->literal = walk->at;
    }
    end_literal(walk);
}

static void lint_compiles(struct rule_linter *lint, struct text_view expression, struct text_span span)
{
    struct text_pattern *pattern;
    struct text_pattern_error error;
    enum status status = text_pattern_new(lint->scratch, expression, true, &pattern, &error);
    if (status == STATUS_OK) text_pattern_clear(pattern);
    else if (status == STATUS_INVALID)
        rule_lint_report(lint, DIAGNOSTIC_LINT_REGEX, span, expression,
                         rule_lint_keep(lint, error.message, strlen(error.message)), nothing);
    else lint->status = status;
}

void rule_lint_patterns(struct rule_linter *lint)
{
    for (size_t c = 0; c < lint->set->concept_count; c++) {
        const struct rule_concept *concept = &lint->set->concepts[c];
        for (size_t i = 0; i < concept->pattern_count; i++) {
            struct walk walk = {.lint = lint,
                                .span = concept->pattern_spans[i],
                                .expression = text_pattern_expression(concept->patterns[i])};
            lint_compiles(lint, walk.expression, walk.span);
            walk_expression(&walk);
            if (lint->status != STATUS_OK || walk.reported) continue;
            if (!rule_lint_expression(lint, walk.expression, walk.span))
                rule_lint_steps(lint, walk.expression, walk.span);
        }
    }
}
