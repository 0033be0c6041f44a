/* Why a claim is not justified, from the steps of the criterion that came nearest: the parts that are there by what
 * the text says, the missing ones by the concepts' labels. */
#include "report/wording.h"

#include "text/printable.h"

#define NAMED_PARTS 3 /* more would bury what matters */

static const struct text_view none = {"", 0};

struct parts {
    struct buf found;   /* what the text says */
    struct buf missing; /* labels of what it lacks */
    size_t found_count;
    size_t missing_count;
};

static struct text_view view_of(const struct buf *buf)
{
    return (struct text_view){buf->bytes ? buf->bytes : "", buf->len};
}

static bool contains(const struct buf *list, struct text_view words)
{
    struct text_view all = {list->bytes, list->len};
    return list->len > 0 && words.len > 0 && text_view_find(all, words, 0) != (size_t)-1;
}

/* Appends words to a list unless they stand in it already; the first NAMED_PARTS only. */
static void add_once(struct buf *list, size_t *count, struct text_view words, enum text_language language)
{
    if (words.len == 0 || contains(list, words)) return;
    if ((*count)++ >= NAMED_PARTS) return;
    if (*count > 1) buf_add_string(list, report_plain(language, REPORT_LIST_QUOTED));
    report_phrase(list, language, REPORT_QUOTED, words, none, none);
}

static void add_alternatives(struct buf *out, enum text_language language, const struct eval_result *result,
                             const struct rule_predicate *predicate)
{
    if (predicate->op == RULE_OP_CONCEPT) {
        text_print(out, result->rules->concepts[predicate->concept].label.in[language]);
        return;
    }
    for (size_t i = 0; i < predicate->operand_count && i < NAMED_PARTS; i++) {
        if (i > 0)
            buf_add_string(out,
                           report_plain(language, predicate->op == RULE_OP_ANY ? REPORT_LIST_OR : REPORT_LIST_COMMA));
        add_alternatives(out, language, result, &predicate->operands[i]);
    }
}

/* Steps of a part lie deeper than it does. */
static size_t step_end(const struct eval_criterion *criterion, size_t at)
{
    size_t end = at + 1;
    while (end < criterion->step_count && criterion->steps[end].depth > criterion->steps[at].depth)
        end++;
    return end;
}

static void add_part(struct parts *parts, enum text_language language, const struct eval_result *result,
                     const struct eval_step *step)
{
    struct buf words;
    buf_init(&words);
    if (step->truth == EVAL_TRUE && step->first.span.source) {
        text_print_cut(&words, text_span_view(step->first.span), 24, true);
        add_once(&parts->found, &parts->found_count, view_of(&words), language);
    } else if (step->truth != EVAL_TRUE && step->predicate->op != RULE_OP_NOT) {
        add_alternatives(&words, language, result, step->predicate);
        add_once(&parts->missing, &parts->missing_count, view_of(&words), language);
    }
    if (buf_status(&words) != STATUS_OK) parts->missing.status = STATUS_NO_MEMORY;
    buf_clear(&words);
}

/* The parts of the outermost `sentence`, `all`, `within` or `order`; an `any` of these is entered where it came
 * nearest (its best operand has most true steps). */
static void add_parts(struct parts *parts, enum text_language language, const struct eval_result *result,
                      const struct eval_criterion *criterion, size_t at);

static size_t true_steps(const struct eval_criterion *criterion, size_t at)
{
    size_t count = 0;
    for (size_t i = at; i < step_end(criterion, at); i++)
        count += criterion->steps[i].truth == EVAL_TRUE;
    return count;
}

static void add_nearest_operand(struct parts *parts, enum text_language language, const struct eval_result *result,
                                const struct eval_criterion *criterion, size_t at)
{
    size_t best = at + 1;
    for (size_t i = at + 1; i < step_end(criterion, at); i = step_end(criterion, i))
        if (true_steps(criterion, i) > true_steps(criterion, best)) best = i;
    if (best < step_end(criterion, at)) add_parts(parts, language, result, criterion, best);
}

static bool is_compound(const struct rule_predicate *predicate)
{
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (predicate->operands[i].operand_count > 0) return true;
    return false;
}

static void add_parts(struct parts *parts, enum text_language language, const struct eval_result *result,
                      const struct eval_criterion *criterion, size_t at)
{
    const struct eval_step *step = &criterion->steps[at];
    if (step->predicate->op == RULE_OP_ANY && is_compound(step->predicate)) {
        add_nearest_operand(parts, language, result, criterion, at);
        return;
    }
    if (step->predicate->operand_count == 0 || step->predicate->op == RULE_OP_ANY ||
        step->predicate->op == RULE_OP_NOT) {
        add_part(parts, language, result, step);
        return;
    }
    for (size_t i = at + 1; i < step_end(criterion, at); i = step_end(criterion, i))
        add_parts(parts, language, result, criterion, i);
}

static void word_parts(struct buf *out, enum text_language language, const struct eval_result *result,
                       const struct eval_criterion *criterion)
{
    struct parts parts = {.found_count = 0};
    buf_init(&parts.found);
    buf_init(&parts.missing);
    if (criterion->step_count > 0) add_parts(&parts, language, result, criterion, 0);
    if (parts.found_count == 0) buf_add_string(out, report_plain(language, REPORT_NOTHING));
    else
        report_phrase(out, language, parts.missing_count ? REPORT_PARTS : REPORT_PARTS_ELSEWHERE, view_of(&parts.found),
                      view_of(&parts.missing), none);
    if (buf_status(&parts.found) != STATUS_OK || buf_status(&parts.missing) != STATUS_OK)
        out->status = STATUS_NO_MEMORY;
    buf_clear(&parts.found);
    buf_clear(&parts.missing);
}

static void word_guarded(struct buf *out, enum text_language language, const struct eval_criterion *criterion)
{
    size_t e = 0;
    while (e + 1 < criterion->evidence_count && criterion->evidence[e].guard != criterion->guard)
        e++;
    struct text_view text = criterion->evidence_count ? text_span_view(criterion->evidence[e].span) : none;
    report_phrase(out, language, REPORT_GUARDED, text, text_view_of(report_guard_word(criterion->guard, language)),
                  none);
}

static void word_anchor(struct buf *out, enum text_language language, const struct eval_result *result,
                        const struct eval_claim *claim)
{
    const struct rule_clause *clause = &result->rules->clauses[claim->clause];
    struct text_view label =
        clause->anchor_count ? result->rules->concepts[clause->anchor[0]].label.in[language] : none;
    report_phrase(out, language, REPORT_NO_ANCHOR, label, none, none);
}

void report_claim_reason(struct buf *out, enum text_language language, const struct eval_result *result,
                         const struct eval_claim *claim)
{
    const struct eval_criterion *nearest = claim->nearest == (size_t)-1 ? NULL : &claim->criteria[claim->nearest];
    if (claim->reason == EVAL_REASON_PARTS && nearest) word_parts(out, language, result, nearest);
    else if (claim->reason == EVAL_REASON_GUARDED && nearest) word_guarded(out, language, nearest);
    else if (claim->reason == EVAL_REASON_ANCHOR) word_anchor(out, language, result, claim);
    else if (claim->reason == EVAL_REASON_NO_TEXT) buf_add_string(out, report_plain(language, REPORT_NO_TEXT));
    else if (claim->reason == EVAL_REASON_RESERVED) buf_add_string(out, report_plain(language, REPORT_RESERVED));
    else if (claim->reason == EVAL_REASON_OTHER_ITEM) buf_add_string(out, report_plain(language, REPORT_OTHER_ITEM));
    else buf_add_string(out, report_plain(language, REPORT_NOTHING));
}

void report_reason(struct buf *out, enum text_language language, const struct eval_result *result,
                   const struct eval_finding *finding)
{
    const struct eval_claim *claim = report_claim_of(result, finding);
    if (finding->event == EVAL_EVENT_UNJUSTIFIED && claim) report_claim_reason(out, language, result, claim);
}
