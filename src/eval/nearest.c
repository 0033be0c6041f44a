/* How near a text came to meeting a criterion: the sentence in which most parts of the predicate hold, and what became
 * of each part there. From it a message names what is there and what is missing, and --explain shows the reasoning:
 *
 *     any: [sentence: [A, B], sentence: [A, C, D]]        "A of B." and "A, C."
 *
 * holds in neither; A stands in the first sentence (1 of 2), A and C in the second (2 of 3), so the second alternative
 * is the nearest, and the first is set aside. What must not be there is a part only when it is. */
#include "eval/predicate.h"

#include "rule/predicate.h"

struct walk {
    struct eval_context *context;
    struct eval_step *steps; /* in the scratch arena */
    size_t count;
    size_t capacity;
    bool record; /* else only count */
};

struct score {
    size_t hits;
    size_t leaves;
};

static struct score walk_predicate(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                   int depth);

static bool is_full(struct score score)
{
    return score.hits == score.leaves;
}

/* By the share of parts that hold; of two in which all do, the one with more. */
static bool is_nearer(struct score it, struct score best)
{
    if (is_full(it) != is_full(best)) return is_full(it);
    if (is_full(it)) return it.hits > best.hits;
    return it.hits * best.leaves > best.hits * it.leaves;
}

/* ---- steps */

/* A concept, or any of several: what a text simply says or does not. */
static bool is_simple(const struct rule_predicate *predicate)
{
    if (predicate->op == RULE_OP_CONCEPT) return true;
    bool simple = predicate->op == RULE_OP_ANY;
    for (size_t i = 0; simple && i < predicate->operand_count; i++)
        simple = is_simple(&predicate->operands[i]);
    return simple;
}

static void look_elsewhere(struct walk *walk, struct eval_window window, struct eval_step *step)
{
    struct eval_evidence_list found;
    found.count = 0;
    window.text = NULL;
    step->elsewhere = eval_predicate(walk->context, step->predicate, window, &found) == EVAL_TRUE && found.count > 0;
    if (step->elsewhere) step->first = found.items[0];
}

/* Index of the step. */
static size_t record_step(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                          int depth)
{
    struct eval_evidence_list found, raw;
    found.count = raw.count = 0;
    struct eval_step step = {.predicate = predicate, .depth = depth};
    struct eval_window on_all = window;
    on_all.raw = true;
    step.truth = eval_predicate(walk->context, predicate, window, &found);
    step.raw = step.truth == EVAL_TRUE || eval_predicate(walk->context, predicate, on_all, &raw) == EVAL_TRUE;
    if (step.truth != EVAL_TRUE && step.raw) step.guard = eval_first_guard(&raw);
    if (found.count > 0) step.first = found.items[0];
    else if (raw.count > 0) step.first = raw.items[0];
    if (!step.raw && window.text && is_simple(predicate)) look_elsewhere(walk, window, &step);
    struct eval_step *steps =
        eval_scratch_grow(walk->context, walk->steps, walk->count, &walk->capacity, sizeof *steps);
    if (!steps) return 0;
    walk->steps = steps;
    walk->steps[walk->count] = step;
    return walk->count++;
}

static void set_aside(struct walk *walk, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < walk->count; i++)
        walk->steps[i].aside = true;
}

/* ---- scores */

/* One part: it holds or not. Only leaves are judged while sentences are compared. */
static struct score score_leaf(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window)
{
    return (struct score){eval_predicate(walk->context, predicate, window, NULL) == EVAL_TRUE, 1};
}

/* The operands that were recorded before the nearest one came, and those since. */
static struct score best_operand(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                 int depth)
{
    struct score best = {0, 1};
    size_t first = walk->count, best_begin = first, best_end = first;
    bool best_raw = false;
    for (size_t i = 0; i < predicate->operand_count; i++) {
        size_t begin = walk->count;
        struct score score = walk_predicate(walk, &predicate->operands[i], window, depth);
        bool raw = walk->record && begin < walk->count && walk->steps[begin].raw;
        bool better = raw != best_raw && !is_full(best) ? raw : is_nearer(score, best);
        if (i > 0 && !better) continue;
        best = score;
        best_raw = raw;
        best_begin = begin;
        best_end = walk->count;
    }
    set_aside(walk, first, best_begin);
    set_aside(walk, best_end, walk->count);
    if (!best_raw && is_simple(predicate)) set_aside(walk, first, walk->count); /* all are missing alike */
    return best;
}

static struct score sum_operands(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                 int depth)
{
    struct score sum = {0, 0};
    for (size_t i = 0; i < predicate->operand_count; i++) {
        struct score score = walk_predicate(walk, &predicate->operands[i], window, depth);
        sum.hits += score.hits;
        sum.leaves += score.leaves;
    }
    return sum;
}

static struct score score_at_least(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                   int depth)
{
    struct score score = {0, predicate->number};
    for (size_t i = 0; i < predicate->operand_count; i++)
        score.hits += is_full(walk_predicate(walk, &predicate->operands[i], window, depth));
    if (score.hits > score.leaves) score.hits = score.leaves;
    return score;
}

/* That they stand near to each other, or in order, is a part too. */
static struct score score_near(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                               int depth)
{
    struct eval_window here = window;
    if (walk->record) {
        here.raw = eval_predicate(walk->context, predicate, window, NULL) != EVAL_TRUE;
        here = eval_near(walk->context, predicate, here);
        here.raw = window.raw;
    }
    struct score sum = sum_operands(walk, predicate, here, depth);
    if (is_full(sum)) sum.hits += score_leaf(walk, predicate, window).hits;
    sum.leaves++;
    return sum;
}

/* What is not there, as it must be, is no part of what the text says. What is there and must not be weighs double: it
 * makes the text another's, while what is missing may be added. */
static struct score score_not(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                              int depth)
{
    window.raw = true;
    if (walk->record) walk_predicate(walk, &predicate->operands[0], window, depth);
    return (struct score){0, score_leaf(walk, predicate, window).hits ? 0 : 2};
}

/* ---- sentences */

/* The sentence of the scope in which most parts hold, the first of equals; else two read together in which all do. */
static struct eval_window best_passage(struct walk *walk, const struct rule_predicate *predicate,
                                       struct eval_window window)
{
    struct walk counting = {.context = walk->context};
    struct eval_window best = window;
    struct score best_score = {0, 1};
    bool best_raw = false;
    struct eval_passages places = {.scope = window.scope};
    struct eval_passage place;
    while (!(best.text && is_full(best_score)) && eval_passages_next(walk->context, &places, &place)) {
        struct eval_window here = window;
        here.text = place.text;
        here.range = place.range;
        struct score score = sum_operands(&counting, predicate, here, 0);
        here.raw = true;
        bool raw = walk->record && eval_operands(walk->context, predicate, here) == EVAL_TRUE;
        here.raw = window.raw;
        if (places.joined && !raw && !is_full(score)) continue;
        bool better = raw != best_raw && !is_full(best_score) ? raw : is_nearer(score, best_score);
        if (best.text && !better) continue;
        best = here;
        best_score = score;
        best_raw = raw;
    }
    return best;
}

/* Sentences that would do, but for the first. */
static uint32_t other_sentences(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window)
{
    uint32_t count = 0;
    for (size_t t = 0; t < window.scope->count; t++)
        for (size_t s = 0; s < window.scope->texts[t]->sentences.count; s++) {
            window.text = window.scope->texts[t];
            window.range = window.text->sentences.items[s];
            count += eval_operands(walk->context, predicate, window) == EVAL_TRUE;
        }
    return count > 0 ? count - 1 : 0;
}

static struct score score_about(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                int depth)
{
    struct eval_scope about = eval_scope_about(window.scope);
    window.scope = &about;
    window.text = NULL;
    return sum_operands(walk, predicate, window, depth);
}

/* A topical `all` where it holds; else its parts wherever they stand, and that they stand near each other is one too.
 */
static struct score score_all(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                              int depth)
{
    struct eval_passage place;
    if (window.text || !rule_predicate_is_topical(predicate)) return sum_operands(walk, predicate, window, depth);
    if (!eval_topical(walk->context, predicate, window, &place)) {
        struct score sum = sum_operands(walk, predicate, window, depth);
        sum.leaves += is_full(sum);
        return sum;
    }
    struct score sum = {0, 0};
    for (size_t i = 0; i < predicate->operand_count; i++) {
        struct eval_window here = eval_topical_window(walk->context, &predicate->operands[i], window, &place);
        struct score score = walk_predicate(walk, &predicate->operands[i], here, depth);
        sum.hits += score.hits;
        sum.leaves += score.leaves;
    }
    return sum;
}

static struct score score_by_operator(struct walk *walk, const struct rule_predicate *predicate,
                                      struct eval_window window, int depth)
{
    switch (predicate->op) {
    case RULE_OP_ALL:
        return score_all(walk, predicate, window, depth);
    case RULE_OP_AT_LEAST:
        return score_at_least(walk, predicate, window, depth);
    case RULE_OP_WITHIN:
    case RULE_OP_ORDER:
        return score_near(walk, predicate, window, depth);
    case RULE_OP_ANY:
        return best_operand(walk, predicate, window, depth);
    case RULE_OP_SENTENCE:
        if (!window.text) window = best_passage(walk, predicate, window);
        return sum_operands(walk, predicate, window, depth);
    case RULE_OP_ABOUT:
        return score_about(walk, predicate, window, depth);
    case RULE_OP_NOT:
        return score_not(walk, predicate, window, depth);
    case RULE_OP_CONCEPT:
    case RULE_OP_FIELD:
    case RULE_OP_CHECK:
    case RULE_OP_COUNT:
    default:
        return score_leaf(walk, predicate, window);
    }
}

static struct score walk_predicate(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                   int depth)
{
    if (!walk->record) return score_by_operator(walk, predicate, window, depth + 1);
    size_t at = record_step(walk, predicate, window, depth);
    struct score score = score_by_operator(walk, predicate, window, depth + 1);
    if (at >= walk->count) return score; /* memory is out */
    struct eval_step *step = &walk->steps[at];
    step->hits = (uint32_t)score.hits;
    step->leaves = (uint32_t)score.leaves;
    if (predicate->op == RULE_OP_SENTENCE && step->truth == EVAL_TRUE && !window.text)
        step->others = other_sentences(walk, predicate, window);
    return score;
}

/* Moves the steps that are wanted into the result's arena. */
static void keep_steps(const struct walk *walk, enum eval_steps wanted, struct eval_nearness *nearness)
{
    size_t count = 0;
    for (size_t i = 0; i < walk->count; i++)
        count += wanted == EVAL_STEPS_ALL || !walk->steps[i].aside;
    struct eval_step *kept = count > 0 ? eval_alloc(walk->context, count * sizeof *kept) : NULL;
    for (size_t i = 0; kept && i < walk->count; i++)
        if (wanted == EVAL_STEPS_ALL || !walk->steps[i].aside) kept[nearness->step_count++] = walk->steps[i];
    nearness->steps = kept;
}

struct eval_nearness eval_nearest(struct eval_context *context, const struct rule_predicate *predicate,
                                  struct eval_window window, enum eval_steps steps)
{
    struct walk walk = {.context = context, .record = steps != EVAL_STEPS_NONE};
    struct score score = walk_predicate(&walk, predicate, window, 0);
    struct eval_nearness nearness = {.hits = score.hits, .leaves = score.leaves};
    if (walk.count > 0) keep_steps(&walk, steps, &nearness);
    return nearness;
}
