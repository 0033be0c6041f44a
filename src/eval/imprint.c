#include "eval/imprint.h"

#include "eval/area.h"
#include "eval/finding.h"
#include "eval/subject.h"

struct making {
    struct eval_context context;
    const struct eval_settings *settings;
    bool with_texts;
    const struct text_terms *boilerplate;
    struct arena *scratch; /* of one request */
    struct eval_imprint_text *texts;
    size_t count, capacity;
};

static bool is_told_twice(const struct doc_request *request)
{
    return request->amount.kind == DOC_AMOUNT_ELSEWHERE || request->amount.relisted;
}

/* The print outlives the scratch arena of its request. */
static bool keep_print(struct making *making, struct eval_print *print)
{
    char *kept = arena_copy(making->context.arena, (const char *)print->hashes, print->count * sizeof *print->hashes);
    print->hashes = (uint32_t *)(void *)kept;
    if (!kept) making->context.status = STATUS_NO_MEMORY;
    return kept != NULL;
}

static void add_text(struct making *making, uint32_t request, uint32_t claim)
{
    const struct doc_claim *doc = &making->context.submission->requests[request].claims[claim];
    struct eval_imprint_text text = {.request = request};
    if (!eval_is_wanted(making->context.rules, making->settings, doc)) return;
    text.print = eval_print_of(&making->context, doc->justification.value, making->boilerplate);
    if (text.print.count < EVAL_PRINT_LEAST || !keep_print(making, &text.print)) return;
    struct eval_imprint_text *texts =
        eval_grow(&making->context, making->texts, making->count, &making->capacity, sizeof *texts);
    if (!texts) return;
    making->texts = texts;
    eval_print_bands(&text.print, text.bands);
    eval_hash_text(&making->context, doc->justification.value, text.sha256);
    text.area = eval_area_of(&making->context, doc);
    text.span = eval_value_span(&doc->justification);
    texts[making->count++] = text;
}

static void add_request(struct making *making, uint32_t index, struct text_view *id, struct text_view *title)
{
    const struct doc_request *request = &making->context.submission->requests[index];
    struct arena *outer = making->context.scratch;
    *id = eval_fold(&making->context, request->id.value).text;
    *title = eval_fold(&making->context, request->title.value).text;
    eval_scratch_set(&making->context, making->scratch);
    for (uint32_t i = 0; making->with_texts && !is_told_twice(request) && i < request->claim_count; i++)
        add_text(making, index, i);
    arena_clear(making->scratch);
    eval_scratch_set(&making->context, outer);
}

enum status eval_imprint(const struct eval_tools *tools, const struct doc_submission *submission,
                         const struct eval_settings *settings, bool with_texts, struct eval_imprint *out_imprint)
{
    const struct rule_form *form = NULL;
    const struct rule_case *use = rule_set_case(tools->rules, RULE_CHECK_NEAR_DUPLICATE, &form);
    struct making making = {.context = {.rules = tools->rules,
                                        .submission = submission,
                                        .arena = tools->arena,
                                        .scratch = tools->arena,
                                        .matcher = tools->matcher,
                                        .profile = tools->profile},
                            .settings = settings,
                            .with_texts = with_texts,
                            .scratch = arena_new(),
                            .boilerplate = use ? use->require->check->boilerplate : NULL};
    struct text_view *ids = eval_alloc(&making.context, (submission->request_count + 1) * sizeof *ids);
    struct text_view *titles = eval_alloc(&making.context, (submission->request_count + 1) * sizeof *titles);
    for (size_t i = 0; ids && titles && making.scratch && i < submission->request_count; i++)
        add_request(&making, (uint32_t)i, &ids[i], &titles[i]);
    if (!making.scratch) making.context.status = STATUS_NO_MEMORY;
    arena_free(making.scratch);
    *out_imprint = (struct eval_imprint){ids, titles, making.texts, making.count};
    return making.context.status;
}
