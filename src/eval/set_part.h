/* eval/set_part - what the files of the set share: its records and how findings are added. */
#ifndef EVAL_SET_PART_H
#define EVAL_SET_PART_H

#include "base/arena.h"
#include "base/spool.h"
#include "eval/check.h"
#include "eval/finding.h"
#include "eval/set.h"

struct eval_set_submission {
    struct text_view path, ministry;
    const struct rule_set *rules;
    int year;
    uint32_t document;
    bool previous;
};

struct eval_set_request {
    uint32_t submission;
    struct text_view id, title, folded_id, folded_title;
    struct doc_amount amount, previous;
    struct text_place id_start, id_end, title_start, title_end, previous_start, previous_end;
    struct text_line_hash id_line, previous_line;
};

struct eval_set_text {
    uint32_t request;
    uint32_t grams; /* of its print */
    uint64_t print; /* where it stands in the spool; before it the digits of the text's hash */
    uint32_t bands[EVAL_BANDS];
    struct text_view area;
    struct text_place start, end;
    struct text_line_hash line;
};

struct eval_set {
    struct arena *arena;
    struct eval_set_wants wants;
    struct spool spool;
    struct eval_set_submission *submissions;
    size_t submission_count, submission_capacity;
    struct eval_set_request *requests;
    size_t request_count, request_capacity;
    struct eval_set_text *texts;
    size_t text_count, text_capacity;
    struct eval_set_finding *findings;
    size_t finding_count, finding_capacity;
};

static inline const struct eval_set_submission *eval_set_home(const struct eval_set *set,
                                                              const struct eval_set_request *request)
{
    return &set->submissions[request->submission];
}

/* Whether a request of one submission may be compared with one of the other. An earlier draft of the same year's file,
 * given as previous, is not: all its texts are there again (juten diff compares drafts). */
static inline bool eval_set_comparable(const struct eval_set_submission *a, const struct eval_set_submission *b)
{
    if (a->previous == b->previous) return true;
    return a->previous ? eval_set_is_earlier(a->year, b->year) : eval_set_is_earlier(b->year, a->year);
}

/* The place of a request's field, without its start and end. */
struct eval_set_place eval_set_place_of(const struct eval_set *set, const struct eval_set_request *request);
/* What a check reported becomes the finding's; false when memory is out. */
bool eval_set_take_report(struct eval_set *set, struct eval_set_finding *finding,
                          const struct eval_check_report *report);
/* The finding of a form rule on a request: its rule and identity are filled in, and the hash
 * of the text that it stands on (empty: it is there already). */
enum status eval_set_find(struct eval_set *set, enum rule_check check, const struct eval_set_request *request,
                          struct eval_set_finding finding, struct text_view text) MUST_CHECK;

/* One rule each; nothing when the request's pack has none. */
enum status eval_set_ids(struct eval_set *set) MUST_CHECK;
enum status eval_set_previous(struct eval_set *set) MUST_CHECK;
enum status eval_set_texts(struct eval_set *set) MUST_CHECK;

#endif
