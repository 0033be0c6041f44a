/* doc/table_ditto - cells that say "as above" (private to doc/table_*.c). */
#ifndef DOC_TABLE_DITTO_H
#define DOC_TABLE_DITTO_H

#include "doc/table_building.h"

/* The building's table with what stands above in place of such cells, in columns that are fields; said in a remark. A
 * blank cell between does not count, and where nothing stands above, the cell keeps its mark. The table that was there
 * before is untouched. */
void doc_table_resolve_dittos(struct doc_table_building *it);

#endif
