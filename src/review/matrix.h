/* review/matrix - who asks how much for which clause: the clause × ministry matrix over many results, and the sums of
 * the requests themselves.
 *
 * Fed record by record (which may die afterwards: names are copied). A clause belongs to its pack, since the same label
 * means another clause in another year. Under a clause stands a claim's own share where it states one, else the whole
 * amount of its request; a request with several claims so stands under several clauses, and the sums of clauses exceed
 * the unique sum, in which every request counts once. Under one clause a request never counts with more than it asks
 * for, however many items of the clause it claims; its gravest verdict takes the money. A request that is left out of
 * the unique sum adds nothing under its clauses either, nor do its shares. Yen are exact.
 * Owns its memory: review_matrix_clear. */
#ifndef REVIEW_MATRIX_H
#define REVIEW_MATRIX_H

#include "base/arena.h"
#include "review/record.h"

#define REVIEW_CATEGORIES   (DOC_CATEGORY_EXPANDED + 1)
#define REVIEW_AMOUNT_KINDS (DOC_AMOUNT_PART_OF + 1)

/* Claims on one clause, of one ministry or of all. */
struct review_cell {
    size_t claims;
    size_t by_claim[EVAL_CLAIMS];
    int64_t yen;
    int64_t yen_by_claim[EVAL_CLAIMS];
    size_t in_full;        /* claims without a share of their own: the request's amount was taken */
    size_t without_figure; /* claims of requests that are left out of the sums: they add nothing */
    size_t request;        /* the one added last, by its number, */
    int64_t request_yen;   /* and what it has here so far */
};

struct review_entry {
    uint32_t line;             /* index of its clause */
    struct text_view ministry; /* canonical, or as written */
    size_t ministry_order;     /* in the register; (size_t)-1: not in it */
    struct review_cell cell;
};

/* A clause that can be claimed, claimed by anybody or not. */
struct review_line {
    struct text_view pack, label;
    struct text_view heading;
    bool claimable;
    struct review_cell total;
};

/* Requests in the unique sum, and those left out of it, by the kind of their amount. */
struct review_sums {
    size_t requests;
    int64_t yen;
    size_t by_verdict[EVAL_REQUESTS];
    int64_t yen_by_verdict[EVAL_REQUESTS];
    size_t by_category[REVIEW_CATEGORIES];
    int64_t yen_by_category[REVIEW_CATEGORIES];
    size_t by_kind[REVIEW_AMOUNT_KINDS]; /* DOC_AMOUNT_FIGURE: those that are added */
    size_t relisted;                     /* left out whatever their kind: another request has their amount */
    size_t negative;                     /* figures below 0, left out too */
    int64_t supplementary_yen;           /* kept apart: never part of yen */
    int64_t special_yen;
    struct review_cell outside; /* claims whose label names no clause */
};

struct review_matrix {
    struct arena *arena;
    struct review_line *lines; /* packs as first met, clauses in pack order */
    size_t line_count, line_capacity;
    struct review_entry *entries; /* after review_matrix_sort by clause, then ministry */
    size_t entry_count, entry_capacity;
    struct review_sums sums;
};

/* An empty matrix; review_matrix_add takes one judged submission into it. */
enum status review_matrix_init(struct review_matrix *matrix) MUST_CHECK;
void review_matrix_clear(struct review_matrix *matrix);
enum status review_matrix_add(struct review_matrix *matrix, const struct review_submission *record) MUST_CHECK;
/* Puts the entries in order and adds up the lines; call once, before they are read. */
void review_matrix_sort(struct review_matrix *matrix);

#endif
