/* eval/subject - the thing that a form rule or `applies` is judged over: a submission, or a request, claim or breakdown
 * row of it. Plain value, borrows everything. */
#ifndef EVAL_SUBJECT_H
#define EVAL_SUBJECT_H

#include "eval/result.h"
#include "eval/scope.h"

struct eval_subject {
    enum rule_given given;
    const struct doc_request *request;      /* NULL for a submission */
    const struct doc_claim *claim;          /* claims only */
    const struct doc_row *row;              /* breakdown rows only */
    uint32_t request_index;                 /* RULE_NONE for a submission */
    uint32_t claim_index;                   /* RULE_NONE unless a claim */
    const struct eval_texts *texts;         /* of the request; NULL for a submission */
    const struct eval_request *judged;      /* form rules: the request's criteria and claims; NULL before */
    const struct eval_claim *judged_claim;  /* form rules given a claim */
    const struct doc_observation *observed; /* given: reading */
};

/* What an address leads to: the values of a field (one, or one per list item). */
struct eval_value {
    enum eval_value_kind { EVAL_VALUE_TEXT, EVAL_VALUE_AMOUNT, EVAL_VALUE_NUMBER, EVAL_VALUE_LIST } kind;
    bool present;
    const struct doc_text *text;     /* TEXT */
    const struct doc_amount *amount; /* AMOUNT */
    int64_t number;                  /* NUMBER: year, category, boolean, ministry index, or what a LIST holds */
    struct text_span span;
};

/* Where a text's own words stand: of a block scalar its lines, not the mark before them. */
struct text_span eval_value_span(const struct doc_text *text);

/* How many values an address has, seen from the subject; each by index. */
size_t eval_value_count(const struct eval_context *context, const struct eval_subject *subject,
                        const struct rule_address *address);
struct eval_value eval_value_at(const struct eval_context *context, const struct eval_subject *subject,
                                const struct rule_address *address, size_t index);
/* The breakdown row's or claim's amounts that a list address leads to carry row flags. */
const struct doc_row *eval_row_at(const struct eval_subject *subject, const struct rule_address *address, size_t index);

/* Whether a comparison holds for the subject (rules.md: absent values make every comparison false but present: false).
 */
bool eval_compare(struct eval_context *context, const struct eval_subject *subject, const struct rule_compare *compare);

#endif
