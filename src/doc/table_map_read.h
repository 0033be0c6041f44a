/* doc/table_map_read - the file that maps columns (doc/table_map), read strictly. */
#ifndef DOC_TABLE_MAP_READ_H
#define DOC_TABLE_MAP_READ_H

#include "doc/table_map.h"
#include "text/diagnostic.h"

/* Reads it as YAML. `words` name fields too. STATUS_INVALID after at least one diagnostic with its place;
 * STATUS_NO_MEMORY. */
enum status doc_column_map_read(struct arena *arena, const struct text_source *source,
                                const struct doc_vocabulary *words, struct text_diagnostics *diagnostics,
                                struct doc_column_map *out_map) MUST_CHECK;

#endif
