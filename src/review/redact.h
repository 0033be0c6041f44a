/* review/redact - records from which texts or amounts are taken out, for sharing before a budget is decided (--redact).
 *
 * Texts: everything that the ministries wrote but ids, names of ministries and labels of clauses; what a finding quotes
 * goes too, so its message becomes the title of its rule. Amounts: every figure, and the messages and texts that may
 * name one. Verdicts, places, fingerprints and counts stay. */
#ifndef REVIEW_REDACT_H
#define REVIEW_REDACT_H

#include "review/record.h"

enum { REVIEW_REDACT_TEXT = 1, REVIEW_REDACT_AMOUNTS = 2, REVIEW_REDACT_ALL = 3 };

#endif
