/* eval/set - the rules that compare requests of all files with each other: ids twice, texts alike, earlier figures.
 *
 * Fed submission by submission in report order, the checked ones first, then those of earlier years; each may die after
 * its call. Keeps of every request and text some 180 bytes in memory, and what findings say of them in a spool.
 * Judging takes time in proportion to what was fed, whatever is alike. Findings here never change a verdict: a verdict
 * is what the request itself says. Owns its memory: eval_set_free. */
#ifndef EVAL_SET_H
#define EVAL_SET_H

#include "eval/imprint.h"
#include "eval/result.h"

struct eval_set;

/* Which rules are computed at all. */
struct eval_set_wants {
    bool ids, texts, previous;
};

struct eval_set_source {
    const char *path;
    bool previous; /* read for figures and texts only */
    const struct rule_set *rules;
    const struct doc_submission *submission;
    const struct eval_imprint *imprint; /* of a submission that comes in parts (doc/slices), each by itself, in order */
    bool line_hashes;                   /* the lines that findings may stand in are hashed (text/line_hash) */
};

/* A request, or one of its claims, as a finding speaks of it. */
struct eval_set_place {
    struct text_view path, ministry, request, title, area; /* area: empty for the request itself */
    uint32_t document;
    struct text_place start, end;
    struct text_line_hash line; /* that it begins in; ordinal 0: not known. Of findings only, not of relations */
    bool previous;
};

struct eval_set_relation {
    struct eval_set_place place;
    int64_t share; /* per cent of the text that is the same; -1: not about texts */
};

struct eval_set_submission;

struct eval_set_finding {
    struct eval_finding finding; /* without a span: its place is below */
    const struct rule_set *rules;
    const struct eval_set_submission *home; /* of the request on which it stands */
    struct eval_set_place place;
    const struct eval_set_relation *relations;
    size_t relation_count;
};

/* Whether a submission given as previous belongs to a year before that of a judged one: 0 is a year nobody could read.
 */
static inline bool eval_set_is_earlier(int previous_year, int judged_year)
{
    return previous_year > 0 && previous_year < judged_year;
}

/* An empty set. */
enum status eval_set_new(struct eval_set_wants wants, struct eval_set **out_set) MUST_CHECK;
void eval_set_free(struct eval_set *set); /* accepts NULL */
/* Whether texts will be compared: else imprints need none. */
bool eval_set_wants_texts(const struct eval_set *set);
/* Takes a submission in; of one that comes in parts (doc/slices) these, one right after another. */
enum status eval_set_add(struct eval_set *set, const struct eval_set_source *source) MUST_CHECK;
/* Compares all that was fed, once; nothing is fed after that. The findings in the order of places, then rules; they
 * live as long as the set. */
enum status eval_set_judge(struct eval_set *set, const struct eval_set_finding **out_findings,
                           size_t *out_count) MUST_CHECK;

#endif
