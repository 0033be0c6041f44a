/* How long matching can take is measured: the expression runs over strings made of its own literals, repeated, and the
 * steps that the matcher takes are counted (not the time, so that the answer is the same everywhere).
 *     '(?:対応|対|応)+計画' over 対応対応対応…   50: more than a million: reported
 *     '監視[^。]{0,8}通報'  over 監視監視監視…   12, however long the string is: sound
 * Steps are counted from each place in the string on, as the matcher's limit does. Reported is what grows faster than
 * the square of the length, and what reaches the limit (where a match becomes "unknown") while growing faster than the
 * length. */
#include "rule/lint_part.h"

#include "base/limits.h"
#include "text/utf8.h"

#define LITERALS_MOST 6
#define UNITS_MOST    64
#define REPEATS       50 /* first; then twice as many, until 800 */
#define SIZES         5
#define STEPS_FEW     4 /* per byte of the shortest string: such a pattern is not looked at further */
#define GROWTH_FAST   6 /* of steps, when the string doubles: a square gives 4, a cube 8 */
#define GROWTH_SLOW   3 /* more than a line gives, which is 2 */

static const uint32_t LETTERS[] = {'a', '0', 0x3042};

struct measuring {
    struct rule_linter *lint;
    struct text_view expression;
    struct text_span span;
    struct text_meter *meter;
    struct text_view literals[LITERALS_MOST];
    size_t literal_count;
    struct text_view units[UNITS_MOST]; /* what is repeated */
    size_t unit_count;
};

/* ---- what is repeated */

static void add_literal(struct measuring *in, struct text_view literal)
{
    for (size_t i = 0; i < in->literal_count; i++)
        if (text_view_equal(in->literals[i], literal)) return;
    if (literal.len > 0 && in->literal_count < LITERALS_MOST) in->literals[in->literal_count++] = literal;
}

/* Stretches of characters that stand for themselves: those of each part of the expression, as far as there is room. */
static void collect_literals(struct measuring *in)
{
    size_t begin = 0;
    for (size_t at = 0; at < in->expression.len; at++) {
        char byte = in->expression.at[at];
        if (byte == '\0' || !strchr("\\^$.|?*+()[]{}:=!<>", byte)) continue;
        add_literal(in, text_view_part(in->expression, begin, at));
        begin = at + 1;
        if (byte == '\\' && begin < in->expression.len) begin = ++at + 1;
    }
    if (begin < in->expression.len) add_literal(in, text_view_part(in->expression, begin, in->expression.len));
}

static void add_unit(struct measuring *in, struct text_view a, struct text_view b)
{
    struct buf unit;
    buf_init(&unit);
    buf_add(&unit, a.at ? a.at : "", a.len);
    buf_add(&unit, b.at ? b.at : "", b.len);
    if (buf_status(&unit) != STATUS_OK) in->lint->status = STATUS_NO_MEMORY;
    else if (unit.len > 0 && in->unit_count < UNITS_MOST)
        in->units[in->unit_count++] = rule_lint_keep(in->lint, unit.bytes, unit.len);
    buf_clear(&unit);
}

/* Each literal, each two of them, and letters that classes like [^,] take. */
static void collect_units(struct measuring *in)
{
    static const struct text_view none;
    for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++) {
        char bytes[4];
        size_t len = text_utf8_encode(LETTERS[i], bytes);
        add_unit(in, (struct text_view){bytes, len}, none);
        for (size_t l = 0; l < in->literal_count; l++)
            add_unit(in, (struct text_view){bytes, len}, in->literals[l]);
    }
    for (size_t i = 0; i < in->literal_count; i++) {
        add_unit(in, in->literals[i], none);
        for (size_t j = 0; j < in->literal_count; j++)
            if (i != j) add_unit(in, in->literals[i], in->literals[j]);
    }
}

/* ---- measuring */

static void repeat(struct buf *out, struct text_view first, struct text_view unit, size_t times)
{
    buf_reset(out);
    buf_add(out, first.at ? first.at : "", first.len);
    for (size_t i = 0; i < times; i++)
        buf_add(out, unit.at, unit.len);
}

/* From the first places on, since further on the string says the same again. UINT32_MAX when the limit is reached. */
static uint32_t steps_over(struct measuring *in, const struct buf *text, size_t places)
{
    uint32_t steps = UINT32_MAX;
    enum status status = buf_status(text);
    if (status == STATUS_OK)
        status = text_meter_steps(in->meter, (struct text_view){text->bytes, text->len}, places, LIMIT_PATTERN_MATCH,
                                  &steps);
    if (status == STATUS_NO_MEMORY) in->lint->status = status;
    return steps;
}

/* Of the first `count` sizes; at the last one the limit may have been reached. */
static bool is_too_fast(const uint32_t *steps, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (steps[i] != UINT32_MAX && steps[i] / GROWTH_FAST >= steps[i - 1]) return true;
    if (steps[count - 1] != UINT32_MAX) return false;
    if (count == 1 || LIMIT_PATTERN_MATCH / GROWTH_SLOW >= steps[count - 2]) return true;
    return count > 2 && steps[count - 2] / GROWTH_SLOW >= steps[count - 3];
}

static void add_figures(struct buf *out, const uint32_t *steps, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_add_string(out, i > 0 ? ", " : "");
        buf_add_int(out, REPEATS << i);
        buf_add_string(out, steps[i] == UINT32_MAX ? ": >" : ": ");
        buf_add_int(out, steps[i] == UINT32_MAX ? LIMIT_PATTERN_MATCH : steps[i]);
    }
}

static void report(struct measuring *in, struct text_view first, struct text_view unit, const uint32_t *steps,
                   size_t count)
{
    struct buf words, figures;
    buf_init(&words);
    buf_init(&figures);
    repeat(&words, first, unit, 2);
    add_figures(&figures, steps, count);
    if (buf_status(&words) == STATUS_OK && buf_status(&figures) == STATUS_OK)
        rule_lint_report(in->lint, DIAGNOSTIC_LINT_REGEX_STEPS, in->span, in->expression,
                         rule_lint_keep(in->lint, words.bytes, words.len),
                         rule_lint_keep(in->lint, figures.bytes, figures.len));
    else in->lint->status = STATUS_NO_MEMORY;
    buf_clear(&words);
    buf_clear(&figures);
}

/* True after reporting. */
static bool lint_unit(struct measuring *in, struct text_view first, struct text_view unit)
{
    uint32_t steps[SIZES] = {0};
    size_t count = 0;
    struct buf text;
    buf_init(&text);
    for (bool more = true; more && count < SIZES && in->lint->status == STATUS_OK; count++) {
        repeat(&text, first, unit, (size_t)REPEATS << count);
        steps[count] = steps_over(in, &text, first.len + 2 * unit.len);
        more = steps[count] != UINT32_MAX && (count > 0 || steps[0] / STEPS_FEW >= text.len);
    }
    buf_clear(&text);
    bool bad = in->lint->status == STATUS_OK && is_too_fast(steps, count);
    if (bad) report(in, first, unit, steps, count);
    return bad;
}

void rule_lint_steps(struct rule_linter *lint, struct text_view expression, struct text_span span)
{
    static const struct text_view none;
    struct measuring in = {.lint = lint, .expression = expression, .span = span};
    enum status status = text_meter_new(expression, &in.meter);
    if (status == STATUS_NO_MEMORY) lint->status = status;
    if (status != STATUS_OK) return; /* said already */
    collect_literals(&in);
    collect_units(&in);
    bool bad = false;
    for (size_t i = 0; i < in.unit_count && !bad && lint->status == STATUS_OK; i++) {
        bad = lint_unit(&in, none, in.units[i]);
        if (!bad && in.literal_count > 0 && lint->status == STATUS_OK)
            bad = lint_unit(&in, in.literals[0], in.units[i]);
    }
    text_meter_free(in.meter);
}
