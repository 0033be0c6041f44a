/* eval/set_part - what the files of the set share: its records and how findings are added.
 *
 * Of every request and text little more than the keys by which they are compared is kept in memory; what a finding says
 * of them is put aside (eval/set_details) and read back for the few that are found. */
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
    int64_t percent; /* that its texts must have in common with others to be found; more than 100 when none are */
};

struct eval_set_request {
    uint64_t details;
    uint32_t submission;
};

/* Names are compared by half of their SHA-256, of which no two are the same by chance; zeros: there is no name. */
struct eval_set_name {
    uint64_t words[2];
};

/* Of a request. */
struct eval_set_names {
    struct eval_set_name id;    /* as it is folded */
    struct eval_set_name title; /* as it is folded, with the ministry */
};

struct eval_set_text {
    uint64_t details; /* its print comes first */
    uint32_t request;
    uint32_t grams; /* of its print */
};

/* Keys and sketches of the prints of some texts (eval/likeness.h), in blocks that stay where they are: they are most of
 * what is kept of a text. */
#define EVAL_SET_BLOCK 1024
struct eval_set_keys {
    uint32_t keys[EVAL_SET_BLOCK][EVAL_BANDS];
    struct eval_sketch sketches[EVAL_SET_BLOCK];
};

struct eval_set {
    struct arena *arena;    /* of what findings hold */
    struct arena *compared; /* of what texts are compared by: NULL once they were */
    struct eval_set_wants wants;
    struct spool spool;
    struct buf writing;                      /* one request's or text's details */
    struct eval_set_submission *submissions; /* on the heap, as are requests, texts and findings */
    size_t submission_count, submission_capacity;
    struct eval_set_request *requests;
    size_t request_count, request_capacity;
    struct eval_set_names *names; /* by request: NULL once they are compared */
    size_t name_capacity;
    struct eval_set_text *texts;
    size_t text_count, text_capacity;
    struct eval_set_keys **blocks;
    size_t block_count, block_capacity;
    struct eval_set_finding *findings;
    size_t finding_count, finding_capacity;
};

static inline const struct eval_set_submission *eval_set_home(const struct eval_set *set,
                                                              const struct eval_set_request *request)
{
    return &set->submissions[request->submission];
}

static inline uint32_t *eval_set_keys_of(const struct eval_set *set, size_t text)
{
    return set->blocks[text / EVAL_SET_BLOCK]->keys[text % EVAL_SET_BLOCK];
}

static inline struct eval_sketch *eval_set_sketch_of(const struct eval_set *set, size_t text)
{
    return &set->blocks[text / EVAL_SET_BLOCK]->sketches[text % EVAL_SET_BLOCK];
}

/* Whether a request of one submission may be compared with one of the other. An earlier draft of the same year's file,
 * given as previous, is not: all its texts are there again (juten diff compares drafts). */
static inline bool eval_set_comparable(const struct eval_set_submission *a, const struct eval_set_submission *b)
{
    if (a->previous == b->previous) return true;
    return a->previous ? eval_set_is_earlier(a->year, b->year) : eval_set_is_earlier(b->year, a->year);
}

/* What a check reported becomes the finding's; false when memory is out. */
bool eval_set_take_report(struct eval_set *set, struct eval_set_finding *finding,
                          const struct eval_check_report *report);
/* The finding of a form rule on a request, whose place is filled in: its rule and identity are added, and the hash
 * of the text that it stands on (empty: it is there already). */
enum status eval_set_find(struct eval_set *set, enum rule_check check, const struct eval_set_request *request,
                          struct eval_set_finding finding, struct text_view text) MUST_CHECK;

/* One rule each; nothing when the request's pack has none. */
enum status eval_set_ids(struct eval_set *set) MUST_CHECK;
enum status eval_set_previous(struct eval_set *set) MUST_CHECK;
enum status eval_set_texts(struct eval_set *set) MUST_CHECK;

#endif
