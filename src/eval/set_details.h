/* eval/set_details - what findings over the set say of requests and texts: put aside when a submission is taken in, its
 * memory being given back then, and read back for those that are found. */
#ifndef EVAL_SET_DETAILS_H
#define EVAL_SET_DETAILS_H

#include "base/hash.h"
#include "eval/set_part.h"

struct eval_set_request_details {
    struct text_view id, title;         /* as written */
    struct doc_amount amount, previous; /* without their spans */
    struct text_place id_start, id_end, title_start, title_end, previous_start, previous_end;
    struct text_line_hash id_line, previous_line;
};

struct eval_set_text_details {
    struct text_view area;
    struct text_place start, end;
    struct text_line_hash line;
    char sha256[HASH_SHA256_HEX]; /* of the folded text */
};

/* Puts details aside; what they were read from may die. *out_offset leads back to them. STATUS_NO_MEMORY. */
enum status eval_set_put_request(struct eval_set *set, struct eval_set_request_details *details,
                                 uint64_t *out_offset) MUST_CHECK;
enum status eval_set_put_text(struct eval_set *set, struct eval_set_text_details *details,
                              const struct eval_print *print, uint64_t *out_offset) MUST_CHECK;

/* Reads them back into the arena. STATUS_NO_MEMORY, STATUS_IO. */
enum status eval_set_get_request(struct eval_set *set, struct arena *arena, const struct eval_set_request *request,
                                 struct eval_set_request_details *out_details) MUST_CHECK;
enum status eval_set_get_text(struct eval_set *set, struct arena *arena, const struct eval_set_text *text,
                              struct eval_set_text_details *out_details) MUST_CHECK;
/* The print alone, into the room that print->hashes has for it. STATUS_IO. */
enum status eval_set_get_print(struct eval_set *set, const struct eval_set_text *text,
                               struct eval_print *print) MUST_CHECK;

/* The place of a request, without its start and end; it borrows from the details. */
struct eval_set_place eval_set_place_of(const struct eval_set *set, const struct eval_set_request *request,
                                        const struct eval_set_request_details *details);

#endif
