/* doc/table_above - rows above the header (private to doc/table_*.c): titles, and fields of the file. */
#ifndef DOC_TABLE_ABOVE_H
#define DOC_TABLE_ABOVE_H

#include "doc/table_building.h"

/* Takes the fields of the file that the row names, in pairs of cells side by side or within a cell ("年度：令和2年度",
 * "（単位：百万円）"); a pair outranks what stands within a cell. What is neither is a title, and noted as such. */
void doc_table_read_above(struct doc_table_building *it, const struct doc_record *record);

#endif
