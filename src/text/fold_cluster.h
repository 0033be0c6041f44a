/* text/fold_cluster - Unicode's normal forms for a few characters at a time (the one door to utf8proc). Private to
 * fold.
 *
 * A cluster is a character with all that may compose with it: normalising cluster by cluster gives the same as
 * normalising the whole text. */
#ifndef TEXT_FOLD_CLUSTER_H
#define TEXT_FOLD_CLUSTER_H

#include "base/arena.h"
#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

/* The code points of one cluster; the array lives in the arena and is used again for the next one. */
struct text_fold_points {
    struct arena *arena;
    int32_t *items;
    size_t count;
    size_t capacity;
};

/* NFKC and case folding of one cluster of valid UTF-8, without what is invisible, sound marks all taken as combining.
 */
enum status text_fold_cluster(struct text_fold_points *points, const char *bytes, size_t len) MUST_CHECK;

enum text_fold_form {
    FOLD_FORM_STABLE, /* alone, it is its own NFKC and case folding */
    FOLD_FORM_OTHER,
    FOLD_FORM_BACKWARD /* may compose or change places with what stands before it */
};

/* How the code point behaves under the normal form. */
enum text_fold_form text_fold_form_of(uint32_t point);

#endif
