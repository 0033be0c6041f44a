/* doc/table_request - a request put together from its rows (private to doc/table_*.c). */
#ifndef DOC_TABLE_REQUEST_H
#define DOC_TABLE_REQUEST_H

#include "doc/table_building.h"

/* Takes a row of a submission: a request of its own, or one more claim or breakdown row of one above. What a further
 * row says of the request itself may not differ from what it has, but for notes, which add up, and the previous year's
 * amount in brackets below this year's. */
void doc_table_take_request(struct doc_table_building *it, const struct doc_record *record, size_t submission);

/* The tree of a request whose rows are all read. */
const struct doc_node *doc_table_request(struct doc_table_building *it, struct doc_table_asking *request);

#endif
