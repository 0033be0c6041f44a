/* doc/table_total - rows that are the sum of others (private to doc/table_*.c): whose, is known when all are read. */
#ifndef DOC_TABLE_TOTAL_H
#define DOC_TABLE_TOTAL_H

#include "doc/table_building.h"

/* Whether a row sums up others: its id says so; or, without an id (a dash is none), its title, when it has no category,
 * claim or row of a breakdown. When it holds figures alone, also by a pattern (doc/sum_name), and without a title its
 * ministry or a cell under no field's name. */
enum doc_sum doc_table_sum(struct doc_table_building *it, const struct doc_record *record);
/* The ministry that such a row names; empty when it says there that it is a sum. */
struct text_view doc_table_ministry_of_sum(struct doc_table_building *it, const struct doc_record *record);
/* Whether the row below a sum has bracketed figures alone: the previous year's of that sum. */
bool doc_table_goes_on_with_sum(const struct doc_table_building *it, const struct doc_record *record);
/* Leaves the row of a subtotal, which is compared with nothing: it does not say of which rows it is. */
void doc_table_leave_subtotal(struct doc_table_building *it, const struct doc_record *record);
/* Keeps the row of a total; `submission` as in struct doc_table_total. */
void doc_table_add_total(struct doc_table_building *it, const struct doc_record *record, size_t submission);
/* Gives each to the submission that it is the total of: the only one of the ministry and year that its row names, or
 * that of the rows above it where each submission has one. Else it is of several together: it is compared with nothing,
 * and said to be so. */
void doc_table_settle_totals(struct doc_table_building *it);

#endif
