/* doc/repair - what mends a mistake, where that takes no judgement: edits that put right how something is written and
 * leave what is said as it is.
 *
 *     施策名: [総務省] M2M         ->  施策名: '[総務省] M2M'
 *     要求額：1.5億円              ->  要求額: 1.5億円
 *     分野: ２（１）③  金額: １億  ->  分野: 2(1)③  金額: 1億円
 *
 * A text of the submission (a justification, a summary) is put in quotes as a whole at most; no word of it is touched.
 * What a person has to decide (which of two fields of one name, where a quote ends, which unit a bare number has) gets
 * no edit. Edits are those of YAML, JSON and front matter; what stands in a table gets none. */
#ifndef DOC_REPAIR_H
#define DOC_REPAIR_H

#include "doc/edit.h"
#include "doc/submission.h"
#include "text/diagnostic.h"

/* Adds what mends a mistake that makes the file unreadable. */
void doc_repair_mistake(const struct text_diagnostic *mistake, struct doc_edits *edits);
/* Adds what mends one that the reader of the submission noticed. Of a justification that a # cuts, what follows is
 * shown as part of it, yet --fix leaves it: doc_repair_is_sure tells. */
void doc_repair_seen(const struct doc_observation *seen, struct doc_edits *edits);
/* Whether the mend of what was noticed takes no judgement. */
bool doc_repair_is_sure(const struct doc_observation *seen);
/* Adds what brings labels, years, amounts and units that can be read into their plain notation: canonical labels,
 * half-width digits, 円 where it was left out. Each says the same as before. `words` and `labels` are those that the
 * submission was read with. */
void doc_repair_notation(const struct doc_submission *submission, const struct doc_vocabulary *words,
                         const struct doc_label_table *labels, struct doc_edits *edits);

#endif
