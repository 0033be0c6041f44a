/* text/fold_plain - folding without spelling rules: from source bytes to folded bytes and map. Private to fold. */
#ifndef TEXT_FOLD_PLAIN_H
#define TEXT_FOLD_PLAIN_H

#include "text/fold_class.h"
#include "text/fold_out.h"

enum text_fold_path {
    TEXT_FOLD_FAST, /* runs of characters that stand for themselves are copied */
    TEXT_FOLD_SLOW  /* character by character, to compare with in tests */
};

/* Folds valid UTF-8 into the arena. */
enum status text_fold_plain(const struct text_fold_classes *classes, struct arena *arena, struct text_view source,
                            enum text_fold_path path, struct text_folded *out_folded) MUST_CHECK;

#endif
