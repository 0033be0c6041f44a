/* report/cause - why something that was found does not count, in its writer's own words. */
#ifndef REPORT_CAUSE_H
#define REPORT_CAUSE_H

#include "report/wording.h"

/* Half a sentence on a piece of evidence that a guard took out. `clause`: whose anchor may be missing, or NULL.
 * Printable. */
void report_cause(const struct report_voice *to, const struct rule_clause *clause,
                  const struct eval_evidence *evidence);

#endif
