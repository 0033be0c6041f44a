/* doc/table_read - a table of requests into the trees that doc/submission reads: one mapping per ministry and year.
 *
 * The header is the row that names most fields, in any order and under any of their names; a unit in brackets behind a
 * name (要求額（百万円）) is that of its column. Rows above it are titles, but for those that name a field of the file
 * and its value beside it (年度 | 令和2年度). Below it a row is a request, or one more claim or breakdown row of a
 * request above: it has the same id and title, or neither. Columns that are no field are not read, and said to be so.
 */
#ifndef DOC_TABLE_READ_H
#define DOC_TABLE_READ_H

#include "doc/table.h"
#include "doc/table_map.h"
#include "doc/yaml.h"
#include "text/diagnostic.h"

/* Makes the trees, and tells the source its cells. None when no row is a header: the table is about something else.
 * `map`: of the columns of another system, NULL for none. STATUS_INVALID after a diagnostic, STATUS_NO_MEMORY. */
enum status doc_table_roots(struct arena *arena, const struct doc_table *table, const struct doc_vocabulary *words,
                            const struct doc_column_map *map, struct text_diagnostics *diagnostics,
                            struct doc_roots *out_roots) MUST_CHECK;

#endif
