/* doc/year - fiscal years in every notation: 令和2年度, 令和２年度, R2, R02, 2020, FY2020, 2020年度, 平成32年度,
 * 令和元年度. Eras are notation: year.def. The same year may follow in brackets in another notation, as doc_year_write
 * shows it. Pure, no allocation. */
#ifndef DOC_YEAR_H
#define DOC_YEAR_H

#include "base/buf.h"
#include "text/view.h"

#include <stdbool.h>

/* The Gregorian year in which the fiscal year begins (1926..2199); false when the text is no year. */
bool doc_year_parse(struct text_view text, int *out_year);
/* Appends 令和2年度（2020） / FY2020; a year beyond the 99th of its era as 2118年度. */
void doc_year_write(struct buf *out, int year, bool english);

#endif
