/* support/folding - what must hold of the folding of any text whatever. */
#ifndef SUPPORT_FOLDING_H
#define SUPPORT_FOLDING_H

#include "text/fold.h"

/* Folds the text by both paths, with no spelling rules and with `folder`'s, and looks whether both paths agree, whether
 * folding the result changes nothing, and whether the map covers both sides and is exact. NULL when all holds, else
 * what does not (static words). */
const char *folding_problem(const struct text_folder *plain, const struct text_folder *folder, struct text_view text);

/* A folder without spelling rules, and one with some; they live in the arena. NULL when memory is out. */
struct text_folder *folding_plain_folder(struct arena *arena);
struct text_folder *folding_spelling_folder(struct arena *arena);

#endif
