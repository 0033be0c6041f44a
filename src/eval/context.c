#include "eval/context.h"

void *eval_alloc(struct eval_context *context, size_t size)
{
    void *block = arena_alloc(context->arena, size);
    if (!block) context->status = STATUS_NO_MEMORY;
    return block;
}

void *eval_grow(struct eval_context *context, void *items, size_t count, size_t *capacity, size_t item_size)
{
    void *grown = arena_grow(context->arena, items, count, capacity, item_size);
    if (!grown) context->status = STATUS_NO_MEMORY;
    return grown;
}

void *eval_scratch(struct eval_context *context, size_t size)
{
    void *block = arena_alloc(context->scratch, size);
    if (!block) context->status = STATUS_NO_MEMORY;
    return block;
}

void *eval_scratch_grow(struct eval_context *context, void *items, size_t count, size_t *capacity, size_t item_size)
{
    void *grown = arena_grow(context->scratch, items, count, capacity, item_size);
    if (!grown) context->status = STATUS_NO_MEMORY;
    return grown;
}

struct text_folded eval_fold(struct eval_context *context, struct text_view text)
{
    struct text_folded folded = {.text = {"", 0}};
    const enum profile_phase left = profile_enter(context->profile, PROFILE_FOLD);
    enum status status = text_fold(context->rules->words.folder, context->scratch, text, &folded);
    profile_enter(context->profile, left);
    if (status != STATUS_OK) context->status = status;
    return folded;
}

struct text_term_hits eval_scan(struct eval_context *context, const struct text_terms *terms, struct text_view folded)
{
    struct text_term_hits hits = {0};
    const enum profile_phase left = profile_enter(context->profile, PROFILE_MATCH);
    enum status status = text_terms_scan(terms, context->scratch, folded, &hits);
    profile_enter(context->profile, left);
    if (status != STATUS_OK) context->status = status;
    return hits;
}
