/* review/merge - several stored results as one picture: the union of their submissions, findings and unreadable inputs,
 * in the order that one run would have given them, whatever the order of the results. What several say of one waiver is
 * said once. */
#ifndef REVIEW_MERGE_H
#define REVIEW_MERGE_H

#include "review/stored.h"

/* Merges results that were read into one; it borrows from them. STATUS_INVALID after a diagnostic when a file's result
 * is there twice, or when two results were judged by different contents of one pack; STATUS_NO_MEMORY. The latest
 * as_of of all stands for the whole. */
enum status review_merge(struct arena *arena, const struct review_stored *parts, size_t count,
                         struct text_diagnostics *diagnostics, struct review_stored *out_whole) MUST_CHECK;

#endif
