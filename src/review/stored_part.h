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
/* Says what is wrong at that byte: STATUS_INVALID, or STATUS_NO_MEMORY when it could not be said. */
enum status review_reader_refuse(struct review_reader *reader, enum diagnostic_code code, uint32_t byte,
                                 struct text_view a, struct text_view b);
/* Zeroed; NULL after noting that memory is out. */
void *review_reader_room(struct review_reader *reader, size_t count, size_t size);

/* A member of an object. Of another type than asked for it is a fault; absent or null it is what stands here. */
/* A text, kept in the arena: empty; a name: a fault. */
struct text_view review_reader_text(struct review_reader *reader, const struct json_tree *object, const char *key);
struct text_view review_reader_name(struct review_reader *reader, const struct json_tree *object, const char *key);
/* An integer: `otherwise`. */
int64_t review_reader_int(struct review_reader *reader, const struct json_tree *object, const char *key,
                          int64_t otherwise);
/* An integer from 0 to INT32_MAX: 0. */
uint32_t review_reader_count(struct review_reader *reader, const struct json_tree *object, const char *key);
bool review_reader_flag(struct review_reader *reader, const struct json_tree *object, const char *key); /* false */
/* The index of a name among `count` that `name_at` gives (NULL: JSON writes it as null): `otherwise`, which is a fault
 * when negative, as any other name is. */
int review_reader_choice(struct review_reader *reader, const struct json_tree *object, const char *key,
                         const char *(*name_at)(int), int count, int otherwise);
const struct json_tree *review_reader_object(struct review_reader *reader, const struct json_tree *object,
                                             const char *key); /* NULL */
const struct json_tree *review_reader_list(struct review_reader *reader, const struct json_tree *object,
                                           const char *key); /* NULL */
struct text_place review_reader_place(struct review_reader *reader, const struct json_tree *object,
                                      const char *key); /* nowhere */
/* An item of the list `key`, which must be an object. */
const struct json_tree *review_reader_item(struct review_reader *reader, const struct json_tree *list, size_t index,
                                           const char *key);

/* The texts of a list, each NUL-terminated. */
const struct text_view *review_read_labels(struct review_reader *reader, const struct json_tree *object,
                                           const char *key, size_t *out_count);
/* One submission without its findings; a finding, an unreadable input, a pack, a manifest (what it names is added),
 * totals. */
struct review_submission review_read_submission(struct review_reader *reader, const struct json_tree *from);
struct review_finding review_read_finding(struct review_reader *reader, const struct json_tree *from);
struct review_error review_read_error(struct review_reader *reader, const struct json_tree *from);
struct review_pack review_read_pack(struct review_reader *reader, const struct json_tree *from);
void review_read_manifest(struct review_reader *reader, const struct json_tree *from, struct review_manifest *manifest);
struct review_totals review_read_totals(struct review_reader *reader, const struct json_tree *from);

#endif
