/* support/vocabulary - a small made-up vocabulary and guideline, as a pack loader would fill them.
 *
 * Fields and markers are those of submission.md; three ministries; clauses 1, 2(1)①, 2(1)②, 2(2)① (items i, ii), 2(5).
 * Everything lives in the arena given. */
#ifndef SUPPORT_VOCABULARY_H
#define SUPPORT_VOCABULARY_H

#include "doc/label.h"
#include "doc/vocabulary.h"

struct vocabulary {
    struct doc_vocabulary words;
    struct doc_label_table *labels;
};

/* Fails the running test when it can't be made. */
struct vocabulary *vocabulary_new(struct arena *arena);

#endif
