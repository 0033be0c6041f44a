/* An expression is read into sequences of parts, each with its quantifier, and into alternatives.
 *
 * Two repetitions without end in one sequence can share out the same characters in many ways when each takes what the
 * other takes and all that stands between them; with something behind them that may fail, every way is tried:
 *     '[^。]*対応[^。]*計画'     [^。]* takes 対応 too: reported
 *     '[0-9]+年[0-9]+月'         [0-9]+ stops at 年: there is one way only
 * What a part takes is not worked out but tried, on strings made of the expression's own characters: there is a witness
 * for whatever is reported, and what has none is left to lint_steps.c. */
#include "rule/lint_part.h"

#include "text/utf8.h"

#include <string.h>

#define PARTS_MOST        64
#define ALTERNATIVES_MOST 128
#define SAMPLES_MOST      96
#define DEPTH_MOST        32

static const struct text_view nothing;

/* Stand for the letters of each script in classes like [^,]. */
static const uint32_t LETTERS[] = {'a', '0', 0x3042, 0x30A2, 0x6F22};

struct part {
    struct text_view atom;
    struct text_view whole; /* with its quantifier */
    bool endless;           /* repeated without end, and gives back what it took */
    bool optional;
};

struct sequence {
    struct part items[PARTS_MOST];
    size_t count;
};

struct reading {
    struct rule_linter *lint;
    struct text_view whole;
    struct text_span span;
    struct text_view samples[SAMPLES_MOST];
    size_t sample_count;
    size_t at;
    size_t depth;
    bool reported;
    bool lost; /* something not understood: the rest is passed over */
};

static char byte_at(const struct reading *in, size_t at)
{
    return at < in->whole.len ? in->whole.at[at] : '\0';
}

static bool is_one_of(char byte, const char *set)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

/* ---- what a part takes */

static void add_sample(struct reading *in, struct text_view sample)
{
    for (size_t i = 0; i < in->sample_count; i++)
        if (text_view_equal(in->samples[i], sample)) return;
    if (in->sample_count < SAMPLES_MOST) in->samples[in->sample_count++] = sample;
}

/* Characters that stand for themselves, and stretches of them. */
static void collect_samples(struct reading *in)
{
    size_t begin = 0;
    uint32_t point;
    for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++) {
        char bytes[4];
        size_t len = text_utf8_encode(LETTERS[i], bytes);
        add_sample(in, rule_lint_keep(in->lint, bytes, len));
    }
    for (size_t at = 0; at < in->whole.len;) {
        size_t len = text_utf8_decode(text_view_part(in->whole, at, in->whole.len), &point);
        bool plain = len > 0 && !is_one_of(in->whole.at[at], "\\^$.|?*+()[]{}:=!<>"); /* the last ones open groups */
        if (plain) add_sample(in, text_view_part(in->whole, at, at + len));
        else if (begin < at) add_sample(in, text_view_part(in->whole, begin, at));
        at += len > 0 ? len : 1;
        if (!plain) begin = at;
    }
    if (begin < in->whole.len) add_sample(in, text_view_part(in->whole, begin, in->whole.len));
}

/* Adds to `taken` (a bit per sample) what a match of `before` atom `after` is; nothing when it is no pattern alone. */
static void try_samples(struct reading *in, const char *before, struct text_view atom, const char *after, bool *taken)
{
    struct text_pattern *pattern = NULL;
    struct text_matcher *matcher = NULL;
    struct text_pattern_error error;
    struct buf expression;
    buf_init(&expression);
    buf_add_string(&expression, before);
    buf_add(&expression, atom.at, atom.len);
    buf_add_string(&expression, after);
    enum status status = buf_status(&expression);
    if (status == STATUS_OK)
        status = text_pattern_new(in->lint->scratch, (struct text_view){expression.bytes, expression.len}, true,
                                  &pattern, &error);
    if (status == STATUS_OK) status = text_matcher_new(&matcher);
    for (size_t i = 0; status == STATUS_OK && i < in->sample_count; i++) {
        size_t begin, end;
        enum text_match found = text_pattern_find(pattern, matcher, in->samples[i], 0, &begin, &end);
        taken[i] = found == TEXT_MATCH_FOUND;
        if (found == TEXT_MATCH_NO_MEMORY) status = STATUS_NO_MEMORY;
    }
    if (status == STATUS_NO_MEMORY) in->lint->status = status;
    text_matcher_free(matcher);
    text_pattern_clear(pattern);
    buf_clear(&expression);
}

/* Whether some sample is a match of the atom and of one or more repetitions of `by`. */
static bool is_taken_by(struct reading *in, struct text_view atom, const bool *by)
{
    bool own[SAMPLES_MOST] = {false};
    try_samples(in, "\\A(?:", atom, ")\\z", own);
    for (size_t i = 0; i < in->sample_count; i++)
        if (own[i] && by[i]) return true;
    return false;
}

/* Whether the repetition `first` can take all up to the one at `second`, and some of that too. */
static bool overlap(struct reading *in, const struct sequence *sequence, size_t first, size_t second)
{
    bool by[SAMPLES_MOST] = {false};
    try_samples(in, "\\A(?:", sequence->items[first].atom, ")+\\z", by);
    for (size_t i = first + 1; i <= second; i++) {
        const struct part *part = &sequence->items[i];
        if (!(part->optional && i < second) && !is_taken_by(in, part->atom, by)) return false;
    }
    return true;
}

static bool can_fail_after(const struct sequence *sequence, size_t at)
{
    for (size_t i = at + 1; i < sequence->count; i++)
        if (!sequence->items[i].optional) return true;
    return false;
}

static void lint_sequence(struct reading *in, const struct sequence *sequence)
{
    for (size_t second = 1; second < sequence->count; second++)
        for (size_t first = 0; first < second; first++) {
            bool both = sequence->items[first].endless && sequence->items[second].endless;
            if (in->reported || !both || !can_fail_after(sequence, second)) continue;
            if (!overlap(in, sequence, first, second)) continue;
            rule_lint_report(in->lint, DIAGNOSTIC_LINT_REGEX_REPEATS, in->span, in->whole, sequence->items[first].whole,
                             sequence->items[second].whole);
            in->reported = true;
        }
}

/* ---- alternatives */

static bool is_plain(struct text_view alternative)
{
    for (size_t i = 0; i < alternative.len; i++)
        if (is_one_of(alternative.at[i], "\\^$.|?*+()[]{}")) return false;
    return true;
}

/* As it is matched: text that stands for itself, folded; anything else as it is. */
static struct text_view matched_form(struct reading *in, struct text_view alternative)
{
    struct text_folded folded;
    if (!is_plain(alternative) || alternative.len == 0 || in->lint->status != STATUS_OK) return alternative;
    in->lint->status = text_fold(in->lint->set->words.folder, in->lint->to->arena, alternative, &folded);
    return in->lint->status == STATUS_OK ? folded.text : alternative;
}

static void lint_alternatives(struct reading *in, struct text_view *alternatives, size_t count)
{
    for (size_t i = 0; i < count; i++)
        alternatives[i] = matched_form(in, alternatives[i]);
    for (size_t i = 1; i < count; i++)
        for (size_t earlier = 0; earlier < i; earlier++) {
            if (!text_view_equal(alternatives[i], alternatives[earlier])) continue;
            rule_lint_report(in->lint, DIAGNOSTIC_LINT_REGEX_TWICE, in->span, alternatives[i], in->whole, nothing);
            break;
        }
}

/* ---- reading */

static void read_alternatives(struct reading *in);

static void skip_class(struct reading *in)
{
    in->at++;
    if (byte_at(in, in->at) == '^') in->at++;
    if (byte_at(in, in->at) == ']') in->at++;
    while (in->at < in->whole.len && byte_at(in, in->at) != ']')
        in->at += byte_at(in, in->at) == '\\' ? 2 : 1;
    in->at++;
}

static void skip_escape(struct reading *in)
{
    bool braces = is_one_of(byte_at(in, in->at + 1), "pPxNgkou") && byte_at(in, in->at + 2) == '{';
    in->at += 2;
    while (braces && in->at < in->whole.len && byte_at(in, in->at - 1) != '}')
        in->at++;
}

/* (?: (?= (?<name> (?>: up to where the content begins. */
static void read_group(struct reading *in)
{
    in->at++;
    if (byte_at(in, in->at) == '?') {
        in->at++;
        while (in->at < in->whole.len && !is_one_of(byte_at(in, in->at), ":=!>)"))
            in->at++;
        if (byte_at(in, in->at) != ')') in->at++;
    }
    if (++in->depth > DEPTH_MOST) in->lost = true;
    else read_alternatives(in);
    in->depth--;
    in->at++;
}

static void read_atom(struct reading *in)
{
    uint32_t point;
    char byte = byte_at(in, in->at);
    if (byte == '(') read_group(in);
    else if (byte == '[') skip_class(in);
    else if (byte == '\\') skip_escape(in);
    else {
        size_t len = text_utf8_decode(text_view_part(in->whole, in->at, in->whole.len), &point);
        in->at += len > 0 ? len : 1;
    }
    if (in->at > in->whole.len) in->lost = true;
}

static void read_quantifier(struct reading *in, struct part *part)
{
    char byte = byte_at(in, in->at);
    size_t end = in->at + 1;
    if (!is_one_of(byte, "?*+{")) return;
    if (byte == '{') {
        if (byte_at(in, end) < '0' || byte_at(in, end) > '9') return; /* a brace that is none */
        part->optional = byte_at(in, end) == '0';
        while (end < in->whole.len && byte_at(in, end) != '}')
            end++;
        part->endless = byte_at(in, end - 1) == ',';
        end++;
    } else {
        part->endless = byte != '?';
        part->optional = byte != '+';
    }
    if (byte_at(in, end) == '+') part->endless = false; /* possessive */
    if (is_one_of(byte_at(in, end), "?+")) end++;
    in->at = end;
}

static void read_sequence(struct reading *in)
{
    struct sequence sequence = {.count = 0};
    while (in->at < in->whole.len && !in->lost && !is_one_of(byte_at(in, in->at), "|)")) {
        struct part part = {0};
        size_t begin = in->at;
        read_atom(in);
        if (in->lost) return;
        part.atom = text_view_part(in->whole, begin, in->at);
        read_quantifier(in, &part);
        part.whole = text_view_part(in->whole, begin, in->at);
        if (sequence.count < PARTS_MOST) sequence.items[sequence.count++] = part;
    }
    lint_sequence(in, &sequence);
}

static void read_alternatives(struct reading *in)
{
    struct text_view alternatives[ALTERNATIVES_MOST];
    size_t count = 0;
    for (bool more = true; more && !in->lost;) {
        size_t begin = in->at;
        read_sequence(in);
        if (count < ALTERNATIVES_MOST && in->at <= in->whole.len)
            alternatives[count++] = text_view_part(in->whole, begin, in->at);
        more = byte_at(in, in->at) == '|';
        if (more) in->at++;
    }
    if (!in->lost) lint_alternatives(in, alternatives, count);
}

bool rule_lint_expression(struct rule_linter *lint, struct text_view expression, struct text_span span)
{
    struct reading *in = arena_alloc(lint->scratch, sizeof *in);
    if (!in) {
        lint->status = STATUS_NO_MEMORY;
        return true;
    }
    *in = (struct reading){.lint = lint, .whole = expression, .span = span};
    collect_samples(in);
    while (in->at < expression.len && !in->lost && lint->status == STATUS_OK) {
        read_alternatives(in);
        in->at++; /* a closing bracket that closes nothing can't be: the expression compiles */
    }
    return in->reported;
}
