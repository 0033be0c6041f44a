#include "eval/predicate.h"

#include "eval/check.h"
#include "eval/hit.h"
#include "eval/possible.h"
#include "rule/predicate.h"
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

static bool has_room(const struct eval_evidence_list *list)
{
    return list && list->count < EVAL_EVIDENCE_LIMIT;
}

/* A hit, and the concept that was asked for (the hit's own may be one that it includes). */
struct find {
    const struct eval_hit *hit;
    uint32_t asked;
};

static void keep(struct eval_context *context, struct eval_evidence_list *list, const struct eval_window *window,
                 struct eval_text *text, struct find find)
{
    const struct eval_hit *hit = find.hit;
    if (!has_room(list)) return;
    struct eval_evidence evidence = {.span = eval_text_span(text, hit->begin, hit->end),
                                     .concept = hit->concept,
                                     .guard = guard_in(window, hit),
                                     .cause = {.concept = RULE_NONE}};
    if (is_listed(list, &evidence)) return;
    const struct text_range sentence = eval_text_sentence(text, hit->begin);
    evidence.sentence = eval_text_span(text, sentence.begin, sentence.end);
    if (evidence.guard != EVAL_GUARD_NONE && window->scope->anchored == EVAL_TRUE)
        evidence.cause = eval_hit_cause(context, window->scope->request, text, find.asked, hit);
    list->items[list->count++] = evidence;
}

static struct text_range range_in(const struct eval_window *window, const struct eval_text *text)
{
    if (window->text) return window->range;
    if (window->vicinity.text == text) return window->vicinity.range;
    return (struct text_range){0, (uint32_t)text->folded.text.len};
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
            keep(context, evidence, window, text, (struct find){hit, predicate->concept});
            found = EVAL_TRUE;
            if (!evidence) return found;
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
        if (has_room(to) && !is_listed(to, &from->items[i])) to->items[to->count++] = from->items[i];
}

/* All operands in one passage; its evidence counts only when they hold. */
static enum eval_truth judge_passage(struct eval_context *context, const struct rule_predicate *predicate,
                                     struct eval_window window, const struct eval_passage *passage,
                                     struct eval_evidence_list *evidence)
{
    struct eval_evidence_list here;
    here.count = 0;
    window.text = passage->text;
    window.range = passage->range;
    enum eval_truth truth = judge_all(context, predicate, window, &here);
    if (truth == EVAL_TRUE) append_evidence(evidence, &here);
    return truth;
}

/* One sentence is the best evidence; failing that, two that are read together. */
static enum eval_truth judge_sentence(struct eval_context *context, const struct rule_predicate *predicate,
                                      struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_FALSE;
    struct eval_passages walk = {.scope = window.scope};
    struct eval_passage passage;
    if (window.text) return judge_all(context, predicate, window, evidence); /* this place is asked about */
    if (!eval_is_possible(context, predicate, window.scope)) return EVAL_FALSE;
    while (truth != EVAL_TRUE && eval_passages_next(context, &walk, &passage))
        truth = eval_truth_any(truth, judge_passage(context, predicate, window, &passage, evidence));
    return truth;
}

struct eval_window eval_topical_window(const struct eval_context *context, const struct rule_predicate *operand,
                                       struct eval_window window, const struct eval_passage *passage)
{
    if (operand->op == RULE_OP_SENTENCE) {
        window.text = passage->text;
        window.range = passage->range;
    } else if (operand->op == RULE_OP_ABOUT) {
        window.vicinity.text = passage->text;
        window.vicinity.range = eval_text_vicinity(context, passage->text, passage->range);
    }
    return window;
}

static enum eval_truth judge_operands_at(struct eval_context *context, const struct rule_predicate *predicate,
                                         struct eval_window window, const struct eval_passage *passage, bool sentence,
                                         struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_TRUE;
    for (size_t i = 0; i < predicate->operand_count && truth != EVAL_FALSE; i++) {
        const struct rule_predicate *operand = &predicate->operands[i];
        if (sentence && operand->op != RULE_OP_SENTENCE) continue;
        struct eval_window here = eval_topical_window(context, operand, window, passage);
        truth = eval_truth_all(truth, eval_predicate(context, operand, here, evidence));
    }
    return truth;
}

/* The operands of a topical `all`, its sentence being this passage. Few passages say what the sentence asks for; told
 * first, that saves the rest. */
static enum eval_truth judge_topical_at(struct eval_context *context, const struct rule_predicate *predicate,
                                        struct eval_window window, const struct eval_passage *passage,
                                        struct eval_evidence_list *evidence)
{
    enum eval_truth truth = judge_operands_at(context, predicate, window, passage, true, NULL);
    if (truth == EVAL_FALSE) return truth;
    return judge_operands_at(context, predicate, window, passage, false, evidence);
}

/* The passage in which it holds is *out_passage, when it does. Evidence is gathered for that one alone. */
static enum eval_truth find_topical(struct eval_context *context, const struct rule_predicate *predicate,
                                    struct eval_window window, struct eval_passage *out_passage)
{
    enum eval_truth truth = EVAL_FALSE;
    struct eval_passages walk = {.scope = window.scope};
    struct eval_passage passage;
    if (!eval_is_possible(context, predicate, window.scope)) return EVAL_FALSE;
    while (truth != EVAL_TRUE && eval_passages_next(context, &walk, &passage))
        truth = eval_truth_any(truth, judge_topical_at(context, predicate, window, &passage, NULL));
    if (truth == EVAL_TRUE) *out_passage = passage;
    return truth;
}

bool eval_topical(struct eval_context *context, const struct rule_predicate *predicate, struct eval_window window,
                  struct eval_passage *out_passage)
{
    return find_topical(context, predicate, window, out_passage) == EVAL_TRUE;
}

static enum eval_truth judge_topical(struct eval_context *context, const struct rule_predicate *predicate,
                                     struct eval_window window, struct eval_evidence_list *evidence)
{
    struct eval_passage passage;
    enum eval_truth truth = find_topical(context, predicate, window, &passage);
    if (truth == EVAL_TRUE && evidence) judge_topical_at(context, predicate, window, &passage, evidence);
    return truth;
}

static enum eval_truth judge_joint(struct eval_context *context, const struct rule_predicate *predicate,
                                   struct eval_window window, struct eval_evidence_list *evidence)
{
    if (!window.text && rule_predicate_is_topical(predicate))
        return judge_topical(context, predicate, window, evidence);
    return judge_all(context, predicate, window, evidence);
}

/* The hit of an operand (a concept, or any of several) in `text` that begins at or after `from` and ends first. */
static struct find next_hit(struct eval_context *context, const struct rule_predicate *operand,
                            const struct eval_window *window, struct eval_text *text, uint32_t from)
{
    struct find best = {NULL, operand->concept};
    if (operand->op == RULE_OP_ANY) {
        for (size_t i = 0; i < operand->operand_count; i++) {
            struct find find = next_hit(context, &operand->operands[i], window, text, from);
            if (find.hit && (!best.hit || find.hit->end < best.hit->end)) best = find;
        }
        return best;
    }
    const struct eval_hits *hits = eval_hits_of(context, window->scope->request, text, operand->concept);
    for (size_t i = eval_hit_from(hits, from); i < hits->count && !best.hit; i++)
        if (counts(window, &hits->items[i])) best.hit = &hits->items[i];
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
        struct find find = next_hit(context, &predicate->operands[i], window, text, from);
        if (!find.hit || find.hit->end > range.end) return false;
        keep(context, evidence, window, text, find);
        if (predicate->op == RULE_OP_ORDER) from = find.hit->end;
    }
    return true;
}

/* The hit of any operand that begins first at or after `from`. */
static const struct eval_hit *earliest_hit(struct eval_context *context, const struct rule_predicate *predicate,
                                           const struct eval_window *window, struct eval_text *text, uint32_t from)
{
    const struct eval_hit *first = NULL;
    for (size_t i = 0; i < predicate->operand_count; i++) {
        const struct eval_hit *hit = next_hit(context, &predicate->operands[i], window, text, from).hit;
        if (hit && (!first || hit->begin < first->begin)) first = hit;
    }
    return first;
}

/* Most texts lack an operand altogether; seen at once, that saves trying every window. */
static bool has_all(struct eval_context *context, const struct rule_predicate *predicate,
                    const struct eval_window *window, struct eval_text *text, uint32_t from)
{
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (!next_hit(context, &predicate->operands[i], window, text, from).hit) return false;
    return true;
}

/* Every window worth trying begins at a hit of one of the operands; the first that holds them all is *out_range. */
static bool within_text(struct eval_context *context, const struct rule_predicate *predicate,
                        const struct eval_window *window, struct eval_text *text, struct text_range *out_range)
{
    const struct text_range limit = range_in(window, text);
    const struct eval_hit *first;
    if (!has_all(context, predicate, window, text, limit.begin)) return false;
    for (uint32_t from = limit.begin;
         (first = earliest_hit(context, predicate, window, text, from)) && first->begin < limit.end;
         from = first->begin + 1) {
        uint32_t end = window_end(text, first->begin, predicate->number);
        struct text_range range = {first->begin, end < limit.end ? end : limit.end};
        if (!hits_between(context, predicate, window, text, range, NULL)) continue;
        *out_range = range;
        return true;
    }
    return false;
}

/* The first stretch of a window of one text in which `within` or `order` holds. */
static bool near_range(struct eval_context *context, const struct rule_predicate *predicate,
                       const struct eval_window *window, struct text_range *out_range)
{
    if (predicate->op == RULE_OP_WITHIN) return within_text(context, predicate, window, window->text, out_range);
    *out_range = window->range;
    return hits_between(context, predicate, window, window->text, window->range, NULL);
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

/* The n-th text of a window, in the part of it that the window leaves. */
static struct eval_window text_of(const struct eval_window *window, size_t n)
{
    struct eval_window here = *window;
    here.text = window->text ? window->text : window->scope->texts[n];
    here.range = range_in(window, here.text);
    return here;
}

/* `within` and `order`: hits of one text near to or after each other. */
static enum eval_truth judge_near(struct eval_context *context, const struct rule_predicate *predicate,
                                  struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_FALSE;
    size_t count = window.text ? 1 : window.scope->count;
    for (size_t i = 0; i < count; i++) {
        struct eval_window here = text_of(&window, i);
        struct text_range range;
        if (near_range(context, predicate, &here, &range)) {
            hits_between(context, predicate, &here, here.text, range, evidence);
            return EVAL_TRUE;
        }
        truth = eval_truth_any(truth, near_or_unknown(context, predicate, here));
    }
    return truth;
}

struct eval_window eval_near(struct eval_context *context, const struct rule_predicate *predicate,
                             struct eval_window window)
{
    size_t count = window.text ? 1 : window.scope->count;
    for (size_t i = 0; i < count; i++) {
        struct eval_window here = text_of(&window, i);
        if (near_range(context, predicate, &here, &here.range)) return here;
    }
    return window;
}

enum eval_truth eval_operands(struct eval_context *context, const struct rule_predicate *predicate,
                              struct eval_window window)
{
    return judge_all(context, predicate, window, NULL);
}

/* The scope's own text speaks of it, only to deny it or to leave it open. */
static bool is_taken_back(struct eval_context *context, const struct rule_predicate *operand, struct eval_window window)
{
    struct eval_evidence_list raw;
    raw.count = 0;
    window.raw = true;
    window.vicinity.text = NULL; /* however far away */
    if (eval_predicate(context, operand, window, &raw) != EVAL_TRUE) return false;
    enum eval_guard guard = eval_first_guard(&raw);
    return guard == EVAL_GUARD_NEGATED || guard == EVAL_GUARD_HEDGED;
}

/* What the title says counts, unless the text takes it back. */
static enum eval_truth judge_topic(struct eval_context *context, const struct rule_predicate *operand,
                                   struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = eval_predicate(context, operand, window, evidence);
    if (truth != EVAL_FALSE || is_taken_back(context, operand, window)) return truth;
    struct eval_scope about = eval_scope_about(window.scope);
    window.scope = &about;
    return eval_predicate(context, operand, window, evidence);
}

static enum eval_truth judge_about(struct eval_context *context, const struct rule_predicate *predicate,
                                   struct eval_window window, struct eval_evidence_list *evidence)
{
    enum eval_truth truth = EVAL_TRUE;
    window.text = NULL;
    for (size_t i = 0; i < predicate->operand_count && truth != EVAL_FALSE; i++)
        truth = eval_truth_all(truth, judge_topic(context, &predicate->operands[i], window, evidence));
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
    [RULE_OP_CONCEPT] = judge_concept,   [RULE_OP_ALL] = judge_joint,   [RULE_OP_ANY] = judge_any,
    [RULE_OP_AT_LEAST] = judge_at_least, [RULE_OP_NOT] = judge_not,     [RULE_OP_SENTENCE] = judge_sentence,
    [RULE_OP_WITHIN] = judge_near,       [RULE_OP_ORDER] = judge_near,  [RULE_OP_FIELD] = judge_field,
    [RULE_OP_ABOUT] = judge_about,       [RULE_OP_CHECK] = judge_check,
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
