/* Comparisons of values: every comparison with an absent value is false, only `present: false` is true. */
#include "eval/subject.h"

static bool money_of(const struct eval_value *value, int64_t *out_yen)
{
    if (value->kind != EVAL_VALUE_AMOUNT || value->amount->kind != DOC_AMOUNT_FIGURE) return false;
    *out_yen = value->amount->money.yen;
    return true;
}

/* The number that both sides are compared by: yen, or a year, category, boolean, list length. */
static bool number_of(const struct eval_value *value, int64_t *out_number)
{
    if (value->kind == EVAL_VALUE_NUMBER || value->kind == EVAL_VALUE_LIST) {
        *out_number = value->number;
        return value->present;
    }
    return money_of(value, out_number);
}

static bool literal_number(const struct eval_context *context, const struct eval_subject *subject,
                           const struct rule_literal *literal, bool money, int64_t *out_number)
{
    if (literal->is_address) {
        struct eval_value other = eval_value_at(context, subject, &literal->address, 0);
        return number_of(&other, out_number);
    }
    *out_number = money ? literal->yen : literal->number;
    return money ? literal->is_amount : literal->number >= 0;
}

static bool equals_text(struct eval_context *context, const struct eval_value *value,
                        const struct rule_literal *literal)
{
    if (!value->present) return false;
    return text_view_equal(eval_fold(context, value->text->value).text, literal->folded);
}

static bool equals(struct eval_context *context, const struct eval_subject *subject, const struct eval_value *value,
                   const struct rule_literal *literal, bool is_ministry)
{
    int64_t left, right;
    if (is_ministry) return value->present && literal->number >= 0 && value->number == literal->number;
    if (value->kind == EVAL_VALUE_TEXT) return equals_text(context, value, literal);
    return number_of(value, &left) &&
           literal_number(context, subject, literal, value->kind == EVAL_VALUE_AMOUNT, &right) && left == right;
}

static bool ordered(struct eval_context *context, const struct eval_subject *subject, const struct eval_value *value,
                    const struct rule_compare *compare)
{
    int64_t left, right;
    if (!number_of(value, &left) ||
        !literal_number(context, subject, &compare->literals[0], value->kind == EVAL_VALUE_AMOUNT, &right))
        return false;
    return compare->comparison == RULE_LESS ? left < right : left > right;
}

static bool holds(struct eval_context *context, const struct eval_subject *subject, const struct eval_value *value,
                  const struct rule_compare *compare)
{
    if (compare->comparison == RULE_PRESENT) return value->present == compare->present;
    if (compare->comparison == RULE_LESS || compare->comparison == RULE_GREATER)
        return ordered(context, subject, value, compare);
    for (size_t i = 0; i < compare->literal_count; i++)
        if (equals(context, subject, value, &compare->literals[i], compare->address.field == DOC_FIELD_MINISTRY))
            return true;
    return false;
}

bool eval_compare(struct eval_context *context, const struct eval_subject *subject, const struct rule_compare *compare)
{
    size_t count = eval_value_count(context, subject, &compare->address);
    bool absence = compare->comparison == RULE_PRESENT && !compare->present;
    for (size_t i = 0; i < count; i++) {
        struct eval_value value = eval_value_at(context, subject, &compare->address, i);
        if (!holds(context, subject, &value, compare)) return false;
    }
    return count > 0 || absence;
}
