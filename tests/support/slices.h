/* support/slices - whether slices of a submission say what the whole says. */
#ifndef SUPPORT_SLICES_H
#define SUPPORT_SLICES_H

#include "doc/slices.h"

/* Cuts the source into slices of at least so many bytes and compares their requests and observations, down to places,
 * with those of the whole (NULL: it can't be read, or there is more than one document). NULL when all is the same, or
 * the source is not cut; else what is not (static words). *out_count: slices. */
const char *slices_problem(struct arena *arena, const struct text_source *source, struct doc_slice_words with,
                           size_t bytes, const struct doc_submission *whole, size_t *out_count);

#endif
