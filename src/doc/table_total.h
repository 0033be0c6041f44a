/* doc/table_total - rows that are the sum of others (private to doc/table_*.c): whose, is known when all are read. */
#ifndef DOC_TABLE_TOTAL_H
#define DOC_TABLE_TOTAL_H

#include "doc/table_building.h"

/* A row whose id or title, and that alone, says that it is the sum of the others. */
bool doc_table_is_total(struct doc_table_building *it, struct text_view id, struct text_view title);
/* Keeps such a row, which stands below those of a submission. */
void doc_table_add_total(struct doc_table_building *it, const struct doc_record *record, size_t submission);
/* Gives each to the submission that it is the total of: the only one of the ministry and year that its row names, or
 * that of the rows above it where each submission has one. Else it is of several together: it is compared with nothing,
 * and said to be so. */
void doc_table_settle_totals(struct doc_table_building *it);

#endif
