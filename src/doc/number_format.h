/* doc/number_format - what a number in a workbook says, by the format that it is shown in.
 *
 * The stored number is what counts, with the format's own words around it: 120.4 in `#,##0"百万円"` says 120.4百万円,
 * 7 in `"MIC-"000` says MIC-007, 2 in `0.0` says 2.0, -30 in `#,##0;"▲"#,##0` says ▲30, 0 in `0;0;"―"` says ―. A format
 * that scales (`#,##0,` shows thousands) changes nothing in what is stored: the facts say so, since a reader of the
 * sheet sees another number. Dates are written as 2019-04-01. */
#ifndef DOC_NUMBER_FORMAT_H
#define DOC_NUMBER_FORMAT_H

#include "base/buf.h"
#include "text/view.h"

#include <stdbool.h>

struct doc_number_facts {
    bool conditional; /* the format chooses among its sections by conditions ([>=100]): refused */
    bool date;
    bool hidden;     /* the format shows nothing; the number is read all the same */
    int64_t scale;   /* what is shown is divided by this: 1, 1000, 1000000 … */
    bool unit_named; /* scaled, and the format itself names the unit that it shows: the text then says 円 */
};

/* Appends what the number says and, when it is scaled, what is shown instead. False when the text is no number, or no
 * date in a date's format, or when the format is conditional: what it shows is then not told by its words alone.
 * `from_1904`: days are counted from 1904. */
bool doc_number_format(struct text_view number, struct text_view format, bool from_1904, struct buf *out_text,
                       struct buf *out_shown, struct doc_number_facts *out_facts);

/* The format that goes by this number without being written in the file; "General" for unknown ones. Static. */
const char *doc_number_format_built_in(long id);

#endif
