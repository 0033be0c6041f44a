#include "eval/area.h"

#include <string.h>

struct text_view eval_area_of(struct eval_context *context, const struct doc_claim *claim)
{
    if (claim->label.result != DOC_LABEL_OK) return claim->area.value;
    const struct rule_clause *clause = &context->rules->clauses[claim->label.clause];
    if (claim->label.item == 0) return clause->label;
    struct text_view item = clause->items[claim->label.item - 1];
    char *joined = eval_alloc(context, clause->label.len + 1 + item.len + 1);
    if (!joined) return clause->label;
    memcpy(joined, clause->label.at, clause->label.len);
    joined[clause->label.len] = ' ';
    memcpy(joined + clause->label.len + 1, item.at, item.len);
    return (struct text_view){joined, clause->label.len + 1 + item.len};
}

bool eval_area_same(const struct doc_label *a, const struct doc_label *b)
{
    return a->result == DOC_LABEL_OK && b->result == DOC_LABEL_OK && a->clause == b->clause && a->item == b->item;
}
