/* eval/check - what form rules compute: one function per row of rule/check.def.
 *
 * A check holds or is violated; a violated one reports its arguments (named in check.def) and what it stands on. A
 * check that cannot be judged (a figure is missing, or only approximate) holds: something else says so. Exact integers.
 */
#ifndef EVAL_CHECK_H
#define EVAL_CHECK_H

#include "eval/subject.h"

struct eval_check_report {
    struct eval_argument arguments[EVAL_ARGUMENTS];
    size_t argument_count;
    struct eval_value value; /* what it stands on; span without source: the subject itself */
    enum doc_field field;    /* its field, or DOC_FIELD_COUNT */
};

/* Judges one check of a form rule over the subject: true when it holds; else *out_report is filled. */
bool eval_check(struct eval_context *context, const struct eval_subject *subject, const struct rule_check_use *use,
                struct eval_check_report *out_report);

/* True for checks that say why a claim failed: at most one of their findings per claim, for failed claims only. */
bool eval_check_explains(enum rule_check check);

/* For the files of this room that hold checks. */
typedef bool eval_check_function(struct eval_context *, const struct eval_subject *, const struct rule_check_use *,
                                 struct eval_check_report *);
eval_check_function eval_check_sum, eval_check_compared, eval_check_increase;       /* check_money.c */
eval_check_function eval_check_category;                                            /* check_money.c */
eval_check_function eval_check_own_text, eval_check_placeholder, eval_check_figure; /* check_text.c */
eval_check_function eval_check_listed, eval_check_parroted;                         /* check_wording.c */
eval_check_function eval_check_cited_outdated;                                      /* check_citation.c */
eval_check_function eval_check_guarded_only, eval_check_clause, eval_check_judged;  /* check_claim.c */
eval_check_function eval_check_unique, eval_check_count, eval_check_register;       /* check_set.c */
eval_check_function eval_check_near_duplicate;                                      /* check_likeness.c */
eval_check_function eval_check_own_id;                                              /* check_id.c */

/* Whether a request's `previous` is the `amount` of the year before, within what both show; else reports both, their
 * difference and the tolerance. Both are exact figures or none. */
bool eval_check_same_figure(const struct doc_amount *previous, const struct doc_amount *amount,
                            struct eval_check_report *out_report);

/* Gives a finding the report's arguments, kept in the arena; false when memory is out. */
bool eval_check_keep(struct arena *arena, const struct eval_check_report *report, struct eval_finding *finding);

/* a + b, saturating: sums of amounts never overflow. */
int64_t eval_add_yen(int64_t a, int64_t b);

/* Add one named argument to a report: eval_report_text, eval_report_evidence, eval_report_number, eval_report_yen,
 * eval_report_amount, eval_report_coded (a guard or a reason, worded by the reporter). */
void eval_report_text(struct eval_check_report *report, const char *name, struct text_view text);
void eval_report_evidence(struct eval_check_report *report, const char *name, struct text_span span);
void eval_report_number(struct eval_check_report *report, const char *name, int64_t number);
void eval_report_yen(struct eval_check_report *report, const char *name, int64_t yen);
void eval_report_coded(struct eval_check_report *report, const char *name, enum eval_argument_kind kind, int code);
void eval_report_amount(struct eval_check_report *report, const char *name, const struct doc_amount *amount);

#endif
