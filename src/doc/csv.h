/* doc/csv - separated text into rows of cells (the one door to libcsv). Strict: a quote in the wrong place or one
 * that is never closed is a diagnostic, not a guess. Quoted cells may hold separators, quotes (doubled) and line
 * breaks. */
#ifndef DOC_CSV_H
#define DOC_CSV_H

#include "doc/table.h"
#include "text/diagnostic.h"

#define DOC_CSV_COMMA ','

/* Reads the whole source, its cells parted by that character. STATUS_INVALID or STATUS_LIMIT after a diagnostic,
 * STATUS_NO_MEMORY. */
enum status doc_csv_read(struct arena *arena, struct text_source *source, char separator,
                         struct text_diagnostics *diagnostics, struct doc_table *out_table) MUST_CHECK;

#endif
