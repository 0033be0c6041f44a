/* text/fold_out - folded bytes and the map back, written side by side. Private to fold.
 *
 * Source is taken in order and without holes: each addition says where its source stretch ends, and the stretch begins
 * where the one before ended. A failed allocation sticks: further additions do nothing, text_fold_out_end reports it.
 */
#ifndef TEXT_FOLD_OUT_H
#define TEXT_FOLD_OUT_H

#include "text/fold.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text_fold_out {
    struct arena *arena;
    char *bytes;
    size_t len;
    size_t capacity;
    struct text_fold_run *runs;
    size_t run_count;
    size_t run_capacity;
    uint32_t source_end; /* source up to here has been taken */
    enum status status;
};

/* Begins with room for `expected` bytes. */
void text_fold_out_begin(struct text_fold_out *out, struct arena *arena, size_t expected);

/* Adds bytes that come from the source up to `source_end`. `plain`: character for character of the same lengths (taken
 * back when the stretch holds dropped characters besides). When the source stretch is empty, the bytes come from the
 * same character as the ones before. */
void text_fold_out_add(struct text_fold_out *out, const char *bytes, size_t len, uint32_t source_end, bool plain);

/* The same, but the bytes and the last run are one stretch that cannot be told apart. */
void text_fold_out_join(struct text_fold_out *out, const char *bytes, size_t len, uint32_t source_end);

/* Source up to `source_end` gives nothing: it belongs to the character before it (or after it, at the very start). */
void text_fold_out_drop(struct text_fold_out *out, uint32_t source_end);

/* Takes folded bytes from `len` on away again; their source belongs to the character before them. */
void text_fold_out_shorten(struct text_fold_out *out, size_t len);

/* Ends the bytes with a NUL and gives what was written. */
enum status text_fold_out_end(struct text_fold_out *out, struct text_folded *out_folded) MUST_CHECK;

#endif
