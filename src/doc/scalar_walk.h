/* doc/scalar_walk - the steps of the walk through a scalar's source and value (private to doc/scalar*.c). */
#ifndef DOC_SCALAR_WALK_H
#define DOC_SCALAR_WALK_H

#include "doc/scalar.h"

#include <stdbool.h>

struct doc_walk {
    struct arena *arena;
    struct text_view source;
    struct text_view value;
    size_t at;   /* in source */
    size_t done; /* in value */
    char *out;   /* room for the value with every break of the source */
    size_t out_len;
    struct text_fold_run *runs;
    size_t run_count;
    size_t run_capacity;
    bool misfit; /* source and value do not fit: the walk ends */
    bool no_memory;
};

/* Whether a step failed. */
bool doc_walk_stopped(const struct doc_walk *walk);
/* The value continues with `bytes`, which come from source_len bytes at walk->at; a misfit when it does not. */
void doc_walk_take(struct doc_walk *walk, const char *bytes, size_t len, size_t source_len);
/* Lines joined by YAML: `count` breaks in source[at, end) became `became` bytes of the value. All breaks come back. */
void doc_walk_take_breaks(struct doc_walk *walk, size_t count, size_t became, size_t end);
/* How many line breaks come next in the value, `limit` at most. */
size_t doc_walk_newlines(const struct doc_walk *walk, size_t limit);

/* Bytes of the line break at `at`, 0 when there is none. NEL ends a line for YAML 1.1 and becomes a plain \n. */
static inline size_t doc_walk_break(struct text_view source, size_t at)
{
    size_t left = source.len - at;
    if (left == 0) return 0;
    if (source.at[at] == '\n') return 1;
    if (source.at[at] == '\r') return left > 1 && source.at[at + 1] == '\n' ? 2 : 1;
    return left > 1 && source.at[at] == '\xC2' && source.at[at + 1] == '\x85' ? 2 : 0;
}

/* Plain and quoted scalars (without their quotes); block scalars from their | or >. */
void doc_walk_flow(struct doc_walk *walk, enum doc_scalar_style style);
void doc_walk_block(struct doc_walk *walk, enum doc_scalar_style style);

#endif
