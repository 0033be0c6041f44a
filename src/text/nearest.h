/* text/nearest - did-you-mean: the entry of a list that a misspelt word is closest to. */
#ifndef TEXT_NEAREST_H
#define TEXT_NEAREST_H

#include "text/view.h"

#include <stdint.h>

/* Edit distance (insert, delete, replace, swap of neighbours) in code points; views up to 64 code points, longer ones
 * give UINT32_MAX. */
uint32_t text_distance(struct text_view a, struct text_view b);

/* Index of the nearest of `count` entries, or (size_t)-1 when none is close: at most a third of the longer one's
 * code points differ (one may always, unless there is no other), capitals and small letters of ASCII being the same.
 * The first of equals wins. */
size_t text_nearest(struct text_view word, const struct text_view *entries, size_t count);
/* The nearer of two entries, by the same measure: `best` (empty: none yet) unless `other` is nearer; empty when neither
 * is close. */
struct text_view text_nearer(struct text_view word, struct text_view best, struct text_view other);

#endif
