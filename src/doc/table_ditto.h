/* doc/table_ditto - cells that say "as above" (private to doc/table_*.c).
 *
 * What stands above is what the last request said there: sums, headings and notes between are passed over, and so are
 * blank cells. Where no request stands above, the cell keeps its mark. */
#ifndef DOC_TABLE_DITTO_H
#define DOC_TABLE_DITTO_H

#include "doc/table_building.h"

/* The row with what stands above in place of such cells; itself when it has none. The table is untouched. */
const struct doc_record *doc_table_undittoed(struct doc_table_building *it, const struct doc_record *record);
/* Keeps what a request's row says, for the rows below. */
void doc_table_remember(struct doc_table_building *it, const struct doc_record *record);
/* Tells in one remark how many cells were read so. */
void doc_table_tell_dittos(struct doc_table_building *it);

#endif
