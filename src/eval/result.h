/* eval/result - what the evaluation of one submission says. Data only: wording is the reporter's.
 *
 * Lives in the evaluation's arena, borrows from submission and rule set; all three die together once written. */
#ifndef EVAL_RESULT_H
#define EVAL_RESULT_H

#include "doc/submission.h"
#include "eval/verdict.h"
#include "rule/ruleset.h"

/* What made a guard take a hit out: what its writer would have to change. */
struct eval_cause {
    struct text_span span; /* NEGATED, HEDGED: the word; SENSE: the word that shows another sense, if one does */
    uint32_t concept;      /* SENSE: that word's concept; without a word the one whose companions are missing, or
                              RULE_NONE where the clause's anchor is */
    uint32_t number;       /* LISTED: items in a row; PARROTED: per cent of the sentence that are the guideline's */
    bool refers_back;      /* the word stands in the next sentence, which speaks of this one */
};

/* A hit that counts (guard NONE) or was found and not counted. */
struct eval_evidence {
    struct text_span span;
    struct text_span sentence; /* that it stands in */
    uint32_t concept;
    enum eval_guard guard;
    struct eval_cause cause; /* of the guard */
};

/* One predicate of a criterion and what became of it, in the order of the tree (for --explain and for messages). */
struct eval_step {
    const struct rule_predicate *predicate;
    int depth;
    enum eval_truth truth;      /* on surviving hits */
    enum eval_guard guard;      /* of the first removed hit, when only raw hits make it true */
    struct eval_evidence first; /* span.source NULL: none */
    bool raw;                   /* true on raw hits */
    bool elsewhere;             /* not in the sentence that was looked at: `first` stands in another one */
    bool aside;                 /* belongs to an alternative that is not the nearest (kept for --explain only) */
    uint32_t others;            /* SENTENCE that is true: further sentences that would do */
    uint32_t hits, leaves;      /* how near it came: leaves that hold, of all */
};

struct eval_criterion {
    const struct rule_criterion *rule;
    enum eval_state state;
    enum eval_guard guard;
    const struct eval_evidence *evidence; /* surviving when met, raw when guarded */
    size_t evidence_count;
    const struct eval_step *steps; /* in the sentence that comes nearest to meeting it */
    size_t step_count;
    size_t hit_leaves; /* leaves true on surviving hits, of leaf_count: how near it came */
    size_t leaf_count;
};

/* A clause that a text would justify. */
struct eval_suggestion {
    uint32_t clause;
    size_t met;                 /* `any` criteria of the clause that hold */
    struct eval_criterion best; /* the one of them with most evidence */
    bool claimed;               /* the request claims the clause already */
};

struct eval_suggestions {
    const struct eval_suggestion *items; /* best first */
    size_t count;
};

enum eval_reason { /* why a claim is not justified */
                   EVAL_REASON_NONE,
                   EVAL_REASON_NO_TEXT,    /* no justification at all */
                   EVAL_REASON_NOTHING,    /* no hit of any criterion's concepts */
                   EVAL_REASON_PARTS,      /* some parts of the nearest criterion are there, others missing */
                   EVAL_REASON_ANCHOR,     /* the field's own word is nowhere */
                   EVAL_REASON_GUARDED,    /* evidence found, not counted */
                   EVAL_REASON_RESERVED,   /* meets only criteria reserved for other requesters */
                   EVAL_REASON_OTHER_ITEM, /* meets another item's criteria */
                   EVAL_REASON_NO_CLAUSE,
                   EVAL_REASON_NOT_CLAIMABLE,
                   EVAL_REASON_NOT_OPEN /* invalid */
};

struct eval_claim {
    const struct doc_claim *doc;
    uint32_t clause; /* RULE_NONE when the label names none */
    uint32_t item;   /* index into the clause's items + 1, or 0 */
    enum eval_claim_verdict verdict;
    enum eval_reason reason;
    const struct eval_criterion *criteria;
    size_t criterion_count;
    char text_sha256[65];                /* of the folded justification; empty without one */
    size_t nearest;                      /* the criterion that came nearest, (size_t)-1 when none */
    struct eval_suggestions suggestions; /* unjustified: the clauses that this justification carries instead */
};

struct eval_request {
    const struct doc_request *doc;
    char text_sha256[65]; /* of its folded texts but the title and the justifications */
    enum eval_request_verdict verdict;
    const struct eval_criterion *criteria; /* request level */
    size_t criterion_count;
    const struct eval_claim *claims;
    size_t claim_count;
    bool suggested; /* suggestions were looked for: a claim is unjustified, or they were asked for */
    struct eval_suggestions suggestions; /* from summary and all justifications */
};

/* A value that a message names. */
struct eval_argument {
    const char *name; /* as in check.def or observation.def */
    enum eval_argument_kind {
        EVAL_TEXT,
        EVAL_EVIDENCE,
        EVAL_YEN,
        EVAL_NUMBER,
        EVAL_AMOUNT,
        EVAL_GUARD,
        EVAL_REASON
    } kind;
    union {
        struct text_view text;
        struct text_span span;           /* of evidence: the reporter shows the word it stands in */
        int64_t number;                  /* also an enum eval_guard or eval_reason, by kind: the reporter words it */
        const struct doc_amount *amount; /* of the submission, or of the set */
    };
};

#define EVAL_ARGUMENTS 5

enum eval_event {
    EVAL_EVENT_FORM,        /* a form rule: message and arguments are the pack's */
    EVAL_EVENT_UNJUSTIFIED, /* named after the clause */
    EVAL_EVENT_MUST,        /* a `must` not stated: named after the criterion */
    EVAL_EVENT_ADVICE       /* an `any` unmet though the claim is justified */
};

struct eval_finding {
    struct text_view rule; /* id */
    enum rule_severity severity;
    enum eval_event event;
    struct text_span span; /* where it points */
    enum doc_field field;  /* the field it stands on, DOC_FIELD_COUNT: none */
    struct text_view text; /* value of that field, or empty */
    struct text_view row;  /* name of the breakdown row it stands on, or empty */
    struct text_view area; /* canonical label and item of its claim, as written when invalid, or empty */
    size_t order;          /* in which it was found: the last tie-breaker */
    uint32_t request;      /* index, or RULE_NONE: the submission */
    uint32_t claim;        /* index, or RULE_NONE */
    const struct eval_criterion *criterion; /* MUST, ADVICE */
    const struct rule_wording *message;     /* FORM */
    const struct doc_observation *observed; /* FORM about what the reader noticed; else NULL */
    const struct eval_argument *arguments;
    size_t argument_count;
    bool within_clause; /* says why a claim failed: shown inside the clause's finding in text and HTML */
    bool on_rows;       /* says what the rows of the request's breakdown come to */
    bool not_judged;    /* only says that a person must judge: the request's verdict is `unknown` */
    uint32_t partner;   /* of an unjustified claim's finding the one that says why, and back; or RULE_NONE */
    char fingerprint[33];
    char text_sha256[65]; /* of all that it rests on (eval/finding.h); empty when that is nothing */
};

struct eval_counts {
    size_t requests, claims, criteria; /* criteria evaluated, not_applicable ones included */
    size_t findings[3];                /* by enum rule_severity */
};

struct eval_result {
    const struct doc_submission *submission;
    const struct rule_set *rules;
    const struct eval_request *requests;
    size_t request_count;
    const struct eval_finding *findings; /* ordered by start byte, rule, area */
    size_t finding_count;
    struct eval_counts counts; /* findings: all of them, before any selection */
};

#endif
