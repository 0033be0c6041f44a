/* doc/workbook - a workbook (.xlsx) in memory into the trees that doc/submission reads.
 *
 * Every sheet with a header row is a table of requests (doc/table_read); the others are named in a remark. Each sheet
 * is a text source of its own under the workbook's path: its bytes are the texts of its cells. Formulas count by the
 * value that the workbook holds; nothing is computed. */
#ifndef DOC_WORKBOOK_H
#define DOC_WORKBOOK_H

#include "doc/table.h"
#include "doc/table_map.h"
#include "doc/yaml.h"
#include "text/diagnostic.h"

/* `map`: as doc_table_roots has it. STATUS_INVALID or STATUS_LIMIT after a diagnostic, STATUS_NO_MEMORY. */
enum status doc_workbook_read(struct arena *arena, const char *path, struct text_view bytes,
                              const struct doc_vocabulary *words, const struct doc_column_map *map,
                              struct text_diagnostics *diagnostics, struct doc_roots *out_roots) MUST_CHECK;

/* Reads every sheet that has cells as it stands, whatever its columns mean. As doc_workbook_read. */
enum status doc_workbook_tables(struct arena *arena, const char *path, struct text_view bytes,
                                struct text_diagnostics *diagnostics, const struct doc_table **out_tables,
                                size_t *out_count) MUST_CHECK;

#endif
