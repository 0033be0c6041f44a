/* review/stored_part - what the files of the reader of stored results share. */
#ifndef REVIEW_STORED_PART_H
#define REVIEW_STORED_PART_H

#include "base/json.h"
#include "review/stored.h"

/* Reads members of one JSON value after another; what is wrong is noted once, and reading goes on with something
 * harmless. */
struct review_reader {
    struct arena *arena;
    const struct text_source *source;
    struct text_diagnostics *diagnostics;
    uint32_t line; /* byte where the JSON value begins: the place of what is wrong in it */
    const struct review_pack *packs;
    size_t pack_count;
    enum status status; /* sticky */
};

/* Notes that a member is missing or of another type. */
void review_reader_fault(struct review_reader *reader, const char *member);
/* Zeroed; NULL after noting that memory is out. */
void *review_reader_room(struct review_reader *reader, size_t count, size_t size);

/* A text, kept in the arena: review_reader_text may be absent or null (empty then), review_reader_name may not. */
struct text_view review_reader_text(struct review_reader *reader, const struct json_tree *object, const char *key);
struct text_view review_reader_name(struct review_reader *reader, const struct json_tree *object, const char *key);
/* An integer; `otherwise` when absent or null. */
int64_t review_reader_int(struct review_reader *reader, const struct json_tree *object, const char *key,
                          int64_t otherwise);
/* The index of a name among `count` that `name_at` gives; a fault and 0 when it is none of them. NULL names are those
 * that JSON writes as null; `otherwise` when the member is absent. */
int review_reader_choice(struct review_reader *reader, const struct json_tree *object, const char *key,
                         const char *(*name_at)(int), int count, int otherwise);
struct text_place review_reader_place(struct review_reader *reader, const struct json_tree *object, const char *key);

/* One submission without its findings; a finding, an unreadable input, a pack, totals. */
struct review_submission review_read_submission(struct review_reader *reader, const struct json_tree *from);
struct review_finding review_read_finding(struct review_reader *reader, const struct json_tree *from);
struct review_error review_read_error(struct review_reader *reader, const struct json_tree *from);
struct review_pack review_read_pack(struct review_reader *reader, const struct json_tree *from);
struct review_totals review_read_totals(struct review_reader *reader, const struct json_tree *from);

#endif
