/* doc/date - days in the notations that people use in cells: 2020-03-31, 2020/3/31, 2020.3.31, 2020年3月31日,
 * 令和2年3月31日, with digits of either width, and the number that a spreadsheet holds for a day. Pure. */
#ifndef DOC_DATE_H
#define DOC_DATE_H

#include "base/date.h"
#include "text/view.h"

/* Writes it as YYYY-MM-DD; false when the text is no day of the calendar. */
bool doc_date_parse(struct text_view text, char out_date[DATE_LEN + 1]);

#endif
