/* eval/lay - an example of a form rule as a whole submission: its few lines laid over the pack's `example`.
 *
 * Each line goes where its field belongs, to the submission, its request or that one's claim; `requests` and
 * `priorities` are lists whose items are laid over the first of the pack's. What neither says is taken from the pack:
 * the first ministry of its register, the first fiscal year that it governs, the first clause that can be claimed, and
 * the first text that meets a criterion of it. */
#ifndef EVAL_LAY_H
#define EVAL_LAY_H

#include "eval/evaluate.h"

/* The submission lives in tools->arena. STATUS_INVALID when it is none, STATUS_NO_MEMORY. */
enum status eval_lay_out(const struct eval_tools *tools, const struct rule_form_test *test,
                         struct doc_submission **out_submission) MUST_CHECK;

#endif
