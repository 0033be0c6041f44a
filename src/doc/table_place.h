/* doc/table_place - which of several columns is a field, where their headings leave it open (private to doc/table_*.c).
 *
 *     要求額, 金額                     the second is the claims' share, or the breakdown's
 *     令和2年度要求額, 金額             so is the undated one here
 *     令和元年度要求額, 令和2年度要求額  the file's year, else the last one, is asked for
 *     No., 番号                        a running number is the id where nothing else is */
#ifndef DOC_TABLE_PLACE_H
#define DOC_TABLE_PLACE_H

#include "doc/table_columns.h"

/* Leaves one column for each field of a request, and gives amounts to the lists that they are of; columns that yield
 * become NOBODY's. The file's year is read in the rows above the header. No failure but memory. */
enum status doc_columns_place(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                              struct doc_columns *columns) MUST_CHECK;

#endif
