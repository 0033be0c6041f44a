/* doc/table_tier - rows beside the header that go with it (private to doc/table_*.c).
 *
 *     番号  施策名  令和2年度  令和元年度        the fiscal years above or below what they are years of: a heading in
 * two rows 要求額(A)  予算額(B) （百万円） （百万円）        units in a row of their own */
#ifndef DOC_TABLE_TIER_H
#define DOC_TABLE_TIER_H

#include "doc/table_columns.h"

/* Adds to the columns what the rows beside their header say of amounts, and sets where the header begins and ends.
 * Columns that a map has named stay. */
enum status doc_tiers_read(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                           struct doc_columns *columns) MUST_CHECK;

#endif
