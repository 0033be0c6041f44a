/* eval/predicate - the truth of a predicate over a scope, and what shows it (rules.md, "Predicates").
 *
 * Judged twice by the caller: on the hits that survive the guards, and on all (raw) hits. `not` always looks at raw
 * hits. Evidence is collected for true values only; when several sentences or windows would do, the first gives it. */
#ifndef EVAL_PREDICATE_H
#define EVAL_PREDICATE_H

#include "eval/passage.h"
#include "eval/subject.h"

#define EVAL_EVIDENCE_LIMIT 16 /* spans kept for one criterion: enough to show, bounded for any text */

struct eval_evidence_list {
    size_t count;
    struct eval_evidence items[EVAL_EVIDENCE_LIMIT]; /* not set beyond `count`: lists are made for every passage */
};

/* The guard of the first piece of evidence that was removed; NONE when all count. */
enum eval_guard eval_first_guard(const struct eval_evidence_list *list);

/* A place to look: the scope, or one passage of one of its texts. */
struct eval_window {
    const struct eval_scope *scope;
    const struct eval_subject *subject; /* for `field` */
    struct eval_text *text;             /* NULL: the whole scope; else this place alone, for `sentence` too */
    struct text_range range;            /* of text */
    struct eval_passage vicinity;       /* all of its text that `about` looks at; without one, it looks at the whole */
    bool raw;                           /* also hits that a guard removes */
};

/* The truth of a predicate in a window; appends evidence (may be NULL) when it is true. */
enum eval_truth eval_predicate(struct eval_context *context, const struct rule_predicate *predicate,
                               struct eval_window window, struct eval_evidence_list *evidence);

/* Whether all operands of a predicate hold in a window. */
enum eval_truth eval_operands(struct eval_context *context, const struct rule_predicate *predicate,
                              struct eval_window window);

/* Of a topical `all` (rule/predicate.h), the passage in which it holds; false when in none. */
bool eval_topical(struct eval_context *context, const struct rule_predicate *predicate, struct eval_window window,
                  struct eval_passage *out_passage);

/* Where an operand of a topical `all` is judged when its sentence is this passage: the sentence there, what it is about
 * near it, the rest in the whole window. */
struct eval_window eval_topical_window(const struct eval_context *context, const struct rule_predicate *operand,
                                       struct eval_window window, const struct eval_passage *passage);

/* Of a `within` or `order`, the first stretch of the window in which it holds; the window itself when in none. */
struct eval_window eval_near(struct eval_context *context, const struct rule_predicate *predicate,
                             struct eval_window window);

/* The parts of a criterion's predicate in the place where it holds, else holds on raw hits, else came nearest to
 * holding: steps in tree order, of the nearest alternatives alone or of all, and how many of its leaves hold there. */
enum eval_steps { EVAL_STEPS_NONE, EVAL_STEPS_NEAREST, EVAL_STEPS_ALL };
struct eval_nearness {
    struct eval_step *steps;
    size_t step_count;
    size_t hits;
    size_t leaves;
};
struct eval_nearness eval_nearest(struct eval_context *context, const struct rule_predicate *predicate,
                                  struct eval_window window, enum eval_steps steps);

#endif
