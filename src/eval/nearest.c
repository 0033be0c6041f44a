/* How near a text came to meeting a criterion: the sentence in which most parts of the predicate hold, and what became
 * of each part there. From it a message names what is there and what is missing, and --explain shows the reasoning. */
#include "eval/predicate.h"

struct walk {
    struct eval_context *context;
    struct eval_step *steps; /* NULL: only count */
    size_t count;
    size_t capacity;
    bool record;
};

struct score {
    size_t hits;
    size_t leaves;
};

static struct score walk_predicate(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                   int depth);

static void record_step(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window, int depth)
{
    struct eval_evidence_list found = {.count = 0}, raw = {.count = 0};
    struct eval_step step = {.predicate = predicate, .depth = depth};
    step.truth = eval_predicate(walk->context, predicate, window, &found);
    window.raw = true;
    if (step.truth != EVAL_TRUE && eval_predicate(walk->context, predicate, window, &raw) == EVAL_TRUE)
        step.guard = eval_first_guard(&raw);
    if (found.count > 0) step.first = found.items[0];
    else if (raw.count > 0) step.first = raw.items[0];
    struct eval_step *steps = eval_grow(walk->context, walk->steps, walk->count, &walk->capacity, sizeof *steps);
    if (steps) {
        walk->steps = steps;
        walk->steps[walk->count++] = step;
    }
}

/* One part: it holds or not. Only leaves are judged while sentences are compared. */
static struct score score_leaf(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window)
{
    return (struct score){eval_predicate(walk->context, predicate, window, NULL) == EVAL_TRUE, 1};
}

static struct score best_operand(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                 int depth)
{
    struct score best = {0, 1};
    for (size_t i = 0; i < predicate->operand_count; i++) {
        struct score score = walk_predicate(walk, &predicate->operands[i], window, depth);
        if (score.hits * best.leaves > best.hits * score.leaves) best = score;
    }
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

/* The sentence of the scope in which most parts hold; the first of equals. */
static struct eval_window best_sentence(struct walk *walk, const struct rule_predicate *predicate,
                                        struct eval_window window)
{
    struct walk counting = {.context = walk->context};
    struct eval_window best = window;
    struct score best_score = {0, 1};
    for (size_t t = 0; t < window.scope->count; t++)
        for (size_t s = 0; s < window.scope->texts[t]->sentences.count; s++) {
            struct eval_window here = window;
            here.text = window.scope->texts[t];
            here.range = here.text->sentences.items[s];
            struct score score = sum_operands(&counting, predicate, here, 0);
            if (best.text && score.hits * best_score.leaves <= best_score.hits * score.leaves) continue;
            best = here;
            best_score = score;
        }
    return best;
}

static struct score walk_predicate(struct walk *walk, const struct rule_predicate *predicate, struct eval_window window,
                                   int depth)
{
    if (walk->record) record_step(walk, predicate, window, depth);
    switch (predicate->op) {
    case RULE_OP_ALL:
    case RULE_OP_AT_LEAST:
    case RULE_OP_WITHIN:
    case RULE_OP_ORDER:
        return sum_operands(walk, predicate, window, depth + 1);
    case RULE_OP_ANY:
        return best_operand(walk, predicate, window, depth + 1);
    case RULE_OP_SENTENCE:
        return sum_operands(walk, predicate, best_sentence(walk, predicate, window), depth + 1);
    case RULE_OP_NOT: /* shown with what must not be there; one part, whatever that is made of */
        if (walk->record)
            walk_predicate(walk, &predicate->operands[0],
                           (struct eval_window){window.scope, window.subject, window.text, window.range, true},
                           depth + 1);
        return score_leaf(walk, predicate, window);
    case RULE_OP_CONCEPT:
    case RULE_OP_FIELD:
    case RULE_OP_CHECK:
    case RULE_OP_COUNT:
    default:
        return score_leaf(walk, predicate, window);
    }
}

struct eval_nearness eval_nearest(struct eval_context *context, const struct rule_predicate *predicate,
                                  struct eval_window window, bool steps)
{
    struct walk walk = {.context = context, .record = steps};
    struct score score = walk_predicate(&walk, predicate, window, 0);
    return (struct eval_nearness){walk.steps, walk.count, score.hits, score.leaves};
}
