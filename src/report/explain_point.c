/* What is found of a point is shown where it stands: the sentence, with the stretches marked and what each was taken
 * for. The full tree of alternatives comes last, and only when asked for. */
#include "report/explain_point.h"

#include "report/account.h"
#include "report/cause.h"
#include "report/condition.h"
#include "report/quote.h"
#include "report/word.h"
#include "text/printable.h"

#define QUOTE_CELLS 120 /* of a quoted sentence */
#define NAMED_PARTS 8
#define CAUSES      3
#define FOUND_CELLS 24

static const struct text_view none = {"", 0};

void report_explain_indent(const struct report_explainer *to, size_t columns)
{
    buf_add_repeat(to->voice.out, ' ', columns);
}

void report_explain_say(const struct report_explainer *to, enum report_phrase phrase)
{
    buf_add_string(to->voice.out, report_plain(to->voice.language, phrase));
}

void report_explain_end_line(const struct report_explainer *to)
{
    buf_add_char(to->voice.out, '\n');
}

/* ---- sentences of the request */

static bool is_shown(const struct report_part *part)
{
    return part->kind != REPORT_LACKING && part->kind != REPORT_IN_DOUBT && part->step->first.span.source;
}

/* The first sentence that begins after `after` and in which a part stands; without source when there is none. */
static struct text_span next_sentence(const struct report_account *account, const struct text_span *after)
{
    struct text_span next = {0};
    for (size_t i = 0; i < account->count; i++) {
        struct text_span sentence = account->parts[i].step->first.sentence;
        if (!is_shown(&account->parts[i]) || !sentence.source) continue;
        if (after->source && sentence.begin <= after->begin) continue;
        if (!next.source || sentence.begin < next.begin) next = sentence;
    }
    return next;
}

static void add_quote(const struct report_explainer *to, const struct report_account *account,
                      struct text_span sentence, enum report_phrase label)
{
    struct report_mark marks[2 * REPORT_PART_LIMIT];
    size_t count = 0;
    for (size_t i = 0; i < account->count; i++) {
        const struct report_part *part = &account->parts[i];
        if (!is_shown(part)) continue;
        marks[count++] = (struct report_mark){part->step->first.span, part->kind == REPORT_UNWANTED};
        if (part->kind == REPORT_TAKEN_OUT) marks[count++] = (struct report_mark){part->step->first.cause.span, true};
    }
    report_explain_indent(to, 8);
    report_number_phrase(to->voice.out, to->voice.language, label,
                         text_source_place(sentence.source, sentence.begin).line);
    report_quote(to->voice.out, sentence, marks, count, QUOTE_CELLS, report_colors(to->settings->color));
    report_explain_end_line(to);
}

static struct text_view words_of(const struct report_part *part)
{
    return report_word(part->step->first.span);
}

/* A label, unless it stands there already or only says what the text says. */
static void add_label(const struct report_explainer *to, const struct report_part *part, struct buf *labels)
{
    struct buf label;
    const struct report_voice inner = report_aside(&to->voice, &label);
    report_part_label(&inner, part);
    bool said = text_view_equal(words_of(part), report_view(&label)) ||
                text_view_find(report_view(labels), report_view(&label), 0) != (size_t)-1;
    if (!said && labels->len > 0) buf_add_string(labels, report_plain(to->voice.language, REPORT_LIST_SAME));
    if (!said) buf_add(labels, report_view(&label).at, label.len);
    report_done(labels, &label);
}

static bool is_meant(const struct report_part *part)
{
    return is_shown(part) && part->step->predicate->op == RULE_OP_CONCEPT;
}

/* 「ルーター」→ IoT機器・通信: what a stretch was taken for. Said where the first part of these words stands. */
static void add_meaning(const struct report_explainer *to, const struct report_account *account, size_t at,
                        struct buf *line)
{
    struct text_view words = words_of(&account->parts[at]);
    struct buf text, labels;
    for (size_t i = 0; i < at; i++)
        if (is_meant(&account->parts[i]) && text_view_equal(words_of(&account->parts[i]), words)) return;
    buf_init(&text);
    buf_init(&labels);
    for (size_t i = at; i < account->count; i++)
        if (is_meant(&account->parts[i]) && text_view_equal(words_of(&account->parts[i]), words))
            add_label(to, &account->parts[i], &labels);
    text_print_cut(&text, words, FOUND_CELLS, true);
    if (labels.len > 0 && line->len > 0) buf_add_string(line, report_plain(to->voice.language, REPORT_LIST_COMMA));
    if (labels.len > 0)
        report_phrase(line, to->voice.language, REPORT_EXPLAIN_MEANS, report_view(&text), report_view(&labels), none);
    report_done(line, &text);
    report_done(line, &labels);
}

static void add_quotes(const struct report_explainer *to, const struct report_account *account, bool unmet)
{
    struct text_span sentence = {0};
    enum report_phrase label = unmet ? REPORT_EXPLAIN_NEAREST : REPORT_EXPLAIN_LINE;
    struct buf meanings;
    for (; (sentence = next_sentence(account, &sentence)).source; label = REPORT_EXPLAIN_LINE)
        add_quote(to, account, sentence, label);
    buf_init(&meanings);
    for (size_t i = 0; i < account->count; i++)
        if (is_meant(&account->parts[i])) add_meaning(to, account, i, &meanings);
    if (meanings.len > 0) {
        report_explain_indent(to, 8);
        buf_add(to->voice.out, meanings.bytes, meanings.len);
        report_explain_end_line(to);
    }
    report_done(to->voice.out, &meanings);
}

/* ---- what was taken out */

static void add_cause(const struct report_explainer *to, const struct eval_criterion *criterion, size_t *count,
                      const struct eval_evidence *evidence, struct buf *causes)
{
    struct buf cause;
    const struct report_voice inner = report_aside(&to->voice, &cause);
    report_cause(&inner, &to->voice.rules->clauses[criterion->rule->clause], evidence);
    bool said = *count >= CAUSES || text_view_find(report_view(causes), report_view(&cause), 0) != (size_t)-1;
    if (!said && (*count)++ > 0) buf_add_string(causes, report_plain(to->voice.language, REPORT_EXPLAIN_ALSO));
    if (!said) buf_add(causes, report_view(&cause).at, cause.len);
    report_done(causes, &cause);
}

/* Why what was found does not count, the cause that names the criterion first. */
static void add_causes(const struct report_explainer *to, const struct eval_criterion *criterion,
                       const struct report_account *account)
{
    const struct eval_evidence *named = report_taken_out(criterion, account);
    struct buf causes;
    size_t count = 0;
    buf_init(&causes);
    if (named) add_cause(to, criterion, &count, named, &causes);
    for (size_t i = 0; i < account->count; i++)
        if (account->parts[i].kind == REPORT_TAKEN_OUT)
            add_cause(to, criterion, &count, &account->parts[i].step->first, &causes);
    buf_add(to->voice.out, report_view(&causes).at, causes.len);
    report_done(to->voice.out, &causes);
}

static bool is_same_cause(const struct report_part *a, const struct report_part *b)
{
    const struct eval_evidence *x = &a->step->first, *y = &b->step->first;
    return a->kind == b->kind && x->guard == y->guard && x->cause.concept == y->cause.concept &&
           x->cause.number == y->cause.number && x->cause.span.begin == y->cause.span.begin &&
           x->cause.span.end == y->cause.span.end;
}

/* 「A」「B」: what was taken out for the same cause as the part at `at`; nothing when an earlier part was. */
static void add_taken_out(const struct report_explainer *to, const struct report_account *account, size_t at,
                          struct buf *words)
{
    for (size_t i = 0; i < at; i++)
        if (is_same_cause(&account->parts[i], &account->parts[at])) return;
    for (size_t i = at; i < account->count; i++) {
        struct text_view text = words_of(&account->parts[i]);
        bool said = text_view_find(report_view(words), text, 0) != (size_t)-1;
        if (said || !is_same_cause(&account->parts[i], &account->parts[at])) continue;
        if (words->len > 0) buf_add_string(words, report_plain(to->voice.language, REPORT_LIST_QUOTED));
        report_phrase(words, to->voice.language, REPORT_QUOTED, text, none, none);
    }
}

/* Of an unmet criterion: what else was found, and does not count; what one cause took out in one line. */
static void add_discounted(const struct report_explainer *to, const struct eval_criterion *criterion,
                           const struct report_account *account)
{
    for (size_t i = 0; i < account->count; i++) {
        struct buf words, cause;
        if (account->parts[i].kind != REPORT_TAKEN_OUT) continue;
        buf_init(&words);
        const struct report_voice inner = report_aside(&to->voice, &cause);
        add_taken_out(to, account, i, &words);
        report_cause(&inner, &to->voice.rules->clauses[criterion->rule->clause], &account->parts[i].step->first);
        if (words.len > 0) {
            report_explain_indent(to, 8);
            report_phrase(to->voice.out, to->voice.language, REPORT_GUARDED_SAME, report_view(&words),
                          report_view(&cause), none);
            report_explain_end_line(to);
        }
        report_done(to->voice.out, &words);
        report_done(to->voice.out, &cause);
    }
}

/* ---- all combinations */

static void add_outcome(const struct report_explainer *to, const struct eval_criterion *criterion,
                        const struct eval_step *step)
{
    struct buf cause;
    const struct report_voice inner = report_aside(&to->voice, &cause);
    struct text_view text = step->elsewhere ? none : report_word(step->first.span);
    bool leaf = step->predicate->op == RULE_OP_CONCEPT;
    report_cause(&inner, &to->voice.rules->clauses[criterion->rule->clause], &step->first);
    if (step->truth == EVAL_UNKNOWN) report_explain_say(to, REPORT_EXPLAIN_UNKNOWN);
    else if (step->truth == EVAL_TRUE && leaf && text.len > 0)
        report_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_FOUND, text, none, none);
    else if (step->truth == EVAL_TRUE) report_explain_say(to, REPORT_EXPLAIN_HOLDS);
    else if (leaf && step->raw)
        report_phrase(to->voice.out, to->voice.language, REPORT_GUARDED, text, report_view(&cause), none);
    else report_explain_say(to, leaf ? REPORT_EXPLAIN_MISSING : REPORT_EXPLAIN_FAILS);
    report_done(to->voice.out, &cause);
}

static void add_all_steps(const struct report_explainer *to, const struct eval_criterion *criterion)
{
    int plain = 0; /* steps above that are left out */
    report_explain_indent(to, 8);
    report_explain_say(to, REPORT_EXPLAIN_ALL);
    report_explain_end_line(to);
    for (size_t i = 0; i < criterion->step_count; i++) {
        const struct eval_step *step = &criterion->steps[i];
        if (report_is_plain(step->predicate) && i + 2 < criterion->step_count) {
            i += 2;
            step = &criterion->steps[i];
            plain = 2;
        } else {
            plain = 0;
        }
        report_explain_indent(to, 10 + 2 * (size_t)(step->depth - plain));
        report_predicate(&to->voice, step->predicate);
        buf_add_string(to->voice.out, ": ");
        add_outcome(to, criterion, step);
        report_explain_end_line(to);
    }
}

/* ---- criteria */

/* What is missing; what is there, the quotation shows. */
static void add_lack(const struct report_explainer *to, const struct report_account *account)
{
    struct buf missing;
    const struct report_voice inner = report_aside(&to->voice, &missing);
    report_parts(&inner, account, REPORT_LACKING, NAMED_PARTS);
    if (missing.len > 0)
        report_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_LACKS, report_view(&missing), none, none);
    else report_shortfall(&to->voice, account, NAMED_PARTS);
    report_done(to->voice.out, &missing);
}

static void add_why(const struct report_explainer *to, const struct eval_criterion *criterion,
                    const struct report_account *account)
{
    switch (criterion->state) {
    case EVAL_STATE_MET:
        if (account->others > 0)
            report_number_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_OTHERS, account->others);
        return;
    case EVAL_STATE_UNMET:
        buf_add_string(to->voice.out, ": ");
        add_lack(to, account);
        return;
    case EVAL_STATE_GUARDED:
        buf_add_string(to->voice.out, ": ");
        add_causes(to, criterion, account);
        return;
    case EVAL_STATE_UNKNOWN:
        buf_add_string(to->voice.out, ": ");
        report_explain_say(to, REPORT_EXPLAIN_LIMIT);
        return;
    case EVAL_STATE_NOT_APPLICABLE:
    case EVAL_STATES:
    default:
        return;
    }
}

static void add_condition(const struct report_explainer *to, const struct eval_criterion *criterion)
{
    struct buf condition;
    const struct report_voice inner = report_aside(&to->voice, &condition);
    if (criterion->rule->applies) report_condition(&inner, criterion->rule->applies);
    report_phrase(to->voice.out, to->voice.language, REPORT_EXPLAIN_ONLY_IF, report_view(&condition), none, none);
    report_done(to->voice.out, &condition);
}

static void add_hint(const struct report_explainer *to, const struct rule_criterion *rule)
{
    report_explain_indent(to, 8);
    report_explain_say(to, REPORT_LABEL_HINT);
    buf_add_string(to->voice.out, ": ");
    text_print(to->voice.out, rule->hint.in[to->voice.language]);
    report_explain_end_line(to);
}

static void add_heading(const struct report_explainer *to, const struct rule_criterion *rule)
{
    report_explain_indent(to, 4);
    buf_add_char(to->voice.out, '[');
    text_print(to->voice.out, rule->id);
    buf_add_string(to->voice.out, "] ");
    text_print(to->voice.out, rule->asks.in[to->voice.language]);
    if (rule->mode == RULE_MODE_MUST && rule->level == RULE_LEVEL_CLAIM) report_explain_say(to, REPORT_EXPLAIN_BESIDES);
    report_explain_end_line(to);
}

void report_explain_point(const struct report_explainer *to, const struct eval_criterion *criterion, bool concerns)
{
    struct report_account account = report_account_of(criterion);
    const bool unmet = criterion->state == EVAL_STATE_UNMET;
    if (!concerns && criterion->state != EVAL_STATE_MET && !to->settings->verbose) return;
    add_heading(to, criterion->rule);
    report_explain_indent(to, 6);
    buf_add_string(to->voice.out, report_state_word(criterion->state, to->voice.language));
    add_why(to, criterion, &account);
    if (!concerns) report_explain_say(to, REPORT_EXPLAIN_OTHER_ITEM);
    if (criterion->state == EVAL_STATE_NOT_APPLICABLE) add_condition(to, criterion);
    report_explain_end_line(to);
    add_quotes(to, &account, unmet);
    if (unmet) add_discounted(to, criterion, &account);
    if (unmet && criterion->rule->hint.in[to->voice.language].len > 0) add_hint(to, criterion->rule);
    if (to->settings->verbose && criterion->step_count > 0) add_all_steps(to, criterion);
}
