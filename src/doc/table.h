/* doc/table - rows of cells with the place that each came from: what a table is before anybody knows what its columns
 * mean. Lives in the arena given; texts may be views into the source. */
#ifndef DOC_TABLE_H
#define DOC_TABLE_H

#include "doc/node.h"

struct doc_cell {
    struct text_view text;         /* without quotes; line breaks as in the file */
    struct text_span span;         /* in the file, quotes included */
    const struct text_folded *map; /* text -> bytes of the span */
};

/* A row that has any cell with something in it. */
struct doc_record {
    const struct doc_cell *cells;
    size_t count;
    uint32_t number; /* as a spreadsheet counts rows, from 1 */
    struct text_span span;
};

struct doc_table {
    struct text_source *source;
    const struct doc_record *records;
    size_t count;
};

#endif
