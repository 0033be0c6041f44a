/* eval/set_bearers - which texts bear the same key of a print (eval/likeness.h).
 *
 * The keys of each band are sorted once; those that more than one text bears become groups, and the keys of the texts
 * are overwritten by where their group lies. Most texts are in no group at all. Of a group, only the first few that
 * were entered are known: more share a phrase, not a text. */
#ifndef EVAL_SET_BEARERS_H
#define EVAL_SET_BEARERS_H

#include "eval/set_part.h"

#define EVAL_SET_CANDIDATES 8 /* that are known of a group */

struct eval_set_bearers {
    const struct eval_set *set;
    uint32_t *groups[EVAL_BANDS]; /* each: how many are known, for how many there is room, and these */
};

/* Makes the groups of all texts of the set, which lie where the keys do; nobody is entered yet. STATUS_NO_MEMORY. */
enum status eval_set_bearers_open(struct eval_set *set, struct eval_set_bearers *out_bearers) MUST_CHECK;
/* Those entered so far under the key that the text bears in that band, in the order in which they were. */
const uint32_t *eval_set_bearers_of(const struct eval_set_bearers *bearers, uint32_t text, size_t band,
                                    size_t *out_count);
/* Enters a text under all of its keys. */
void eval_set_bearers_enter(struct eval_set_bearers *bearers, uint32_t text);

#endif
