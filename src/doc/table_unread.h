/* doc/table_unread - columns whose header is no field, and that are not read (private to doc/table_*.c). */
#ifndef DOC_TABLE_UNREAD_H
#define DOC_TABLE_UNREAD_H

#include "doc/table_apply.h"

/* Remarks on what stands in columns that no field takes: one for each header that a field's name comes close to which
 * no other column bears, or, without a map, that holds the name of one that no request may lack, and one for all the
 * others. An empty column is none, nor one that the map knows. */
enum status doc_columns_tell_unread(struct doc_cell_reader *reader, const struct doc_applied_map *map,
                                    const struct doc_vocabulary *words) MUST_CHECK;

/* A diagnostic when the row has two columns that are one field; whether it does. */
bool doc_columns_tell_twice(const struct doc_columns *columns, const struct doc_record *record,
                            struct text_diagnostics *diagnostics);

#endif
