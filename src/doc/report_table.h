/* doc/report_table - tables of findings that juten wrote, which lie in a folder that is checked: known by their
 * headings, also when a spreadsheet has saved them anew, in another encoding or with its columns in another order. */
#ifndef DOC_REPORT_TABLE_H
#define DOC_REPORT_TABLE_H

#include "doc/table.h"

/* Whether the table is one: one of its first rows holds all of the headings (report_heading.def) of one language. */
bool doc_table_is_report(const struct doc_table *table);

#endif
