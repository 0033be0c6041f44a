/* A criterion's own examples, and labelled claims: each text is judged as the only justification of a made-up request.
 */
#include "eval/claim.h"
#include "eval/evaluate.h"

static size_t find_ministry(const struct eval_context *context, struct text_view name)
{
    for (size_t i = 0; name.len > 0 && i < context->rules->words.ministry_count; i++)
        if (text_view_equal(context->rules->words.ministries[i].name, name)) return i;
    return (size_t)-1;
}

static enum doc_category category_of(struct eval_context *context, struct text_view name)
{
    int found = doc_words_find(&context->rules->words.categories, eval_fold(context, name).text);
    return found < 0 ? DOC_CATEGORY_NONE : (enum doc_category)found;
}

static struct doc_text made_up(struct text_view value)
{
    return (struct doc_text){.value = value};
}

static struct eval_criterion judge(struct eval_context *context, const struct rule_criterion *criterion,
                                   const struct doc_request *request)
{
    struct eval_texts texts = eval_texts_open(context, request);
    struct eval_subject subject = {.given = RULE_GIVEN_REQUEST,
                                   .request = request,
                                   .claim_index = RULE_NONE,
                                   .texts = &texts};
    return eval_criterion_judge(context, &subject, criterion, criterion->level == RULE_LEVEL_CLAIM ? 0 : RULE_NONE,
                                false);
}

enum status eval_inline_test(const struct eval_tools *tools, const struct rule_criterion *criterion,
                             const struct rule_test *test, enum eval_state *out_state, enum eval_guard *out_guard)
{
    struct doc_submission submission = {.request_count = 1};
    struct eval_context context = {.rules = tools->rules,
                                   .submission = &submission,
                                   .arena = tools->arena,
                                   .scratch = tools->arena,
                                   .matcher = tools->matcher};
    struct doc_claim claim = {.justification = made_up(test->text),
                              .label = {.result = DOC_LABEL_OK, .clause = criterion->clause, .item = criterion->item}};
    struct doc_request request = {.title = made_up(test->title),
                                  .cio_coordination = made_up(test->cio_coordination),
                                  .category = category_of(&context, test->category),
                                  .it_investment = test->it_investment < 0 ? DOC_UNSTATED
                                                   : test->it_investment   ? DOC_YES
                                                                           : DOC_NO,
                                  .claims = &claim,
                                  .claim_count = 1};
    /* A test that names no requester is about the evidence alone. */
    struct rule_criterion rule = *criterion;
    if (!test->ministry.len && !test->category.len && test->it_investment < 0) rule.applies = NULL;
    submission.requests = &request;
    submission.ministry = find_ministry(&context, test->ministry);
    submission.ministry_text = made_up(test->ministry);
    struct eval_criterion judged = judge(&context, &rule, &request);
    if (context.status == STATUS_OK) {
        *out_state = judged.state;
        *out_guard = judged.guard;
    }
    return context.status;
}

/* State and guard of each criterion, in order, folded into one number. */
static uint64_t states_of(const struct eval_claim *claim)
{
    uint64_t states = claim->verdict;
    for (size_t i = 0; i < claim->criterion_count; i++)
        states = states * 64 + claim->criteria[i].state * 8 + claim->criteria[i].guard + (states >> 58);
    return states;
}

enum status eval_claim_test(const struct eval_tools *tools, const struct rule_claim_example *test,
                            enum eval_claim_verdict *out_verdict, uint64_t *out_states)
{
    struct doc_submission submission = {.request_count = 1};
    struct eval_context context = {.rules = tools->rules,
                                   .submission = &submission,
                                   .arena = tools->arena,
                                   .scratch = tools->arena,
                                   .matcher = tools->matcher};
    struct doc_claim claim = {.justification = made_up(test->text),
                              .label = {.result = DOC_LABEL_OK, .clause = test->clause}};
    struct doc_request request = {.title = made_up(test->title),
                                  .summary = made_up(test->summary),
                                  .category = DOC_CATEGORY_CONTINUING,
                                  .claims = &claim,
                                  .claim_count = 1};
    submission.requests = &request;
    submission.ministry = find_ministry(&context, test->ministry);
    submission.ministry_text = made_up(test->ministry);
    struct eval_texts texts = eval_texts_open(&context, &request);
    struct eval_subject subject = {.given = RULE_GIVEN_REQUEST,
                                   .request = &request,
                                   .claim_index = RULE_NONE,
                                   .texts = &texts};
    struct eval_claim judged = eval_claim_judge(&context, &subject, 0, false);
    if (context.status == STATUS_OK) {
        *out_verdict = judged.verdict;
        *out_states = states_of(&judged);
    }
    return context.status;
}
