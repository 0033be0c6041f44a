/* doc/table - rows of cells with the place that each came from: what a table is before anybody knows what its columns
 * mean. Lives in the arena given; texts may be views into the source. */
#ifndef DOC_TABLE_H
#define DOC_TABLE_H

#include "doc/node.h"

/* What a workbook has to say about a cell besides its text. */
struct doc_cell_note {
    enum doc_cell_fault {
        DOC_CELL_FINE,
        DOC_CELL_ERROR,    /* it shows an error: #REF! */
        DOC_CELL_NO_VALUE, /* a formula whose value was never computed */
        DOC_CELL_CONDITION /* a number whose format has conditions */
    } fault;
    bool date;              /* the text is 2019-04-01 */
    bool continued;         /* merged with the cell above, whose text this is */
    bool copied;            /* the text is that of another cell: no byte of the span says it */
    bool hidden;            /* the number's format shows nothing */
    bool unit_named;        /* scaled, and the text names the unit of what is stored */
    int64_t scale;          /* what is shown is the number divided by this: 1, 1000 … */
    struct text_view shown; /* when scaled */
};

struct doc_cell {
    struct text_view text;            /* without quotes; line breaks as in the file */
    struct text_span span;            /* in the file, quotes included */
    const struct text_folded *map;    /* text -> bytes of the span; NULL: they are the same */
    const struct doc_cell_note *note; /* NULL: nothing */
};

/* A row that has any cell with something in it. */
struct doc_record {
    const struct doc_cell *cells;
    size_t count;
    uint32_t number; /* as a spreadsheet counts rows, from 1 */
    bool hidden;
    struct text_span span;
};

struct doc_table {
    struct text_source *source;
    const struct doc_record *records;
    size_t count;
    struct text_view sheet;     /* of a workbook: its name */
    bool hidden;                /* the whole sheet is */
    const bool *hidden_columns; /* NULL: none */
    size_t hidden_column_count; /* columns that the array speaks of */
};

#endif
