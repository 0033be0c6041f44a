/* A criterion's own examples, and labelled claims: each text is judged as the only reason of a made-up request. */
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

/* A submission made up of one request with one claim, ready to be judged. */
struct stage {
    struct doc_submission submission;
    struct doc_request request;
    struct doc_claim claim;
    struct eval_context context;
    struct eval_texts texts;
    struct eval_subject subject;
};

/* The request and the claim are filled in by the caller. */
static void raise_stage(struct stage *stage, const struct eval_tools *tools, struct text_view ministry)
{
    stage->context = (struct eval_context){.rules = tools->rules,
                                           .submission = &stage->submission,
                                           .arena = tools->arena,
                                           .scratch = tools->arena,
                                           .matcher = tools->matcher};
    stage->submission = (struct doc_submission){.requests = &stage->request,
                                                .request_count = 1,
                                                .ministry = find_ministry(&stage->context, ministry),
                                                .ministry_text = made_up(ministry)};
}

static void open_texts(struct stage *stage)
{
    stage->request.claims = &stage->claim;
    stage->request.claim_count = 1;
    stage->texts = eval_texts_open(&stage->context, &stage->request);
    stage->subject = (struct eval_subject){.given = RULE_GIVEN_REQUEST,
                                           .request = &stage->request,
                                           .claim_index = RULE_NONE,
                                           .texts = &stage->texts};
}

enum status eval_inline_test(const struct eval_tools *tools, const struct rule_criterion *criterion,
                             const struct rule_test *test, enum eval_state *out_state, enum eval_guard *out_guard)
{
    struct stage stage;
    raise_stage(&stage, tools, test->ministry);
    stage.claim =
        (struct doc_claim){.justification = made_up(test->text),
                           .label = {.result = DOC_LABEL_OK, .clause = criterion->clause, .item = criterion->item}};
    stage.request = (struct doc_request){.title = made_up(test->title),
                                         .cio_coordination = made_up(test->cio_coordination),
                                         .category = category_of(&stage.context, test->category),
                                         .it_investment = test->it_investment < 0 ? DOC_UNSTATED
                                                          : test->it_investment   ? DOC_YES
                                                                                  : DOC_NO};
    open_texts(&stage);
    /* A test that names no requester is about the evidence alone. */
    struct rule_criterion rule = *criterion;
    if (!test->ministry.len && !test->category.len && test->it_investment < 0) rule.applies = NULL;
    uint32_t claim = criterion->level == RULE_LEVEL_CLAIM ? 0 : RULE_NONE;
    struct eval_criterion judged = eval_criterion_judge(&stage.context, &stage.subject, &rule, claim, false);
    if (stage.context.status == STATUS_OK) {
        *out_state = judged.state;
        *out_guard = judged.guard;
    }
    return stage.context.status;
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
    struct stage stage;
    raise_stage(&stage, tools, test->ministry);
    stage.claim = (struct doc_claim){.justification = made_up(test->text),
                                     .label = {.result = DOC_LABEL_OK, .clause = test->clause}};
    stage.request = (struct doc_request){.title = made_up(test->title),
                                         .summary = made_up(test->summary),
                                         .category = DOC_CATEGORY_CONTINUING};
    open_texts(&stage);
    struct eval_claim judged = eval_claim_judge(&stage.context, &stage.subject, 0, false);
    if (stage.context.status == STATUS_OK) {
        *out_verdict = judged.verdict;
        *out_states = states_of(&judged);
    }
    return stage.context.status;
}
