/* eval/settings - what evaluating a submission needs besides it, and how it is to be done. */
#ifndef EVAL_SETTINGS_H
#define EVAL_SETTINGS_H

#include "base/profile.h"
#include "doc/submission.h"
#include "rule/ruleset.h"

struct eval_imprint;

/* What evaluating needs besides the submission. */
struct eval_tools {
    const struct rule_set *rules;
    struct arena *arena;          /* the result lives here */
    struct arena *scratch;        /* this thread's, empty before and after; NULL: one of its own */
    struct text_matcher *matcher; /* this thread's */
    struct profile *profile;      /* this thread's; NULL: none */
    struct eval_imprint *imprint; /* of the submission that is judged (eval/imprint); NULL: none is wanted */
};

struct eval_settings {
    const struct text_view *clauses; /* canonical labels; when given, only claims on these are judged */
    size_t clause_count;
    bool pack_explicit; /* the pack was chosen by name: another year's file is judged, and a note says so */
    bool keep_steps;    /* keep the reasoning of met criteria too (--explain) */
    bool suggest;       /* suggestions for every request, not only where a claim is unjustified */
};

/* Whether the settings have that claim judged. */
bool eval_is_wanted(const struct rule_set *rules, const struct eval_settings *settings, const struct doc_claim *claim);

#endif
