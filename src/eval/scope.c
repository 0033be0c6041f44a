#include "eval/scope.h"

#include "eval/hit.h"

/* One criterion after the other asks for the same texts. */
struct eval_selection {
    uint32_t fields;
    uint32_t claim;
    struct eval_scope scope; /* without texts: nothing was asked for yet */
};

struct eval_texts eval_texts_open(struct eval_context *context, const struct doc_request *request)
{
    const size_t anchorings = (request->claim_count + 1) * context->rules->clause_count;
    struct eval_text *texts = eval_scratch(context, (request->claim_count + 6) * sizeof *texts);
    struct eval_anchoring *anchoring = eval_scratch(context, (anchorings + 1) * sizeof *anchoring);
    struct eval_selection *selected = eval_scratch(context, sizeof *selected);
    size_t count = 0;
    if (!texts || !anchoring || !selected) return (struct eval_texts){0};
    eval_text_open(context, &request->title, DOC_FIELD_TITLE, RULE_NONE, &texts[count++]);
    eval_text_open(context, &request->summary, DOC_FIELD_SUMMARY, RULE_NONE, &texts[count++]);
    for (size_t i = 0; i < request->claim_count; i++)
        eval_text_open(context, &request->claims[i].justification, DOC_FIELD_JUSTIFICATION, (uint32_t)i,
                       &texts[count++]);
    eval_text_open(context, &request->outcome, DOC_FIELD_OUTCOME, RULE_NONE, &texts[count++]);
    eval_text_open(context, &request->offset, DOC_FIELD_OFFSET, RULE_NONE, &texts[count++]);
    eval_text_open(context, &request->cio_coordination, DOC_FIELD_CIO_COORDINATION, RULE_NONE, &texts[count++]);
    eval_text_open(context, &request->note, DOC_FIELD_NOTE, RULE_NONE, &texts[count++]);
    return (struct eval_texts){texts, count, anchoring, request->claim_count, selected};
}

static bool in_scope(const struct eval_text *text, uint32_t fields, uint32_t claim)
{
    if (!(fields & EVAL_FIELD(text->field))) return false;
    return text->field != DOC_FIELD_JUSTIFICATION || claim == RULE_NONE || text->claim == claim;
}

/* The texts of some fields, in the request's order. */
static struct eval_text **select_texts(struct eval_context *context, const struct eval_texts *request, uint32_t fields,
                                       uint32_t claim, size_t *out_count)
{
    struct eval_text **texts = eval_scratch(context, (request->count + 1) * sizeof(struct eval_text *));
    size_t count = 0;
    for (size_t i = 0; texts && i < request->count; i++)
        if (in_scope(&request->items[i], fields, claim)) texts[count++] = &request->items[i];
    *out_count = count;
    return texts;
}

static struct bitset concepts_of(struct eval_context *context, struct eval_text *const *texts, size_t count)
{
    struct bitset concepts = {0};
    if (!bitset_init(&concepts, context->scratch, context->rules->concept_count)) context->status = STATUS_NO_MEMORY;
    for (size_t i = 0; concepts.size > 0 && i < count; i++)
        bitset_add_all(&concepts, &texts[i]->seen.concepts);
    return concepts;
}

static struct eval_scope select_scope(struct eval_context *context, const struct eval_texts *request, uint32_t fields,
                                      uint32_t claim)
{
    struct eval_scope scope = {.request = request, .anchored = EVAL_TRUE};
    uint32_t about = fields | EVAL_FIELD(DOC_FIELD_TITLE) | EVAL_FIELD(DOC_FIELD_SUMMARY);
    scope.texts = select_texts(context, request, fields, claim, &scope.count);
    scope.about = select_texts(context, request, about, claim, &scope.about_count);
    scope.concepts = concepts_of(context, scope.texts, scope.count);
    scope.about_concepts = concepts_of(context, scope.about, scope.about_count);
    return scope;
}

struct eval_scope eval_scope_of(struct eval_context *context, const struct eval_texts *request, uint32_t fields,
                                uint32_t claim)
{
    struct eval_selection *last = request->selected;
    if (!last) return (struct eval_scope){.request = request, .anchored = EVAL_TRUE}; /* memory is out */
    if (!last->scope.texts || last->fields != fields || last->claim != claim)
        *last = (struct eval_selection){fields, claim, select_scope(context, request, fields, claim)};
    return last->scope;
}

struct eval_scope eval_scope_about(const struct eval_scope *scope)
{
    struct eval_scope about = *scope;
    about.texts = scope->about;
    about.count = scope->about_count;
    about.concepts = scope->about_concepts;
    about.possible = NULL;
    return about;
}

static enum eval_truth found_by_sense(const struct eval_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++)
        if (hits->items[i].guard != EVAL_GUARD_SENSE) return EVAL_TRUE;
    return hits->unknown ? EVAL_UNKNOWN : EVAL_FALSE;
}

static enum eval_truth find_anchor(struct eval_context *context, const struct eval_texts *request,
                                   const struct rule_clause *clause, uint32_t claim)
{
    uint32_t fields = EVAL_FIELD(DOC_FIELD_TITLE) | EVAL_FIELD(DOC_FIELD_SUMMARY) | EVAL_FIELD(DOC_FIELD_JUSTIFICATION);
    enum eval_truth truth = clause->anchor_count == 0 ? EVAL_TRUE : EVAL_FALSE;
    for (size_t i = 0; i < request->count && truth != EVAL_TRUE; i++)
        for (size_t a = 0; in_scope(&request->items[i], fields, claim) && a < clause->anchor_count; a++)
            truth = eval_truth_any(truth, found_by_sense(eval_hits_in_sense(context, request, &request->items[i],
                                                                            clause->anchor[a])));
    return truth;
}

/* The criteria of a clause are judged one after the other, and again for other claims. */
enum eval_truth eval_anchored(struct eval_context *context, const struct eval_texts *request, uint32_t clause,
                              uint32_t claim)
{
    const size_t row = claim == RULE_NONE ? request->claim_count : claim;
    if (request->count == 0) return EVAL_FALSE; /* memory is out */
    struct eval_anchoring *anchoring = &request->anchoring[row * context->rules->clause_count + clause];
    if (!anchoring->known) {
        const struct rule_clause *rule = &context->rules->clauses[clause];
        *anchoring = (struct eval_anchoring){true, find_anchor(context, request, rule, claim)};
    }
    return anchoring->truth;
}
