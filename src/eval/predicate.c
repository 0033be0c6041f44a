#include "eval/predicate.h"

#include "eval/check.h"
#include "eval/hit.h"
#include "text/utf8.h"

#include <assert.h>

typedef enum eval_truth truth_function(struct eval_context *, const struct rule_predicate *, struct eval_window,
                                       struct eval_evidence_list *);

static enum eval_guard guard_in(const struct eval_window *window, const struct eval_hit *hit)
{
    return window->scope->anchored == EVAL_TRUE ? hit->guard : EVAL_GUARD_SENSE;
}

static bool counts(const struct eval_window *window, const struct eval_hit *hit)
{
    return window->raw || guard_in(window, hit) == EVAL_GUARD_NONE;
}

/* Two concepts found in the same words show them once, unless one of them counts and the other does not. */
static bool is_listed(const struct eval_evidence_list *list, const struct eval_evidence *evidence)
{
    const struct text_span *span = &evidence->span;
    for (size_t i = 0; i < list->count; i++)
        if (span->source && list->items[i].span.begin == span->begin && list->items[i].span.end == span->end &&
            list->items[i].guard == evidence->guard)
            return true;
    return false;
}

static void add_evidence(struct eval_evidence_list *list, struct eval_evidence evidence)
{
    if (list && list->count < EVAL_EVIDENCE_LIMIT && !is_listed(list, &evidence)) list->items[list->count++] = evidence;
}

static void keep(struct eval_evidence_list *list, const struct eval_window *window, const struct eval_text *text,
                 const struct eval_hit *hit)
{
    if (list)
        add_evidence(list, (struct eval_evidence){eval_text_span(text, hit->begin, hit->end), hit->concept,
                                                  guard_in(window, hit)});
}

static struct text_range range_in(const struct eval_window *window, const struct eval_text *text)
{
    return window->text ? window->range : (struct text_range){0, (uint32_t)text->folded.text.len};
}

static enum eval_truth concept_in_text(struct eval_context *context, const struct rule_predicate *predicate,
                                       const struct eval_window *window, struct eval_text *text,
                                       struct eval_evidence_list *evidence)
{
    const struct eval_hits *hits = eval_hits_of(context, window->scope->request, text, predicate->concept);
    struct text_range range = range_in(window, text);
    enum eval_truth found = hits->unknown ? EVAL_UNKNOWN : EVAL_FALSE;
    for (size_t i = eval_hit_from(hits, range.begin); i < hits->count && hits->items[i].begin < range.end; i++) {
        const struct eval_hit *hit = &hits->items[i];
        if (hit->end > range.end) continue;
        if (counts(window, hit)) {
            keep(evidence, window, text, hit);
            found = EVAL_TRUE;
        } else if (window->scope->anchored == EVAL_UNKNOWN && hit->guard == EVAL_GUARD_NONE) {
            found = eval_truth_any(found, EVAL_UNKNOWN);
        }
    }
    return found;
}

static enum eval_truth judge_concept(struct eval_context *context, const struct rule_predicate *predicate,
                                     struct eval_window window, struct eval_evidence_list *evidence)
{
    if (window.text) return concept_in_text(context, predicate, &window, window.text, evidence);
    enum eval_truth truth = EVAL_FALSE;
    for (size_t i = 0; i < window.scope->count; i++)
        truth = eval_truth_any(truth, concept_in_text(context, predicate, &window, window.scope->texts[i], evidence));
    return truth;
}

static enum eval_truth judge_all(struct eval_context *context, const struct rule_predicate *predicate,
                                 struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_TRUE;
    for (size_t i = 0; i < predicate->operand_count && truth != EVAL_FALSE; i++)
        truth = eval_truth_all(truth, eval_predicate(context, &predicate->operands[i], window, evidence));
    return truth;
}

static enum eval_truth judge_any(struct eval_context *context, const struct rule_predicate *predicate,
                                 struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_FALSE;
    for (size_t i = 0; i < predicate->operand_count; i++)
        truth = eval_truth_any(truth, eval_predicate(context, &predicate->operands[i], window, evidence));
    return truth;
}

static enum eval_truth judge_at_least(struct eval_context *context, const struct rule_predicate *predicate,
                                      struct eval_window window, struct eval_evidence_list *evidence)
{
    size_t true_count = 0, possible = 0;
    for (size_t i = 0; i < predicate->operand_count; i++) {
        enum eval_truth truth = eval_predicate(context, &predicate->operands[i], window, evidence);
        true_count += truth == EVAL_TRUE;
        possible += truth != EVAL_FALSE;
    }
    if (true_count >= predicate->number) return EVAL_TRUE;
    return possible >= predicate->number ? EVAL_UNKNOWN : EVAL_FALSE;
}

static enum eval_truth judge_not(struct eval_context *context, const struct rule_predicate *predicate,
                                 struct eval_window window, struct eval_evidence_list *evidence)
{
    (void)evidence; /* what is not there gives none */
    window.raw = true;
    return eval_truth_not(eval_predicate(context, &predicate->operands[0], window, NULL));
}

static void append_evidence(struct eval_evidence_list *to, const struct eval_evidence_list *from)
{
    for (size_t i = 0; i < from->count; i++)
        add_evidence(to, from->items[i]);
}

static enum eval_truth judge_sentences_of(struct eval_context *context, const struct rule_predicate *predicate,
                                          struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_FALSE;
    for (size_t s = 0; s < window.text->sentences.count && truth != EVAL_TRUE; s++) {
        struct eval_evidence_list here = {.count = 0};
        window.range = window.text->sentences.items[s];
        truth = eval_truth_any(truth, judge_all(context, predicate, window, &here));
        if (truth == EVAL_TRUE) append_evidence(evidence, &here);
    }
    return truth;
}

static enum eval_truth judge_sentence(struct eval_context *context, const struct rule_predicate *predicate,
                                      struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_FALSE;
    for (size_t t = 0; t < window.scope->count && truth != EVAL_TRUE; t++) {
        window.text = window.scope->texts[t];
        truth = eval_truth_any(truth, judge_sentences_of(context, predicate, window, evidence));
    }
    return truth;
}

/* The hit of an operand (a concept, or any of several) in `text` that begins at or after `from` and ends first. */
static const struct eval_hit *next_hit(struct eval_context *context, const struct rule_predicate *operand,
                                       const struct eval_window *window, struct eval_text *text, uint32_t from)
{
    const struct eval_hit *best = NULL;
    if (operand->op == RULE_OP_ANY) {
        for (size_t i = 0; i < operand->operand_count; i++) {
            const struct eval_hit *hit = next_hit(context, &operand->operands[i], window, text, from);
            if (hit && (!best || hit->end < best->end)) best = hit;
        }
        return best;
    }
    const struct eval_hits *hits = eval_hits_of(context, window->scope->request, text, operand->concept);
    for (size_t i = eval_hit_from(hits, from); i < hits->count && !best; i++)
        if (counts(window, &hits->items[i])) best = &hits->items[i];
    return best;
}

/* End of the folded text that is `characters` code points long from `from`. */
static uint32_t window_end(const struct eval_text *text, uint32_t from, uint32_t characters)
{
    const char *bytes = text->folded.text.at;
    uint32_t at = from, len = (uint32_t)text->folded.text.len;
    while (characters-- > 0 && at < len) {
        at++;
        while (at < len && ((unsigned char)bytes[at] & 0xC0) == 0x80)
            at++; /* continuation bytes of the same character */
    }
    return at;
}

/* Hits of every operand within the range (in order and without overlap for `order`); evidence may be NULL. */
static bool hits_between(struct eval_context *context, const struct rule_predicate *predicate,
                         const struct eval_window *window, struct eval_text *text, struct text_range range,
                         struct eval_evidence_list *evidence)
{
    uint32_t from = range.begin;
    for (size_t i = 0; i < predicate->operand_count; i++) {
        const struct eval_hit *hit = next_hit(context, &predicate->operands[i], window, text, from);
        if (!hit || hit->end > range.end) return false;
        keep(evidence, window, text, hit);
        if (predicate->op == RULE_OP_ORDER) from = hit->end;
    }
    return true;
}

/* The hit of any operand that begins first at or after `from`. */
static const struct eval_hit *earliest_hit(struct eval_context *context, const struct rule_predicate *predicate,
                                           const struct eval_window *window, struct eval_text *text, uint32_t from)
{
    const struct eval_hit *first = NULL;
    for (size_t i = 0; i < predicate->operand_count; i++) {
        const struct eval_hit *hit = next_hit(context, &predicate->operands[i], window, text, from);
        if (hit && (!first || hit->begin < first->begin)) first = hit;
    }
    return first;
}

/* Every window worth trying begins at a hit of one of the operands; the first in the text gives the evidence. */
/* Most texts lack an operand altogether; seen at once, that saves trying every window. */
static bool has_all(struct eval_context *context, const struct rule_predicate *predicate,
                    const struct eval_window *window, struct eval_text *text, uint32_t from)
{
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (!next_hit(context, &predicate->operands[i], window, text, from)) return false;
    return true;
}

static bool within_text(struct eval_context *context, const struct rule_predicate *predicate,
                        const struct eval_window *window, struct eval_text *text, struct eval_evidence_list *evidence)
{
    const struct text_range limit = range_in(window, text);
    const struct eval_hit *first;
    if (!has_all(context, predicate, window, text, limit.begin)) return false;
    for (uint32_t from = limit.begin;
         (first = earliest_hit(context, predicate, window, text, from)) && first->begin < limit.end;
         from = first->begin + 1) {
        uint32_t end = window_end(text, first->begin, predicate->number);
        struct text_range range = {first->begin, end < limit.end ? end : limit.end};
        if (hits_between(context, predicate, window, text, range, NULL))
            return hits_between(context, predicate, window, text, range, evidence);
    }
    return false;
}

/* Whether a limit may have kept hits of an operand (a concept, or any of several) from view. */
static bool is_doubtful(struct eval_context *context, const struct rule_predicate *operand,
                        const struct eval_window *window, struct eval_text *text)
{
    bool doubtful = window->scope->anchored == EVAL_UNKNOWN;
    for (size_t i = 0; i < operand->operand_count; i++)
        doubtful |= is_doubtful(context, &operand->operands[i], window, text);
    if (operand->op == RULE_OP_CONCEPT)
        doubtful |= eval_hits_of(context, window->scope->request, text, operand->concept)->unknown;
    return doubtful;
}

/* What was found does not do; hits that are out of view still might, if no operand is known to have none. */
static enum eval_truth near_or_unknown(struct eval_context *context, const struct rule_predicate *predicate,
                                       struct eval_window window)
{
    bool doubtful = false;
    for (size_t i = 0; i < predicate->operand_count; i++) {
        const struct rule_predicate *operand = &predicate->operands[i];
        bool doubt = is_doubtful(context, operand, &window, window.text);
        if (!doubt && eval_predicate(context, operand, window, NULL) == EVAL_FALSE) return EVAL_FALSE;
        doubtful |= doubt;
    }
    return doubtful ? EVAL_UNKNOWN : EVAL_FALSE;
}

/* `within` and `order`: hits of one text near to or after each other. */
static enum eval_truth judge_near(struct eval_context *context, const struct rule_predicate *predicate,
                                  struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_FALSE;
    size_t count = window.text ? 1 : window.scope->count;
    for (size_t i = 0; i < count; i++) {
        struct eval_window here = window;
        here.text = window.text ? window.text : window.scope->texts[i];
        here.range = range_in(&window, here.text);
        size_t before = evidence ? evidence->count : 0;
        if (predicate->op == RULE_OP_ORDER ? hits_between(context, predicate, &here, here.text, here.range, evidence)
                                           : within_text(context, predicate, &here, here.text, evidence))
            return EVAL_TRUE;
        if (evidence) evidence->count = before;
        truth = eval_truth_any(truth, near_or_unknown(context, predicate, here));
    }
    return truth;
}

static enum eval_truth judge_field(struct eval_context *context, const struct rule_predicate *predicate,
                                   struct eval_window window, struct eval_evidence_list *evidence)
{
    (void)evidence; /* a comparison of values is never text evidence */
    return eval_compare(context, window.subject, predicate->compare) ? EVAL_TRUE : EVAL_FALSE;
}

static enum eval_truth judge_check(struct eval_context *context, const struct rule_predicate *predicate,
                                   struct eval_window window, struct eval_evidence_list *evidence)
{
    (void)evidence;
    struct eval_check_report report;
    return eval_check(context, window.subject, predicate->check, &report) ? EVAL_TRUE : EVAL_FALSE;
}

static truth_function *const judges[RULE_OP_COUNT] = {
    [RULE_OP_CONCEPT] = judge_concept,   [RULE_OP_ALL] = judge_all,    [RULE_OP_ANY] = judge_any,
    [RULE_OP_AT_LEAST] = judge_at_least, [RULE_OP_NOT] = judge_not,    [RULE_OP_SENTENCE] = judge_sentence,
    [RULE_OP_WITHIN] = judge_near,       [RULE_OP_ORDER] = judge_near, [RULE_OP_FIELD] = judge_field,
    [RULE_OP_CHECK] = judge_check,
};

enum eval_truth eval_predicate(struct eval_context *context, const struct rule_predicate *predicate,
                               struct eval_window window, struct eval_evidence_list *evidence)
{
    assert(predicate->op < RULE_OP_COUNT);
    size_t before = evidence ? evidence->count : 0;
    enum eval_truth truth = judges[predicate->op](context, predicate, window, evidence);
    if (evidence && truth != EVAL_TRUE) evidence->count = before; /* only a true value carries evidence */
    return truth;
}

enum eval_guard eval_first_guard(const struct eval_evidence_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].guard != EVAL_GUARD_NONE) return list->items[i].guard;
    return EVAL_GUARD_NONE;
}
