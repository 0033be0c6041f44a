/* support/judge - submissions as strings, judged by the made-up pack tests/packs/judge (or by a piece of it).
 *
 * A judge owns everything that it hands out; judge_close gives it back. Whatever goes wrong on the way (a pack that
 * does not load, YAML that can't be read) fails the running test. */
#ifndef SUPPORT_JUDGE_H
#define SUPPORT_JUDGE_H

#include "eval/evaluate.h"
#include "review/record.h"
#include "text/diagnostic.h"

struct judge {
    struct arena *arena;
    struct rule_set *rules;
    struct text_matcher *matcher;
    struct text_diagnostics diagnostics;
    struct eval_settings settings;
};

/* The whole pack. */
void judge_open(struct judge *judge);
/* Another one of tests/packs. */
void judge_open_pack(struct judge *judge, const char *name);
/* Its vocabulary, clauses and concepts, with this YAML in place of all its criteria and form rules. */
void judge_open_with(struct judge *judge, const char *criteria);
void judge_close(struct judge *judge);

/* Reads the YAML (copied) and judges its first document. */
const struct eval_result *judge_yaml(struct judge *judge, const char *yaml);
/* The only claim of one request of 灯台省, year 2031: `area` and `justification` as plain text. */
const struct eval_result *judge_claim(struct judge *judge, const char *area, const char *justification);

/* The n-th finding (from 0) of that rule, or NULL. */
const struct eval_finding *judge_finding(const struct eval_result *result, const char *rule, size_t n);
size_t judge_count(const struct eval_result *result, const char *rule);
/* The criterion of that id among those of a claim or request, or NULL. */
const struct eval_criterion *judge_criterion(const struct eval_criterion *criteria, size_t count, const char *id);
/* What the criterion's evidence says in the file, joined by '|'. Lives in the judge's arena. */
const char *judge_evidence(struct judge *judge, const struct eval_criterion *criterion);
/* An argument of a finding as text (numbers in digits), "" when there is none. */
const char *judge_argument(struct judge *judge, const struct eval_finding *finding, const char *name);

/* What describes the pack in reports, in Japanese. */
struct review_pack judge_pack(struct judge *judge, bool explicit_choice);
/* The record of a result, in Japanese, of a file "x.yaml". */
const struct review_submission *judge_record(struct judge *judge, const struct eval_result *result);

/* Whether the view holds just this text. */
bool judge_says(struct text_view view, const char *text);

#endif
