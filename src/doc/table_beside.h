/* doc/table_beside - rows below the header that are no rows of the table (private to doc/table_*.c). */
#ifndef DOC_TABLE_BESIDE_H
#define DOC_TABLE_BESIDE_H

#include "doc/table_building.h"

/* The only cell of a row that has something in it, where it is under id or title (*out_label) or under no field's name;
 * else NULL. */
const struct doc_cell *doc_table_cell_beside(const struct doc_table_building *it, const struct doc_record *record,
                                             bool *out_label);

/* Leaves the row, and says so, when it holds but one text, under id or title or under no field's name: a note, a
 * heading. One under id or title that does not look like a note may be a request that somebody began: that is said
 * louder. The header once more, as on a further page, is left without a word. */
bool doc_table_leave_beside(struct doc_table_building *it, const struct doc_record *record);

#endif
