/* eval/finding - collecting findings, giving them their identity, and putting them in order. */
#ifndef EVAL_FINDING_H
#define EVAL_FINDING_H

#include "eval/context.h"
#include "eval/result.h"

struct eval_findings {
    struct eval_context *context;
    struct eval_finding *items;
    size_t count;
    size_t capacity;
};

/* Adds a finding; `finding.text` is the value of the field that it stands on (empty: none). */
void eval_findings_add(struct eval_findings *list, struct eval_finding finding);

/* Orders by start byte, rule and area, then gives each its fingerprint and text hash (interface.md). */
void eval_findings_finish(struct eval_findings *list);

/* Hex digits of the SHA-256 of a text as it is folded; an empty string for an empty text. */
void eval_hash_text(struct eval_context *context, struct text_view text, char out_hex[65]);

#endif
