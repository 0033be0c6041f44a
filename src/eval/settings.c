#include "eval/settings.h"

bool eval_is_wanted(const struct rule_set *rules, const struct eval_settings *settings, const struct doc_claim *claim)
{
    if (settings->clause_count == 0) return true;
    if (claim->label.result != DOC_LABEL_OK) return false;
    struct text_view label = rules->clauses[claim->label.clause].label;
    for (size_t i = 0; i < settings->clause_count; i++)
        if (text_view_equal(label, settings->clauses[i])) return true;
    return false;
}
