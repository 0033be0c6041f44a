#include "eval/possible.h"

#include "eval/hit.h"

static bool stands_anywhere(struct eval_context *context, uint32_t concept, const struct eval_scope *scope)
{
    for (size_t i = 0; i < scope->count; i++) {
        const struct eval_hits *hits = eval_hits_of(context, scope->request, scope->texts[i], concept);
        if (hits->count > 0 || hits->unknown) return true;
    }
    return false;
}

static bool are_all_possible(struct eval_context *context, const struct rule_predicate *predicate,
                             const struct eval_scope *scope)
{
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (!eval_is_possible(context, &predicate->operands[i], scope)) return false;
    return true;
}

static bool is_any_possible(struct eval_context *context, const struct rule_predicate *predicate,
                            const struct eval_scope *scope)
{
    for (size_t i = 0; i < predicate->operand_count; i++)
        if (eval_is_possible(context, &predicate->operands[i], scope)) return true;
    return false;
}

bool eval_is_possible(struct eval_context *context, const struct rule_predicate *predicate,
                      const struct eval_scope *scope)
{
    switch (predicate->op) {
    case RULE_OP_CONCEPT:
        return stands_anywhere(context, predicate->concept, scope);
    case RULE_OP_ALL:
    case RULE_OP_SENTENCE:
    case RULE_OP_WITHIN:
    case RULE_OP_ORDER:
        return are_all_possible(context, predicate, scope);
    case RULE_OP_ANY:
        return is_any_possible(context, predicate, scope);
    case RULE_OP_AT_LEAST:
    case RULE_OP_NOT:
    case RULE_OP_ABOUT: /* looks at other texts too */
    case RULE_OP_FIELD:
    case RULE_OP_CHECK:
    case RULE_OP_COUNT:
        break;
    }
    return true;
}
