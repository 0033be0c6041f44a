/* doc/csv_guard - texts that a spreadsheet would take for a formula when it opens a CSV file: such a text is written
 * with an apostrophe before it, and read without.
 *
 * That goes both ways without loss, since a text that begins with apostrophes before such a text gets one more too:
 *     =1+1  ->  '=1+1      '=1+1  ->  ''=1+1      'tis  ->  'tis      -  ->  -      -5  ->  -5 */
#ifndef DOC_CSV_GUARD_H
#define DOC_CSV_GUARD_H

#include "text/view.h"

#include <stdbool.h>

/* Whether the text gets an apostrophe when it is written. */
bool doc_csv_needs_guard(struct text_view text);
/* Whether the text, as read, has one to be taken off. */
bool doc_csv_has_guard(struct text_view text);

#endif
