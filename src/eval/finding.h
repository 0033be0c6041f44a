/* eval/finding - collecting findings, giving them their identity, and putting them in order. */
#ifndef EVAL_FINDING_H
#define EVAL_FINDING_H

#include "eval/context.h"
#include "eval/result.h"

struct eval_findings {
    struct eval_context *context;
    struct eval_finding *items; /* on the heap while they are collected: an array that grows in an arena leaves its old
                                   copies there, and there may be 100,000 */
    size_t count;
    size_t capacity;
};

/* Adds a finding; `finding.text` is the value of the field that it stands on (empty: none). Its text hash
 * (interface.md) is over that text as it is folded and what else it rests on: the figures of its message; of a
 * judgement on a clause the title and the summary, which are read with the justification. */
void eval_findings_add(struct eval_findings *list, struct eval_finding finding);

/* Orders by start byte, rule and area, and gives each its fingerprint (interface.md). They live in the context's arena
 * from then on; none is left when memory is out. */
void eval_findings_finish(struct eval_findings *list);

/* Hex digits of the SHA-256 of a text as it is folded; an empty string for an empty text. */
void eval_hash_text(struct eval_context *context, struct text_view text, char out_hex[65]);

/* The same of the texts that stand on the request itself: summary, outcome, offset and the others, not its title. */
void eval_hash_request(struct eval_context *context, const struct doc_request *request, char out_hex[65]);

/* What a finding is known by when it comes again (interface.md): its names, joined by U+001F, hashed. */
struct eval_identity {
    struct text_view rule, ministry, request, area;
    int year;
    struct text_view row;  /* name of the breakdown row, or empty */
    enum doc_field field;  /* DOC_FIELD_COUNT: none */
    bool over_set;         /* found by comparing requests: its field path begins with "set." */
    struct text_view text; /* joins in when two findings share all this; else empty */
};
#define EVAL_FINGERPRINT 33 /* 32 hex digits and a NUL */
enum status eval_fingerprint(const struct eval_identity *identity, char out_hex[EVAL_FINGERPRINT]) MUST_CHECK;

#endif
