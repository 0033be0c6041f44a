#include "eval/possible.h"

#include "eval/hit.h"

struct question;

/* Whether the texts may speak about a concept: told from what the scan saw, or by their hits. */
typedef bool stands_function(const struct question *ask, uint32_t concept);

struct question {
    struct eval_context *context;
    const struct eval_scope *scope;
    stands_function *stands;
};

static bool may_stand(const struct question *ask, uint32_t concept)
{
    return bitset_has(&ask->scope->concepts, concept);
}

static bool does_stand(const struct question *ask, uint32_t concept)
{
    const struct eval_scope *scope = ask->scope;
    if (!may_stand(ask, concept)) return false;
    for (size_t i = 0; i < scope->count; i++) {
        const struct eval_hits *hits = eval_hits_in_sense(ask->context, scope->request, scope->texts[i], concept);
        if (hits->count > 0 || hits->unknown) return true;
    }
    return false;
}

static bool stands_not(const struct question *ask, uint32_t concept)
{
    (void)ask, (void)concept;
    return false;
}

static bool is_possible(const struct question *ask, const struct rule_predicate *predicate);

static bool are_all_possible(const struct question *ask, const struct rule_predicate *predicate)
{
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (!is_possible(ask, &predicate->operands[i])) return false;
    return true;
}

static bool are_all_possible_about(const struct question *ask, const struct rule_predicate *predicate)
{
    const struct eval_scope about = eval_scope_about(ask->scope);
    return are_all_possible(&(struct question){ask->context, &about, ask->stands}, predicate);
}

/* Mostly of concepts, and mostly of such as the texts do not have. */
static bool is_any_possible(const struct question *ask, const struct rule_predicate *predicate)
{
    for (size_t i = 0; i < predicate->operand_count; i++) {
        const struct rule_predicate *operand = &predicate->operands[i];
        if (operand->op == RULE_OP_CONCEPT && !may_stand(ask, operand->concept)) continue;
        if (is_possible(ask, operand)) return true;
    }
    return false;
}

static bool is_possible(const struct question *ask, const struct rule_predicate *predicate)
{
    switch (predicate->op) {
    case RULE_OP_CONCEPT:
        return ask->stands(ask, predicate->concept);
    case RULE_OP_ALL:
    case RULE_OP_SENTENCE:
    case RULE_OP_WITHIN:
    case RULE_OP_ORDER:
        return are_all_possible(ask, predicate);
    case RULE_OP_ANY:
        return is_any_possible(ask, predicate);
    case RULE_OP_ABOUT:
        return are_all_possible_about(ask, predicate);
    case RULE_OP_AT_LEAST:
    case RULE_OP_NOT:
    case RULE_OP_FIELD:
    case RULE_OP_CHECK:
    case RULE_OP_COUNT:
        break;
    }
    return true;
}

bool eval_may_be_possible(struct eval_context *context, const struct rule_predicate *predicate,
                          const struct eval_scope *scope)
{
    return is_possible(&(struct question){context, scope, may_stand}, predicate);
}

bool eval_is_possible(struct eval_context *context, const struct rule_predicate *predicate,
                      const struct eval_scope *scope)
{
    return scope->possible == predicate || (eval_may_be_possible(context, predicate, scope) &&
                                            is_possible(&(struct question){context, scope, does_stand}, predicate));
}

bool eval_needs_words(struct eval_context *context, const struct rule_predicate *predicate,
                      const struct eval_scope *scope)
{
    return !is_possible(&(struct question){context, scope, stands_not}, predicate);
}
