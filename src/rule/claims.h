/* rule/claims - labelled claims: texts of which people have said whether they justify a clause. They stand in a folder
 * of their own (`claims: FOLDER` in pack.yaml, seen from the pack's folder), one YAML list a file:
 *
 *     - {clause: 2(1)③, ministry: 総務省, title: …, summary: …, justification: …, label: justified}
 *
 * Further keys are for people and other tools. A text with a place holder <<…>> is passed over: it wants the
 * guideline's own words, which no pack holds. Read only when a pack's examples are run (rule/pack.h). */
#ifndef RULE_CLAIMS_H
#define RULE_CLAIMS_H

#include "rule/loader.h"

/* Fills set->claim_examples; nothing for an embedded pack or outside tests. */
void rule_claims_read(struct rule_loader *load);

#endif
