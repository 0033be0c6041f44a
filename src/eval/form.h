/* eval/form - form rules of the pack, judged over what they are given (rules.md, "Form rules"). */
#ifndef EVAL_FORM_H
#define EVAL_FORM_H

#include "eval/finding.h"
#include "eval/subject.h"

/* Judges every case of every form rule whose `given` is the subject's; adds one finding for each that is violated. */
void eval_forms(struct eval_context *context, const struct eval_subject *subject, struct eval_findings *findings);

#endif
