/* support/result - stored results in tests: a small one that has every member, and results read from strings. */
#ifndef SUPPORT_RESULT_H
#define SUPPORT_RESULT_H

#include "review/stored.h"

struct result_try {
    struct arena *arena;
    struct text_source *source;
    struct text_diagnostics diagnostics;
    struct review_stored stored;
    enum status status;
};

/* Reads the text (borrowed, UTF-8) as a result of that name; close with result_free. */
void result_read(struct result_try *try, const char *name, struct text_view text);
void result_free(struct result_try *try);

/* A result with every member that is read, in JSON on one line, of one file at `path`; in the arena. */
const char *result_sample(struct arena *arena, const char *path);

#endif
