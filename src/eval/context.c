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
    enum status status = text_fold(context->rules->words.folder, context->scratch, text, &folded);
    if (status != STATUS_OK) context->status = status;
    return folded;
}
