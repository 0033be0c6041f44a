/* One request's texts are folded for its criteria, its hashes and its findings. The few that were asked for last are
 * kept by where they stand, each in the one place that its address gives it. */
#include "eval/context.h"

#define FOLDINGS  32
#define GRAMMINGS 8

struct eval_folding {
    struct text_view text;
    struct text_folded folded;
};

struct eval_gramming {
    struct text_view folded;
    struct text_grams grams;
};

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

void eval_scratch_set(struct eval_context *context, struct arena *scratch)
{
    context->scratch = scratch;
    context->foldings = NULL;
    context->grammings = NULL;
    context->prints = NULL;
}

static struct eval_folding *folding_of(struct eval_context *context, struct text_view text)
{
    if (!context->foldings) context->foldings = eval_scratch(context, FOLDINGS * sizeof *context->foldings);
    return context->foldings ? &context->foldings[((uintptr_t)text.at / 8 + text.len) % FOLDINGS] : NULL;
}

static struct text_folded fold_anew(struct eval_context *context, struct text_view text)
{
    struct text_folded folded = {.text = {"", 0}};
    const enum profile_phase left = profile_enter(context->profile, PROFILE_FOLD);
    enum status status = text_fold(context->rules->words.folder, context->scratch, text, &folded);
    profile_enter(context->profile, left);
    if (status != STATUS_OK) context->status = status;
    return folded;
}

struct text_folded eval_fold(struct eval_context *context, struct text_view text)
{
    if (text.len == 0) return fold_anew(context, text);
    struct eval_folding *known = folding_of(context, text);
    if (!known) return (struct text_folded){.text = {"", 0}};
    if (known->text.at != text.at || known->text.len != text.len)
        *known = (struct eval_folding){text, fold_anew(context, text)};
    return known->folded;
}

static struct text_grams grams_anew(struct eval_context *context, struct text_view folded)
{
    struct text_grams grams = {0};
    enum status status = text_grams(context->scratch, folded, &grams);
    if (status != STATUS_OK) context->status = status;
    return grams;
}

struct text_grams eval_grams(struct eval_context *context, struct text_view folded)
{
    if (!context->grammings) context->grammings = eval_scratch(context, GRAMMINGS * sizeof *context->grammings);
    if (!context->grammings) return (struct text_grams){0};
    struct eval_gramming *known = &context->grammings[(uintptr_t)folded.at / 16 % GRAMMINGS];
    if (known->folded.at != folded.at || known->folded.len != folded.len)
        *known = (struct eval_gramming){folded, grams_anew(context, folded)};
    return known->grams;
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
