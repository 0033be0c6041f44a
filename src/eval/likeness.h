/* eval/likeness - how much two texts have in common, whatever the order of their words.
 *
 * A print is the set of a text's grams (text/gram.h) that are its writer's own: those that touch boilerplate of the
 * pack are left out. The share of two prints is what they have in common of the larger one, so that a text that says
 * more than the other is unlike it by as much; a text of a few words says too little to be like any.
 *
 *     灯台を毎年点検し、扉を直す   7 of 10 grams stand in the other: 70 %
 *     灯台を毎年点検し、窓を直す */
#ifndef EVAL_LIKENESS_H
#define EVAL_LIKENESS_H

#include "eval/context.h"

#define EVAL_PRINT_LEAST 12 /* grams; as for copies of the guideline (eval/wording.c) */
#define EVAL_BANDS       16

struct eval_print {
    uint32_t *hashes; /* ascending, each once */
    size_t count;
};

/* The print of a text as written, for a check on texts alike (NULL: without boilerplate). It lives in the scratch
 * arena; asked for again, it is handed out again. Empty on failure. */
struct eval_print eval_print_of(struct eval_context *context, struct text_view text, const struct rule_check_use *use);

/* Per cent of the larger print that both have; 0 when that is less than `least`, which is told early, or when one of
 * them is too small. Prints of these counts that have too little in common whatever they hold: eval_print_hopeless. */
int64_t eval_print_share(const struct eval_print *a, const struct eval_print *b, int64_t least);
bool eval_print_hopeless(size_t a_count, size_t b_count, int64_t least);

/* Keys by which like prints are found: two prints that share 80 % have at least one key in common at the same index in
 * 99 % of all cases, equal ones all keys, unlike ones rarely any (MinHash with bands). The print has grams. */
void eval_print_bands(const struct eval_print *print, uint32_t out_keys[EVAL_BANDS]);

/* A small stand-in for a print: which remainders its hashes leave. */
#define EVAL_SKETCH_WORDS 8
struct eval_sketch {
    uint64_t words[EVAL_SKETCH_WORDS];
};
/* The sketch of a print. */
struct eval_sketch eval_print_sketch(const struct eval_print *print);

/* True only when the prints of these sketches and counts can't share so much: each bit that only one of them has is a
 * gram that the other lacks. */
bool eval_sketch_hopeless(const struct eval_sketch *a, size_t a_count, const struct eval_sketch *b, size_t b_count,
                          int64_t least);

#endif
