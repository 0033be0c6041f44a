#include "eval/imprint.h"

#include "eval/area.h"
#include "eval/finding.h"
#include "eval/subject.h"

static bool is_told_twice(const struct doc_request *request)
{
    return request->amount.kind == DOC_AMOUNT_ELSEWHERE || request->amount.relisted;
}

/* The print outlives the scratch arena of its request. */
static bool keep_print(struct eval_context *context, struct eval_print *print)
{
    char *kept = arena_copy(context->arena, (const char *)print->hashes, print->count * sizeof *print->hashes);
    print->hashes = (uint32_t *)(void *)kept;
    if (!kept) context->status = STATUS_NO_MEMORY;
    return kept != NULL;
}

static void add_text(struct eval_context *context, const struct rule_check_use *use, const struct doc_claim *doc,
                     uint32_t request, struct eval_imprint *imprint)
{
    struct eval_imprint_text text = {.request = request,
                                     .print = eval_print_of(context, doc->justification.value, use)};
    if (text.print.count < EVAL_PRINT_LEAST || !keep_print(context, &text.print)) return;
    struct eval_imprint_text *texts =
        eval_grow(context, imprint->texts, imprint->text_count, &imprint->text_capacity, sizeof *texts);
    if (!texts) return;
    imprint->texts = texts;
    eval_print_bands(&text.print, text.bands);
    eval_hash_text(context, doc->justification.value, text.sha256);
    text.area = eval_area_of(context, doc);
    text.span = eval_value_span(&doc->justification);
    texts[imprint->text_count++] = text;
}

/* As it is folded, to stay. */
static struct text_view keep_folded(struct eval_context *context, struct text_view text)
{
    struct text_view folded = eval_fold(context, text).text;
    const char *kept = arena_copy(context->arena, folded.at, folded.len);
    if (!kept) context->status = STATUS_NO_MEMORY;
    return (struct text_view){kept, kept ? folded.len : 0};
}

void eval_imprint_open(struct eval_context *context, struct eval_imprint *imprint)
{
    const size_t count = context->submission->request_count;
    imprint->ids = eval_alloc(context, (count + 1) * sizeof *imprint->ids);
    imprint->titles = eval_alloc(context, (count + 1) * sizeof *imprint->titles);
}

void eval_imprint_add(struct eval_context *context, const struct eval_settings *settings, uint32_t request,
                      struct eval_imprint *imprint)
{
    const struct doc_request *doc = &context->submission->requests[request];
    const struct rule_form *form = NULL;
    const struct rule_case *use = rule_set_case(context->rules, RULE_CHECK_NEAR_DUPLICATE, &form);
    if (!imprint->ids || !imprint->titles) return; /* memory is out */
    imprint->ids[request] = keep_folded(context, doc->id.value);
    imprint->titles[request] = keep_folded(context, doc->title.value);
    for (uint32_t i = 0; imprint->with_texts && !is_told_twice(doc) && i < doc->claim_count; i++)
        if (eval_is_wanted(context->rules, settings, &doc->claims[i]))
            add_text(context, use ? use->require->check : NULL, &doc->claims[i], request, imprint);
}

enum status eval_imprint(const struct eval_tools *tools, const struct doc_submission *submission,
                         const struct eval_settings *settings, bool with_texts, struct eval_imprint *out_imprint)
{
    struct eval_context context = {.rules = tools->rules,
                                   .submission = submission,
                                   .arena = tools->arena,
                                   .scratch = arena_new(),
                                   .matcher = tools->matcher,
                                   .profile = tools->profile};
    *out_imprint = (struct eval_imprint){.with_texts = with_texts};
    if (!context.scratch) return STATUS_NO_MEMORY;
    eval_imprint_open(&context, out_imprint);
    for (uint32_t i = 0; i < submission->request_count; i++) {
        eval_imprint_add(&context, settings, i, out_imprint);
        arena_clear(context.scratch);
        eval_scratch_set(&context, context.scratch);
    }
    arena_free(context.scratch);
    return context.status;
}
