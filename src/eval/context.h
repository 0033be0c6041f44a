/* eval/context - what every step of one submission's evaluation shares: rules, memory, and a sticky failure.
 *
 * Out of memory is noted in `status` and the step returns something harmless (no hits, false); the outcome is thrown
 * away at the end when status is not OK. So the judgement reads as judgement. One thread. */
#ifndef EVAL_CONTEXT_H
#define EVAL_CONTEXT_H

#include "base/profile.h"
#include "doc/submission.h"
#include "rule/ruleset.h"
#include "text/gram.h"

struct eval_folding;  /* a text that was folded before (eval/context.c) */
struct eval_gramming; /* the grams of a text, made before (eval/context.c) */
struct eval_printed;  /* a print that was made before (eval/likeness.c) */

struct eval_context {
    const struct rule_set *rules;
    const struct doc_submission *submission;
    struct arena *arena;             /* what the result is made of */
    struct arena *scratch;           /* what is needed while one request is judged: folded texts, hits, scopes */
    struct eval_folding *foldings;   /* in the scratch arena; NULL: none yet */
    struct eval_gramming *grammings; /* there too, as are prints */
    struct eval_printed *prints;
    struct text_matcher *matcher;
    struct profile *profile;
    const struct eval_bearer *bearers; /* requests by id (eval/check_id.c); NULL: not asked for yet */
    enum status status;
};

/* Zeroed memory from the context's arena; NULL after noting that it is out. */
void *eval_alloc(struct eval_context *context, size_t size);
/* The same from the scratch arena. */
void *eval_scratch(struct eval_context *context, size_t size);
/* arena_grow with the failure noted; eval_scratch_grow in the scratch arena. */
void *eval_grow(struct eval_context *context, void *items, size_t count, size_t *capacity, size_t item_size);
void *eval_scratch_grow(struct eval_context *context, void *items, size_t count, size_t *capacity, size_t item_size);
/* Has another scratch arena from now on: what was folded into the one before is forgotten. */
void eval_scratch_set(struct eval_context *context, struct arena *scratch);
/* Folds with the rules' folder, in the scratch arena; an empty text on failure. The text stays as it is for as long as
 * the scratch arena does: asked for again, what was made of it then is handed out. */
struct text_folded eval_fold(struct eval_context *context, struct text_view text);
/* The grams of a text that eval_fold gave; none on failure. The same ones when asked for again: not to be changed. */
struct text_grams eval_grams(struct eval_context *context, struct text_view folded);
/* Scans a folded text for terms; the hits are in the scratch arena, none on failure. */
struct text_term_hits eval_scan(struct eval_context *context, const struct text_terms *terms, struct text_view folded);

#endif
