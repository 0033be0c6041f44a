/* text/fold_private - what tests need of folding besides text/fold.h: both of its paths. */
#ifndef TEXT_FOLD_PRIVATE_H
#define TEXT_FOLD_PRIVATE_H

#include "text/fold.h"
#include "text/fold_plain.h"

/* text_fold by the path given; both must come to the same. */
enum status text_fold_by(const struct text_folder *folder, struct arena *arena, struct text_view source,
                         enum text_fold_path path, struct text_folded *out_folded) MUST_CHECK;

#endif
